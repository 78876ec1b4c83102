#pragma once
// Days as the records have them: YYYYMMDD in China's time (UTC+8, no summer time since 1992).

#include <cstdint>

#include "shared/base/env.h"

namespace bf {

using Day = std::int32_t;  ///< YYYYMMDD; 0: not known

[[nodiscard]] Day dayOf(Micros at);
[[nodiscard]] constexpr int yearOf(Day day) { return day / 10000; }
/// Days from `from` to `to`; negative when it lies before. Both are known.
[[nodiscard]] int daysBetween(Day from, Day to);
[[nodiscard]] Day daysLater(Day day, int days);
/// Full years of life on a day.
[[nodiscard]] int ageOn(Day birth, Day day);
/// 1 September at or before the day: the start of the school year that it belongs to.
[[nodiscard]] constexpr Day schoolYearStart(Day day) {
  const Day start = yearOf(day) * 10000 + 901;
  return day >= start ? start : start - 10000;
}

}  // namespace bf
