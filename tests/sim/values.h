#pragma once
// Random answers to the schema's questions: always such as the hard rules let pass, sometimes empty, odd or long. Texts
// carry the mark of the root record that they belong to.

#include <string>

#include "shared/base/crypto.h"
#include "shared/schema/value.h"

namespace bf::sim {

/// A value of the field's type that checkFields() accepts.
[[nodiscard]] Value drawValue(const FieldSpec& field, SeededRandom& random, const std::string& mark);

/// The fields of a kind that tablets of a world mostly quarrel about: few, so that conflicts are common, with every
/// rule of settling among them. Numbers that a schema version does not have are left out.
[[nodiscard]] std::vector<const FieldSpec*> hotFields(const KindSpec& kind);

/// Own fields of a kind that this role may write, retired ones left out.
[[nodiscard]] std::vector<const FieldSpec*> writableFields(const KindSpec& kind, std::uint32_t role);

}  // namespace bf::sim
