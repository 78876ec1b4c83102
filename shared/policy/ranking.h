#pragma once
// The ranking of the regions below one.

#include <optional>
#include <string>
#include <vector>

#include "shared/policy/policy_engine.h"

namespace bf {

/// How one region stands in one indicator.
struct Figure {
  std::string indicator;
  RegionCode region = 0;
  Tally tally;
  Standing standing = Standing::nobody;
  bool counts = false;  ///< in the ranking: a whole indicator with a threshold and with somebody in scope
  bool operator==(const Figure&) const = default;
};

/// By indicator, then region in the order given.
[[nodiscard]] std::vector<Figure> figuresOf(const PolicyEngine& engine, const std::vector<RegionCode>& regions);

struct Place {
  RegionCode region = 0;
  int place = 0;                ///< from 1; equal completion shares a place, and the next ones are left out: 1, 2, 2, 4
  std::int64_t completion = 0;  ///< hundredths of a per cent
  int reached = 0;              ///< indicators that reach their threshold
  int counted = 0;              ///< indicators that count for this region
  bool operator==(const Place&) const = default;
};

/// Of every region but `whole`, the best first. The document asks for a ranking "by completion of the indicators" and
/// leaves the measure open. Here it is the mean, over the indicators that count, of met ÷ all: the denominator is
/// everyone in the register, so that what is not collected never helps. A region in which nothing counts stands last.
[[nodiscard]] std::vector<Place> ranking(const std::vector<Figure>& figures, RegionCode whole);

/// Days on which the pack's document ranks, of its period, from `from` to `upto`, ascending.
[[nodiscard]] std::vector<std::int32_t> rankingDays(const Pack& pack, std::int32_t from, std::int32_t upto);
/// Whether `day` is one of them.
[[nodiscard]] bool isRankingDay(const Pack& pack, std::int32_t day);

}  // namespace bf
