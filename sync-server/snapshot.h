#pragma once
// An evaluation as a snapshot that can be kept: figures of the townships, and what is to be looked at beside them.

#include <string_view>

#include "bianfang/registry.pb.h"
#include "shared/policy/policy_engine.h"
#include "shared/store/store.h"

namespace bf {

/// Whether it was frozen when its day was long over (freezeGrace): it says how things stood then, not on its day.
[[nodiscard]] bool frozenLate(const bianfang::Frozen& snapshot);

/// The highest number that `database` sees, in the transaction in which its verdicts are made.
[[nodiscard]] Result<std::int64_t> seqSeen(PolicyDatabase& database);

/// Of what the engine evaluated last, not yet numbered. `tx` reads the tablets' contacts. Errors: storage*.
[[nodiscard]] Result<bianfang::Frozen> snapshotOf(PolicyDatabase& database, const PolicyEngine& engine,
                                                  const Hash& pack, const std::vector<PolicyRegion>& regions,
                                                  StoreTx& tx, std::string_view actor, Micros now);

}  // namespace bf
