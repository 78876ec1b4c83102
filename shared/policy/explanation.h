#pragma once
// Why a subject has a verdict: which clause, with which parameters, on which facts, who recorded each of them, when,
// and at which visit; of a figure that is added up, which households it is made of.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/policy/policy_engine.h"

namespace bf {

/// A clause or, where an indicator means all of others, one of those.
struct ExplainedClause {
  std::string id;
  Label name;
  std::int64_t subject = 0;           ///< as of SubjectVerdict: which member of a household
  std::optional<std::int64_t> value;  ///< 1, 0 or a number; nothing: not collected
  Label unit = {};                    ///< of a number that people are shown, with `scale` decimals; else empty
  std::uint32_t scale = 0;
  bool yesNo = false;  ///< 1 and 0 are yes and no, not a number
};

/// A parameter that the rule compares with; nothing: nobody has entered it.
struct ExplainedParameter {
  const Parameter* parameter = nullptr;
  std::optional<double> value;
};

/// A value that the rule looked at. `recorded` and what follows is unknown of what was never answered.
struct ExplainedFact {
  std::uint32_t kind = 0;
  std::uint32_t field = 0;
  std::int64_t rec = 0;   ///< the record's number in the store
  std::string person;     ///< whose record it is, where it is that of a member
  bool departed = false;  ///< that member is no longer there: rules about persons pass over him
  std::string wire;       ///< as Field carries it; empty: not answered
  Micros recorded = 0;
  std::uint32_t user = 0;
  std::uint32_t role = 0;
  DeviceId device;
  std::int32_t visitDate = 0;  ///< of the visit of this household during which it was recorded; 0: outside of one
};

/// What a household adds to a sum that the rule reads; without a value: nobody has collected it.
struct ExplainedPart {
  const Sum* sum = nullptr;
  VillageSums::Row row;
};

/// A visit behind a figure of a village or above that counts visits of a duty: of those who typed it or have it.
struct ExplainedVisit {
  std::int64_t household = 0;  ///< 0: a visit to the village
  RegionCode region = 0;
  std::int32_t date = 0;
  std::string visitor;
  std::int64_t typed = 0;     ///< choice of visit.visitor_duty; 0: none
  std::int64_t signedBy = 0;  ///< the same, of the person who signed it; 0: nobody knows
};

/// A record that a figure counts. Of a household or somebody in it, that household; of what hangs from a village or
/// lies at a region, the region.
struct ExplainedRecord {
  const Clause* clause = nullptr;
  std::uint32_t kind = 0;
  std::int64_t rec = 0;
  std::int64_t household = 0;  ///< 0: of none
  RegionCode region = 0;
  std::int64_t adds = 0;  ///< with the decimals of the clause
};

/// Of a figure of more than explainedPartsMax records, how many are not among them.
struct RecordsLeftOut {
  const Clause* clause = nullptr;
  std::size_t records = 0;
};

/// Of a sum of more than explainedPartsMax households, how many are not among the parts.
struct PartsLeftOut {
  const Sum* sum = nullptr;
  std::size_t households = 0;
};

struct Explanation {
  Judgement verdict = Judgement::notCollected;
  std::vector<SubjectVerdict> subjects;  ///< of a household's members where each is judged by itself, else one
  std::vector<ExplainedClause> clauses;
  std::vector<ExplainedParameter> parameters;
  std::vector<ExplainedFact> facts;  ///< at most factsMax
  std::vector<ExplainedPart> parts;  ///< at most explainedPartsMax of each sum; those that add nothing are left out
  std::vector<PartsLeftOut> partsLeftOut;
  std::vector<ExplainedRecord> records;  ///< at most explainedPartsMax of each figure above households
  std::vector<RecordsLeftOut> recordsLeftOut;
  std::vector<ExplainedVisit> visits;  ///< at most factsMax, of the indicator's period up to the day; the newest first
};

/// Of one indicator. `subject` is what onlySubject() takes: the household (of a member too: all members count then
/// together), the record of the village, the code of the region. `tx` reads the same store. Errors: Errc::notFound when
/// the indicator does not concern it, with what its scope looked at; those of the store.
[[nodiscard]] Result<Explanation> explain(PolicyDatabase& database, const PolicyEngine& engine, StoreTx& tx,
                                          std::size_t indicator, std::int64_t subject);

/// What one clause of an indicator comes to for each subject, in its scope or not, by SubjectVerdict::subject; nothing:
/// not collected. Errors: Errc::tooLarge when it takes more than the steps allowed, Errc::configInvalid, storage*.
using ClauseValues = std::map<std::int64_t, std::optional<std::int64_t>>;
[[nodiscard]] Result<ClauseValues> clauseValues(PolicyDatabase& database, const PolicyEngine& engine,
                                                const Indicator& indicator, const Clause& clause);

}  // namespace bf
