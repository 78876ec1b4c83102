#pragma once
// Whether a record is still there. A removal by somebody who had not seen another one's edit is to be decided first
// (RecordHeads::removedUnseen): until then the record is counted, listed and exported, or a removal would be the way
// to lose what stands against somebody.

#include <span>
#include <string_view>

#include "shared/store/store.h"

namespace bf {

/// `fields`: those of the record, or at least its removal.
[[nodiscard]] bool isRemoved(const RecordRow& row, std::span<const Field> fields);

/// The same in SQL: a condition over the columns of the table `alias`, whose removal stands in `removal`. It needs
/// addQueryFunctions().
[[nodiscard]] std::string isThereSql(std::string_view alias, std::string_view removal = "removal");

}  // namespace bf
