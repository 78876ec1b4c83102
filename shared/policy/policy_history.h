#pragma once
// Why a verdict is another than it was: which facts that its indicator reads changed in between, who changed them,
// when.

#include <set>
#include <vector>

#include "shared/policy/policy_check.h"

namespace bf {

/// One change of one fact; `field` is removalField where the record went, wholeRecord where one came of which the rule
/// reads nothing that was filled in, but that it is there.
struct ChangedFact {
  std::uint32_t kind = 0;
  std::uint32_t field = 0;
  std::string wire;      ///< what was written, as Field carries it; empty: cleared
  bool created = false;  ///< the change made the record
  std::int64_t seq = 0;  ///< number of the change
  Micros recorded = 0;   ///< by the clock of who wrote it
  Micros received = 0;
  std::uint32_t user = 0;
  std::uint32_t role = 0;
  DeviceId device;
};

/// Kinds and columns that decide who is in an indicator's scope and what its rule says, those of its parts and of the
/// sums that it reads included.
[[nodiscard]] std::set<ColumnRead> factsReadBy(PolicyDatabase& database, const Pack& pack, const Indicator& indicator);

/// Names of the `parameter` records whose figures decide the same.
[[nodiscard]] std::set<std::string> parametersReadBy(PolicyDatabase& database, const Pack& pack,
                                                     const Indicator& indicator);

/// Whether a rule that looks at these facts sees another value of this field. Whether a record is there at all, and
/// where, concerns every rule that looks at its kind.
[[nodiscard]] bool looksAt(const std::set<ColumnRead>& facts, const KindSpec& kind, std::uint32_t field);

/// Of a root and what hangs from it, of changes after number `after` and up to `upto`; ascending by number.
/// Errors: those of the store.
[[nodiscard]] Result<std::vector<ChangedFact>> factsChanged(const Schema& schema, StoreTx& tx,
                                                            const std::set<ColumnRead>& reads, std::uint32_t kind,
                                                            std::int64_t root, std::int64_t after, std::int64_t upto);

}  // namespace bf
