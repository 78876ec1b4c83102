#include "app/controllers/household_controller.h"

#include <algorithm>
#include <array>

#include "app/controllers/controller_limits.h"
#include "app/controllers/field_history.h"
#include "app/controllers/record_lines.h"
#include "app/models/eight_items.h"
#include "app/models/record_values.h"
#include "app/models/visit_owner.h"
#include "app/models/words.h"
#include "app/models/year_income.h"

namespace bf {
namespace {

Tone::Name toneOf(Answer met) {
  return met == Answer::yes ? Tone::Good : met == Answer::no ? Tone::Bad : Tone::Unknown;
}

const char* symbolOf(EightItem item) {
  static constexpr const char* symbols[] = {"household", "water",  "power",   "tv",
                                            "network",   "school", "medical", "money"};
  return symbols[static_cast<std::size_t>(item)];
}

QString stateWords(Answer met) {
  return met == Answer::yes  ? words("达标", "Met")
         : met == Answer::no ? words("不达标", "Not met")
                             : words("未采集", "Not collected");
}

enum Part { members, housing, insured, visits, problems, support, evidence };

}  // namespace

HouseholdController::HouseholdController(TabletSession& session, const RecordId& record, QObject* parent)
    : QObject(parent), session_(session), record_(record), kind_(*session.schema().kindByName("household")) {
  connect(&session_, &TabletSession::recordChanged, this, &HouseholdController::follow);
  read();
}

void HouseholdController::follow() {
  stale_ = true;
  if (watched_) read();
}

void HouseholdController::setWatched(bool watched) {
  if (watched == watched_) return;
  watched_ = watched;
  emit watchedChanged();
  if (watched_ && stale_) read();
}

void HouseholdController::read() {
  stale_ = false;
  auto file = RecordFile::read(session_.store(), kind_.number, record_);
  if (file) file_ = std::move(*file);
  else file_.reset();
  if (file_) {
    const FactsReader reader(session_.schema(), yearOf(session_.today()), session_.state().userName);
    const auto tx = session_.store().read();
    if (auto facts = tx ? reader.one(**tx, file_->top().row.rec) : std::optional<HouseholdFacts>(); facts && *facts)
      facts_ = std::move(**facts);
    verdicts_ = session_.judge().judge(facts_, session_.today());
  }
  conflicts_ = 0;
  if (const auto all = session_.replica().conflicts(conflictsMost); all && file_)
    for (const auto& one : *all)
      conflicts_ += std::ranges::any_of(file_->records(), [&](const FileRecord& r) { return r.row.id == one.record; });
  showPart();
  showItem();
  emit changed();
}

QString HouseholdController::record() const { return QString::fromStdString(toHex(record_.view())); }

QString HouseholdController::title() const { return words(facts_.head); }

QString HouseholdController::value(std::string_view field) const {
  return file_ ? shownIn(kind_, file_->top().fields, field) : QString();
}

QString HouseholdController::subtitle() const {
  QStringList parts{words(facts_.group), facts_.kind == choice::kindPoor ? value("status") : value("household_kind")};
  if (const int persons = facts_.persons(); persons >= 0) parts << words("%1人", "%1 persons").arg(persons);
  parts << words(facts_.number);
  parts.removeAll(QString());
  return parts.join(QStringLiteral(" · "));
}

QVariantList HouseholdController::reasons() const {
  QVariantList made;
  BookRow row{facts_, {}};
  for (std::size_t i = 0; i < eightCount; ++i) row.items[i] = verdicts_[i].met;
  const auto visit = VisitPlan::judge(row, 0, session_.planOptions());
  for (std::size_t i = 0; i < visitReasonCount; ++i) {
    const auto reason = static_cast<VisitReason>(i);
    // The tiles below say themselves which items are short.
    if (!visit.has(reason) || reason == VisitReason::notMet || reason == VisitReason::notCollected) continue;
    if (reason == VisitReason::problem && visit.has(VisitReason::overdue)) continue;
    const bool grave = reason == VisitReason::overdue || reason == VisitReason::exitShort;
    made << QVariantMap{{QStringLiteral("text"), words(nameOf(reason))},
                        {QStringLiteral("tone"), grave                              ? Tone::Bad
                                                 : reason == VisitReason::preparing ? Tone::Info
                                                                                    : Tone::Warning}};
  }
  return made;
}

bool HouseholdController::visitBegun() const {
  return file_ && unfinishedVisitOf(session_.replica(), *file_, session_.state().userName) != nullptr;
}

/// An open problem is about the item: what the records say need not be the whole truth.
bool HouseholdController::hasProblem(EightItem item) const {
  if (!file_) return false;
  const auto& kind = *session_.schema().kindByName("problem");
  const auto number = static_cast<std::int64_t>(item) + 1;  // choice of Item in the schema
  return std::ranges::any_of(file_->of(kind.number), [&](const FileRecord* problem) {
    return integerIn(problem->fields, numberOf(kind, "item")) == number &&
           integerIn(problem->fields, numberOf(kind, "state")) != choice::problemVerified;
  });
}

QVariantList HouseholdController::tiles() const {
  QVariantList made;
  for (const auto& verdict : verdicts_)
    made << QVariantMap{{QStringLiteral("name"), words(shortNameOf(verdict.item))},
                        {QStringLiteral("full"), words(nameOf(verdict.item))},
                        {QStringLiteral("reason"), words(verdict.reason)},
                        {QStringLiteral("state"), stateWords(verdict.met)},
                        {QStringLiteral("tone"), toneOf(verdict.met)},
                        {QStringLiteral("problem"), hasProblem(verdict.item)},
                        {QStringLiteral("symbol"), QString::fromLatin1(symbolOf(verdict.item))}};
  return made;
}

QString HouseholdController::summary() const {
  const auto met = std::ranges::count(verdicts_, Answer::yes, &ItemVerdict::met);
  const auto notMet = std::ranges::count(verdicts_, Answer::no, &ItemVerdict::met);
  const auto missing = static_cast<std::ptrdiff_t>(eightCount) - met - notMet;
  QStringList parts{words("%1项达标", "%1 met").arg(met)};
  if (notMet > 0) parts << words("%1项不达标", "%1 not met").arg(notMet);
  if (missing > 0) parts << words("%1项未采集", "%1 not collected").arg(missing);
  return parts.join(words("，", ", "));
}

int HouseholdController::summaryTone() const {
  if (std::ranges::find(verdicts_, Answer::no, &ItemVerdict::met) != verdicts_.end()) return Tone::Bad;
  return std::ranges::find(verdicts_, Answer::unknown, &ItemVerdict::met) != verdicts_.end() ? Tone::Unknown
                                                                                             : Tone::Good;
}

QVariantList HouseholdController::facts() const {
  QVariantList made;
  for (const auto* name : {"address", "phone", "main_cause", "attribute", "income_per_capita", "needs"}) {
    const auto* field = kind_.fieldByName(name);
    const auto text = std::string_view(name) == "income_per_capita" ? income() : value(name);
    made << QVariantMap{{QStringLiteral("name"), words(field->label)}, {QStringLiteral("value"), text}};
  }
  return made;
}

/// From this year's worksheet, as it is evaluated; else what the register says, and that no worksheet is filled in.
QString HouseholdController::income() const {
  const int year = yearOf(session_.today());
  const auto* sheet = file_ ? newestWorksheet(session_.schema(), *file_, year) : nullptr;
  const auto known =
      sheet == nullptr ? std::nullopt : perCapitaOf(*session_.schema().kindByName("income"), sheet->fields);
  if (known && known->open == 0)
    return words("%1元（%2年收入表）", "%1 yuan (worksheet of %2)").arg(yuanWords(known->fen)).arg(year);
  if (known)
    return words("%1元（%2年收入表还有%3项未填）", "%1 yuan (worksheet of %2, %3 lines still open)")
        .arg(yuanWords(known->fen))
        .arg(year)
        .arg(known->open);
  const auto empty = sheet == nullptr ? words("%1年收入表未填", "no worksheet of %1")
                                      : words("%1年收入表没有填完", "worksheet of %1 not filled in");
  const auto registered = value("income_per_capita");
  if (registered.isEmpty()) return empty.arg(year);
  return words("%1（登记数；%2）", "%1 (as registered; %2)").arg(registered, empty.arg(year));
}

QStringList HouseholdController::parts() const {
  return {words("家庭成员", "Members"), words("住房", "Housing"), words("参保", "Insurance"), words("走访", "Visits"),
          words("问题", "Problems"),    words("帮扶", "Support"), words("材料", "Evidence")};
}

/// A member of whom hardly more than the name is known: whoever wrote it down was called away.
bool HouseholdController::isBare(const FileRecord& record) const {
  const auto& member = *session_.schema().kindByName("member");
  return record.row.kind == member.number && std::ranges::any_of(std::array{"sex", "relation"}, [&](const char* name) {
           return fieldIn(record.fields, numberOf(member, name)) == nullptr;
         });
}

/// A later record that is finished stands for this one.
bool HouseholdController::isCorrected(const FileRecord& record) const {
  return std::ranges::any_of(file_->of(record.row.kind), [&](const auto* other) {
    return textIn(other->fields, correctsField) == record.row.id.view() &&
           fieldIn(other->fields, finishedField) != nullptr;
  });
}

std::vector<FactLine> HouseholdController::linesOf(std::initializer_list<const char*> kinds, bool newestFirst) const {
  std::vector<FactLine> made;
  for (const auto* name : kinds) {
    auto records = file_->of(session_.schema().kindByName(name)->number);
    if (newestFirst) std::ranges::reverse(records);
    for (const auto* record : records) {
      made.push_back(lineOf(session_.schema(), *record, session_.today()));
      if (isCorrected(*record)) {
        made.back().badge = words("已被更正", "Corrected since");
        made.back().tone = Tone::Neutral;
      }
      const bool draft = session_.editor().hasDraft(record->row.kind, record->row.id);
      if (!draft && !isBare(*record)) continue;
      made.back().badge = draft ? words("有没记下的", "Not all written down") : words("没有填完", "Not filled in");
      made.back().tone = Tone::Warning;
    }
  }
  return made;
}

/// By member, the newest year first.
std::vector<FactLine> HouseholdController::insurance() const {
  std::vector<FactLine> made;
  const auto enrolment = session_.schema().kindByName("enrolment")->number;
  for (const auto* member : file_->of(session_.schema().kindByName("member")->number)) {
    const auto name = lineOf(session_.schema(), *member, session_.today()).title;
    std::vector<FactLine> years;
    for (const auto* record : file_->below(*member)) {
      if (record->row.kind != enrolment) continue;
      years.push_back(lineOf(session_.schema(), *record, session_.today()));
      years.back().section = name;
    }
    std::ranges::sort(years, std::greater(), &FactLine::title);
    if (years.empty())
      years.push_back(
          {{}, words("没有参保记录", "No insurance recorded"), {}, QStringLiteral("unknown"), {}, Tone::Unknown, name});
    std::ranges::move(years, std::back_inserter(made));
  }
  return made;
}

void HouseholdController::showPart() {
  std::vector<FactLine> made;
  if (file_) switch (part_) {
      case members: made = linesOf({"member"}, false); break;
      case housing:
        made = linesOf({"housing_assessment", "renovation", "renovation_stage", "resettlement"}, true);
        break;
      case insured: made = insurance(); break;
      case visits: made = linesOf({"visit"}, true); break;
      case problems: made = linesOf({"problem"}, true); break;
      case support:
        made = linesOf({"helper_assignment", "measure", "income", "industry_share", "loan", "education_subsidy",
                        "employment", "training"},
                       true);
        break;
      case evidence: made = linesOf({"evidence"}, true); break;
      default: break;
    }
  lines_.show(std::move(made));
  emit partChanged();
}

QString HouseholdController::emptyWords() const {
  switch (part_) {
    case members: return words("还没有家庭成员记录", "No members recorded yet");
    case housing:
      return words("还没有住房鉴定和改造记录，走访时在“安全住房”里填写",
                   "No assessment or renovation yet; they are recorded under Safe housing during a visit");
    case insured:
      return words("还没有参保记录，走访时在“医疗保障”里填写",
                   "No insurance on record yet; it is recorded under Medical cover during a visit");
    case visits: return words("还没有走访过", "Not visited yet");
    case problems: return words("没有登记的问题", "No problems on record");
    case evidence:
      return words("还没有照片和文件，走访时可以拍照", "No photos or documents yet; photos are taken during a visit");
    default: return words("还没有记录", "Nothing recorded yet");
  }
}

void HouseholdController::setPart(int part) {
  if (part == part_) return;
  part_ = part;
  showPart();
}

void HouseholdController::look(int item) {
  looked_ = true;
  item_ = std::clamp(item, 0, static_cast<int>(eightCount) - 1);
  showItem();
}

/// When and by whom: the assessor's day of an assessment, of other facts the last who wrote them down.
QString HouseholdController::knownBy(const VerdictFact& fact) const {
  const auto& kind = *session_.schema().kindByName(fact.kind);
  const auto* field = kind.fieldByName(fact.field);
  const auto* record = file_ ? recordOf(fact, session_.schema(), *file_, session_.today()) : nullptr;
  if (field == nullptr || record == nullptr) return {};
  if (kind.name != "housing_assessment") return lastWriteWords(session_, kind, record->row.id, field->number);
  const auto day = static_cast<Day>(integerIn(record->fields, numberOf(kind, "assessed_date")));
  QStringList by{shownIn(kind, record->fields, "assessor"), day == 0 ? QString() : dayWords(day, session_.today())};
  by.removeAll(QString());
  return by.join(QStringLiteral(" · "));
}

QString HouseholdController::undecided() const {
  if (!removalOpen())
    return conflicts_ == 0 ? QString()
                           : words("有 %1 处，两个人的说法不一样。", "Two people differ in %1 places.").arg(conflicts_);
  const auto removal =
      words("有人要删除这户，也有人在改它，还没有决定。决定以前照常可用。",
            "Somebody removed this household while another edited it. Until that is decided, it stays.");
  return conflicts_ < 2 ? removal
                        : removal + words("另有 %1 处，两个人的说法不一样。", " Two people differ in %1 other places.")
                                        .arg(conflicts_ - 1);
}

QString HouseholdController::itemEmpty() const {
  const bool school = static_cast<EightItem>(item_) == EightItem::school && !facts_.members.empty();
  return school ? words("户内没有义务教育阶段的孩子", "No child of school age in this household")
                : words("这一项没有涉及的人和记录", "Nobody and nothing on record is concerned");
}

/// Before somebody looks there is nothing to read.
void HouseholdController::showItem() {
  std::vector<FactLine> made;
  if (!looked_) return;
  for (const auto& fact : verdicts_[static_cast<std::size_t>(item_)].facts) {
    const auto tone = toneOf(fact.answer);
    QStringList under{fact.who.empty() ? QString() : words(fact.what), knownBy(fact)};
    under.removeAll(QString());
    made.push_back({file_ ? keyOf(fact, session_.schema(), *file_, session_.today()) : QString(),
                    fact.who.empty() ? words(fact.what) : words(fact.who),
                    under.join(QLatin1Char('\n')),
                    tone == Tone::Good  ? QStringLiteral("checkCircle")
                    : tone == Tone::Bad ? QStringLiteral("crossSquare")
                                        : QStringLiteral("unknown"),
                    fact.answer == Answer::yes  ? words("是", "Yes")
                    : fact.answer == Answer::no ? words("否", "No")
                                                : words("未采集", "Not collected"),
                    tone,
                    {}});
  }
  itemFacts_.show(std::move(made));
  emit itemChanged();
}

QString HouseholdController::itemTitle() const { return words(nameOf(static_cast<EightItem>(item_))); }

QString HouseholdController::itemReason() const {
  const auto& verdict = verdicts_[static_cast<std::size_t>(item_)];
  return stateWords(verdict.met) + words("：", ": ") + words(verdict.reason);
}

QString HouseholdController::itemSource() const { return words(verdicts_[static_cast<std::size_t>(item_)].source); }

int HouseholdController::itemTone() const { return toneOf(verdicts_[static_cast<std::size_t>(item_)].met); }

void HouseholdController::reword() {
  showPart();
  showItem();
  emit changed();
}

}  // namespace bf
