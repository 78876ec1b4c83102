#include "app/visit/visit_editor.h"

#include <algorithm>

#include "app/controllers/beginning_editor.h"
#include "app/controllers/record_lines.h"
#include "app/models/day_limits.h"
#include "app/models/record_beginning.h"
#include "app/models/record_values.h"
#include "app/models/words.h"
#include "app/visit/visit_choices.h"
#include "shared/schema/record_builder.h"
#include "shared/schema/value.h"

namespace bf {
namespace {

/// The latest of some records but one, by the number in a field.
const FileRecord* latestBut(const std::vector<const FileRecord*>& records, std::uint32_t field, const RecordId& but) {
  const FileRecord* best = nullptr;
  for (const auto* record : records)
    if (record->row.id != but && (best == nullptr || integerIn(record->fields, field) > integerIn(best->fields, field)))
      best = record;
  return best;
}

}  // namespace

Result<RecordView> VisitEditor::load(std::uint32_t kind, const RecordId& record) {
  BF_LET(view, session_.editor().load(kind, record));
  const auto* spec = session_.schema().kind(kind);
  if (record == draft_.id()) addPriorVisit(view);
  else addPrior(view, *spec, record);
  if (record != draft_.id()) addPredecessor(view, *spec, record, {});
  return view;
}

RecordView VisitEditor::before(std::uint32_t kind, const RecordId& parent) {
  RecordView view;
  if (const auto* spec = session_.schema().kind(kind)) addPredecessor(view, *spec, {}, parent);
  return view;
}

/// The record that the one of this visit takes the place of: the enrolment or worksheet of an earlier year, the
/// assessment before this one.
const FileRecord* VisitEditor::predecessor(const KindSpec& kind, const RecordId& record, const RecordId& parent) const {
  const auto& file = draft_.file();
  if (kind.name == "housing_assessment")
    return latestBut(file.of(kind.number), numberOf(kind, "assessed_date"), record);
  if (kind.name == "income") return latestBut(file.of(kind.number), numberOf(kind, "year"), record);
  if (kind.name != "enrolment") return nullptr;
  auto all = file.of(kind.number);
  const auto memberOf = [&](const FileRecord& one) { return file.records()[one.above].row.id; };
  auto member = parent;
  for (const auto* one : all)
    if (one->row.id == record) member = memberOf(*one);
  std::erase_if(all, [&](const auto* one) {
    return memberOf(*one) != member || integerIn(one->fields, numberOf(kind, "year")) >= yearOf(draft_.day());
  });
  return latestBut(all, numberOf(kind, "year"), record);
}

/// Beside each answer that has no earlier one of its own: what the record before said, and of when it is.
void VisitEditor::addPredecessor(RecordView& view, const KindSpec& kind, const RecordId& record,
                                 const RecordId& parent) const {
  const auto* earlier = predecessor(kind, record, parent);
  if (earlier == nullptr) return;
  QString of;
  if (kind.name == "housing_assessment") {
    const auto day = static_cast<Day>(integerIn(earlier->fields, numberOf(kind, "assessed_date")));
    QStringList parts{words(textIn(earlier->fields, numberOf(kind, "assessor"))), dayWords(day, draft_.day())};
    parts.removeAll(QString());
    of = parts.join(QStringLiteral(" · "));
  } else {
    of = words("%1年度", "%1").arg(integerIn(earlier->fields, numberOf(kind, "year")));
  }
  for (const auto& field : earlier->fields) {
    const auto* spec = kind.field(field.number);
    if (spec == nullptr || spec->envelope || spec->question == Question::notAsked || field.wire.empty()) continue;
    view.prior.try_emplace(field.number, PriorAnswer{field.wire, of.toStdString(), 0});
  }
}

/// What the last visit said beside what this one says.
void VisitEditor::addPriorVisit(RecordView& view) const {
  const auto* previous = draft_.previous();
  if (previous == nullptr) return;
  const auto& kind = *session_.schema().kindByName("visit");
  const auto by = textIn(previous->fields, numberOf(kind, "visitor_name"));
  const auto when = integerIn(previous->fields, numberOf(kind, "arrived"));
  // Times, places and signatures are each visit's own.
  for (const auto* name : {"purpose", "met", "satisfaction", "knows_helper", "knows_policy", "agrees_exit", "food",
                           "clothing", "conversation", "difficulties"})
    if (const auto* field = fieldIn(previous->fields, numberOf(kind, name)); field != nullptr)
      view.prior[field->number] = {field->wire, by, when};
}

void VisitEditor::addPrior(RecordView& view, const KindSpec& kind, const RecordId& record) {
  const auto began = draft_.arrived();
  const auto histories = session_.replica().histories(kind.number, record);
  if (!histories) return;
  for (const auto& field : kind.fields) {
    if (field.envelope || field.question == Question::notAsked) continue;
    const bool shown = fieldIn(view.values, field.number) != nullptr;
    if (!shown && std::ranges::find(view.cleared, field.number) == view.cleared.end()) continue;
    const auto history = histories->find(field.number);
    if (history == histories->end()) continue;
    const auto at = std::ranges::find_if(history->second, [&](const auto& entry) { return entry.stamp < began; });
    if (at == history->second.end() || at->wire.empty()) continue;
    const bool mine = at->device == session_.home().card().device;
    const auto by = mine ? words(session_.state().userName) : roleWords(at->role);
    view.prior[field.number] = {at->wire, by.toStdString(), at->stamp};
  }
}

Result<std::vector<Field>> VisitEditor::beginning(const KindSpec& kind, const Edit& edit) const {
  const auto& visitKind = *session_.schema().kindByName("visit");
  const std::int64_t day = draft_.day();
  const std::int64_t year = yearOf(draft_.day());
  const auto visitor = textIn(draft_.visit().fields, numberOf(visitKind, "visitor_name"));
  RecordBuilder made(kind);
  begin(made, kind, edit.set, draft_.day(), visitor);
  if (kind.name == "income") {
    made.set("year", year).set("until_month", day / 100 % 100).set("source", std::int64_t{choice::incomeFromVisit});
    if (draft_.facts().persons() > 0) made.set("persons", std::int64_t{draft_.facts().persons()});
  } else if (kind.name == "problem") {
    made.set("found_by", std::int64_t{choice::foundByVisit}).set("visit", std::string(draft_.id().view()));
  } else if (kind.name == "visit_demand") {
    made.set("state", std::int64_t{choice::demandOpen});
  } else if (kind.name == "measure") {
    made.set("state", std::int64_t{choice::measurePlanned}).set("year", year).set("from_date", day);
    made.set("visit", std::string(draft_.id().view())).set("person", visitor);
  }
  return made.fields();
}

std::vector<Edit> VisitEditor::dated(Day day) const {
  static constexpr std::pair<std::string_view, std::string_view> dates[] = {{"housing_assessment", "assessed_date"},
                                                                            {"renovation_stage", "stage_date"},
                                                                            {"problem", "found_date"},
                                                                            {"measure", "from_date"}};
  auto own = draft_.ownProblems();
  std::ranges::copy(draft_.ownMeasures(), std::back_inserter(own));
  for (const auto& id : {draft_.assessment(), draft_.ownStage()})
    if (const auto* record = draft_.file().find(id)) own.push_back(record);
  std::vector<Edit> edits;
  for (const auto* record : own)
    for (const auto& [name, date] : dates) {
      const auto& kind = *session_.schema().kindByName(name);
      const auto field = numberOf(kind, date);
      if (record->row.kind != kind.number || integerIn(record->fields, field) != draft_.day()) continue;
      Edit edit;
      edit.kind = kind.number;
      edit.record = record->row.id;
      edit.set = {{field, encodeValue(*kind.field(field), std::int64_t{day})}};
      // A deadline that nobody has moved was reckoned from that day.
      const auto deadline = numberOf(kind, "deadline");
      if (deadline != 0 && integerIn(record->fields, deadline) == daysLater(draft_.day(), problemDays))
        edit.set.push_back({deadline, encodeValue(*kind.field(deadline), std::int64_t{daysLater(day, problemDays)})});
      std::ranges::sort(edit.set, {}, &Field::number);
      edits.push_back(std::move(edit));
    }
  return edits;
}

/// A tablet that was a month ahead gave the visit a day that is still to come: rules would count it then, and the
/// house that was assessed at it would be nobody's.
Result<RecordId> VisitEditor::arrive(const Edit& edit) {
  const auto& kind = *session_.schema().kind(edit.kind);
  const auto date = numberOf(kind, "visit_date");
  const auto day = dayOf(integerIn(edit.set, numberOf(kind, "arrived")));
  auto edits = dated(day);
  edits.push_back(edit);
  edits.back().set.push_back({date, encodeValue(*kind.field(date), std::int64_t{day})});
  std::ranges::sort(edits.back().set, {}, &Field::number);
  BF_CHECK(session_.replica().save(edits));
  for (const auto& one : edits) session_.editor().saved(one.kind, one.record);
  return edit.record;
}

Result<RecordId> VisitEditor::save(const Edit& edit) {
  const auto arrived = numberOf(*session_.schema().kindByName("visit"), "arrived");
  if (edit.record == draft_.id() && fieldIn(edit.set, arrived) != nullptr) return arrive(edit);
  if (!edit.record.isZero()) return session_.editor().save(edit);
  const auto* kind = session_.schema().kind(edit.kind);
  if (kind == nullptr) return fail(Errc::unknownKind);
  BF_LET(fields, beginning(*kind, edit));
  return session_.editor().save(begunWith(edit, fields));
}

Result<void> VisitEditor::keepDraft(std::uint32_t kind, const RecordId& record, std::uint32_t field,
                                    std::string_view text) {
  return session_.editor().keepDraft(kind, record, field, text);
}

void VisitEditor::lookedAt(std::uint32_t kind, const RecordId& record, std::uint32_t field) {
  session_.editor().lookedAt(kind, record, field);
}

}  // namespace bf
