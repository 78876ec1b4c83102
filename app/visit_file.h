#pragma once
// A visit, or any other entries, as a JSON file: what demo, tests and offices without the screen hand to a tablet.
//
//   {"household": "<record id or register number>",
//    "visit": {"visit_date": "2018-12-01", "purpose": "遍访", ...},   finished unless "finish" is false
//    "demands": [{"item": "...", "content": "..."}],
//    "household_set": {"phone": "..."}, "household_clear": ["..."],
//    "records": [{"kind": "problem", "set": {...}}]}                   further records of the household
//
// Values are texts as a person writes them (choices by label, name or code), numbers, booleans, or lists of texts.

#include <string>
#include <string_view>
#include <vector>

#include "shared/replica/tablet_replica.h"

namespace bf {

/// A household by its record id (32 hex digits) or its register number. Errors: Errc::notFound, those of the store.
[[nodiscard]] Result<RecordId> findHousehold(TabletReplica& replica, std::string_view text);

/// Saves everything of the file. Result: the visit's record, or the household's when the file has no visit.
/// Errors: Errc::malformed (with line where it is no JSON; a word that is not known; nothing to save),
/// Errc::unknownKind, Errc::invalidValue naming kind and field, those of TabletReplica::save.
[[nodiscard]] Result<RecordId> saveVisitFile(TabletReplica& replica, std::string_view json, Micros now);

/// Fields "name=value" as the command line gives them. Errors: Errc::malformed, unknownKind, invalidValue.
[[nodiscard]] Result<std::vector<Field>> fieldsFrom(const KindSpec& kind, const std::vector<std::string>& assignments);

}  // namespace bf
