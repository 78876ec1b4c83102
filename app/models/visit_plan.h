#pragma once
// Whom to visit, and why: reasons from the facts of each household on the register, in the order of their weight, and
// how much of 书记遍访 is done. Needs the complete book.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "app/models/earth.h"
#include "app/models/village_book.h"

namespace bf {

/// Why a household is on the list; a greater weight comes first.
enum class VisitReason : std::uint8_t {
  begun,         ///< a visit was begun there and is not finished
  overdue,       ///< a problem is past its deadline
  exitShort,     ///< preparing to exit while an item is not met or not collected
  neverVisited,  ///< no finished visit at all
  notMet,        ///< an item is not met
  problem,       ///< a problem is open
  due,           ///< the last visit is longer ago than visitDueDays
  notInRound,    ///< not yet visited by the secretary in this round
  notCollected,  ///< an item is not collected
  preparing,     ///< preparing to exit, everything met
};
inline constexpr std::size_t visitReasonCount = 10;

/// Which secretary's round is counted: W4.village, W4.township, W4.county (S2 item 4).
enum class Round : std::uint8_t { village, township, county };
[[nodiscard]] Round roundOf(std::uint32_t role);

struct PlannedVisit {
  std::size_t row = 0;        ///< in the book
  std::uint16_t reasons = 0;  ///< bit n: VisitReason n
  int need = 0;
  bool done = false;  ///< visited today: nothing is due there any more, however much is lacking
  [[nodiscard]] bool has(VisitReason reason) const { return (reasons & (1u << static_cast<unsigned>(reason))) != 0; }
  /// The weightiest; only for a household that has one.
  [[nodiscard]] VisitReason first() const;
};

/// Met, and of how many.
struct Coverage {
  std::size_t visited = 0;
  std::size_t all = 0;
};

enum class VisitOrder : std::uint8_t { need, distance, group, name };

class VisitPlan {
 public:
  struct Options {
    Day today = 0;
    Day roundFrom = 0;  ///< first day of the round; the year's first when nobody says otherwise
    Round round = Round::village;
  };
  enum class Who : std::uint8_t { withReason, everyone };
  /// Households without a reason are in it only when everyone is asked for; otherwise those that were visited today
  /// stand at its end, in whatever order.
  [[nodiscard]] static VisitPlan make(const VillageBook& book, const Options& options, Who who = Who::withReason);

  [[nodiscard]] const std::vector<PlannedVisit>& visits() const { return visits_; }
  [[nodiscard]] const Coverage& coverage() const { return coverage_; }
  /// Households for which this is a reason.
  [[nodiscard]] std::size_t count(VisitReason reason) const;
  /// By distance from `here` those without a recorded place come last, by natural village; all of them when `here` is
  /// not known.
  void sort(const VillageBook& book, VisitOrder order, std::optional<EarthPoint> here = {});
  /// A household anew, where it stands: a list does not jump under the finger.
  void refresh(const VillageBook& book, std::size_t row, const Options& options);

  /// Reasons of one household; none for one that is not on the register.
  [[nodiscard]] static PlannedVisit judge(const BookRow& row, std::size_t index, const Options& options);
  /// Whether the secretary of the round was there within it.
  [[nodiscard]] static bool inRound(const HouseholdFacts& facts, const Options& options);

 private:
  void cover(const VillageBook& book, const Options& options);
  std::vector<PlannedVisit> visits_;
  bool doneLast_ = false;
  Coverage coverage_;
};

/// In a few words.
[[nodiscard]] const Label& nameOf(VisitReason reason);

}  // namespace bf
