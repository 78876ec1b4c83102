#include "app/models/year_income.h"

#include <array>
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

std::optional<std::int64_t> perCapitaOf(const KindSpec& income, const std::vector<Field>& worksheet) {
  static constexpr std::array<const char*, 9> parts{"wages",           "business", "property",
                                                    "family_planning", "dibao",    "destitute_support",
                                                    "pension",         "ecology",  "other_transfer"};
  const auto persons = integerIn(worksheet, numberOf(income, "persons"));
  if (persons <= 0) return std::nullopt;
  bool any = false;
  std::int64_t sum = 0;
  for (const auto* part : parts) {
    const auto number = numberOf(income, part);
    any = any || fieldIn(worksheet, number) != nullptr;
    sum += integerIn(worksheet, number);
  }
  if (any) return (sum - integerIn(worksheet, numberOf(income, "expenses"))) / persons;
  const auto stated = numberOf(income, "stated_per_capita");
  return fieldIn(worksheet, stated) == nullptr ? std::nullopt : std::optional(integerIn(worksheet, stated));
}

}  // namespace bf
