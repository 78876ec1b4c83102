#include "shared/exchange/cell_text.h"

#include <algorithm>
#include <array>
#include <limits>

#include "shared/schema/calendar.h"

namespace bf {
namespace {

constexpr std::array<std::string_view, 8> blanks{" ",  "\t",       "\r",           "\n",
                                                 "\v", "\xC2\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF"};

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool allDigits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), isDigit); }

/// Full-width ！ to ～ (U+FF01 to U+FF5E, bytes EF BC 81 to EF BD 9E) as the ASCII character, else nothing.
std::optional<char> narrowed(std::string_view text) {
  if (text.size() < 3 || text[0] != '\xEF') return std::nullopt;
  const auto second = static_cast<unsigned char>(text[1]);
  const auto third = static_cast<unsigned char>(text[2]);
  const int code = (second == 0xBC ? third - 0x81 : second == 0xBD ? third - 0x80 + 0x3F : -1);
  if (code < 0 || code > 0x5D) return std::nullopt;
  return static_cast<char>('!' + code);
}

/// Bytes of the blank that `text` begins with; 0 for none. Most characters are told by their first byte.
std::size_t blankAt(std::string_view text) {
  if (text.empty()) return 0;
  const auto first = static_cast<unsigned char>(text[0]);
  if (first > ' ' && first != 0xC2 && first != 0xE3 && first != 0xEF) return 0;
  for (const std::string_view blank : blanks) {
    if (text.starts_with(blank)) return blank.size();
  }
  return 0;
}

/// The same at the end.
std::size_t blankBefore(std::string_view text) {
  if (text.empty()) return 0;
  const auto last = static_cast<unsigned char>(text.back());
  if (last > ' ' && last != 0xA0 && last != 0x80 && last != 0xBF) return 0;
  for (const std::string_view blank : blanks) {
    if (text.ends_with(blank)) return blank.size();
  }
  return 0;
}

/// Up to `most` digits from the front of `text` as a number.
std::optional<int> takeNumber(std::string_view& text, std::size_t most) {
  std::size_t count = 0;
  int value = 0;
  while (count < most && count < text.size() && isDigit(text[count])) value = value * 10 + (text[count++] - '0');
  if (count == 0) return std::nullopt;
  text.remove_prefix(count);
  return value;
}

bool takeText(std::string_view& text, std::string_view wanted) {
  if (!text.starts_with(wanted)) return false;
  text.remove_prefix(wanted.size());
  return true;
}

std::optional<std::int32_t> checkedDate(int year, int month, int day) {
  if (year < 1800 || year > 9999 || month > 12 || day > 31) return std::nullopt;
  const auto date = year * 10000 + month * 100 + day;
  return dayNumber(date) ? std::optional(date) : std::nullopt;
}

/// The date at the front of `text`; the rest stays.
std::optional<std::int32_t> takeDate(std::string_view& text) {
  const std::string_view whole = text;
  const auto year = takeNumber(text, 4);
  if (!year || whole.size() - text.size() != 4) return std::nullopt;
  if (text.size() >= 4 && allDigits(text.substr(0, 4)) && (text.size() == 4 || !isDigit(text[4]))) {
    const auto month = takeNumber(text, 2);
    const auto day = takeNumber(text, 2);
    return checkedDate(*year, *month, *day);
  }
  for (const std::array<std::string_view, 3>& form :
       {std::array<std::string_view, 3>{"-", "-", ""}, {"/", "/", ""}, {".", ".", ""}, {"年", "月", "日"}}) {
    std::string_view rest = text;
    if (!takeText(rest, form[0])) continue;
    const auto month = takeNumber(rest, 2);
    if (!month || !takeText(rest, form[1])) return std::nullopt;
    const auto day = takeNumber(rest, 2);
    if (!day || !takeText(rest, form[2])) return std::nullopt;
    text = rest;
    return checkedDate(*year, *month, *day);
  }
  return std::nullopt;
}

/// The time at the front of `text` in seconds; nothing when there is another text.
std::optional<int> takeTime(std::string_view text) {
  if (text.empty()) return 0;
  if (text[0] != ' ' && text[0] != 'T') return std::nullopt;
  text = trimBlanks(text.substr(1));
  const auto hour = takeNumber(text, 2);
  if (!hour || *hour > 23 || !takeText(text, ":")) return std::nullopt;
  const auto minute = takeNumber(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  int second = 0;
  if (takeText(text, ":")) {
    const auto given = takeNumber(text, 2);
    if (!given || *given > 59) return std::nullopt;
    second = *given;
  }
  if (takeText(text, ".") && allDigits(text)) text = {};
  if (!text.empty()) return std::nullopt;
  return *hour * 3600 + *minute * 60 + second;
}

/// The digits of "1,234,567" or "1234567"; nothing when a group other than the first has not three digits.
std::optional<std::string> ungrouped(std::string_view whole) {
  if (allDigits(whole)) return std::string(whole);
  std::string digits;
  for (bool first = true; !whole.empty(); first = false) {
    const std::size_t comma = std::min(whole.find(','), whole.size());
    const std::string_view group = whole.substr(0, comma);
    if (!allDigits(group) || group.size() > 3 || (!first && group.size() != 3)) return std::nullopt;
    digits += group;
    whole.remove_prefix(comma);
    if (!whole.empty()) whole.remove_prefix(1);
    if (comma != 0 && whole.empty() && first) return std::nullopt;  // "123,": nothing follows the comma
  }
  return digits;
}

constexpr std::int64_t microsPerSecond = 1'000'000;

std::string padded(std::int64_t value, std::size_t width) {
  std::string text = std::to_string(value);
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return text;
}

std::optional<std::int32_t> serialDate(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::string_view days = text.substr(0, point);
  if (days.size() != 5 || !allDigits(days)) return std::nullopt;
  if (point != std::string_view::npos && !allDigits(text.substr(point + 1))) return std::nullopt;
  return dateOfSerial(std::stoll(std::string(days)));
}

}  // namespace

std::string_view trimBlanks(std::string_view text) {
  while (const std::size_t size = blankAt(text)) text.remove_prefix(size);
  while (const std::size_t size = blankBefore(text)) text.remove_suffix(size);
  return text;
}

std::string narrowText(std::string_view text) {
  text = trimBlanks(text);
  std::string narrow;
  narrow.reserve(text.size());
  while (!text.empty()) {
    const auto c = narrowed(text);
    narrow += c ? *c : text[0];
    text.remove_prefix(c ? 3 : 1);
  }
  return narrow;
}

std::string foldText(std::string_view text) {
  const std::string narrow = narrowText(text);
  std::string folded;
  for (std::string_view rest = narrow; !rest.empty();) {
    if (const std::size_t blank = blankAt(rest)) {
      rest.remove_prefix(blank);
      continue;
    }
    const char c = rest[0];
    folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    rest.remove_prefix(1);
  }
  return folded;
}

std::optional<std::int32_t> dateOfSerial(std::int64_t serial, bool since1904) {
  // Both systems: ECMA-376 part 1, 18.17.4.1. The 1900 system counts a 29 February 1900 that never was.
  constexpr std::int64_t days1900 = -25'569;
  constexpr std::int64_t days1904 = -24'107;
  constexpr std::int64_t lastSerial = 2'958'465;
  if (serial < 1 || serial > lastSerial) return std::nullopt;
  if (since1904) return dayNumbered(serial + days1904);
  return dayNumbered(serial + days1900 + (serial < 60 ? 1 : 0));
}

std::optional<std::int32_t> parseDate(std::string_view given) {
  const std::string text = narrowText(given);
  std::string_view rest = text;
  if (const auto date = takeDate(rest); date && takeTime(rest)) return date;
  return serialDate(text);
}

std::optional<std::int64_t> parseInstant(std::string_view given) {
  const std::string text = narrowText(given);
  std::string_view rest = text;
  const auto date = takeDate(rest);
  if (!date) return std::nullopt;
  std::int64_t micros = 0;
  if (const std::size_t point = rest.find('.'); point != std::string_view::npos) {
    const std::string_view digits = rest.substr(point + 1);
    if (digits.size() > 6 || !allDigits(digits)) return std::nullopt;
    micros = std::stoll(std::string(digits) + std::string(6 - digits.size(), '0'));
  }
  const auto seconds = takeTime(rest);
  if (!seconds) return std::nullopt;
  return (dayNumber(*date).value_or(0) * 86'400 + *seconds) * microsPerSecond + micros - chinaTime;
}

std::optional<std::int64_t> parseScaled(std::string_view given, int scale, std::string_view unit) {
  const std::string narrow = narrowText(given);
  std::string_view text = narrow;
  if (!unit.empty() && text.ends_with(unit)) text = trimBlanks(text.substr(0, text.size() - unit.size()));
  const bool negative = takeText(text, "-");
  if (!negative) takeText(text, "+");
  if (takeText(text, "¥") || takeText(text, "￥")) text = trimBlanks(text);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string_view decimals = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  if (point != std::string_view::npos && !allDigits(decimals)) return std::nullopt;
  while (decimals.size() > static_cast<std::size_t>(scale) && decimals.back() == '0') decimals.remove_suffix(1);
  if (decimals.size() > static_cast<std::size_t>(scale) || whole.empty()) return std::nullopt;

  auto digits = ungrouped(whole);
  if (!digits) return std::nullopt;
  digits->append(decimals);
  digits->append(static_cast<std::size_t>(scale) - decimals.size(), '0');
  // Downwards, because the smallest int64 has no positive counterpart.
  std::int64_t value = 0;
  for (const char c : *digits) {
    if (__builtin_mul_overflow(value, std::int64_t{10}, &value) ||
        __builtin_sub_overflow(value, std::int64_t{c - '0'}, &value)) {
      return std::nullopt;
    }
  }
  if (negative) return value;
  if (value == std::numeric_limits<std::int64_t>::min()) return std::nullopt;
  return -value;
}

std::string formatScaled(std::int64_t value, int scale) {
  if (scale == 0) return std::to_string(value);
  // The magnitude as unsigned: the smallest int64 has no positive counterpart.
  const std::uint64_t size = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  std::string digits = std::to_string(size);
  const auto places = static_cast<std::size_t>(scale);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  digits.insert(digits.size() - places, ".");
  return (value < 0 ? "-" : "") + digits;
}

std::optional<bool> parseYesNo(std::string_view given) {
  // Nearly all cells are one of these two: no need to fold them.
  if (given == "是") return true;
  if (given == "否") return false;
  const std::string text = foldText(given);
  for (const std::string_view yes : {"是", "有", "已", "对", "√", "✓", "✔", "1", "yes", "y", "true"}) {
    if (text == yes) return true;
  }
  for (const std::string_view no : {"否", "无", "未", "没有", "错", "×", "✗", "✘", "0", "no", "n", "false"}) {
    if (text == no) return false;
  }
  return std::nullopt;
}

bool isCutNumber(std::string_view given) {
  const std::string text = narrowText(given);
  const std::size_t e = text.find_first_of("eE");
  if (e == std::string::npos || e == 0) return false;
  const std::string_view exponent = std::string_view(text).substr(e + 1);
  const bool signedExponent = exponent.starts_with('+') && allDigits(exponent.substr(1));
  if (!signedExponent && !allDigits(exponent)) return false;
  const auto digitOrPoint = [](char c) { return isDigit(c) || c == '.'; };
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(e), digitOrPoint);
}

std::string formatDate(std::int32_t date) {
  if (date == 0) return {};
  return padded(date / 10000, 4) + "-" + padded(date / 100 % 100, 2) + "-" + padded(date % 100, 2);
}

Pieces splitPieces(std::string_view text, Separators separators) {
  Pieces pieces;
  // The semicolons stand first.
  constexpr std::array<std::string_view, 9> marks{";", "；", "、", ",", "，", "|", "\r\n", "\n", "\r"};
  const std::size_t count = separators == Separators::all ? marks.size() : 2;
  std::size_t from = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < count && width == 0; ++i) {
      if (text.substr(at).starts_with(marks[i])) width = marks[i].size();
    }
    if (width == 0) {
      ++at;
      continue;
    }
    pieces.texts.push_back(trimBlanks(text.substr(from, at - from)));
    pieces.breaks.push_back(text.substr(at, width));
    at += width;
    from = at;
  }
  pieces.texts.push_back(trimBlanks(text.substr(from)));
  return pieces;
}

}  // namespace bf
