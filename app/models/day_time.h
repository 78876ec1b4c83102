#pragma once
// Days as the records have them, and what a visit asks of them beside shared/schema/calendar.h.

#include <cstdint>

#include "shared/schema/calendar.h"

namespace bf {

using Day = std::int32_t;  ///< YYYYMMDD; 0: not known

[[nodiscard]] constexpr int yearOf(Day day) { return day / 10000; }
/// Full years of life on a day.
[[nodiscard]] int ageOn(Day birth, Day day);
/// The day on which ages are counted for compulsory schooling: 31 August before the school year to which the day
/// belongs, which begins on 1 September. The packs count by the same day (`:school_year * 10000 + 831`).
[[nodiscard]] constexpr Day schoolAgeDay(Day day) {
  const Day august = yearOf(day) * 10000 + 831;
  return day > august ? august : august - 10000;
}

}  // namespace bf
