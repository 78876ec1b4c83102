#include "app/visit/visit_draft.h"

#include <algorithm>

#include "app/models/facts_reader.h"
#include "app/models/record_values.h"
#include "app/models/visit_owner.h"
#include "app/visit/visit_choices.h"
#include "shared/schema/record_builder.h"
#include "shared/schema/visit_duty.h"

namespace bf {
namespace {

/// In Space::draft: the stage of a renovation that was recorded at a visit.
std::string stageKey(const RecordId& visit) { return "visit-stage/" + toHex(visit.view()); }

char digit(int number) { return static_cast<char>('0' + number); }

/// The visitor as the tablet knows them, with the duty that goes with their role.
void setVisitor(RecordBuilder& builder, const Schema& schema, const Visitor& visitor) {
  if (!visitor.name.empty()) builder.set("visitor_name", visitor.name);
  const auto duties = dutyByRole(schema);
  if (const auto duty = duties.find(visitor.role); duty != duties.end()) builder.set("visitor_duty", duty->second);
}

Result<RecordId> begin(TabletReplica& replica, Clock& clock, const RecordId& household, const Visitor& visitor) {
  const auto& kind = *replica.store().schema().kindByName("visit");
  const auto now = clock.now();
  RecordBuilder builder(kind);
  builder.set("arrived", now).set("visit_date", std::int64_t{dayOf(now)});
  setVisitor(builder, replica.store().schema(), visitor);
  Edit edit;
  edit.kind = kind.number;
  edit.parent = household;
  BF_LET(fields, builder.fields());
  edit.set = fields;
  return replica.save(edit);
}

/// Who found nobody at home, or only called, may well come again that day.
bool metSomebody(const KindSpec& visit, const std::vector<Field>& fields) {
  const auto met = integerIn(fields, numberOf(visit, "met"));
  return met != choice::metNobody && met != choice::metPhone;
}

Field finishedAt(Micros now) {
  Field field{finishedField, {}};
  appendVarintField(field.wire, finishedField, static_cast<std::uint64_t>(now));
  return field;
}

}  // namespace

std::string_view fieldOf(EightItem item) {
  static constexpr std::array<std::string_view, eightCount> fields{"housing", "water",  "power",   "tv",
                                                                   "network", "school", "medical", "income"};
  return fields[static_cast<std::size_t>(item)];
}

Result<VisitDraft> VisitDraft::open(TabletReplica& replica, Clock& clock, const ItemJudge& judge,
                                    const RecordId& household, const Visitor& visitor) {
  BF_LET(file, RecordFile::read(replica.store(), replica.store().schema().kindByName("household")->number, household));
  if (const auto* begun = unfinishedVisitOf(replica, file, visitor.name))
    return look(replica, clock, judge, household, begun->row.id, visitor);
  BF_LET(visit, begin(replica, clock, household, visitor));
  auto made = look(replica, clock, judge, household, visit, visitor);
  if (made) made->isNew_ = true;
  return made;
}

Result<std::optional<RecordId>> VisitDraft::finishedToday(TabletReplica& replica, Clock& clock,
                                                          const RecordId& household, const Visitor& visitor) {
  const auto& schema = replica.store().schema();
  const auto& kind = *schema.kindByName("visit");
  BF_LET(file, RecordFile::read(replica.store(), schema.kindByName("household")->number, household));
  if (unfinishedVisitOf(replica, file, visitor.name) != nullptr) return std::optional<RecordId>();
  std::optional<RecordId> latest;
  const auto today = dayOf(clock.now());
  for (const auto* record : file.of(kind.number))
    if (fieldIn(record->fields, finishedField) != nullptr &&
        integerIn(record->fields, numberOf(kind, "visit_date")) == today && metSomebody(kind, record->fields))
      latest = record->row.id;
  return latest;
}

Result<VisitDraft> VisitDraft::look(TabletReplica& replica, Clock& clock, const ItemJudge& judge,
                                    const RecordId& household, const RecordId& visit, const Visitor& visitor) {
  VisitDraft draft(replica, clock, judge, household, visit);
  BF_CHECK(draft.readFile());
  draft.foreign_ = !visitor.name.empty() && !draft.finished() && !visitIsOf(replica, draft.visit(), visitor.name);
  BF_CHECK(draft.readNote());
  BF_CHECK(draft.readSignatures());
  draft.findings_ = leavingChecks(draft.withDueDays(draft.leavingFacts()));
  return draft;
}

Result<void> VisitDraft::read() {
  BF_CHECK(readFile());
  BF_CHECK(readSignatures());
  findings_ = leavingChecks(withDueDays(leavingFacts()));
  return {};
}

/// With what was written down at this visit and was due before it.
LeavingFacts VisitDraft::withDueDays(LeavingFacts facts) const {
  const auto past = [&](const std::vector<const FileRecord*>& records, const char* kindName, const char* due,
                        auto open) {
    const auto& spec = kind(kindName);
    std::vector<RecordId> found;
    for (const auto* record : records) {
      if (record->row.kind != spec.number || !open(integerIn(record->fields, numberOf(spec, "state")))) continue;
      const auto on = integerIn(record->fields, numberOf(spec, due));
      if (on != 0 && on < facts.today) found.push_back(record->row.id);
    }
    return found;
  };
  facts.pastDueProblems =
      past(ownProblems(), "problem", "deadline", [](auto state) { return state != choice::problemVerified; });
  facts.pastDueMeasures =
      past(ownMeasures(), "measure", "due_date", [](auto state) { return state <= choice::measurePlanned; });
  return facts;
}

Result<void> VisitDraft::readFile() {
  auto& store = replica_->store();
  BF_LET(file, RecordFile::read(store, kind("household").number, household_));
  file_ = std::move(file);
  if (file_->find(visit_) == nullptr) return fail(Errc::notFound, "visit");
  BF_LET(tx, store.read());
  const FactsReader reader(store.schema(), yearOf(day()));
  BF_LET(facts, reader.one(*tx, file_->top().row.rec));
  if (!facts) return fail(Errc::notFound, "household");
  facts_ = std::move(*facts);
  verdicts_ = judge_->judge(facts_, day());
  return {};
}

/// Where the visit stands, in a register of the tablet that is never sent: "step furthest item before", where `before`
/// has a digit for each of the eight. Only the person's place and what the visit began with lie here, no answer. A
/// visit without a note was begun and the tablet died at once: nothing was corrected yet.
Result<void> VisitDraft::readNote() {
  BF_LET(tx, replica_->store().read());
  BF_LET(note, tx->get(Space::draft, visitNoteKey(visit_)));
  BF_LET(stage, tx->get(Space::draft, stageKey(visit_)));
  stage_ = RecordId::from(stage.value_or(std::string())).value_or(RecordId{});
  constexpr std::size_t length = 6 + eightCount;  // "0 0 - " and the digits
  if (!note || note->size() != length) {
    for (std::size_t i = 0; i < eightCount; ++i) before_[i] = verdicts_[i].met;
    if (finished()) step_ = furthest_ = VisitStep::finish;
    return readOnly() ? Result<void>() : keepNote();
  }
  const auto stepAt = [&](std::size_t at) {
    return static_cast<VisitStep>(std::clamp((*note)[at] - '0', 0, static_cast<int>(visitStepCount) - 1));
  };
  step_ = stepAt(0);
  furthest_ = stepAt(2);
  if ((*note)[4] >= '0' && (*note)[4] < digit(eightCount)) item_ = static_cast<EightItem>((*note)[4] - '0');
  for (std::size_t i = 0; i < eightCount; ++i)
    before_[i] = static_cast<Answer>(std::clamp((*note)[6 + i] - '0', 0, static_cast<int>(Answer::yes)));
  return {};
}

Result<void> VisitDraft::keepNote() {
  std::string note{digit(static_cast<int>(step_)),
                   ' ',
                   digit(static_cast<int>(furthest_)),
                   ' ',
                   item_ ? digit(static_cast<int>(*item_)) : '-',
                   ' '};
  for (const auto answer : before_) note += digit(static_cast<int>(answer));
  // Durable with the next answer: a battery that fails before it takes back a step and nothing that was said.
  BF_LET(tx, replica_->store().begin(Commit::lazy));
  BF_CHECK(tx->put(Space::draft, visitNoteKey(visit_), note));
  return tx->commit();
}

Result<void> VisitDraft::keepStage(const RecordId& stage) {
  stage_ = stage;
  BF_LET(tx, replica_->store().begin(Commit::lazy));
  BF_CHECK(tx->put(Space::draft, stageKey(visit_), stage.view()));
  return tx->commit();
}

Result<void> VisitDraft::stand(VisitStep step, std::optional<EightItem> item) {
  step_ = step;
  furthest_ = std::max(furthest_, step);
  item_ = item;
  return readOnly() ? Result<void>() : keepNote();
}

// ---- the eight items
// -------------------------------------------------------------------------------------------------

Result<void> VisitDraft::say(EightItem item, std::int64_t checked, const std::string& basis) {
  const auto& visitKind = kind("visit");
  const auto field = std::string(fieldOf(item));
  const auto basisField = field + "_basis";
  Edit edit;
  edit.kind = visitKind.number;
  edit.record = visit_;
  if (checked == 0) {
    edit.cleared = {numberOf(visitKind, field), numberOf(visitKind, basisField)};
  } else {
    RecordBuilder builder(visitKind);
    builder.set(field, checked);
    if (basis.empty()) edit.cleared = {numberOf(visitKind, basisField)};
    else builder.set(basisField, basis);
    BF_LET(fields, builder.fields());
    edit.set = fields;
  }
  BF_CHECK(replica_->save(edit));
  return read();
}

Result<void> VisitDraft::confirm(EightItem item) {
  const auto& known = verdict(item);
  if (known.met == Answer::unknown) return fail(Errc::invalidValue, "visit: nothing is known of the item");
  return say(item, known.met == Answer::yes ? choice::checkedMet : choice::checkedNotMet, known.reason.zh);
}

Result<void> VisitDraft::leaveUnseen(EightItem item) { return say(item, choice::checkedNotSeen, {}); }

Result<void> VisitDraft::restate(EightItem item) {
  const auto& now = verdict(item);
  if (now.met == Answer::unknown && !verified(item)) return {};  // what was left unseen stays so
  const bool same = before_[static_cast<std::size_t>(item)] == now.met;
  const auto says = now.met == Answer::unknown ? 0
                    : now.met == Answer::yes   ? (same ? choice::checkedMet : choice::checkedCorrectedMet)
                                               : (same ? choice::checkedNotMet : choice::checkedCorrectedNotMet);
  return say(item, says, now.reason.zh);
}

Result<void> VisitDraft::foundBy(EightItem item, const std::string& how) {
  const auto says = checked(item);
  if (!verified(item)) return fail(Errc::invalidValue, "visit: the item is not verified");
  return say(item, says, how.empty() ? verdict(item).reason.zh : verdict(item).reason.zh + "；" + how);
}

// ---- the end
// ---------------------------------------------------------------------------------------------------------

Result<void> VisitDraft::finish() {
  if (foreign()) return fail(Errc::notAllowed, "visit: somebody else's");
  if (forbids(findings_)) return fail(Errc::notAllowed, "visit: something is missing");
  const auto now = clock_->now();
  const auto& visitKind = kind("visit");
  RecordBuilder builder(visitKind);
  // Who corrects a visit did not stay there until now.
  const bool stillThere = corrects().isZero() && integerIn(visit().fields, numberOf(visitKind, "departed")) == 0;
  if (stillThere) builder.set("departed", now);
  BF_LET(fields, builder.fields());
  Edit signedOff;
  signedOff.kind = visitKind.number;
  signedOff.record = visit_;
  signedOff.set = {finishedAt(now)};
  signedOff.set.insert(signedOff.set.end(), fields.begin(), fields.end());
  std::vector<Edit> edits{signedOff};
  for (const auto& [name, made] : {std::pair{"housing_assessment", assessment()}, {"renovation_stage", ownStage()}}) {
    if (made.isZero()) continue;
    Edit own;
    own.kind = kind(name).number;
    own.record = made;
    own.set = {finishedAt(now)};
    edits.push_back(own);
  }
  BF_CHECK(replica_->save(edits));
  return read();
}

Result<VisitDraft> VisitDraft::correct(const Visitor& visitor) {
  if (correctedBy() != nullptr) return fail(Errc::notAllowed, "visit: corrected already");
  const auto& visitKind = kind("visit");
  Edit edit;
  edit.kind = visitKind.number;
  edit.parent = household_;
  RecordBuilder own(visitKind);
  // Who corrects signs as themselves; a duty that was written down by hand stays with its own name.
  const bool another =
      !visitor.name.empty() && textIn(visit().fields, numberOf(visitKind, "visitor_name")) != visitor.name;
  if (another) setVisitor(own, replica_->store().schema(), visitor);
  BF_LET(fields, own.fields());
  edit.set = fields;
  Field corrected{correctsField, {}};
  appendBytesField(corrected.wire, correctsField, visit_.view());
  edit.set.push_back(corrected);
  for (const auto& field : visit().fields) {
    const auto* spec = visitKind.field(field.number);
    if (spec == nullptr || spec->envelope || spec->question == Question::signature) continue;
    const bool visitors = spec->name == "visitor_name" || spec->name == "visitor_duty";
    if (!another || !visitors) edit.set.push_back(field);
  }
  std::ranges::sort(edit.set, {}, &Field::number);
  BF_LET(id, replica_->save(edit));
  BF_LET(made, look(*replica_, *clock_, *judge_, household_, id));  // of whoever corrects
  BF_CHECK(made.stand(VisitStep::items, std::nullopt));
  return made;
}

Result<void> VisitDraft::discard(const std::string& why) {
  if (finished()) return fail(Errc::finished, "visit");
  if (foreign()) return fail(Errc::notAllowed, "visit: somebody else's");
  return replica_->remove(kind("visit").number, visit_, why);
}

}  // namespace bf
