#pragma once
// Values of the schema as QML holds them, and back. No answer is an invalid QVariant (`undefined`); numbers, dates,
// instants and choices are qint64; several choices a list of them; bytes a QByteArray.

#include <QVariant>

#include "shared/schema/value.h"

namespace bf {

[[nodiscard]] QVariant toVariant(const Value& value);
/// A monostate for what does not fit the field.
[[nodiscard]] Value toValue(const FieldSpec& field, const QVariant& variant);
/// The value of a field in a record; a monostate when it has none or cannot be read.
[[nodiscard]] Value valueIn(const FieldSpec& field, const std::vector<Field>& fields);
/// What a person reads: dates and instants in words of the language, numbers with their unit, nothing for bytes.
[[nodiscard]] QString readable(const FieldSpec& field, const Value& value, Language language);
/// What a text field starts with: the same as is typed.
[[nodiscard]] QString editable(const FieldSpec& field, const Value& value);

}  // namespace bf
