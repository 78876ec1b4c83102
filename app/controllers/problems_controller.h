#pragma once
// All problems on this tablet with their states and deadlines: overdue first, then by deadline.

#include <QObject>
#include <QtQmlIntegration>

#include "app/controllers/tablet_session.h"
#include "app/models/fact_list_model.h"

namespace bf {

class ProblemsController : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("of TabletApp")
  Q_PROPERTY(QVariantList filters READ filters NOTIFY changed)
  Q_PROPERTY(int filter READ filter NOTIFY changed)
  Q_PROPERTY(int overdue READ overdue NOTIFY changed)
  Q_PROPERTY(int open READ open NOTIFY changed)
  Q_PROPERTY(bf::FactListModel* lines READ lines CONSTANT)

 public:
  /// `session` outlives the controller.
  explicit ProblemsController(TabletSession& session, QObject* parent = nullptr);

  /// {text, count}
  [[nodiscard]] QVariantList filters() const;
  [[nodiscard]] int filter() const { return filter_; }
  [[nodiscard]] int overdue() const { return overdue_; }
  [[nodiscard]] int open() const { return open_; }
  [[nodiscard]] FactListModel* lines() { return &lines_; }
  Q_INVOKABLE void setFilter(int filter);
  void reword() { read(); }

 signals:
  void changed();

 private:
  enum Filter { stillOpen, late, answered, closed, everything };
  struct Known {
    Day deadline = 0;
    bool overdue = false, answered = false, closed = false;
    FactLine line;
  };
  void read();
  void show();
  [[nodiscard]] static bool passes(const Known& known, int filter);
  TabletSession& session_;
  FactListModel lines_;
  std::vector<Known> known_;
  int filter_ = stillOpen;
  int overdue_ = 0, open_ = 0;
};

}  // namespace bf
