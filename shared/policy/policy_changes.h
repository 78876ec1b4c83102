#pragma once
// What an evaluation must know of the time since it looked last, read from the centre's feed: which households, and
// which other roots, somebody wrote to.

#include <vector>

#include "shared/policy/policy_engine.h"
#include "shared/store/store.h"

namespace bf {

/// A root with a change to itself or to anything that hangs from it.
struct ChangedRoot {
  std::uint32_t kind = 0;
  std::int64_t rec = 0;
  RegionCode region = 0;  ///< where it lies now
  auto operator<=>(const ChangedRoot&) const = default;
};

struct ChangesSince {
  PolicyChanges policy;
  std::vector<ChangedRoot> roots;  ///< ascending, households included
};

/// What the feeds of `regions` have of the numbers after `after` and up to `upto`. Whatever changes a record gets a new
/// number there, also what was held and admitted later, or came back after a restore. Errors: those of the store.
[[nodiscard]] Result<ChangesSince> changesSince(const Schema& schema, StoreTx& tx,
                                                const std::vector<PolicyRegion>& regions, std::int64_t after,
                                                std::int64_t upto);

}  // namespace bf
