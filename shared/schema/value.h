#pragma once
// Typed values of fields and their wire bytes, as bf::Field carries them (tag included, all occurrences).
// Presence matters: false, 0 and "" are answers and are written; nothing (monostate) is a field without an answer.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "shared/base/error.h"
#include "shared/base/wire.h"
#include "shared/schema/schema.h"

namespace bf {

/// boolean: bool; integer and choice: int64; text and bytes: string; choices: vector of int64; texts: of string.
using Value =
    std::variant<std::monostate, bool, std::int64_t, std::string, std::vector<std::int64_t>, std::vector<std::string>>;

/// Empty wire gives monostate; of a field that is not repeated, the last occurrence counts, as in protobuf.
/// Errors: Errc::malformed (another wire type, a number that does not fit), Errc::invalidValue (text not UTF-8).
[[nodiscard]] Result<Value> decodeValue(const FieldSpec& field, std::string_view wire);

/// Canonical bytes: shortest varints; choices packed, ascending, each once (an empty list is an answer and is written);
/// an empty list of texts cannot be told from no answer. Empty for monostate, and for a value of another type.
[[nodiscard]] std::string encodeValue(const FieldSpec& field, const Value& value);

/// Whether the value is of the field's type (monostate is of every type).
[[nodiscard]] bool fits(const FieldSpec& field, const Value& value);

/// For people and CSV: choices by label (one that this schema does not know as "#7"), numbers with their decimals,
/// dates as 2018-12-20, instants as 2018-12-20 09:30:15 in China's time (UTC+8, no summer time since 1992), bytes as
/// hex, several joined by "；".
[[nodiscard]] std::string display(const FieldSpec& field, const Value& value, Language language);

/// The inverse, lenient as forms are: labels, codes or names of choices, 是/否/有/无/1/0, dates with - / . or 年月日,
/// full-width digits; several choices are parted by ；;、,， and several texts by ；;. Empty text gives monostate.
/// Errors: Errc::invalidValue; `detail` names the field and what was expected, never the text.
[[nodiscard]] Result<Value> readValue(const FieldSpec& field, std::string_view text);

}  // namespace bf
