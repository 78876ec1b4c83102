#include "app/models/record_beginning.h"

#include <array>

#include "app/models/day_limits.h"
#include "app/models/record_values.h"

namespace bf {

/// S2 names the units item by item: 住建局, 水务局, 供电局, 文广新局, 科工商务局, 教育局, 社保局, 民政局.
std::int64_t unitFor(std::int64_t item) {
  static constexpr std::array<std::int64_t, 19> units{0,  2,  3,  4, 5,  6, 7,  10, 11, 11,
                                                      11, 17, 10, 7, 12, 9, 16, 28, 17};
  return item >= 0 && item < static_cast<std::int64_t>(units.size()) ? units[static_cast<std::size_t>(item)] : 0;
}

void begin(RecordBuilder& made, const KindSpec& kind, const std::vector<Field>& answers, Day today,
           const std::string& person) {
  const std::int64_t year = yearOf(today);
  if (kind.name == "housing_assessment") {
    made.set("assessed_date", std::int64_t{today}).set("method", std::int64_t{choice::methodSight});
    if (!person.empty()) made.set("assessor", person);
  } else if (kind.name == "enrolment") {
    made.set("year", year);
  } else if (kind.name == "renovation") {
    made.set("plan_year", year);
  } else if (kind.name == "problem") {
    made.set("state", std::int64_t{choice::problemOpen}).set("found_date", std::int64_t{today});
    made.set("deadline", std::int64_t{daysLater(today, problemDays)});
    if (const auto unit = unitFor(integerIn(answers, numberOf(kind, "item"))); unit != 0) made.set("unit", unit);
  }
}

}  // namespace bf
