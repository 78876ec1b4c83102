#pragma once
// Days as YYYYMMDD numbers, as the register counts them.

#include <string>

namespace bf::county {

/// `days` after a date, or before it.
[[nodiscard]] int addDays(int date, int days);
/// Full years at `day`.
[[nodiscard]] int ageAt(int birth, int day);
/// 2018-06-30
[[nodiscard]] std::string dateText(int date);

}  // namespace bf::county
