#include "tests/county/dates.h"

#include <chrono>
#include <cstdio>

namespace bf::county {

int addDays(int date, int days) {
  using namespace std::chrono;
  const year_month_day start{year(date / 10000), month(static_cast<unsigned>(date / 100 % 100)),
                             day(static_cast<unsigned>(date % 100))};
  const year_month_day end{sys_days(start) + std::chrono::days(days)};
  return int(end.year()) * 10000 + static_cast<int>(unsigned(end.month()) * 100 + unsigned(end.day()));
}

int ageAt(int birth, int day) { return day / 10000 - birth / 10000 - (day % 10000 < birth % 10000 ? 1 : 0); }

std::string dateText(int date) {
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", date / 10000, date / 100 % 100, date % 100);
  return text;
}

}  // namespace bf::county
