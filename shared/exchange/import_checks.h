#pragma once
// What an import looks for beyond the rules of the schema, because it needs to know what day it is or what a target
// counts. Offices import what was done: a date ahead of today is a slip of the pen unless the field is about a plan.

#include <cstdint>
#include <vector>

#include "shared/schema/validate.h"

namespace bf {

/// Dates after `today` (YYYYMMDD) in fields that tell what has been: a warning each.
[[nodiscard]] std::vector<Finding> datesAhead(const KindSpec& kind, const std::vector<Field>& fields,
                                              std::int32_t today);

/// A target of households, persons, villages or bridges with a fraction: an error.
[[nodiscard]] std::vector<Finding> brokenCounts(const KindSpec& kind, const std::vector<Field>& fields);

}  // namespace bf
