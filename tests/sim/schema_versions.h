#pragma once
// The schema of the product in three consecutive versions, cut down to the kinds that a world plays with: few tables
// make small, quickly opened stores. The kinds that stay are as they are in proto/, to the last option.

#include "shared/schema/schema.h"

namespace bf::sim {

enum class SchemaVersion { older, present, newer };
inline constexpr int schemaVersions = 3;

/// Record kinds of a world, by the numbers of proto/.
namespace kind {
inline constexpr std::uint32_t village = 10, household = 20, income = 21, member = 40, assessment = 50, visit = 60,
                               demand = 61, problem = 62, event = 63, meeting = 70;
/// Only in the newer version: a child of the household that older builds have never heard of.
inline constexpr std::uint32_t added = 250;
}  // namespace kind

/// What each version lacks or adds:
/// older: no household.note, visit.promised, member.illness;
/// newer: household 200 (text) and 201 (number), visit 200 (text), and the kind `added`.
[[nodiscard]] const Schema& schemaOf(SchemaVersion version);

}  // namespace bf::sim
