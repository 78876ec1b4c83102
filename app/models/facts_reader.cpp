#include "app/models/facts_reader.h"

#include <algorithm>
#include <unordered_map>

#include "app/models/day_limits.h"
#include "app/models/record_values.h"
#include "app/models/visit_owner.h"
#include "shared/schema/schema.h"
#include "shared/schema/visit_duty.h"
#include "shared/store/removed.h"

namespace bf {
namespace {

/// The schema of the build has the kinds that the code names: a test holds both together.
const KindSpec& named(const Schema& schema, const char* name) { return *schema.kindByName(name); }

/// Of a row as a scan gives it, without its heads: they are read for the few that were removed.
Result<bool> removed(StoreTx& tx, std::uint32_t kind, std::int64_t rec, const std::vector<Field>& fields) {
  if (fieldIn(fields, removalField) == nullptr) return false;
  BF_LET(row, tx.load(kind, rec));
  return row && isRemoved(*row, fields);
}

}  // namespace

int HouseholdFacts::persons() const {
  if (members.empty()) return stated;
  return static_cast<int>(std::ranges::count(members, false, &MemberFacts::gone));
}

FactsReader::FactsReader(const Schema& schema, int year, std::string_view person)
    : schema_(schema),
      year_(year),
      person_(person),
      household_(named(schema, "household")),
      member_(named(schema, "member")),
      enrolment_(named(schema, "enrolment")),
      assessment_(named(schema, "housing_assessment")),
      renovation_(named(schema, "renovation")),
      resettlement_(named(schema, "resettlement")),
      visit_(named(schema, "visit")),
      problem_(named(schema, "problem")) {
  const auto h = [&](const char* name) { return numberOf(household_, name); };
  ofHousehold_ = {h("head_name"),       h("group_name"),       h("register_number"),   h("phone"),
                  h("household_kind"),  h("status"),           h("planned_exit_year"), h("persons"),
                  h("lives_elsewhere"), h("latitude"),         h("longitude"),         h("water_safe"),
                  h("power"),           h("tv_signal"),        h("network_signal"),    h("stable_income"),
                  h("dibao"),           h("destitute_support")};
  const auto m = [&](const char* name) { return numberOf(member_, name); };
  ofMember_ = {m("name"),           m("birth_date"),     m("school_stage"), m("dropped_out"),
               m("dropout_reason"), m("taught_at_home"), m("departure")};
  of_ = {
      numberOf(enrolment_, "year"),   numberOf(enrolment_, "resident_medical"), numberOf(enrolment_, "severe_medical"),
      numberOf(assessment_, "grade"), numberOf(assessment_, "assessed_date"),   numberOf(renovation_, "plan_year"),
      numberOf(renovation_, "state"), numberOf(resettlement_, "moved_in"),      numberOf(visit_, "visit_date"),
      numberOf(visit_, "met"),        numberOf(visit_, "visitor_name"),         numberOf(problem_, "state"),
      numberOf(problem_, "deadline")};
  duties_ = dutyByRole(schema);
}

HouseholdFacts FactsReader::own(const RecordRow& row, const Fields& fields) const {
  HouseholdFacts facts;
  const auto& of = ofHousehold_;
  facts.rec = row.rec;
  facts.id = row.id;
  facts.region = row.region;
  facts.head = textIn(fields, of.head);
  facts.group = textIn(fields, of.group);
  facts.number = textIn(fields, of.number);
  facts.phone = textIn(fields, of.phone);
  facts.kind = static_cast<int>(integerIn(fields, of.kind));
  facts.status = static_cast<int>(integerIn(fields, of.status));
  facts.plannedExit = static_cast<int>(integerIn(fields, of.plannedExit));
  facts.stated = fieldIn(fields, of.persons) == nullptr ? -1 : static_cast<int>(integerIn(fields, of.persons));
  facts.elsewhere = static_cast<int>(integerIn(fields, of.elsewhere));
  facts.latitude = static_cast<std::int32_t>(integerIn(fields, of.latitude));
  facts.longitude = static_cast<std::int32_t>(integerIn(fields, of.longitude));
  facts.water = answerIn(fields, of.water);
  facts.power = answerIn(fields, of.power);
  facts.tv = answerIn(fields, of.tv);
  facts.network = answerIn(fields, of.network);
  facts.stableIncome = answerIn(fields, of.stable);
  facts.dibao = answerIn(fields, of.dibao);
  facts.destitute = answerIn(fields, of.destitute);
  facts.removalOpen = fieldIn(fields, removalField) != nullptr;
  return facts;
}

MemberFacts FactsReader::member(const RecordRow& row, const Fields& fields) const {
  MemberFacts made;
  made.rec = row.rec;
  made.name = textIn(fields, ofMember_.name);
  made.birth = static_cast<Day>(integerIn(fields, ofMember_.birth));
  made.stage = static_cast<int>(integerIn(fields, ofMember_.stage));
  made.droppedOut = answerIn(fields, ofMember_.droppedOut);
  made.dropoutReason = static_cast<int>(integerIn(fields, ofMember_.dropoutReason));
  made.taughtAtHome = answerIn(fields, ofMember_.taughtAtHome) == Answer::yes;
  made.gone = integerIn(fields, ofMember_.departure) != 0;
  return made;
}

void FactsReader::insure(MemberFacts& member, const Fields& fields) const {
  if (integerIn(fields, of_.insuranceYear) != year_) return;
  // Two lists of one year may both speak of a person: what one of them knows counts.
  member.medical = std::max(member.medical, answerIn(fields, of_.medical));
  member.severe = std::max(member.severe, answerIn(fields, of_.severe));
}

/// What somebody else has begun can only be read: it is no work of this person.
bool FactsReader::isOwn(StoreTx& tx, const RecordRow& visit, const Fields& fields) const {
  const auto visitor = textIn(fields, of_.visitor);
  if (person_.empty() || visitor.empty() || visitor == person_) return true;
  const auto begunHere = tx.get(Space::draft, visitNoteKey(visit.id));
  return begunHere && *begunHere;
}

/// By the role that the centre knows, as the packs have it (visit.author_duty): a duty that was typed proves nothing.
/// 0: not known, or no duty.
std::int64_t FactsReader::signerDuty(StoreTx& tx, const RecordRow& visit) const {
  const auto row = tx.load(visit_.number, visit.rec);
  const auto* writer = row && *row ? (*row)->heads.shownWriter(finishedField) : nullptr;
  const auto duty = writer == nullptr ? duties_.end() : duties_.find(writer->role);
  return duty == duties_.end() ? 0 : duty->second;
}

void FactsReader::addVisit(StoreTx& tx, HouseholdFacts& facts, const RecordRow& row, const Fields& fields) const {
  if (fieldIn(fields, finishedField) == nullptr) {
    if (isOwn(tx, row, fields)) ++facts.drafts;
    return;
  }
  ++facts.visits;
  const auto day = static_cast<Day>(integerIn(fields, of_.visitDate));
  const auto later = [day](Day& last) { last = std::max(last, day); };
  const auto met = integerIn(fields, of_.visitMet);
  if (met == choice::metNobody || met == choice::metPhone) {
    const bool phone = met == choice::metPhone;
    facts.triedByPhone = day == facts.lastTried  ? facts.triedByPhone && phone
                         : day > facts.lastTried ? phone
                                                 : facts.triedByPhone;
    return later(facts.lastTried);
  }
  later(facts.lastVisit);
  if (met == 0 || yearOf(day) != year_) return;
  switch (signerDuty(tx, row)) {
    case choice::dutyVillageSecretary: return later(facts.lastByVillage);
    case choice::dutyTownshipSecretary: return later(facts.lastByTownship);
    case choice::dutyCountySecretary: return later(facts.lastByCounty);
    default: return;
  }
}

void FactsReader::addProblem(HouseholdFacts& facts, const Fields& fields) const {
  if (integerIn(fields, of_.problemState) == choice::problemVerified) return;
  ++facts.problems;
  const auto deadline = static_cast<Day>(integerIn(fields, of_.problemDeadline));
  if (deadline != 0 && (facts.deadline == 0 || deadline < facts.deadline)) facts.deadline = deadline;
}

void FactsReader::add(StoreTx& tx, HouseholdFacts& facts, const RecordRow& row, const Fields& fields) const {
  const auto kind = row.kind;
  if (kind == visit_.number) return addVisit(tx, facts, row, fields);
  if (kind == problem_.number) return addProblem(facts, fields);
  if (kind == resettlement_.number) {
    facts.movedIn = facts.movedIn || answerIn(fields, of_.movedIn) == Answer::yes;
  } else if (kind == assessment_.number) {
    const auto day = static_cast<Day>(integerIn(fields, of_.assessed));
    if (facts.grade != 0 && day < facts.assessed) return;
    facts.assessed = day;
    facts.grade = static_cast<int>(integerIn(fields, of_.grade));
  } else if (kind == renovation_.number) {
    const auto year = static_cast<int>(integerIn(fields, of_.renovationYear));
    if (facts.renovation != 0 && year < facts.renovationYear) return;
    facts.renovationYear = year;
    facts.renovation = static_cast<int>(integerIn(fields, of_.renovationState));
  }
}

Result<void> FactsReader::all(StoreTx& tx, const KindSpec& kind, std::vector<std::uint32_t> fields,
                              const GoesOn& goesOn, const Take& take) const {
  fields.push_back(removalField);
  std::ranges::sort(fields);
  std::size_t seen = 0;
  Result<void> outcome;
  BF_CHECK(tx.scan(kind.number, fields, [&](const RecordRow& row, const Fields& values) {
    const auto gone = removed(tx, kind.number, row.rec, values);
    if (!gone) outcome = std::unexpected(gone.error());
    else if (!*gone) take(row, values);
    return outcome && (++seen % rowsPerRead != 0 || !goesOn || goesOn());
  }));
  return outcome;
}

Result<std::vector<HouseholdFacts>> FactsReader::households(StoreTx& tx, const GoesOn& goesOn) const {
  std::vector<HouseholdFacts> found;
  const auto& of = ofHousehold_;
  BF_CHECK(all(tx, household_,
               {of.head, of.group, of.number, of.phone, of.kind, of.status, of.plannedExit, of.persons, of.elsewhere,
                of.latitude, of.longitude, of.water, of.power, of.tv, of.network, of.stable, of.dibao, of.destitute},
               goesOn, [&](const RecordRow& row, const Fields& fields) { found.push_back(own(row, fields)); }));
  return found;
}

Result<void> FactsReader::complete(StoreTx& tx, std::vector<HouseholdFacts>& households, const GoesOn& goesOn) const {
  std::unordered_map<std::int64_t, std::size_t> byRec;
  for (std::size_t i = 0; i < households.size(); ++i) byRec.emplace(households[i].rec, i);
  struct Place {
    std::size_t household, member;
  };
  std::unordered_map<std::int64_t, Place> members;
  const auto& of = ofMember_;
  const std::vector ofMembers{of.name,          of.birth,        of.stage,    of.droppedOut,
                              of.dropoutReason, of.taughtAtHome, of.departure};
  BF_CHECK(all(tx, member_, ofMembers, goesOn, [&](const RecordRow& row, const Fields& fields) {
    const auto at = byRec.find(row.parent);
    if (at == byRec.end()) return;
    auto& list = households[at->second].members;
    members.emplace(row.rec, Place{at->second, list.size()});
    list.push_back(member(row, fields));
  }));
  const std::vector ofInsurance{of_.insuranceYear, of_.medical, of_.severe};
  BF_CHECK(all(tx, enrolment_, ofInsurance, goesOn, [&](const RecordRow& row, const Fields& fields) {
    const auto at = members.find(row.parent);
    if (at != members.end()) insure(households[at->second.household].members[at->second.member], fields);
  }));
  const std::vector<std::pair<const KindSpec*, std::vector<std::uint32_t>>> others{
      {&assessment_, {of_.grade, of_.assessed}},
      {&renovation_, {of_.renovationYear, of_.renovationState}},
      {&resettlement_, {of_.movedIn}},
      {&visit_, {finishedField, of_.visitDate, of_.visitMet, of_.visitor}},
      {&problem_, {of_.problemState, of_.problemDeadline}}};
  for (const auto& [kind, asked] : others)
    BF_CHECK(all(tx, *kind, asked, goesOn, [&](const RecordRow& row, const Fields& fields) {
      const auto at = byRec.find(row.parent);
      if (at != byRec.end()) add(tx, households[at->second], row, fields);
    }));
  return {};
}

Result<void> FactsReader::addMember(StoreTx& tx, HouseholdFacts& facts, const RecordRow& row,
                                    const Fields& fields) const {
  auto made = member(row, fields);
  BF_LET(below, tx.children(row.kind, row.rec));
  for (const auto& child : below) {
    if (child.kind != enrolment_.number) continue;
    BF_LET(values, tx.values(child.kind, child.rec));
    if (!isRemoved(child, values)) insure(made, values);
  }
  facts.members.push_back(std::move(made));
  return {};
}

Result<std::optional<HouseholdFacts>> FactsReader::one(StoreTx& tx, std::int64_t rec) const {
  BF_LET(row, tx.load(household_.number, rec));
  if (!row) return std::optional<HouseholdFacts>();
  BF_LET(fields, tx.values(household_.number, rec));
  if (isRemoved(*row, fields)) return std::optional<HouseholdFacts>();
  auto facts = own(*row, fields);
  BF_LET(children, tx.children(household_.number, rec));
  for (const auto& child : children) {
    BF_LET(values, tx.values(child.kind, child.rec));
    if (isRemoved(child, values)) continue;
    if (child.kind == member_.number) BF_CHECK(addMember(tx, facts, child, values));
    else add(tx, facts, child, values);
  }
  return facts;
}

Result<std::int64_t> FactsReader::householdOf(StoreTx& tx, std::uint32_t kind, std::int64_t rec) const {
  while (kind != household_.number) {
    const auto* spec = schema_.kind(kind);
    BF_LET(row, tx.load(kind, rec));
    if (spec == nullptr || !row || row->parent == 0) return 0;
    kind = row->parentKind;
    rec = row->parent;
  }
  return rec;
}

}  // namespace bf
