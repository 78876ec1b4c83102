#pragma once
// A detail of an Error in both languages. Whoever finds a fault does not know who will read of it: both texts travel in
// the detail, between marks that no text has, and describe() keeps the one that is read.

#include <string>
#include <string_view>

#include "shared/base/error.h"

namespace bf {

/// Both texts as one piece of a detail; pieces may stand among plain text (a path, a code).
[[nodiscard]] std::string bilingual(std::string_view chinese, std::string_view english);
/// The same for a detail that says everything by itself: describe() puts no sentence of the error's code before it.
[[nodiscard]] std::string bilingualSentence(std::string_view chinese, std::string_view english);
/// `detail` with the text of this language in the place of each piece.
[[nodiscard]] std::string inLanguage(std::string_view detail, Language language);
/// Whether it began with bilingualSentence().
[[nodiscard]] bool saysAll(std::string_view detail);

}  // namespace bf
