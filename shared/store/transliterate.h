#pragma once
// The reading of one character by ICU's rules. Making the rules ready takes a tenth of a second: what names are written
// with stands in a table that is made from them at build time, and only what is not in it is asked here.

#include <string>
#include <string_view>

namespace bf {

/// In small Latin letters without tones and marks ("国" → guo, "É" → e); a character of a script that has no reading
/// stands for itself. Rules: ICU's "Han-Latin; NFD; [:Mn:] Remove; Latin-ASCII; Lower".
[[nodiscard]] std::string transliterate(std::string_view character);

}  // namespace bf
