#pragma once
// What the TOML parser says of a file that it cannot read, for a person who never saw TOML.

#include <cstddef>
#include <string_view>

#include "shared/schema/schema.h"

namespace bf {

/// `said`: the parser's words, in English; `line` and `column` count from 1, columns in characters. Tells where, the
/// likely reason, and what stands in that line of `text`.
[[nodiscard]] Label tomlFault(std::string_view text, std::size_t line, std::size_t column, std::string_view said);

}  // namespace bf
