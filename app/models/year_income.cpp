#include "app/models/year_income.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "app/models/record_values.h"

namespace bf {
namespace {

constexpr std::int64_t wholeYear = 12;

std::pair<std::int64_t, std::int64_t> ageOf(const KindSpec& income, const FileRecord& record) {
  const auto month = numberOf(income, "until_month");
  return {fieldIn(record.fields, month) == nullptr ? wholeYear : integerIn(record.fields, month), record.row.rec};
}

}  // namespace

const FileRecord* newestWorksheet(const Schema& schema, const RecordFile& household, int year) {
  const auto& income = *schema.kindByName("income");
  const FileRecord* newest = nullptr;
  for (const auto* record : household.of(income.number)) {
    if (integerIn(record->fields, numberOf(income, "year")) != year) continue;
    if (newest == nullptr || ageOf(income, *record) > ageOf(income, *newest)) newest = record;
  }
  return newest;
}

std::optional<PerCapita> perCapitaOf(const KindSpec& income, const std::vector<Field>& worksheet) {
  static constexpr std::array<const char*, 9> parts{"wages",           "business", "property",
                                                    "family_planning", "dibao",    "destitute_support",
                                                    "pension",         "ecology",  "other_transfer"};
  PerCapita made;
  made.persons = static_cast<int>(integerIn(worksheet, numberOf(income, "persons")));
  if (made.persons <= 0) return std::nullopt;
  const auto answered = [&](const char* part) { return fieldIn(worksheet, numberOf(income, part)) != nullptr; };
  made.open = static_cast<int>(std::ranges::count_if(parts, std::not_fn(answered)));
  if (made.open < static_cast<int>(parts.size())) {
    std::int64_t sum = 0;
    for (const auto* part : parts) sum += integerIn(worksheet, numberOf(income, part));
    made.fen = (sum - integerIn(worksheet, numberOf(income, "expenses"))) / made.persons;
    made.open += answered("expenses") ? 0 : 1;
    return made;
  }
  if (!answered("stated_per_capita")) return std::nullopt;
  made.fen = integerIn(worksheet, numberOf(income, "stated_per_capita"));
  made.open = 0;
  return made;
}

}  // namespace bf
