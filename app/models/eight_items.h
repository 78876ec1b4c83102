#pragma once
// The eight items by the rules W1.1 to W1.8 of the county's plan (S2 item 1), in three-valued logic.

#include "app/models/item_judge.h"

namespace bf {

class EightItems final : public ItemJudge {
 public:
  [[nodiscard]] std::array<ItemVerdict, eightCount> judge(const HouseholdFacts& facts, Day today) const override;
  [[nodiscard]] std::array<Answer, eightCount> verdicts(const HouseholdFacts& facts, Day today) const override;
};

/// Names as S2 has them.
[[nodiscard]] const Label& nameOf(EightItem item);
/// Short enough for a tile: 住房, 饮水 …
[[nodiscard]] const Label& shortNameOf(EightItem item);

}  // namespace bf
