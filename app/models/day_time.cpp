#include "app/models/day_time.h"

#include <chrono>

namespace bf {
namespace {

namespace chr = std::chrono;

chr::sys_days daysOf(Day day) {
  return chr::year{day / 10000} / chr::month{static_cast<unsigned>(day / 100 % 100)} /
         chr::day{static_cast<unsigned>(day % 100)};
}

Day dayFrom(chr::sys_days days) {
  const chr::year_month_day date{days};
  return static_cast<int>(date.year()) * 10000 + static_cast<Day>(static_cast<unsigned>(date.month())) * 100 +
         static_cast<Day>(static_cast<unsigned>(date.day()));
}

}  // namespace

Day dayOf(Micros at) {
  const chr::sys_time<chr::microseconds> china{chr::microseconds{at} + chr::hours{8}};
  return dayFrom(chr::floor<chr::days>(china));
}

int daysBetween(Day from, Day to) { return static_cast<int>((daysOf(to) - daysOf(from)).count()); }

Day daysLater(Day day, int days) { return dayFrom(daysOf(day) + chr::days{days}); }

int ageOn(Day birth, Day day) { return (day - birth) / 10000; }

}  // namespace bf
