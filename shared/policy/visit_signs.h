#pragma once
// What an office should look at before it believes a figure: visits that were too fast, that were made from one place,
// that were altered after they were signed, and poor households whose facts nobody has looked at for long. Shown beside
// a score, never part of it: each has honest explanations.

#include <map>

#include "shared/policy/policy_database.h"
#include "shared/policy/policy_pack.h"

namespace bf {

/// Of one township; all of its poor households, and a visit is one at which somebody was met.
struct VisitSigns {
  std::int64_t poor = 0;       ///< poor households
  std::int64_t stale = 0;      ///< of them: no visit within staleDays
  std::int64_t visits = 0;     ///< finished, in the period
  std::int64_t minutes = 0;    ///< that they took in all; of those whose end is known
  std::int64_t timed = 0;      ///< those whose end is known
  std::int64_t tooFast = 0;    ///< of them: shorter than visitMinutesAtLeast
  std::int64_t samePlace = 0;  ///< visits that share day, visitor and place with one to another of them
  std::int64_t altered = 0;    ///< visits of the period that were corrected or removed once signed, whoever was met
  bool operator==(const VisitSigns&) const = default;
};

/// By township, of visits from `period.from` to `day`. Errors: storage*.
[[nodiscard]] Result<std::map<RegionCode, VisitSigns>> visitSigns(PolicyDatabase& database, const Period& period,
                                                                  std::int32_t day);

}  // namespace bf
