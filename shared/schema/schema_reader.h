#pragma once
// From a descriptor set to kinds: the only place that touches protobuf's descriptors. For schema.cpp alone.

#include <string_view>
#include <vector>

#include "shared/schema/schema.h"

namespace google::protobuf {
class FieldDescriptor;
}

namespace bf {

/// All kinds of the set, ascending by number, complete. Errors: as of Schema::parse.
[[nodiscard]] Result<std::vector<KindSpec>> readKinds(std::string_view descriptorSet);

/// One field with its options. `section` is the section of the field before it in the file, and becomes this one's.
/// Errors: Errc::invalidValue.
[[nodiscard]] Result<FieldSpec> readField(const google::protobuf::FieldDescriptor& descriptor, Label& section,
                                          Sensitivity ofKind);

/// The fields 1 to 4 that every kind has.
[[nodiscard]] std::vector<FieldSpec> envelopeFields();

/// HousingAssessment → housing_assessment.
[[nodiscard]] std::string snakeCase(std::string_view name);

/// Words that cannot stand unquoted as a column or table in SQLite or PostgreSQL, and the columns that every table of
/// the store has of its own.
[[nodiscard]] bool isReservedWord(std::string_view word);

}  // namespace bf
