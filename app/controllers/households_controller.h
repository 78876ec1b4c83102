#pragma once
// Two lists of households with the same manners: whom to visit today and why, and all of them. Filters narrow them, a
// search finds by name, Pinyin, initials, natural village, the end of the telephone or ID number, or register number,
// and the order can be chosen.

#include <QObject>
#include <QTimer>
#include <QtQmlIntegration>
#include <vector>

#include "app/controllers/tablet_session.h"
#include "app/controllers/whereabouts.h"
#include "app/models/household_list_model.h"

namespace bf {

class HouseholdsController : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("of TabletApp")
  Q_PROPERTY(bf::HouseholdListModel* list READ list CONSTANT)
  Q_PROPERTY(QVariantList filters READ filters NOTIFY filtersChanged)
  Q_PROPERTY(int filter READ filter NOTIFY filtersChanged)
  Q_PROPERTY(QList<QString> orders READ orders NOTIFY wordsChanged)
  Q_PROPERTY(int order READ order NOTIFY orderChanged)
  Q_PROPERTY(bool byDistance READ byDistance NOTIFY orderChanged)
  Q_PROPERTY(bf::Whereabouts* whereabouts READ whereabouts CONSTANT)
  Q_PROPERTY(QString sought READ sought NOTIFY soughtChanged)
  Q_PROPERTY(bool loading READ loading NOTIFY loadingChanged)
  Q_PROPERTY(int visited READ visited NOTIFY figuresChanged)
  Q_PROPERTY(int toVisit READ toVisit NOTIFY figuresChanged)
  Q_PROPERTY(double share READ share NOTIFY figuresChanged)
  Q_PROPERTY(QString roundName READ roundName NOTIFY wordsChanged)
  Q_PROPERTY(QString date READ date NOTIFY wordsChanged)
  Q_PROPERTY(QString place READ place NOTIFY wordsChanged)

 public:
  enum class Scope { today, all };

  /// Both outlive the controller.
  HouseholdsController(TabletSession& session, Whereabouts& whereabouts, Scope scope, QObject* parent = nullptr);

  [[nodiscard]] HouseholdListModel* list() { return &list_; }
  /// {text, count, tone}, the first is "all".
  [[nodiscard]] QVariantList filters() const;
  [[nodiscard]] int filter() const { return filter_; }
  [[nodiscard]] QStringList orders() const;
  [[nodiscard]] int order() const { return static_cast<int>(order_); }
  [[nodiscard]] bool byDistance() const { return order_ == VisitOrder::distance; }
  [[nodiscard]] Whereabouts* whereabouts() { return &whereabouts_; }
  [[nodiscard]] QString sought() const { return sought_; }
  [[nodiscard]] bool loading() const;
  [[nodiscard]] int visited() const { return static_cast<int>(plan_.coverage().visited); }
  [[nodiscard]] int toVisit() const { return static_cast<int>(plan_.coverage().all); }
  [[nodiscard]] double share() const;
  /// What `visited` counts: whose round it is, for those of the township count another one's than the village's.
  [[nodiscard]] QString roundName() const;
  [[nodiscard]] QString date() const;
  [[nodiscard]] QString place() const;

  Q_INVOKABLE void setFilter(int filter);
  Q_INVOKABLE void setOrder(int order);
  /// The person is back: a list by distance wants to know where they are now.
  void resume();
  Q_INVOKABLE void search(const QString& text);
  /// After the language changed.
  void reword();

 signals:
  void filtersChanged();
  void wordsChanged();
  void orderChanged();
  void soughtChanged();
  void loadingChanged();
  void figuresChanged();

 private:
  void rebuild();
  void refreshRow(std::size_t row);
  void sort();
  void listAll();
  void show();
  [[nodiscard]] bool passes(const ListedHousehold& listed, int filter) const;
  [[nodiscard]] std::vector<ListedHousehold> found() const;
  TabletSession& session_;
  Whereabouts& whereabouts_;
  Scope scope_;
  HouseholdListModel list_;
  VisitPlan plan_;
  std::vector<ListedHousehold> all_;
  std::vector<std::size_t> counts_;  ///< by filter
  QString sought_;
  int filter_ = 0;
  VisitOrder order_ = VisitOrder::need;
};

}  // namespace bf
