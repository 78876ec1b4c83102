#include "app/models/day_time.h"

#include <chrono>

namespace bf {
namespace {

namespace chr = std::chrono;

chr::sys_days daysOf(Day day) {
  return chr::year{day / 10000} / chr::month{static_cast<unsigned>(day / 100 % 100)} /
         chr::day{static_cast<unsigned>(day % 100)};
}

}  // namespace

Day dayOf(Micros at) {
  const chr::sys_time<chr::microseconds> china{chr::microseconds{at} + chr::hours{8}};
  const chr::year_month_day date{chr::floor<chr::days>(china)};
  return static_cast<int>(date.year()) * 10000 + static_cast<Day>(static_cast<unsigned>(date.month())) * 100 +
         static_cast<Day>(static_cast<unsigned>(date.day()));
}

int daysBetween(Day from, Day to) { return static_cast<int>((daysOf(to) - daysOf(from)).count()); }

int ageOn(Day birth, Day day) { return (day - birth) / 10000; }

}  // namespace bf
