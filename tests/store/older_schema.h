#pragma once
// The schema of an earlier build, made from today's by leaving things out.

#include <set>
#include <string>

#include "shared/schema/schema.h"

namespace bf::test {

/// Today's schema without some fields ("household.needs"); the numbers of the others are as today.
[[nodiscard]] Schema schemaWithout(const std::set<std::string>& fields);
/// Only these messages ("Household", "Member") of today's schema, and all that they need.
[[nodiscard]] Schema schemaOf(const std::set<std::string>& messages);

}  // namespace bf::test
