#include "shared/exchange/import_checks.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "shared/schema/calendar.h"
#include "shared/schema/record_builder.h"

namespace bf {
namespace {

/// Deadlines, and the days from and to which something holds or runs.
constexpr std::array mayLieAhead{"due_date", "deadline", "new_deadline", "from_date", "to_date"};

constexpr std::array measuresOfWholes{"MEASURE_EXIT_HOUSEHOLDS",  "MEASURE_EXIT_PERSONS", "MEASURE_EXIT_VILLAGES",
                                      "MEASURE_RENOVATION",       "MEASURE_RESETTLEMENT", "MEASURE_BRIDGES_NEW",
                                      "MEASURE_BRIDGES_REPAIRED", "MEASURE_TRAINED",      "MEASURE_EMPLOYED"};

std::int64_t numberOf(const KindSpec& kind, const std::vector<Field>& fields, std::string_view name) {
  const auto value = valueOf(kind, fields, name);
  const auto* number = value ? std::get_if<std::int64_t>(&*value) : nullptr;
  return number == nullptr ? 0 : *number;
}

}  // namespace

std::vector<Finding> datesAhead(const KindSpec& kind, const std::vector<Field>& fields, std::int32_t today) {
  std::vector<Finding> findings;
  for (const Field& field : fields) {
    const FieldSpec* spec = kind.field(field.number);
    const bool instant = spec != nullptr && spec->question == Question::instant;
    if (spec == nullptr || (spec->question != Question::date && !instant)) continue;
    if (std::ranges::find(mayLieAhead, spec->name) != mayLieAhead.end()) continue;
    const auto value = decodeValue(*spec, field.wire);
    const auto* number = value ? std::get_if<std::int64_t>(&*value) : nullptr;
    if (number == nullptr || (instant ? dayOf(*number) : *number) <= today) continue;
    findings.push_back({Severity::warning,
                        spec->number,
                        "dateAhead",
                        {"日期在今天之后，请核对", "a day that is still to come, please check"}});
  }
  return findings;
}

std::vector<Finding> brokenCounts(const KindSpec& kind, const std::vector<Field>& fields) {
  if (kind.name != "target") return {};
  const FieldSpec& amount = *kind.fieldByName("amount");
  const Choice* measure = kind.fieldByName("measure")->choice(numberOf(kind, fields, "measure"));
  const bool wholes =
      measure != nullptr && std::ranges::find(measuresOfWholes, measure->name) != measuresOfWholes.end();
  constexpr std::int64_t one = 100;  // two decimals
  if (!wholes || numberOf(kind, fields, "amount") % one == 0) return {};
  return {{Severity::error,
           amount.number,
           "notWhole",
           {"此指标按整数计算，不能有小数", "this measure counts wholes: no decimals"}}};
}

}  // namespace bf
