#pragma once
// Values of a record taken by the names of its fields, for code that reads a few of them many times: names are looked
// up once.

#include <string>
#include <string_view>
#include <vector>

#include "app/models/household_facts.h"
#include "shared/base/wire.h"
#include "shared/schema/schema.h"

namespace bf {

/// The number of a field that the schema of this build must have; 0, which no record has, when it does not.
[[nodiscard]] std::uint32_t numberOf(const KindSpec& kind, std::string_view field);

/// Null when the record has no value there.
[[nodiscard]] const Field* fieldIn(const std::vector<Field>& fields, std::uint32_t number);
/// 0 when there is none.
[[nodiscard]] std::int64_t integerIn(const std::vector<Field>& fields, std::uint32_t number);
[[nodiscard]] Answer answerIn(const std::vector<Field>& fields, std::uint32_t number);
[[nodiscard]] std::string textIn(const std::vector<Field>& fields, std::uint32_t number);

}  // namespace bf
