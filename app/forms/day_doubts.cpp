#include "app/forms/day_doubts.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "shared/schema/record_builder.h"
#include "shared/schema/value.h"

namespace bf {
namespace {

using Name = std::pair<std::string_view, std::string_view>;  // kind, field

/// What is written down once it has happened.
constexpr std::array<Name, 11> past{{{"member", "birth_date"},
                                     {"member", "departure_date"},
                                     {"household", "identified_year"},
                                     {"household", "exit_year"},
                                     {"household", "built_year"},
                                     {"village", "exit_year"},
                                     {"housing_assessment", "assessed_date"},
                                     {"renovation_stage", "stage_date"},
                                     {"problem", "found_date"},
                                     {"problem", "closed_date"},
                                     {"measure", "done_date"}}};

constexpr std::int64_t verified = 4;  ///< problem.state

std::int64_t numberIn(const KindSpec& kind, const std::vector<Field>& values, std::string_view name) {
  const auto value = valueOf(kind, values, name);
  const auto* number = value ? std::get_if<std::int64_t>(&*value) : nullptr;
  return number == nullptr ? 0 : *number;
}

/// A measure that is running, done or stopped may well be past its day, and so may a problem that was found before.
bool isDueTooEarly(const KindSpec& kind, const FieldSpec& field, const std::vector<Field>& values, std::int64_t today) {
  constexpr std::int64_t planned = 1;
  const auto due = numberIn(kind, values, field.name);
  if (due == 0 || due >= today) return false;
  if (kind.name == "measure" && field.name == "due_date") return numberIn(kind, values, "state") <= planned;
  if (kind.name != "problem" || field.name != "deadline") return false;
  const auto found = numberIn(kind, values, "found_date");
  return (found == 0 || found == today) && numberIn(kind, values, "state") != verified;
}

bool isClosedTooEarly(const KindSpec& kind, const FieldSpec& field, const std::vector<Field>& values) {
  return kind.name == "problem" && field.name == "closed_date" && numberIn(kind, values, field.name) != 0 &&
         numberIn(kind, values, "state") != verified;
}

}  // namespace

Label dayDoubt(const KindSpec& kind, const FieldSpec& field, const std::vector<Field>& values, std::int32_t today) {
  if (isDueTooEarly(kind, field, values, today))
    return {"期限早于今天，请核对", "It is due before today; please check"};
  if (isClosedTooEarly(kind, field, values))
    return {"还没有销号，请核对状态或日期", "It is not closed yet; please check the state or the day"};
  if (std::ranges::find(past, Name(kind.name, field.name)) == past.end()) return {};
  constexpr std::int32_t daysOfYear = 10'000;
  const bool year = field.question == Question::year;
  const auto now = year ? today / daysOfYear : today;
  if (numberIn(kind, values, field.name) <= now) return {};
  return year ? Label{"晚于今年，请核对", "It lies after this year; please check"}
              : Label{"晚于今天，请核对", "It lies after today; please check"};
}

}  // namespace bf
