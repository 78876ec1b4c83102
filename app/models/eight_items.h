#pragma once
// The eight items over facts in memory: the words for what decided, in a person's language. The verdicts that pages
// show are those of the county's pack (policy_judge.h); these here, written a second time, are held to them by a test.

#include "app/models/item_judge.h"

namespace bf {

class EightItems final : public ItemJudge {
 public:
  [[nodiscard]] std::array<ItemVerdict, eightCount> judge(const HouseholdFacts& facts, Day today) const override;
  [[nodiscard]] std::array<Answer, eightCount> verdicts(const HouseholdFacts& facts, Day today) const override;
};

/// Of the age of compulsory schooling at the start of the school year that the day belongs to.
[[nodiscard]] bool compulsoryAge(const MemberFacts& member, Day today);
/// W1.6: in school, taught at home, or medically unable to go; who is put down as before primary school is not in
/// school, and nothing known of a child is not an answer.
[[nodiscard]] Answer schooled(const MemberFacts& member);
/// W1.7: basic and grave-illness insurance of the current year.
[[nodiscard]] Answer medicallyInsured(const MemberFacts& member);

/// Names as S2 has them.
[[nodiscard]] const Label& nameOf(EightItem item);
/// Short enough for a tile: 住房, 饮水 …
[[nodiscard]] const Label& shortNameOf(EightItem item);

}  // namespace bf
