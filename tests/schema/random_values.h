#pragma once
// Values at random for any field: of its type, inside its hard limits.

#include "shared/base/crypto.h"
#include "shared/schema/value.h"

namespace bf::test {

[[nodiscard]] Value randomValue(const FieldSpec& field, SeededRandom& random);

/// A record with some of the kind's own fields, each inside its limits.
[[nodiscard]] std::vector<Field> randomRecord(const KindSpec& kind, SeededRandom& random);

}  // namespace bf::test
