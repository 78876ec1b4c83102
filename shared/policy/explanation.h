#pragma once
// Why a household has a verdict: which clause, on which facts, who recorded each of them, when, and at which visit.

#include <optional>
#include <string>
#include <vector>

#include "shared/policy/policy_engine.h"

namespace bf {

/// A clause or, where an indicator means all of others, one of those.
struct ExplainedClause {
  std::string id;
  Label name;
  std::optional<std::int64_t> value;  ///< 1, 0 or a number; nothing: not collected
};

/// A value that the rule looked at. `recorded` and what follows is unknown of what was never answered.
struct ExplainedFact {
  std::uint32_t kind = 0;
  std::uint32_t field = 0;
  RecordId record;
  std::string wire;  ///< as Field carries it; empty: not answered
  Micros recorded = 0;
  Micros received = 0;
  std::uint32_t user = 0;
  std::uint32_t role = 0;
  DeviceId device;
  std::int32_t visitDate = 0;  ///< of the visit of this household during which it was recorded; 0: outside of one
};

struct Explanation {
  Judgement verdict = Judgement::notCollected;
  std::vector<ExplainedClause> clauses;
  std::vector<ExplainedFact> facts;  ///< at most factsMax
};

/// Of a household's indicator, or of a member's (all members of that household count then together). `tx` reads the
/// same store. Errors: Errc::notFound when the household is not in the indicator's scope; those of the store.
[[nodiscard]] Result<Explanation> explain(PolicyDatabase& database, const PolicyEngine& engine, StoreTx& tx,
                                          std::size_t indicator, std::int64_t household);

}  // namespace bf
