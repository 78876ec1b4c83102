#pragma once
// Days as records have them, YYYYMMDD of the Gregorian calendar, and as numbers to reckon with. The day of an instant
// is that of China's time (UTC+8, no summer time since 1992), wherever a machine stands: a ranking that a server
// freezes and a visit that a tablet finishes at the same moment are of the same day.

#include <cstdint>
#include <optional>

#include "shared/base/env.h"

namespace bf {

inline constexpr Micros chinaTime = 8LL * 3600 * 1'000'000;  ///< ahead of UTC

/// Days since 1 January 1970, negative before; nothing when the calendar has no such day in the years 1 to 9999.
[[nodiscard]] std::optional<std::int64_t> dayNumber(std::int64_t yyyymmdd);
/// And back.
[[nodiscard]] std::int32_t dayNumbered(std::int64_t number);
/// The day of an instant in China.
[[nodiscard]] std::int32_t dayOf(Micros at);
/// Days from `from` to `to`, negative when it lies before. Both are days of the calendar.
[[nodiscard]] int daysBetween(std::int32_t from, std::int32_t to);
[[nodiscard]] std::int32_t daysLater(std::int32_t day, int days);

}  // namespace bf
