#include "shared/store/pinyin.h"

#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "shared/store/han_readings.h"
#include "shared/store/transliterate.h"

namespace bf {
namespace {

constexpr std::size_t idTailLength = 8;
constexpr std::string_view idMark = "~";
constexpr std::string_view numberMark = "#";

/// Surnames whose reading differs from the common reading of the character (recall of standard usage; 《新华字典》).
/// Those of two characters first: they are looked for before their first character is read alone.
struct Surname {
  std::string_view written;
  std::vector<std::string> read;
};
const std::vector<Surname> surnames{
    {"尉迟", {"yu", "chi"}},  {"单于", {"chan", "yu"}}, {"万俟", {"mo", "qi"}},   {"长孙", {"zhang", "sun"}},
    {"澹台", {"tan", "tai"}}, {"宰父", {"zai", "fu"}},  {"令狐", {"ling", "hu"}}, {"单", {"shan"}},
    {"曾", {"zeng"}},         {"解", {"xie"}},          {"仇", {"qiu"}},          {"查", {"zha"}},
    {"覃", {"qin"}},          {"区", {"ou"}},           {"朴", {"piao"}},         {"盖", {"ge"}},
    {"任", {"ren"}},          {"缪", {"miao"}},         {"重", {"chong"}},        {"乐", {"yue"}},
    {"洗", {"xian"}},         {"冼", {"xian"}},         {"翟", {"zhai"}},         {"繁", {"po"}},
    {"折", {"she"}},          {"种", {"chong"}},        {"员", {"yun"}},          {"秘", {"bi"}},
    {"黑", {"he"}},           {"燕", {"yan"}},          {"召", {"shao"}},         {"祭", {"zhai"}},
    {"隗", {"wei"}},          {"郇", {"xun"}},          {"牟", {"mu"}},           {"撒", {"sa"}},
    {"盛", {"sheng"}},
};

std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = U8_COUNT_TRAIL_BYTES_UNSAFE(static_cast<unsigned char>(text[at])) + 1;
    length = std::min(length, text.size() - at);
    parts.push_back(text.substr(at, length));
    at += length;
  }
  return parts;
}

std::string reading(std::string_view character) {
  const auto size = static_cast<int32_t>(character.size());
  const auto code = static_cast<char32_t>(icu::UnicodeString::fromUTF8({character.data(), size}).char32At(0));
  if (code < 0x80) return {static_cast<char>(std::tolower(static_cast<int>(code)))};
  std::size_t before = 0;
  for (const auto& [first, last] : hanBlocks) {
    if (code >= first && code <= last) {
      const auto syllable = hanReadings[before + code - first];
      return std::string(syllable == 0 ? character : hanSyllables[syllable]);
    }
    before += last - first + 1;
  }
  return transliterate(character);
}

/// What stands between the parts of a name and is typed in many ways: spaces, apostrophes of Pinyin, and the dot of
/// names such as 艾力·买买提, for which keyboards give five different characters.
bool separates(std::string_view character) {
  static constexpr std::array<std::string_view, 10> marks{" ", "\t", "'", "’", "\u3000", "·", "•", "‧", "・", "．"};
  return std::ranges::find(marks, character) != marks.end();
}

/// Letters and digits of full width (U+FF01 to U+FF5E) as plain ones.
std::string narrow(std::string_view character) {
  if (character.size() != 3 || character[0] != '\xEF') return std::string(character);
  const unsigned code =
      (static_cast<unsigned char>(character[1]) & 0x3fU) << 6 | (static_cast<unsigned char>(character[2]) & 0x3fU);
  if (code < 0xf01 || code > 0xf5e) return std::string(character);
  return std::string(1, static_cast<char>(code - 0xf01 + '!'));
}

/// Characters as they are compared, without what only parts them.
std::vector<std::string> plainCharacters(std::string_view typed) {
  std::vector<std::string> out;
  for (const auto character : characters(typed)) {
    if (separates(character)) continue;
    auto one = narrow(character);
    if (one.size() == 1 && one[0] >= 'A' && one[0] <= 'Z') one[0] = static_cast<char>(one[0] - 'A' + 'a');
    out.push_back(std::move(one));
  }
  return out;
}

std::string plain(std::string_view typed) {
  std::string out;
  for (const auto& character : plainCharacters(typed)) out += character;
  return out;
}

void addOnce(std::vector<std::string>& terms, std::string term) {
  if (!term.empty() && std::ranges::find(terms, term) == terms.end()) terms.push_back(std::move(term));
}

}  // namespace

std::vector<std::string> pinyin(std::string_view text, bool surname) {
  std::vector<std::string> syllables;
  if (surname) {
    const auto special =
        std::ranges::find_if(surnames, [&](const Surname& one) { return text.starts_with(one.written); });
    if (special != surnames.end()) {
      syllables = special->read;
      text.remove_prefix(special->written.size());
    }
  }
  for (const auto& character : plainCharacters(text))
    if (auto syllable = reading(character); !syllable.empty()) syllables.push_back(std::move(syllable));
  return syllables;
}

namespace {

void addSpelled(std::vector<std::string>& terms, const std::vector<std::string>& syllables) {
  for (std::size_t from = 0; from < syllables.size(); ++from) {
    std::string spelled;
    std::string initials;
    for (std::size_t i = from; i < syllables.size(); ++i) {
      spelled += syllables[i];
      initials += characters(syllables[i]).front();
    }
    addOnce(terms, spelled);
    addOnce(terms, initials);
  }
}

}  // namespace

std::vector<std::string> nameTerms(std::string_view name) {
  std::vector<std::string> terms;
  const auto written = plainCharacters(name);
  for (std::size_t from = 0; from < written.size(); ++from) {
    std::string tail;
    for (std::size_t i = from; i < written.size(); ++i) tail += written[i];
    addOnce(terms, std::move(tail));
  }
  // Both readings of a surname: a clerk from elsewhere types the one that the dictionary gives first.
  addSpelled(terms, pinyin(name, true));
  addSpelled(terms, pinyin(name, false));
  return terms;
}

std::string idTailTerm(std::string_view idNumber) {
  auto tail = plain(idNumber.substr(idNumber.size() - std::min(idTailLength, idNumber.size())));
  std::ranges::reverse(tail);
  return tail.empty() ? tail : std::string(idMark) + tail;
}

std::string numberTerm(std::string_view number) {
  return number.empty() ? std::string{} : std::string(numberMark) + plain(number);
}

std::vector<std::string> queryPrefixes(std::string_view typed) {
  const auto text = plain(typed);
  if (text.empty()) return {};
  std::vector<std::string> prefixes{text};
  if (std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; })) {
    prefixes.push_back(std::string(numberMark) + text);
    // A whole number is looked for by its tail too: no more of it is kept here.
    const auto tail = text.substr(text.size() - std::min(idTailLength, text.size()));
    prefixes.push_back(std::string(idMark) + std::string(tail.rbegin(), tail.rend()));
  }
  return prefixes;
}

}  // namespace bf
