#pragma once
// Verdicts of one indicator as rows in one order, and what became of them between two moments.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "shared/policy/policy_rollup.h"
#include "shared/schema/schema.h"

namespace bf {

struct SubjectVerdict {
  std::int64_t household = 0;  ///< its number in the store; 0 for villages and above
  std::int64_t subject = 0;    ///< number of the household, member or village; code of a township or county
  RegionCode region = 0;       ///< where it lies: a village; of a township or county its own code
  Judgement verdict = Judgement::notCollected;
  bool operator==(const SubjectVerdict&) const = default;
};

/// By household, then subject.
[[nodiscard]] bool before(const SubjectVerdict& a, const SubjectVerdict& b);

struct VerdictChange {
  std::int64_t household = 0;
  std::int64_t subject = 0;
  RegionCode region = 0;          ///< where it lies now, or lay when it is no longer in scope
  std::optional<Judgement> from;  ///< nothing: was not in scope
  std::optional<Judgement> to;    ///< nothing: is not in scope any more
  bool operator==(const VerdictChange&) const = default;
};

/// Of one indicator; both ascending by household, then subject.
[[nodiscard]] std::vector<VerdictChange> differences(std::span<const SubjectVerdict> before,
                                                     std::span<const SubjectVerdict> after);

struct ChangedVerdict {
  std::size_t indicator = 0;  ///< its place in the pack
  VerdictChange change;
  bool operator==(const ChangedVerdict&) const = default;
};

}  // namespace bf
