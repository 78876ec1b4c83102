#pragma once
// Answers about days that cannot be so today: a death that is still to come, a promise that is due before it is made.
// The schema's checks know nothing of today; these are shown beside the answer, like theirs, and refuse nothing.

#include <vector>

#include "shared/base/wire.h"
#include "shared/schema/schema.h"

namespace bf {

/// What is odd about a field's answer in a record on a day (YYYYMMDD); empty: nothing.
[[nodiscard]] Label dayDoubt(const KindSpec& kind, const FieldSpec& field, const std::vector<Field>& values,
                             std::int32_t today);

}  // namespace bf
