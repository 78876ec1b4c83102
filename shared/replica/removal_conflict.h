#pragma once
// A removal against edits that it had not seen: what a person needs in order to decide between them. The merge says
// that there is such a conflict (RecordHeads::removedUnseen); which edits they are stands in the list of what each
// removal had seen.

#include <vector>

#include "shared/merge/record_heads.h"

namespace bf {

/// The writes of other fields than the removal that some removal among the heads had not seen, ascending by name; empty
/// exactly when there is no such conflict.
/// A ContestedField of wholeRecord lists the removals first, each with its reason, and then these, without a value.
[[nodiscard]] std::vector<Writer> editsUnseen(const RecordHeads& heads);

/// The fields of which `edit` is a head now: what it changed and nobody has changed since. Without the removal.
[[nodiscard]] std::vector<std::uint32_t> fieldsOf(const RecordHeads& heads, const ChangeId& edit);

}  // namespace bf
