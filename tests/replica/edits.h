#pragma once
// Edits as a person makes them, by the names of the schema.

#include <initializer_list>
#include <string_view>
#include <utility>

#include "shared/replica/tablet_replica.h"
#include "shared/schema/value.h"

namespace bf::test {

using Answers = std::initializer_list<std::pair<std::string_view, Value>>;

/// Choices may be given by their name or label as a text.
[[nodiscard]] std::vector<Field> answers(std::string_view kind, Answers given);
[[nodiscard]] Edit makeRoot(std::string_view kind, RegionCode region, Answers given);
[[nodiscard]] Edit makeChild(std::string_view kind, const RecordId& parent, Answers given);
[[nodiscard]] Edit change(std::string_view kind, const RecordId& record, Answers given);
[[nodiscard]] Edit clear(std::string_view kind, const RecordId& record, std::string_view field);
/// A decision of a conflict: names all heads.
[[nodiscard]] Edit decide(std::string_view kind, const RecordId& record, Answers given);
/// Envelope fields.
[[nodiscard]] Edit finish(std::string_view kind, const RecordId& record, Micros at);
[[nodiscard]] Edit moveTo(std::string_view kind, const RecordId& record, RegionCode region);

[[nodiscard]] std::uint32_t kindNumber(std::string_view kind);
[[nodiscard]] std::uint32_t numberOf(std::string_view kind, std::string_view field);
[[nodiscard]] std::string wireOf(std::string_view kind, std::string_view field, const Value& value);

}  // namespace bf::test
