// Days of the calendar as numbers, and the day of an instant in China.

#include "shared/schema/calendar.h"

#include <catch2/catch.hpp>

namespace bf::test {

TEST_CASE("a day has a number, and what is no day has none") {
  CHECK(dayNumber(19700101) == 0);
  CHECK(dayNumber(19691231) == -1);
  CHECK(dayNumber(20000301) == 11'017);
  CHECK(dayNumber(20000229) == 11'016);
  for (const std::int64_t none : {19000229LL, 20180230LL, 20181301LL, 20180100LL, 0LL, -20180101LL, 1'0000'01'01LL})
    CHECK_FALSE(dayNumber(none).has_value());
  for (std::int64_t number = -60'000; number < 60'000; ++number)
    if (dayNumber(dayNumbered(number)) != number) FAIL(number);
}

TEST_CASE("days are counted over the ends of months and years") {
  CHECK(daysBetween(20181231, 20190101) == 1);
  CHECK(daysBetween(20200301, 20200228) == -2);
  CHECK(daysLater(20190101, -1) == 20181231);
  CHECK(daysLater(20200301, -1) == 20200229);
  CHECK(daysLater(20200301, -31) == 20200130);
  CHECK(daysLater(20180630, 2) == 20180702);
}

TEST_CASE("a day turns at midnight in China") {
  constexpr Micros second = 1'000'000;
  constexpr Micros midnight = 1'530'374'400 * second;  // 30 June 2018, 16:00 UTC
  CHECK(dayOf(midnight) == 20180701);
  CHECK(dayOf(midnight - 1) == 20180630);
  CHECK(dayOf(midnight + 24 * 3600 * second - 1) == 20180701);
  CHECK(dayOf(0) == 19700101);
  CHECK(dayOf(-8 * 3600 * second - 1) == 19691231);
}

}  // namespace bf::test
