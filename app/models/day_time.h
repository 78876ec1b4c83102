#pragma once
// Days as the records have them, and what a visit asks of them beside shared/schema/calendar.h.

#include <cstdint>

#include "shared/schema/calendar.h"

namespace bf {

using Day = std::int32_t;  ///< YYYYMMDD; 0: not known

[[nodiscard]] constexpr int yearOf(Day day) { return day / 10000; }
/// Full years of life on a day.
[[nodiscard]] int ageOn(Day birth, Day day);
/// 1 September at or before the day: the start of the school year that it belongs to.
[[nodiscard]] constexpr Day schoolYearStart(Day day) {
  const Day start = yearOf(day) * 10000 + 901;
  return day >= start ? start : start - 10000;
}

}  // namespace bf
