#include "app/controllers/households_controller.h"

#include <QDate>
#include <QLocale>
#include <algorithm>
#include <unordered_set>
#include <utility>

#include "app/models/words.h"
#include "app/theme/tone.h"

namespace bf {
namespace {

struct Filter {
  Label label;
  Tone::Name tone;
  bool (*passes)(const BookRow& row, std::uint16_t reasons);
};

bool because(std::uint16_t reasons, VisitReason reason) {
  return (reasons & (1u << static_cast<unsigned>(reason))) != 0;
}

const std::vector<Filter>& filtersOf(HouseholdsController::Scope scope) {
  static const Filter all{{"全部", "All"}, Tone::Neutral, [](const BookRow&, std::uint16_t) { return true; }};
  static const Filter exitShort{{"预脱贫有缺项", "Exit: items short"}, Tone::Bad, [](const BookRow&, std::uint16_t r) {
                                  return because(r, VisitReason::exitShort);
                                }};
  static const Filter notMet{{"不达标", "Not met"}, Tone::Bad, [](const BookRow&, std::uint16_t r) {
                               return because(r, VisitReason::notMet);
                             }};
  static const Filter missing{{"未采集", "Not collected"}, Tone::Unknown, [](const BookRow&, std::uint16_t r) {
                                return because(r, VisitReason::notCollected);
                              }};
  static const Filter problem{{"有问题", "Problems"}, Tone::Warning, [](const BookRow&, std::uint16_t r) {
                                return because(r, VisitReason::problem);
                              }};
  static const Filter never{{"从未走访", "Never visited"}, Tone::Warning, [](const BookRow&, std::uint16_t r) {
                              return because(r, VisitReason::neverVisited);
                            }};
  static const Filter due{{"久未走访", "Due"}, Tone::Warning, [](const BookRow&, std::uint16_t r) {
                            return because(r, VisitReason::due) || because(r, VisitReason::notInRound);
                          }};
  static const Filter poor{
      {"建档立卡", "Registered"}, Tone::Neutral, [](const BookRow& row, std::uint16_t) { return row.facts.poor(); }};
  static const Filter preparing{{"预脱贫", "Preparing to exit"}, Tone::Info, [](const BookRow& row, std::uint16_t) {
                                  return row.facts.status == choice::statusPreparing;
                                }};
  static const Filter general{{"一般农户", "General"}, Tone::Neutral, [](const BookRow& row, std::uint16_t) {
                                return row.facts.kind != choice::kindPoor;
                              }};
  static const Filter listed{{"名单内", "On the list"}, Tone::Neutral, all.passes};
  static const std::vector<Filter> today{listed, exitShort, never, notMet, missing, problem, due};
  static const std::vector<Filter> everyone{all, poor, preparing, notMet, missing, problem, general};
  return scope == HouseholdsController::Scope::today ? today : everyone;
}

}  // namespace

HouseholdsController::HouseholdsController(TabletSession& session, Whereabouts& whereabouts, Scope scope,
                                           QObject* parent)
    : QObject(parent), session_(session), whereabouts_(whereabouts), scope_(scope), list_(session.schema()) {
  connect(&session_, &TabletSession::bookChanged, this, &HouseholdsController::rebuild);
  connect(&session_, &TabletSession::rowChanged, this,
          [this](qsizetype row) { refreshRow(static_cast<std::size_t>(row)); });
  connect(&session_, &TabletSession::standingChanged, this, &HouseholdsController::wordsChanged);
  connect(&whereabouts_, &Whereabouts::moved, this, [this] {
    list_.setHere(whereabouts_.point());
    if (byDistance() && session_.book() != nullptr) sort();
  });
  list_.setHere(whereabouts_.point());
  if (session_.book() != nullptr) rebuild();
}

bool HouseholdsController::loading() const { return session_.book() == nullptr || !session_.book()->complete(); }

QString HouseholdsController::roundName() const {
  switch (session_.planOptions().round) {
    case Round::township: return words("本年乡镇书记走访户数", "Visited by the township secretary this year");
    case Round::county: return words("本年县委书记走访户数", "Visited by the county secretary this year");
    case Round::village: break;
  }
  return words("本年村书记走访户数", "Visited by the village secretary this year");
}

double HouseholdsController::share() const { return toVisit() == 0 ? 0 : static_cast<double>(visited()) / toVisit(); }

QString HouseholdsController::date() const {
  const QDate date(yearOf(session_.today()), session_.today() / 100 % 100, session_.today() % 100);
  return screenLanguage() == Language::chinese
             ? QLocale(QLocale::Chinese).toString(date, QStringLiteral("M月d日 dddd"))
             : QLocale(QLocale::English).toString(date, QStringLiteral("dddd, d MMMM"));
}

QString HouseholdsController::place() const { return words(session_.regionName()); }

QVariantList HouseholdsController::filters() const {
  QVariantList made;
  const auto& known = filtersOf(scope_);
  for (std::size_t i = 0; i < known.size(); ++i)
    made << QVariantMap{{QStringLiteral("text"), words(known[i].label)},
                        {QStringLiteral("count"), static_cast<int>(i < counts_.size() ? counts_[i] : 0)},
                        {QStringLiteral("tone"), known[i].tone}};
  return made;
}

QStringList HouseholdsController::orders() const {
  return {words("按需要", "By need"), words("按距离", "By distance"), words("按自然村", "By group"),
          words("按姓名", "By name")};
}

bool HouseholdsController::passes(const ListedHousehold& listed, int filter) const {
  return filtersOf(scope_)[static_cast<std::size_t>(filter)].passes(session_.book()->rows()[listed.row],
                                                                    listed.reasons);
}

/// Makes the plan anew: the book is another one.
void HouseholdsController::rebuild() {
  const auto* book = session_.book();
  const auto who = scope_ == Scope::today && book->complete() ? VisitPlan::Who::withReason : VisitPlan::Who::everyone;
  plan_ = VisitPlan::make(*book, session_.planOptions(), who);
  sort();
  emit figuresChanged();
  emit loadingChanged();
}

/// Another order of the same plan; nothing is read for it.
void HouseholdsController::sort() {
  const auto* book = session_.book();
  // Before the members are counted nobody can say who is in need, and a list that jumps is worse than one by name.
  if (book->complete()) plan_.sort(*book, order_, whereabouts_.point());
  listAll();
  show();
}

void HouseholdsController::listAll() {
  const auto* book = session_.book();
  all_.clear();
  for (const auto& visit : plan_.visits())
    all_.push_back({visit.row, book->complete() ? visit.reasons : std::uint16_t{0},
                    scope_ == Scope::today && book->complete() && visit.done});
  const auto before = std::exchange(counts_, std::vector<std::size_t>(filtersOf(scope_).size(), 0));
  for (const auto& listed : all_)
    for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += passes(listed, static_cast<int>(i)) ? 1 : 0;
  // The chips are made anew by it, also behind another page.
  if (counts_ != before) emit filtersChanged();
}

/// Keeps the order: a household that was just edited does not jump away under the finger. One whose visit was finished
/// goes to the end of the day's list, and one that was not in it and has a reason now comes into it, while its person
/// is on another page.
void HouseholdsController::refreshRow(std::size_t row) {
  const auto* book = session_.book();
  const auto at = std::ranges::find(plan_.visits(), row, &PlannedVisit::row);
  const bool wasDone = at != plan_.visits().end() && at->done;
  const auto now = VisitPlan::judge(book->rows()[row], row, session_.planOptions());
  const bool comes = at == plan_.visits().end() && now.reasons != 0;
  if (scope_ == Scope::today && book->complete() && (comes || wasDone != now.done)) return rebuild();
  plan_.refresh(*book, row, session_.planOptions());
  listAll();
  list_.refresh(row, now.reasons);
  emit figuresChanged();
}

std::vector<ListedHousehold> HouseholdsController::found() const {
  const auto* book = session_.book();
  const auto rows = book->find(session_.store(), sought_.trimmed().toStdString());
  std::vector<ListedHousehold> made;
  if (!rows) return made;
  const auto options = session_.planOptions();
  for (const auto& [row, who] : *rows)
    made.push_back({row,
                    book->complete() ? VisitPlan::judge(book->rows()[row], row, options).reasons : std::uint16_t{0},
                    false, who});
  return made;
}

void HouseholdsController::show() {
  const auto* book = session_.book();
  if (book == nullptr) return;
  // A search goes over all households: who looks for somebody does not want to know of filters.
  if (!sought_.trimmed().isEmpty()) return list_.show(book, found());
  // Before the book is complete the order is none that a heading could tell.
  const auto order = book->complete() ? order_ : VisitOrder::need;
  if (filter_ == 0) return list_.show(book, all_, order);
  std::vector<ListedHousehold> kept;
  std::ranges::copy_if(all_, std::back_inserter(kept),
                       [this](const ListedHousehold& listed) { return passes(listed, filter_); });
  list_.show(book, std::move(kept), order);
}

void HouseholdsController::setFilter(int filter) {
  if (filter < 0 || filter >= static_cast<int>(filtersOf(scope_).size())) return;
  filter_ = filter == filter_ ? 0 : filter;
  emit filtersChanged();
  show();
}

void HouseholdsController::setOrder(int order) {
  if (order < 0 || order > static_cast<int>(VisitOrder::name)) return;
  order_ = static_cast<VisitOrder>(order);
  emit orderChanged();
  resume();
  if (session_.book() != nullptr) sort();
}

void HouseholdsController::resume() {
  if (byDistance()) whereabouts_.want();
}

void HouseholdsController::search(const QString& text) {
  if (text == sought_) return;
  sought_ = text;
  emit soughtChanged();
  show();
}

void HouseholdsController::reword() {
  list_.reword();
  emit wordsChanged();
  emit filtersChanged();
}

}  // namespace bf
