#include "app/models/visit_owner.h"

#include "app/models/record_values.h"

namespace bf {

bool visitIsOf(TabletReplica& replica, const FileRecord& visit, std::string_view person) {
  const auto& kind = *replica.store().schema().kindByName("visit");
  const auto name = numberOf(kind, "visitor_name");
  if (textIn(visit.fields, name) == person) return true;
  const auto writes = replica.history(kind.number, visit.row.id, name);
  return writes && !writes->empty() && textIn({{name, writes->back().wire}}, name) == person;
}

const FileRecord* unfinishedVisitOf(TabletReplica& replica, const RecordFile& household, std::string_view person) {
  for (const auto* record : household.of(replica.store().schema().kindByName("visit")->number))
    if (fieldIn(record->fields, finishedField) == nullptr && visitIsOf(replica, *record, person)) return record;
  return nullptr;
}

std::string visitNoteKey(const RecordId& visit) { return "visit/" + toHex(visit.view()); }

}  // namespace bf
