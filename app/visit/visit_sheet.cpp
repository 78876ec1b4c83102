#include "app/visit/visit_sheet.h"

#include <algorithm>

#include "app/models/record_values.h"
#include "app/models/words.h"

namespace bf {

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
                 "family_planning", "other_transfer", "note"});
  return {};
}

VisitSheet::VisitSheet(VisitDesk& desk, QObject* parent) : QObject(parent), desk_(desk) {
  connect(&desk_, &VisitDesk::changed, this, &VisitSheet::update);
}

VisitSheet::~VisitSheet() { commit(); }

QQmlListProperty<FieldController> VisitSheet::fields() {
  return block_ ? block_->fields() : QQmlListProperty<FieldController>{this, &none_};
}

QString VisitSheet::title() const { return block_ ? words(desk_.kind(kind_).label) : QString(); }

QString VisitSheet::summary() const {
  if (kind_ != "income" || !block_) return {};
  const auto* sheet = desk_.draft().income(yearOf(desk_.draft().day()));
  const auto fen =
      sheet == nullptr ? -1 : perCapitaOf(desk_.kind("income"), sheet->fields, desk_.draft().facts().persons());
  if (fen < 0) return {};
  constexpr double fenInYuan = 100;
  return words("人均纯收入：%1 元", "Net income per person: %1 yuan")
      .arg(QString::number(static_cast<double>(fen) / fenInYuan, 'f', 2));
}

QStringList VisitSheet::asked() const {
  const auto own = [&] {
    const auto mine = kind_ == "measure" ? desk_.draft().ownMeasures() : desk_.draft().ownProblems();
    return std::ranges::any_of(mine, [&](const auto* one) { return one->row.id == record(); });
  };
  return questionsOf(kind_, !record().isZero(), own());
}

bool VisitSheet::canRemove() const {
  return !record().isZero() && kind_ != "member" && kind_ != "income" && !desk_.draft().finished() &&
         asked() == questionsOf(kind_, true, true);
}

bool VisitSheet::takesPhotos() const { return kind_ == "problem" && !record().isZero(); }

void VisitSheet::show(std::string_view kind, const RecordId& record, const RecordId& parent) {
  close();
  kind_ = kind;
  block_ = std::make_unique<VisitBlock>(desk_.form(kind, record, parent));
  connect(block_.get(), &VisitBlock::fieldsChanged, this, &VisitSheet::fieldsChanged);
  connect(&block_->form(), &FormController::problemChanged, this, &VisitSheet::changed);
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
