#pragma once
// The data dictionary: the whole schema as a document for people, in Chinese and English.

#include <string>

#include "shared/schema/schema.h"

namespace bf {

/// A page per kind: what it is, where it hangs, what tells its records apart, its fields with type, unit, limits,
/// choices, sensitivity, rule, national column.
[[nodiscard]] std::string dictionaryMarkdown(const Schema& schema);
/// A line per field and per choice, RFC 4180 with a byte order mark, as spreadsheet programs read it.
[[nodiscard]] std::string dictionaryCsv(const Schema& schema);

}  // namespace bf
