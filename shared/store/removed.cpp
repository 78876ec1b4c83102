#include "shared/store/removed.h"

#include <algorithm>

namespace bf {

bool isRemoved(const RecordRow& row, std::span<const Field> fields) {
  return std::ranges::find(fields, std::uint32_t{removalField}, &Field::number) != fields.end() &&
         !row.heads.removedUnseen();
}

std::string isThereSql(std::string_view alias, std::string_view removal) {
  const auto me = std::string(alias) + ".";
  // Heads are read of the removed alone.
  return "(" + me + std::string(removal) + " IS NULL OR removed_unseen(" + me + "id, " + me + "heads))";
}

}  // namespace bf
