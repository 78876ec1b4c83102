#pragma once
// What is left on the disk after a power cut. A sector holds what it held after some write to it, never a mixture of
// times; which write is chosen by the kind of cut. A length or a name is metadata and goes to the disk in order.

#include <cstdint>
#include <optional>

#include "shared/base/env.h"
#include "tests/sim/disk/dice.h"
#include "tests/sim/disk/disk_names.h"

namespace bf {

enum class Survival {
  nothing,     ///< only what was synced
  everything,  ///< the disk was quick: all writes got there
  inOrder,     ///< all changes up to a moment, the last one torn at a sector
  byRequest,   ///< each write whole or not at all, in any order
  bySector,    ///< each sector on its own: torn and out of order
  garbage,     ///< as bySector, and some sectors under way hold noise where they were being written
};
inline constexpr std::uint64_t survivalCount = 6;

/// Leave a member empty to have it drawn.
struct PowerCutRules {
  std::optional<Survival> survival;
  std::optional<std::size_t> sectorBytes;  ///< sectorBytesSmall or sectorBytesLarge
};

/// The disk as found after the restart, all of it durable. The choice depends on `names`, `rules` and `random` alone.
[[nodiscard]] DiskNames afterPowerCut(const DiskNames& names, const PowerCutRules& rules, Random& random);

}  // namespace bf
