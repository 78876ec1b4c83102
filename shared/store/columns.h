#pragma once
// Wire bytes of a field to a SQLite column and back, by the type that the schema gives it.
// Choices (repeated enums) and lists of texts stand in their column as a JSON array, so that a rule in SQL can open
// them with json_each.

#include <deque>
#include <string>
#include <string_view>

#include "shared/schema/schema.h"
#include "shared/store/sqlite.h"

namespace bf {

/// SQL type of the column of a field: INTEGER, TEXT or BLOB.
[[nodiscard]] const char* columnType(FieldType type);

/// Binds the value; empty wire binds NULL. So does wire of another type than the field's: it can come from those who
/// do not know the field yet and pass it on unread, and must not stop a store from taking what comes with it.
/// What must outlive the step is put into `scratch`.
void bindField(Statement& statement, int at, const FieldSpec& field, std::string_view wire,
               std::deque<std::string>& scratch);

/// Canonical wire bytes of a column; empty for NULL. Errors: Errc::storageCorrupt.
[[nodiscard]] Result<std::string> wireOf(const Statement& statement, int column, const FieldSpec& field);

}  // namespace bf
