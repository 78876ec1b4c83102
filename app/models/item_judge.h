#pragma once
// The eight that a household preparing to exit must all have (八有, S2 item 1): who judges them. Pages and lists know
// only this interface; PolicyJudge is what they get.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "app/models/household_facts.h"
#include "shared/schema/schema.h"

namespace bf {

enum class EightItem : std::uint8_t { housing, water, power, tv, network, school, medical, income };
inline constexpr std::size_t eightCount = 8;

/// One thing that a verdict rests on, and where it is written down.
struct VerdictFact {
  Label what;
  std::string who;  ///< the member concerned; empty: the household
  Answer answer = Answer::unknown;
  /// Kind and field of the schema where it is corrected; of `member`, a number in the store, when it is not 0.
  const char* kind = "household";
  const char* field = "";
  std::int64_t member = 0;
};

struct ItemVerdict {
  EightItem item = EightItem::housing;
  Answer met = Answer::unknown;  ///< unknown: not collected; it never counts as met
  Label reason;                  ///< in a few words: what decided
  std::vector<VerdictFact> facts;
  Label source;  ///< the document and the place in it
};

class ItemJudge {
 public:
  virtual ~ItemJudge() = default;
  /// All eight, each with reason and facts.
  [[nodiscard]] virtual std::array<ItemVerdict, eightCount> judge(const HouseholdFacts& facts, Day today) const = 0;
  /// The verdicts alone, for lists of many households.
  [[nodiscard]] virtual std::array<Answer, eightCount> verdicts(const HouseholdFacts& facts, Day today) const = 0;
};

}  // namespace bf
