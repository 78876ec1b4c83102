#pragma once
// Makes the bytes of a partial record (`set` of a change) from names and values, in ascending order of numbers.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "shared/schema/value.h"

namespace bf {

/// The first mistake (a name that the kind does not have, a value of another type) is kept and reported at the end.
class RecordBuilder {
 public:
  /// `kind` must outlive the builder.
  explicit RecordBuilder(const KindSpec& kind) : kind_(kind) {}

  /// A monostate takes the field out again.
  RecordBuilder& set(std::string_view field, Value value);
  RecordBuilder& set(std::uint32_t field, Value value);
  /// One choice by its name, label or code ("CAUSE_ILLNESS", "因病").
  RecordBuilder& choose(std::string_view field, std::string_view choice);
  RecordBuilder& choose(std::string_view field, const std::vector<std::string>& choices);
  /// The value as a person writes it; see readValue().
  RecordBuilder& read(std::string_view field, std::string_view text);

  /// Errors: Errc::unknownKind (no such field), Errc::invalidValue; `detail` names kind and field, never the value.
  [[nodiscard]] Result<std::vector<Field>> fields() const;
  [[nodiscard]] Result<std::string> bytes() const;

 private:
  const FieldSpec* find(std::string_view field);
  void put(const FieldSpec& field, const Value& value);
  void note(Errc code, std::string_view field);

  const KindSpec& kind_;
  std::map<std::uint32_t, std::string> wires_;
  Result<void> first_;
};

/// The value of a field in a record by name; monostate when it has none. Errors: Errc::unknownKind, those of
/// decodeValue.
[[nodiscard]] Result<Value> valueOf(const KindSpec& kind, const std::vector<Field>& fields, std::string_view name);

}  // namespace bf
