#include "shared/schema/calendar.h"

#include <chrono>

namespace bf {
namespace {

namespace chr = std::chrono;

chr::year_month_day dateOf(std::int64_t yyyymmdd) {
  return chr::year(static_cast<int>(yyyymmdd / 10000)) / chr::month(static_cast<unsigned>(yyyymmdd / 100 % 100)) /
         chr::day(static_cast<unsigned>(yyyymmdd % 100));
}

std::int32_t dayFrom(chr::sys_days days) {
  const chr::year_month_day date(days);
  return static_cast<int>(date.year()) * 10000 + static_cast<int>(static_cast<unsigned>(date.month())) * 100 +
         static_cast<int>(static_cast<unsigned>(date.day()));
}

}  // namespace

std::optional<std::int64_t> dayNumber(std::int64_t yyyymmdd) {
  if (yyyymmdd < 1'01'01 || yyyymmdd > 9999'12'31 || !dateOf(yyyymmdd).ok()) return std::nullopt;
  return chr::sys_days(dateOf(yyyymmdd)).time_since_epoch().count();
}

std::int32_t dayNumbered(std::int64_t number) { return dayFrom(chr::sys_days(chr::days(number))); }

std::int32_t dayOf(Micros at) {
  return dayFrom(chr::floor<chr::days>(chr::sys_time<chr::microseconds>(chr::microseconds(at + chinaTime))));
}

int daysBetween(std::int32_t from, std::int32_t to) {
  return static_cast<int>((chr::sys_days(dateOf(to)) - chr::sys_days(dateOf(from))).count());
}

std::int32_t daysLater(std::int32_t day, int days) { return dayFrom(chr::sys_days(dateOf(day)) + chr::days(days)); }

}  // namespace bf
