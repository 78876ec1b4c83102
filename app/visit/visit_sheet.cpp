#include "app/visit/visit_sheet.h"

#include <algorithm>
#include <utility>

#include "app/models/problem_closing.h"
#include "app/models/record_values.h"
#include "app/models/words.h"
#include "app/models/year_income.h"
#include "shared/schema/record_builder.h"

namespace bf {

QString closingWords(const Schema& schema, const RecordFile& file, const FileRecord& problem) {
  const auto state = integerIn(problem.fields, numberOf(*schema.kindByName("problem"), "state"));
  const auto missing = closingLacks(schema, file, problem);
  return state == choice::problemVerified || missing.empty() ? QString() : words(closingSentence(missing));
}

QString worksheetYear(const KindSpec& income, const std::vector<Field>& worksheet) {
  const auto whole = words("%1年", "%1").arg(integerIn(worksheet, numberOf(income, "year")));
  const auto month = integerIn(worksheet, numberOf(income, "until_month"));
  return month == 0 ? whole : words("%1（截至%2月）", "%1 (until month %2)").arg(whole).arg(month);
}

QString worksheetSum(const KindSpec& income, const std::vector<Field>& worksheet) {
  const auto known = perCapitaOf(income, worksheet);
  if (!known) return {};
  const auto sum = words("人均纯收入：%1 元", "Net income per person: %1 yuan").arg(yuanWords(known->fen));
  return known->open == 0
             ? sum
             : words("%1（还有 %2 项未填，没有的填 0）", "%1 (%2 lines still open; put 0 where there is none)")
                   .arg(sum)
                   .arg(known->open);
}

QStringList questionsOf(std::string_view kind, bool exists, bool own) {
  const auto list = [](std::initializer_list<const char*> names) {
    QStringList fields;
    for (const auto* name : names) fields.push_back(QString::fromLatin1(name));
    return fields;
  };
  // What is typed is kept letter by letter once there is a record: the first answer is a tap.
  if (kind == "problem" && !own && exists) return list({"state", "answer", "closed_date", "unit", "deadline"});
  if (kind == "problem") return exists ? list({"item", "content", "unit", "deadline", "urgent"}) : list({"item"});
  if (kind == "visit_demand") return exists ? list({"item", "content", "urgent"}) : list({"item"});
  if (kind == "measure" && !own && exists) return list({"state", "done_date", "result", "due_date"});
  if (kind == "measure") return exists ? list({"batch", "content", "unit", "due_date", "developing"}) : list({"batch"});
  if (kind == "member")
    return list({"relation", "sex", "birth_date", "health", "labour", "work_place", "months_worked"});
  if (kind == "income")
    return list({"wages", "business", "expenses", "property", "dibao", "destitute_support", "pension", "ecology",
                 "family_planning", "other_transfer", "persons", "note"});
  return {};
}

VisitSheet::VisitSheet(VisitDesk& desk, QObject* parent) : QObject(parent), desk_(desk) {
  connect(&desk_, &VisitDesk::changed, this, &VisitSheet::update);
}

VisitSheet::~VisitSheet() { commit(); }

QQmlListProperty<FieldController> VisitSheet::fields() {
  return block_ ? block_->fields() : QQmlListProperty<FieldController>{this, &none_};
}

QString VisitSheet::title() const {
  if (!block_) return {};
  const auto label = words(desk_.kind(kind_).label);
  if (kind_ == "income") {
    const auto& kind = desk_.kind("income");
    const std::int64_t day = desk_.draft().day();
    RecordBuilder begun(kind);
    begun.set("year", std::int64_t{yearOf(desk_.draft().day())}).set("until_month", day / 100 % 100);
    const auto fields = shown() == nullptr ? begun.fields().value_or(std::vector<Field>()) : shown()->fields;
    return label + QStringLiteral(" · ") + worksheetYear(kind, fields);
  }
  const auto* member = kind_ == "member" ? shown() : nullptr;
  const auto name = member == nullptr ? std::string() : textIn(member->fields, numberOf(desk_.kind(kind_), "name"));
  return name.empty() ? label : label + QStringLiteral(" · ") + words(name);
}

QString VisitSheet::summary() const {
  const auto* sheet = kind_ == "income" && block_ ? shown() : nullptr;
  return sheet == nullptr ? QString() : worksheetSum(desk_.kind("income"), sheet->fields);
}

QString VisitSheet::hint() const {
  if (kind_ != "income" || !block_ || shown() == nullptr) return {};
  const auto persons = integerIn(shown()->fields, numberOf(desk_.kind("income"), "persons"));
  const int members = desk_.draft().facts().persons();
  if (members < 0 || persons == 0 || persons == members) return {};
  return words("收入表按%1人计算，现有家庭成员%2人，请核对人数。",
               "The worksheet is shared by %1, the household has %2 members: check the number.")
      .arg(persons)
      .arg(members);
}

QStringList VisitSheet::asked() const {
  const auto own = [&] {
    const auto mine = kind_ == "measure" ? desk_.draft().ownMeasures() : desk_.draft().ownProblems();
    return std::ranges::any_of(mine, [&](const auto* one) { return one->row.id == record(); });
  };
  return questionsOf(kind_, !record().isZero(), own());
}

bool VisitSheet::canRemove() const {
  return !record().isZero() && kind_ != "member" && kind_ != "income" && !desk_.draft().readOnly() &&
         asked() == questionsOf(kind_, true, true);
}

const FileRecord* VisitSheet::shown() const { return desk_.draft().file().find(record()); }

bool VisitSheet::follows() const {
  return kind_ == "problem" && !record().isZero() && asked() == questionsOf(kind_, true, false);
}

QString VisitSheet::lacks() const {
  const auto* problem = follows() ? shown() : nullptr;
  return problem == nullptr ? QString() : closingWords(desk_.session().schema(), desk_.draft().file(), *problem);
}

bool VisitSheet::takesPhotos() const { return kind_ == "problem" && !record().isZero(); }

void VisitSheet::show(std::string_view kind, const RecordId& record, const RecordId& parent) {
  close();
  kind_ = kind;
  told_ = false;
  block_ = std::make_unique<VisitBlock>(desk_.form(kind, record, parent));
  connect(block_.get(), &VisitBlock::fieldsChanged, this, &VisitSheet::fieldsChanged);
  connect(&block_->form(), &FormController::problemChanged, this, &VisitSheet::changed);
  if (kind_ == "problem") block_->form().reloadAfter(QStringLiteral("state"));
  // Who fills in the worksheet looks at the income.
  if (kind_ == "income")
    connect(&block_->form(), &FormController::saved, this,
            [this] { desk_.say(desk_.draft().restate(EightItem::income)); });
  update();
}

void VisitSheet::update() {
  if (block_) block_->setFields(asked());
  emit changed();
}

void VisitSheet::commit() {
  if (block_) block_->form().commit();
}

/// The page lets go of its editors some events later: what they showed stays until the next one goes.
void VisitSheet::retire() {
  last_ = std::move(block_);
  emit fieldsChanged();
  emit changed();
}

void VisitSheet::close() {
  if (!block_) return;
  commit();
  retire();
}

/// Required questions without an answer, of what is written down at this visit; older ones are as they are.
QStringList VisitSheet::open() const {
  QStringList names;
  const bool own = kind_ == "problem" || kind_ == "visit_demand" || kind_ == "measure";
  if (!block_ || !own || asked() != questionsOf(kind_, !record().isZero(), true)) return names;
  auto fields = block_->fields();
  for (qsizetype i = 0; i < fields.count(&fields); ++i)
    if (const auto* field = fields.at(&fields, i); field->required() && field->presence() != FieldController::Answered)
      names.push_back(field->label());
  return names;
}

QStringList VisitSheet::wrong() const {
  QStringList names;
  if (!block_) return names;
  auto fields = block_->fields();
  for (qsizetype i = 0; i < fields.count(&fields); ++i)
    if (const auto* field = fields.at(&fields, i); field->state() == FieldController::Error) names << field->label();
  return names;
}

QString VisitSheet::unfilled() const {
  const auto names = open();
  if (!told_) return {};
  if (const auto odd = wrong(); !odd.isEmpty())
    return words("%1填得不对，没有记下。请改好；再点一次“好了”就这样离开。",
                 "%1 is wrong and was not written down. Put it right, or tap Done once more to leave it so.")
        .arg(odd.join(words("、", ", ")));
  if (names.isEmpty()) return {};
  const auto list = names.join(words("、", ", "));
  return record().isZero()
             ? words("还没有填%1，什么都没有登记。再点一次“好了”就这样离开。",
                     "%1 is not filled in: nothing was written down. Tap Done once more to leave it so.")
                   .arg(list)
             : words("还没有填%1。再点一次“好了”先放着，完成走访前要补上。",
                     "%1 is not filled in. Tap Done once more to leave it for now; it is needed to finish the visit.")
                   .arg(list);
}

void VisitSheet::done() {
  if (!block_) return;
  commit();
  if ((!open().isEmpty() || !wrong().isEmpty()) && !std::exchange(told_, true)) {
    block_->form().setAsksForMissing(true);
    return emit changed();
  }
  close();
}

void VisitSheet::remove() {
  if (!canRemove()) return;
  const auto number = desk_.kind(kind_).number;
  const auto id = record();
  retire();
  const auto removed = desk_.session().replica().remove(number, id, "走访时登记有误");
  if (removed) desk_.session().editor().saved(number, id);
  if (desk_.say(removed)) desk_.refresh();
}

}  // namespace bf
