#pragma once
// What a tablet keeps for its people beside the log, in Space::draft, which is never sent: values that the register had
// brought and an edit replaced, and conflicts that somebody else decided against this tablet. It goes with the record.

#include <map>
#include <string>
#include <vector>

#include "shared/replica/record_cache.h"

namespace bf {

/// Called before `change` is applied: keeps the values that it replaces whose writes came with a picture of the record,
/// for of those the log has nothing.
[[nodiscard]] Result<void> noteReplaced(StoreTx& tx, RecordCache& cache, const RecordRow& row, const Change& change);
/// The values kept so of one field, by the write that had set them.
[[nodiscard]] Result<std::map<ChangeId, std::string>> replacedValues(StoreTx& tx, const RecordId& record,
                                                                     std::uint32_t field);

/// A write of this tablet that somebody else's decision took away.
struct Overruled {
  std::uint32_t kind = 0;
  RecordId record;
  std::uint32_t field = 0;  ///< wholeRecord: its edits against a removal, or its removal against edits
  ChangeId own;
  ChangeId decision;
  std::string wire;  ///< what this tablet had written; of wholeRecord the reason of its removal, empty for edits
};
/// Called before the change `decision` of another tablet is applied: notes what of this tablet it decides against.
/// The latest decision of a field takes the place of an earlier one.
[[nodiscard]] Result<void> noteOverruled(StoreTx& tx, RecordCache& cache, const Rules& rules, const RecordRow& row,
                                         const Change& change, const ChangeId& decision, const DeviceId& own);
[[nodiscard]] Result<std::vector<Overruled>> overruled(StoreTx& tx, std::size_t most);
/// Somebody has read of it.
[[nodiscard]] Result<void> forgetOverruled(StoreTx& tx, const Overruled& one);

/// All notes of a record that leaves the tablet.
[[nodiscard]] Result<void> forgetNotes(StoreTx& tx, const RecordId& record);

}  // namespace bf
