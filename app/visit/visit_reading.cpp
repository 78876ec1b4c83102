// What VisitDraft finds among the records of the household, and what the checks before leaving look at.
#include <algorithm>

#include "app/models/record_values.h"
#include "app/models/year_income.h"
#include "app/visit/visit_choices.h"
#include "app/visit/visit_draft.h"
#include "app/visit/visit_limits.h"
#include "shared/schema/record_builder.h"

namespace bf {
namespace {

constexpr std::int64_t itemOther = 99;

/// The record that a field names; zero: none.
RecordId idIn(const FileRecord& record, std::uint32_t field) {
  return RecordId::from(textIn(record.fields, field)).value_or(RecordId{});
}

std::vector<std::int64_t> choicesIn(const KindSpec& kind, const std::vector<Field>& fields, std::string_view name) {
  const auto value = valueOf(kind, fields, name);
  const auto* list = value ? std::get_if<std::vector<std::int64_t>>(&*value) : nullptr;
  return list == nullptr ? std::vector<std::int64_t>() : *list;
}

int smallIn(const FileRecord& record, const KindSpec& kind, std::string_view name) {
  return static_cast<int>(integerIn(record.fields, numberOf(kind, name)));
}

/// The one with the greatest number in a field; later ones before earlier ones.
const FileRecord* latest(const std::vector<const FileRecord*>& records, std::uint32_t field) {
  const FileRecord* best = nullptr;
  for (const auto* record : records)
    if (best == nullptr || integerIn(record->fields, field) >= integerIn(best->fields, field)) best = record;
  return best;
}

}  // namespace

const KindSpec& VisitDraft::kind(std::string_view name) const { return *replica_->store().schema().kindByName(name); }

std::vector<const FileRecord*> VisitDraft::those(std::string_view name) const { return file_->of(kind(name).number); }

const FileRecord& VisitDraft::visit() const { return *file_->find(visit_); }

bool VisitDraft::finished() const { return fieldIn(visit().fields, finishedField) != nullptr; }

RecordId VisitDraft::corrects() const { return idIn(visit(), correctsField); }

const FileRecord* VisitDraft::correctedBy() const {
  for (const auto* record : those("visit"))
    if (idIn(*record, correctsField) == visit_ && fieldIn(record->fields, finishedField) != nullptr) return record;
  return nullptr;
}

Micros VisitDraft::arrived() const { return integerIn(visit().fields, numberOf(kind("visit"), "arrived")); }

Day VisitDraft::day() const {
  const auto stated = integerIn(visit().fields, numberOf(kind("visit"), "visit_date"));
  return stated != 0 ? static_cast<Day>(stated) : dayOf(clock_->now());
}

std::int64_t VisitDraft::checked(EightItem item) const {
  return integerIn(visit().fields, numberOf(kind("visit"), fieldOf(item)));
}

bool VisitDraft::verified(EightItem item) const {
  return checked(item) != 0 && checked(item) != choice::checkedNotSeen;
}

const FileRecord* VisitDraft::previous() const {
  std::vector<const FileRecord*> others;
  for (const auto* record : those("visit"))
    if (record->row.id != visit_ && fieldIn(record->fields, finishedField) != nullptr) others.push_back(record);
  return latest(others, numberOf(kind("visit"), "visit_date"));
}

// ---- records of the visit
// --------------------------------------------------------------------------------------------

RecordId VisitDraft::assessment() const {
  const auto& assessed = kind("housing_assessment");
  const auto who = textIn(visit().fields, numberOf(kind("visit"), "visitor_name"));
  for (const auto* record : those("housing_assessment"))
    if (fieldIn(record->fields, finishedField) == nullptr && smallIn(*record, assessed, "assessed_date") == day() &&
        textIn(record->fields, numberOf(assessed, "assessor")) == who)
      return record->row.id;
  return {};
}

const FileRecord* VisitDraft::latestAssessment() const {
  return latest(those("housing_assessment"), numberOf(kind("housing_assessment"), "assessed_date"));
}

const FileRecord* VisitDraft::renovation() const {
  return latest(those("renovation"), numberOf(kind("renovation"), "plan_year"));
}

std::vector<const FileRecord*> VisitDraft::stages() const {
  const auto* whole = renovation();
  if (whole == nullptr) return {};
  const auto& stage = kind("renovation_stage");
  auto all = file_->below(*whole);
  std::erase_if(all, [&](const auto* record) { return record->row.kind != stage.number; });
  std::ranges::stable_sort(all, {}, [&](const auto* record) {
    return std::pair(smallIn(*record, stage, "stage_date"), smallIn(*record, stage, "stage"));
  });
  return all;
}

/// The one that was noted; without a note (the tablet died before it) that of the visit's day and person.
RecordId VisitDraft::ownStage() const {
  const auto& stage = kind("renovation_stage");
  const auto who = textIn(visit().fields, numberOf(kind("visit"), "visitor_name"));
  for (const auto* record : stages())
    if (fieldIn(record->fields, finishedField) == nullptr &&
        (stage_.isZero() ? smallIn(*record, stage, "stage_date") == day() &&
                               textIn(record->fields, numberOf(stage, "person")) == who
                         : record->row.id == stage_))
      return record->row.id;
  return {};
}

/// With this visit or with one that it corrects: what is signed off together bears one time.
bool VisitDraft::isSignedOffHere(const FileRecord& record) const {
  const auto* time = fieldIn(record.fields, finishedField);
  return time != nullptr && std::ranges::any_of(those("visit"), [&](const auto* one) {
           const auto* with = fieldIn(one->fields, finishedField);
           return with != nullptr && with->wire == time->wire && isAtVisit(one->row.id);
         });
}

bool VisitDraft::isStageUnseen() const {
  return std::ranges::any_of(stages(), [this](const auto* record) {
    return (record->row.id == ownStage() || isSignedOffHere(*record)) && evidenceOf(record->row.id).empty();
  });
}

std::vector<const FileRecord*> VisitDraft::members() const {
  const auto& member = kind("member");
  auto all = those("member");
  std::erase_if(all, [&](const auto* record) { return smallIn(*record, member, "departure") != 0; });
  std::ranges::stable_sort(all, {}, [&](const auto* record) {
    return smallIn(*record, member, "relation") == choice::relationHead ? 0 : 1;
  });
  return all;
}

const FileRecord* VisitDraft::enrolment(const FileRecord& member, int year) const {
  const auto& enrolled = kind("enrolment");
  for (const auto* record : file_->below(member))
    if (record->row.kind == enrolled.number && smallIn(*record, enrolled, "year") == year) return record;
  return nullptr;
}

const FileRecord* VisitDraft::income(int year) const {
  return newestWorksheet(replica_->store().schema(), *file_, year);
}

/// Of this visit, or of one that it corrects: what was found there stays found.
bool VisitDraft::isAtVisit(const RecordId& visit) const {
  const auto* record = file_->find(visit_);
  while (record != nullptr && record->row.id != visit) {
    const auto earlier = RecordId::from(textIn(record->fields, correctsField));
    record = earlier ? file_->find(*earlier) : nullptr;
  }
  return record != nullptr;
}

std::vector<const FileRecord*> VisitDraft::ownProblems() const {
  std::vector<const FileRecord*> own;
  for (const auto& record : file_->records())
    if ((record.row.kind == kind("problem").number && isAtVisit(idIn(record, numberOf(kind("problem"), "visit")))) ||
        (record.row.kind == kind("visit_demand").number && isAtVisit(file_->records()[record.above].row.id)))
      own.push_back(&record);
  return own;
}

std::vector<const FileRecord*> VisitDraft::ownMeasures() const {
  auto own = those("measure");
  std::erase_if(own, [&](const auto* record) { return !isAtVisit(idIn(*record, numberOf(kind("measure"), "visit"))); });
  return own;
}

std::vector<const FileRecord*> VisitDraft::olderProblems() const {
  auto older = those("problem");
  const auto& problem = kind("problem");
  // One that was closed today still shows: it may have been a slip of the finger.
  std::erase_if(older, [&](const auto* record) {
    return isAtVisit(idIn(*record, numberOf(problem, "visit"))) ||
           (smallIn(*record, problem, "state") == choice::problemVerified &&
            smallIn(*record, problem, "closed_date") != day());
  });
  return older;
}

std::vector<const FileRecord*> VisitDraft::olderMeasures() const {
  auto older = those("measure");
  std::erase_if(older, [&](const auto* record) {
    const auto state = smallIn(*record, kind("measure"), "state");
    return isAtVisit(idIn(*record, numberOf(kind("measure"), "visit"))) || state == choice::measureDone ||
           state == choice::measureStopped;
  });
  return older;
}

std::vector<const FileRecord*> VisitDraft::evidenceOf(const RecordId& record) const {
  auto all = those("evidence");
  std::erase_if(all, [&](const auto* piece) { return file_->records()[piece->above].row.id != record; });
  return all;
}

// ---- what is missing
// -------------------------------------------------------------------------------------------------

bool VisitDraft::lacksRequired(const FileRecord& record) const {
  const auto* spec = replica_->store().schema().kind(record.row.kind);
  return std::ranges::any_of(spec->fields, [&](const auto& field) {
    return field.required && !field.retired && fieldIn(record.fields, field.number) == nullptr;
  });
}

void VisitDraft::addMember(LeavingFacts& facts, const FileRecord& record) const {
  const auto& member = kind("member");
  LeavingMember made;
  made.id = record.row.id;
  made.name = textIn(record.fields, numberOf(member, "name"));
  made.sex = smallIn(record, member, "sex");
  made.relation = smallIn(record, member, "relation");
  made.birth = smallIn(record, member, "birth_date");
  made.pupil = smallIn(record, member, "school_stage") != 0;
  made.health = choicesIn(member, record.fields, "health");
  made.labour = smallIn(record, member, "labour");
  made.workPlace = smallIn(record, member, "work_place");
  if (fieldIn(record.fields, numberOf(member, "months_worked")) != nullptr)
    made.monthsWorked = smallIn(record, member, "months_worked");
  if (const auto* insured = enrolment(record, yearOf(day()))) {
    const auto& enrolled = kind("enrolment");
    const auto answer = [&](std::string_view name) { return answerIn(insured->fields, numberOf(enrolled, name)); };
    made.medical = answer("employee_medical") == Answer::yes ? Answer::yes : answer("resident_medical");
    made.severe = answer("severe_medical");
    made.pensionReceived = answer("pension_received");
  }
  facts.members.push_back(std::move(made));
}

/// What was seen at this visit, and what experts had found by then; a house that was mended since is another one.
void VisitDraft::addGrades(LeavingFacts& facts) const {
  const auto& assessed = kind("housing_assessment");
  if (facts_.renovation == choice::renovationAccepted || facts_.renovation == choice::renovationPaid) return;
  auto byExperts = those("housing_assessment");
  std::erase_if(byExperts, [&](const auto* record) {
    const auto method = smallIn(*record, assessed, "method");
    const bool own = record->row.id == assessment() || isSignedOffHere(*record);
    if (own) facts.seenGrade = smallIn(*record, assessed, "grade");
    return own || method == 0 || method >= choice::methodSight || smallIn(*record, assessed, "assessed_date") > day();
  });
  if (const auto* last = latest(byExperts, numberOf(assessed, "assessed_date")))
    facts.expertGrade = smallIn(*last, assessed, "grade");
}

void VisitDraft::addHousing(LeavingFacts& facts) const {
  const auto& house = kind("household");
  const auto& fields = file_->top().fields;
  const auto elsewhere = facts_.elsewhere;
  facts.housedElsewhere = facts_.movedIn || elsewhere == choice::elsewhereCareHome ||
                          elsewhere == choice::elsewhereFlat || elsewhere == choice::elsewhereResettled;
  facts.planned = renovation() != nullptr && facts_.renovation != choice::renovationGivenUp;
  facts.planStateless = facts_.renovation == 0;
  addGrades(facts);
  facts.waterSource = smallIn(file_->top(), house, "water_source");
  facts.waterSafe = answerIn(fields, numberOf(house, "water_safe"));
  facts.waterDifficult = answerIn(fields, numberOf(house, "water_difficulty"));
}

void VisitDraft::addIncome(LeavingFacts& facts) const {
  const auto* sheet = income(yearOf(facts.today));
  const auto known = sheet == nullptr ? std::nullopt : perCapitaOf(kind("income"), sheet->fields);
  if (!known) return;
  facts.perCapita = known->fen;
  facts.incomeOpen = known->open;
  if (const auto month = smallIn(*sheet, kind("income"), "until_month"); month != 0) facts.incomeUntil = month;
}

LeavingFacts VisitDraft::leavingFacts() const {
  const auto& said = kind("visit");
  const auto& fields = visit().fields;
  const auto has = [&](std::string_view name) {
    const auto* field = fieldIn(fields, numberOf(said, name));
    return field != nullptr && !field->wire.empty();
  };
  const auto written = [&](std::string_view name) { return !textIn(fields, numberOf(said, name)).empty(); };
  LeavingFacts facts;
  facts.today = day();
  for (const auto* member : members()) addMember(facts, *member);
  for (std::size_t i = 0; i < eightCount; ++i) {
    const auto item = static_cast<EightItem>(i);
    facts.verdicts[i] = verdicts_[i].met;
    facts.checked[i] = checked(item);
    for (const auto* problem : those("problem"))
      facts.reported[i] = facts.reported[i] || (smallIn(*problem, kind("problem"), "item") == itemChoice(item) &&
                                                smallIn(*problem, kind("problem"), "state") != choice::problemVerified);
  }
  facts.grade = facts_.grade;
  for (const auto* one : those("visit"))
    if (isAtVisit(one->row.id)) facts.photos += evidenceOf(one->row.id).size();
  facts.stageUnseen = isStageUnseen();
  addHousing(facts);
  if (const auto* assessed = latestAssessment()) facts.photos += evidenceOf(assessed->row.id).size();
  addIncome(facts);
  facts.purpose = has("purpose");
  facts.visitor = written("visitor_name");
  facts.duty = has("visitor_duty");
  facts.satisfied = has("satisfaction");
  facts.located = has("latitude");
  const auto departed = integerIn(fields, numberOf(said, "departed"));
  facts.leftBeforeCame = !finished() && (departed != 0 ? departed : clock_->now()) < arrived();
  facts.met = smallIn(visit(), said, "met");
  facts.householdSigned = written("household_signature");
  facts.visitorSigned = written("visitor_signature");
  facts.whyNotSigned = written("no_signature_why");
  facts.signedBy = written("signed_by");
  if (!staleSignatures_.empty()) facts.staleSignature = staleSignatures_.front();
  const auto half = [&](const auto* record) { return lacksRequired(*record); };
  facts.halfProblems = static_cast<std::size_t>(std::ranges::count_if(ownProblems(), half));
  facts.halfMeasures = static_cast<std::size_t>(std::ranges::count_if(ownMeasures(), half));
  return facts;
}

StepProgress VisitDraft::progress(VisitStep step) const {
  if (step == VisitStep::finish) return {finished(), false};
  const auto count = [&](Severity severity) {
    return std::ranges::count_if(
        findings_, [&](const auto& finding) { return finding.step == step && finding.severity == severity; });
  };
  const bool clean = count(Severity::error) == 0 && count(Severity::warning) == 0;
  // A step that asks for nothing is done once the person has been past it.
  const bool passed = finished() || furthest_ > step;
  const bool asked = step == VisitStep::satisfaction || step == VisitStep::arrival;
  return {clean && (passed || asked), passed && !clean};
}

}  // namespace bf
