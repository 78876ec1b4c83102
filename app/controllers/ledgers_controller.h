#pragma once
// The page of the ledgers: which one, which of its lines. Ledgers of records are read on a thread of their own, so that
// nobody waits for a clerk's 25,000 visits.

#include <QObject>
#include <QThread>
#include <QtQmlIntegration>
#include <atomic>
#include <memory>

#include "app/controllers/tablet_session.h"
#include "app/ledgers/ledger_model.h"

namespace bf {

class LedgersController : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("of TabletApp")
  Q_PROPERTY(QList<QString> kinds READ kinds NOTIFY changed)
  Q_PROPERTY(int kind READ kind NOTIFY changed)
  Q_PROPERTY(QVariantList columns READ columns NOTIFY changed)
  Q_PROPERTY(QVariantList filters READ filters NOTIFY changed)
  Q_PROPERTY(int filter READ filter NOTIFY changed)
  Q_PROPERTY(bf::LedgerModel* lines READ lines CONSTANT)
  Q_PROPERTY(bool loading READ loading NOTIFY changed)
  Q_PROPERTY(QString place READ place NOTIFY changed)

 public:
  /// `session` outlives the controller.
  explicit LedgersController(TabletSession& session, QObject* parent = nullptr);
  ~LedgersController() override;

  [[nodiscard]] QStringList kinds() const;
  [[nodiscard]] int kind() const { return static_cast<int>(kind_); }
  /// {name, weight, essential}
  [[nodiscard]] QVariantList columns() const;
  /// {text, count}
  [[nodiscard]] QVariantList filters() const;
  [[nodiscard]] int filter() const { return filter_; }
  [[nodiscard]] LedgerModel* lines() { return &lines_; }
  [[nodiscard]] bool loading() const { return loading_; }
  [[nodiscard]] QString place() const;

  Q_INVOKABLE void setKind(int kind);
  Q_INVOKABLE void setFilter(int filter);
  /// Lines in which the text stands.
  Q_INVOKABLE void search(const QString& text);
  Q_INVOKABLE void reword() { read(); }

 signals:
  void changed();

 private:
  void read();
  void readRecords();
  void readIndicators();
  void take(Ledger ledger);
  TabletSession& session_;
  LedgerModel lines_;
  LedgerKind kind_ = LedgerKind::poor;
  int filter_ = 0;
  QString sought_;
  bool loading_ = true;
  std::unique_ptr<QThread> reader_;
  std::atomic<bool> stopping_ = false;
  unsigned asked_ = 0;  ///< an answer to an older question is not shown
};

}  // namespace bf
