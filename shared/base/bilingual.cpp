#include "shared/base/bilingual.h"

namespace bf {
namespace {

// Control characters that ASCII has for the parts of a text, and that nobody can type.
constexpr char begin = '\x1d';
constexpr char between = '\x1e';
constexpr char end = '\x1f';
constexpr char whole = '\x1c';

}  // namespace

std::string bilingual(std::string_view chinese, std::string_view english) {
  return std::string(1, begin) + std::string(chinese) + between + std::string(english) + end;
}

std::string bilingualSentence(std::string_view chinese, std::string_view english) {
  return std::string(1, whole) + bilingual(chinese, english);
}

std::string inLanguage(std::string_view detail, Language language) {
  std::string made;
  bool shown = true;
  for (const char c : detail) {
    if (c == begin) shown = language == Language::chinese;
    else if (c == between) shown = language == Language::english;
    else if (c == end) shown = true;
    else if (c != whole && shown) made += c;
  }
  return made;
}

bool saysAll(std::string_view detail) { return detail.starts_with(whole); }

}  // namespace bf
