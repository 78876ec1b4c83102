#include "app/visit/visit_item.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/controllers/record_lines.h"
#include "app/models/day_limits.h"
#include "app/models/record_values.h"
#include "app/models/words.h"
#include "app/theme/tone.h"
#include "app/visit/visit_choices.h"
#include "app/visit/visit_limits.h"
#include "app/visit/visit_sheet.h"
#include "shared/schema/record_builder.h"

namespace bf {
namespace {

/// How a thing was found, kept in Chinese with what it rests on.
constexpr std::array<std::pair<const char*, const char*>, 4> foundWays{{{"现场查看", "Seen"},
                                                                        {"查看证件或凭证", "From papers"},
                                                                        {"本人陈述", "As they say"},
                                                                        {"邻居或村组证实", "Neighbours say"}}};
constexpr int agesFrom = 16;  // of the pension insurance (国发〔2014〕8号 二)

}  // namespace

VisitItem::VisitItem(VisitDesk& desk, EightItem item, QObject* parent) : QObject(parent), desk_(desk), item_(item) {
  connect(&desk_, &VisitDesk::changed, this, &VisitItem::update);
  update();
}

QString VisitItem::name() const { return words(nameOf(item_)); }

QString VisitItem::symbol() const {
  static constexpr std::array<const char*, eightCount> symbols{"household", "water",  "power",   "tv",
                                                               "network",   "school", "medical", "money"};
  return QString::fromLatin1(symbols[static_cast<std::size_t>(item_)]);
}

QString VisitItem::reason() const { return words(desk_.draft().verdict(item_).reason); }
QString VisitItem::source() const { return words(desk_.draft().verdict(item_).source); }
bool VisitItem::verified() const { return desk_.draft().verified(item_); }
bool VisitItem::unseen() const { return desk_.draft().checked(item_) == choice::checkedNotSeen; }
bool VisitItem::isOpen() const { return desk_.draft().openItem() == item_; }

bool VisitItem::canConfirm() const { return !verified() && desk_.draft().verdict(item_).met != Answer::unknown; }

QString VisitItem::saying() const {
  if (verified() || unseen()) return choiceWords(desk_.kind("visit"), fieldOf(item_), desk_.draft().checked(item_));
  switch (desk_.draft().verdict(item_).met) {
    case Answer::yes: return words("登记：达标", "On record: met");
    case Answer::no: return words("登记：不达标", "On record: not met");
    default: return words("未采集", "Not collected");
  }
}

int VisitItem::tone() const {
  if (unseen()) return Tone::Unknown;
  switch (desk_.draft().verdict(item_).met) {
    case Answer::yes: return verified() ? Tone::Good : Tone::Neutral;
    case Answer::no: return Tone::Bad;
    default: return Tone::Unknown;
  }
}

QString VisitItem::prior() const {
  const auto* previous = desk_.draft().previous();
  const auto& kind = desk_.kind("visit");
  const auto says = previous == nullptr ? 0 : integerIn(previous->fields, numberOf(kind, fieldOf(item_)));
  if (says == 0) return {};
  const auto day = static_cast<Day>(integerIn(previous->fields, numberOf(kind, "visit_date")));
  const auto by = words(textIn(previous->fields, numberOf(kind, "visitor_name")));
  return words("上次：%1（%2 · %3）", "Last time: %1 (%2 · %3)")
      .arg(choiceWords(kind, fieldOf(item_), says), by, dayWords(day, desk_.draft().day()));
}

QStringList VisitItem::ways() const {
  QStringList ways;
  for (const auto& [zh, en] : foundWays) ways.push_back(words(zh, en));
  return ways;
}

int VisitItem::way() const {
  const auto basis =
      textIn(desk_.draft().visit().fields, numberOf(desk_.kind("visit"), std::string(fieldOf(item_)) + "_basis"));
  for (std::size_t i = 0; i < foundWays.size(); ++i)
    if (basis.ends_with(std::string("；") + foundWays[i].first)) return static_cast<int>(i);
  return -1;
}

void VisitItem::confirm() { desk_.say(desk_.draft().confirm(item_)); }
void VisitItem::leaveUnseen() { desk_.say(desk_.draft().leaveUnseen(item_)); }

void VisitItem::choose(int way) {
  const bool again = way == this->way();  // a second tap takes it back
  const auto at = static_cast<std::size_t>(way);
  if (at < foundWays.size()) desk_.say(desk_.draft().foundBy(item_, again ? "" : foundWays[at].first));
}

// ---- the questions
// ---------------------------------------------------------------------------------------------------

VisitBlock* VisitItem::add(std::string_view kind, const RecordId& record, const RecordId& parent) {
  auto* block = new VisitBlock(desk_.form(kind, record, parent), this);
  connect(&block->form(), &FormController::saved, this, [this] { desk_.say(desk_.draft().restate(item_)); });
  blocks_.push_back(block);
  return block;
}

void VisitItem::close() {
  if (blocks_.isEmpty()) return;
  commit();
  const auto old = std::exchange(blocks_, {});
  emit blocksChanged();  // the page lets go of its editors first
  for (auto* block : old) block->deleteLater();
  askStageDay({});
}

void VisitItem::commit() {
  for (auto* block : blocks_) block->form().commit();
  for (auto* block : stageDay_) block->form().commit();
}

/// Forms are made when the item is opened: eight times all members would be slow, and nobody looks at them.
void VisitItem::build() {
  const auto& household = desk_.draft().household();
  built_ = desk_.draft().id();
  switch (item_) {
    case EightItem::housing: {
      add("housing_assessment", desk_.draft().assessment(), household);
      const auto* renovation = desk_.draft().renovation();
      auto* block = add("renovation", renovation == nullptr ? RecordId{} : renovation->row.id, household);
      connect(&block->form(), &FormController::saved, this, [this](int field) {
        if (field == static_cast<int>(numberOf(desk_.kind("renovation"), "state"))) followState();
      });
      add("household", household, {})->setFields({QStringLiteral("lives_elsewhere")});
      break;
    }
    case EightItem::school:
      for (const auto* member : pupils()) add("member", member->row.id, {});
      break;
    case EightItem::medical:
      for (const auto* member : concerned()) {
        const auto* insured = desk_.draft().enrolment(*member, yearOf(desk_.draft().day()));
        add("enrolment", insured == nullptr ? RecordId{} : insured->row.id, member->row.id);
      }
      break;
    default: add("household", household, {});
  }
}

void VisitItem::update() {
  const bool wanted = isOpen() && !desk_.draft().readOnly();
  if (!blocks_.isEmpty() && built_ != desk_.draft().id()) close();
  if (!wanted) commit();
  if (wanted && blocks_.isEmpty()) {
    build();
    updateBlocks();
    emit blocksChanged();
  } else if (wanted) {
    // Elsewhere on the page the same records may have got other answers.
    if (!shown_)
      for (auto* block : blocks_ + stageDay_) block->form().load();
    updateBlocks();
  }
  shown_ = wanted;
  emit changed();
}

void VisitItem::updateBlocks() {
  if (blocks_.isEmpty()) return;
  const auto show = [this](std::initializer_list<const char*> names) {
    QStringList fields;
    for (const auto* name : names) fields.push_back(QString::fromLatin1(name));
    blocks_.front()->setFields(fields);
  };
  switch (item_) {
    case EightItem::housing: return updateHousing();
    case EightItem::school: return updateSchool();
    case EightItem::medical: return updateMedical();
    case EightItem::water: return show({"water_safe", "water_source", "water_difficulty"});
    case EightItem::power: return show({"power"});
    case EightItem::tv: return show({"tv_signal", "device_receives"});
    case EightItem::network: return show({"network_signal"});
    case EightItem::income: return show({"stable_income", "dibao", "destitute_support"});
  }
}

void VisitItem::updateHousing() {
  const bool dangerous = desk_.draft().facts().grade >= choice::gradeC;
  const auto* known = desk_.draft().latestAssessment();
  const auto own = desk_.draft().assessment();
  QString note;
  if (known != nullptr && known->row.id != own) {
    const auto line = lineOf(desk_.session().schema(), *known, desk_.draft().day());
    note = words("现有鉴定：%1 · %2", "Assessed before: %1 · %2").arg(line.title, line.subtitle);
  }
  blocks_[0]->setWords(words("现场评定", "As it looks today"), note);
  const auto& found = desk_.draft().findings();
  const auto against = std::ranges::find(found, "againstExpert", &LeavingFinding::code);
  blocks_[0]->setDoubt(against == found.end() ? QString() : words(against->message));
  QStringList asked{QStringLiteral("grade")};
  if (dangerous && !own.isZero()) asked.push_back(QStringLiteral("danger_parts"));
  blocks_[0]->setFields(asked);
  // A house that was found dangerous today is in no plan yet.
  const bool planned = desk_.draft().renovation() != nullptr;
  const auto open =
      words("还没有申报改造的，这里不填，登记为问题。", "Not applied for yet: leave this open and record a problem.");
  blocks_[1]->setWords(dangerous ? words("危房改造", "Renovation") : QString(),
                       dangerous && !planned ? open : QString());
  const QStringList plan{QStringLiteral("mode"), QStringLiteral("state")};
  for (const auto& name : plan) blocks_[1]->form().field(name)->setLeftOpen(!planned);
  blocks_[1]->setFields(dangerous ? plan : QStringList());
  askStageDay(dangerous ? desk_.draft().ownStage() : RecordId{});
  if (stageDay_.isEmpty()) return;
  const auto* made = desk_.draft().file().find(desk_.draft().ownStage());
  const auto name = shownIn(desk_.kind("renovation_stage"), made->fields, "stage");
  stageDay_.front()->setWords(words("哪天%1的", "Day of: %1").arg(name), {});
}

/// The state that the renovation shows, when it is a stage; 0: there is no renovation, or it was given up.
std::int64_t VisitItem::stageNow() const {
  const auto* renovation = desk_.draft().renovation();
  if (renovation == nullptr) return 0;
  const auto state = integerIn(renovation->fields, numberOf(desk_.kind("renovation"), "state"));
  return state >= choice::renovationDeclared && state <= choice::renovationPaid ? state : 0;
}

/// Of the renovation and not of this visit.
bool VisitItem::isStageKnown(std::int64_t stage) const {
  const auto field = numberOf(desk_.kind("renovation_stage"), "stage");
  const auto known = desk_.draft().stages();
  return std::ranges::any_of(known, [&, own = desk_.draft().ownStage()](const auto* record) {
    return record->row.id != own && integerIn(record->fields, field) == stage;
  });
}

/// A state that the renovation was brought to at this visit is a stage, of today until another day is said; another tap
/// makes it another. Where the tap is taken back there is none, but for a photo that was taken of it.
void VisitItem::followState() {
  const auto own = desk_.draft().ownStage();
  const bool asBefore = stage() == blocks_[1]->form().field(QStringLiteral("state"))->prior();
  if (stageNow() != 0 && !isStageKnown(stageNow()) && (!asBefore || !desk_.draft().evidenceOf(own).empty()))
    return reachStage();
  if (own.isZero()) return;
  const auto number = desk_.kind("renovation_stage").number;
  const auto removed = desk_.session().replica().remove(number, own, "走访时登记有误");
  if (removed) desk_.session().editor().saved(number, own);
  if (desk_.say(removed)) desk_.refresh();
}

void VisitItem::reachStage() {
  const auto& draft = desk_.draft();
  const auto& kind = desk_.kind("renovation_stage");
  if (stageNow() == 0 || isStageKnown(stageNow())) return;
  RecordBuilder builder(kind);
  builder.set("stage", stageNow());
  Edit edit;
  edit.kind = kind.number;
  edit.record = draft.ownStage();
  const bool isNew = edit.record.isZero();
  if (isNew) {
    edit.parent = draft.renovation()->row.id;
    builder.set("stage_date", std::int64_t{draft.day()});
    builder.set("person", textIn(draft.visit().fields, numberOf(desk_.kind("visit"), "visitor_name")));
  }
  if (auto fields = builder.fields()) edit.set = std::move(*fields);
  const auto made = desk_.save(edit);  // the desk tells what went wrong
  if (made && isNew && desk_.note(desk_.draft().keepStage(*made))) desk_.refresh();
}

/// The day of the stage that was recorded at this visit: it may have been reached before. Zero: none is asked for.
void VisitItem::askStageDay(const RecordId& stage) {
  const auto asked = stageDay_.isEmpty() ? RecordId{} : stageDay_.front()->form().subject().record;
  if (asked == stage) return;
  const auto old = std::exchange(stageDay_, {});
  if (!stage.isZero()) {
    stageDay_.push_back(new VisitBlock(desk_.form("renovation_stage", stage, {}), this));
    stageDay_.front()->setFields({QStringLiteral("stage_date")});
  }
  emit stageDayChanged();
  // The page lets go of its editors some events later: what they showed stays until the next one goes.
  for (auto* block : std::exchange(dayGone_, old)) block->deleteLater();
}

QString VisitItem::stages() const {
  QStringList made;
  if (item_ != EightItem::housing) return {};
  const auto& kind = desk_.kind("renovation_stage");
  for (const auto* record : desk_.draft().stages()) {
    const auto day = static_cast<Day>(integerIn(record->fields, numberOf(kind, "stage_date")));
    made.push_back(shownIn(kind, record->fields, "stage") + QLatin1Char(' ') + dayWords(day, desk_.draft().day()));
  }
  return made.join(QStringLiteral(" · "));
}

QString VisitItem::stage() const {
  const auto* renovation = item_ == EightItem::housing ? desk_.draft().renovation() : nullptr;
  if (renovation == nullptr) return {};
  const auto& kind = desk_.kind("renovation");
  const auto state = integerIn(renovation->fields, numberOf(kind, "state"));
  const bool reached = state >= choice::renovationDeclared && state <= choice::renovationPaid;
  return reached ? choiceWords(kind, "state", state) : QString();
}

QString VisitItem::worksheet() const {
  const auto* sheet = hasWorksheet() ? desk_.draft().income(yearOf(desk_.draft().day())) : nullptr;
  if (sheet == nullptr) return {};
  const auto& kind = desk_.kind("income");
  const auto sum = worksheetSum(kind, sheet->fields);
  return worksheetYear(kind, sheet->fields) + QStringLiteral(" · ") +
         (sum.isEmpty() ? words("还算不出人均纯收入", "income per person cannot be reckoned yet") : sum);
}

QString VisitItem::memberWords(const FileRecord& member) const {
  const auto& kind = desk_.kind("member");
  const auto birth = static_cast<Day>(integerIn(member.fields, numberOf(kind, "birth_date")));
  QStringList parts{words(textIn(member.fields, numberOf(kind, "name"))), shownIn(kind, member.fields, "relation")};
  if (birth != 0) parts.push_back(words("%1岁", "age %1").arg(ageOn(birth, desk_.draft().day())));
  parts.removeAll(QString());
  return parts.join(QStringLiteral(" · "));
}

/// Children of the age of compulsory schooling, and those of whose age nobody knows.
std::vector<const FileRecord*> VisitItem::pupils() const {
  auto members = desk_.draft().members();
  const auto birthField = numberOf(desk_.kind("member"), "birth_date");
  std::erase_if(members, [&](const auto* member) {
    const auto birth = static_cast<Day>(integerIn(member->fields, birthField));
    if (birth == 0) return false;
    const int age = ageOn(birth, schoolAgeDay(desk_.draft().day()));
    return age < schoolAgeFrom || age > schoolAgeTo;
  });
  return members;
}

std::vector<const FileRecord*> VisitItem::concerned() const {
  return item_ == EightItem::school ? pupils() : desk_.draft().members();
}

void VisitItem::updateSchool() {
  const auto& kind = desk_.kind("member");
  for (const auto* member : desk_.draft().members())
    for (auto* block : blocks_) {
      if (block->form().subject().record != member->row.id) continue;
      block->setWords(memberWords(*member), {});
      QStringList asked{QStringLiteral("dropped_out")};
      if (integerIn(member->fields, numberOf(kind, "birth_date")) == 0) asked.push_front(QStringLiteral("birth_date"));
      if (answerIn(member->fields, numberOf(kind, "dropped_out")) == Answer::yes)
        asked.push_back(QStringLiteral("dropout_reason"));
      asked << QStringLiteral("school_stage") << QStringLiteral("school_name");
      block->setFields(asked);
    }
}

void VisitItem::updateMedical() {
  const auto members = concerned();
  const auto year = yearOf(desk_.draft().day());
  const auto& kind = desk_.kind("enrolment");
  const auto birthField = numberOf(desk_.kind("member"), "birth_date");
  for (qsizetype i = 0; i < blocks_.size() && i < static_cast<qsizetype>(members.size()); ++i) {
    const auto& member = *members[static_cast<std::size_t>(i)];
    const auto* insured = desk_.draft().enrolment(member, year);
    blocks_[i]->setWords(memberWords(member), {});
    const auto birth = static_cast<Day>(integerIn(member.fields, birthField));
    const int age = birth == 0 ? agesFrom : ageOn(birth, desk_.draft().day());
    QStringList asked{QStringLiteral("resident_medical"), QStringLiteral("severe_medical")};
    if (insured != nullptr && answerIn(insured->fields, numberOf(kind, "resident_medical")) == Answer::yes)
      asked.push_back(QStringLiteral("medical_payer"));
    if (age >= agesFrom) asked.push_back(QStringLiteral("resident_pension"));
    if (age >= pensionAge ||
        (insured != nullptr && answerIn(insured->fields, numberOf(kind, "pension_received")) == Answer::yes))
      asked.push_back(QStringLiteral("pension_received"));
    blocks_[i]->setFields(asked);
  }
}

QString VisitItem::bulk() const {
  if (item_ != EightItem::medical || desk_.draft().readOnly()) return {};
  const auto& facts = desk_.draft().facts();
  const bool open = std::ranges::any_of(facts.members, [](const auto& member) {
    return !member.gone && (member.medical == Answer::unknown || member.severe == Answer::unknown);
  });
  return open ? words("未填的都已参保", "All others are insured") : QString();
}

/// Only for those of whom nothing is known: whoever is said not to be insured stays so.
void VisitItem::insureAll() {
  for (auto* block : blocks_)
    for (const auto* name : {"resident_medical", "severe_medical"})
      if (auto* field = block->form().field(QString::fromLatin1(name));
          field != nullptr && field->presence() != FieldController::Answered)
        field->answer(true);
}

}  // namespace bf
