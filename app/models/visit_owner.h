#pragma once
// Whose a visit is: of the person by the name that stands in it, or that stood in it when it was begun, since the name
// can be corrected.

#include <string>
#include <string_view>

#include "app/models/household_file.h"
#include "shared/replica/tablet_replica.h"

namespace bf {

[[nodiscard]] bool visitIsOf(TabletReplica& replica, const FileRecord& visit, std::string_view person);

/// The person's visit of the household that is begun and not finished; null: none.
[[nodiscard]] const FileRecord* unfinishedVisitOf(TabletReplica& replica, const RecordFile& household,
                                                  std::string_view person);

/// In Space::draft: how far the tablet's person is with a visit of theirs (visit_draft.cpp).
[[nodiscard]] std::string visitNoteKey(const RecordId& visit);

}  // namespace bf
