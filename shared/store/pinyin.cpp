#include "shared/store/pinyin.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>
#include <unordered_map>

namespace bf {
namespace {

constexpr std::size_t idTailLength = 8;
constexpr std::string_view idMark = "~";
constexpr std::string_view numberMark = "#";

/// Surnames whose reading differs from the common reading of the character (recall of standard usage; 《新华字典》).
const std::unordered_map<std::string_view, std::string_view> surnameReadings{
    {"单", "shan"}, {"曾", "zeng"}, {"解", "xie"},  {"仇", "qiu"}, {"查", "zha"}, {"覃", "qin"},
    {"区", "ou"},   {"朴", "piao"}, {"盖", "ge"},   {"任", "ren"}, {"尉", "yu"},  {"缪", "miao"},
    {"重", "chong"}, {"乐", "yue"}, {"洗", "xian"}, {"冼", "xian"}, {"翟", "zhai"}, {"繁", "po"},
    {"折", "she"},  {"种", "chong"}, {"员", "yun"}, {"秘", "bi"}, {"黑", "he"},  {"燕", "yan"},
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

std::string latin(std::string_view character) {
  static const std::unique_ptr<icu::Transliterator> rules = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(
        icu::Transliterator::createInstance("Han-Latin; NFD; [:Mn:] Remove; Latin-ASCII; Lower", UTRANS_FORWARD, status));
  }();
  auto text = icu::UnicodeString::fromUTF8({character.data(), static_cast<int32_t>(character.size())});
  if (rules) rules->transliterate(text);
  std::string out;
  text.toUTF8String(out);
  std::erase(out, ' ');
  return out;
}

/// One character at a time, remembered: a county uses some three thousand different ones.
const std::string& reading(std::string_view character) {
  thread_local std::unordered_map<std::string, std::string> known;
  const auto at = known.find(std::string(character));
  if (at != known.end()) return at->second;
  return known.emplace(character, latin(character)).first->second;
}

std::string plain(std::string_view typed) {
  std::string out;
  for (const char c : typed)
    if (c != ' ' && c != '\'' && c != '\t') out += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

void addOnce(std::vector<std::string>& terms, std::string term) {
  if (!term.empty() && std::ranges::find(terms, term) == terms.end()) terms.push_back(std::move(term));
}

}  // namespace

std::vector<std::string> pinyin(std::string_view text, bool surname) {
  std::vector<std::string> syllables;
  for (const auto character : characters(text)) {
    const auto special = surnameReadings.find(character);
    if (surname && syllables.empty() && special != surnameReadings.end()) syllables.emplace_back(special->second);
    else if (character != " " && character != "·" && !reading(character).empty())
      syllables.push_back(reading(character));
  }
  return syllables;
}

std::vector<std::string> nameTerms(std::string_view name) {
  std::vector<std::string> terms;
  auto parts = characters(name);
  std::erase_if(parts, [](std::string_view part) { return part == " " || part == "·"; });
  for (std::size_t from = 0; from < parts.size(); ++from) {
    std::string tail;
    for (std::size_t i = from; i < parts.size(); ++i) tail += parts[i];
    addOnce(terms, plain(tail));
  }
  const auto syllables = pinyin(name);
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
    prefixes.push_back(std::string(idMark) + std::string(text.rbegin(), text.rend()));
  }
  return prefixes;
}

}  // namespace bf
