#include "shared/store/transliterate.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>

namespace bf {

std::string transliterate(std::string_view character) {
  static const std::unique_ptr<icu::Transliterator> rules = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(icu::Transliterator::createInstance(
        "Han-Latin; NFD; [:Mn:] Remove; Latin-ASCII; Lower", UTRANS_FORWARD, status));
  }();
  auto text = icu::UnicodeString::fromUTF8({character.data(), static_cast<int32_t>(character.size())});
  if (rules) rules->transliterate(text);
  std::string out;
  text.toUTF8String(out);
  std::erase(out, ' ');
  return out;
}

}  // namespace bf
