#include "shared/schema/plain_text.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <limits>

#include "shared/schema/calendar.h"
#include "shared/schema/id_number.h"

namespace bf {
namespace {

constexpr std::int64_t second = 1'000'000;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

std::string padded(std::int64_t value, std::size_t width) {
  auto text = std::to_string(value);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

/// The runs of digits in a text, "2018年1月5日" as 2018, 1, 5; nothing when one is too long to be part of a date.
std::optional<std::vector<std::int64_t>> digitRuns(std::string_view text) {
  std::vector<std::int64_t> runs;
  std::size_t length = 0;
  for (const char c : text) {
    if (!isDigit(c)) {
      length = 0;
      continue;
    }
    if (length == 0) runs.push_back(0);
    if (++length > 8) return std::nullopt;
    runs.back() = runs.back() * 10 + (c - '0');
  }
  return runs;
}

/// Only what stands between the parts of a date: 年月日 and - / . and spaces.
bool onlyDateSigns(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto rest = text.substr(i);
    if (isDigit(text[i]) || std::string_view("-/. ").find(text[i]) != std::string_view::npos) continue;
    if (!rest.starts_with("年") && !rest.starts_with("月") && !rest.starts_with("日")) return false;
    i += 2;
  }
  return true;
}

std::optional<std::int64_t> readTime(std::string_view text) {
  std::int64_t micros = 0;
  if (const auto dot = text.find('.'); dot != std::string_view::npos) {
    const auto fraction = readDecimal("0" + std::string(text.substr(dot)), 6);
    if (!fraction) return std::nullopt;
    micros = *fraction;
    text = text.substr(0, dot);
  }
  const auto strange = [](char c) { return !isDigit(c) && c != ':'; };
  const auto runs = digitRuns(text);
  if (!runs || runs->size() < 2 || runs->size() > 3 || std::ranges::any_of(text, strange)) return std::nullopt;
  const auto hours = (*runs)[0], minutes = (*runs)[1], seconds = runs->size() == 3 ? (*runs)[2] : 0;
  if (hours > 23 || minutes > 59 || seconds > 59) return std::nullopt;
  return ((hours * 60 + minutes) * 60 + seconds) * second + micros;
}

}  // namespace

std::string halfWidth(std::string_view text) {
  std::string half;
  // Full-width forms are U+FF01 to U+FF5E, in UTF-8 EF BC 81 to EF BD 9E.
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (i + 2 < text.size() && lead == 0xef) {
      const auto second = static_cast<unsigned char>(text[i + 1]);
      const auto third = static_cast<unsigned char>(text[i + 2]);
      const unsigned code = 0xf000u | (second & 0x3fu) << 6 | (third & 0x3fu);
      if (code >= 0xff01 && code <= 0xff5e) {
        half += static_cast<char>(code - 0xff01 + 0x21);
        i += 2;
        continue;
      }
    }
    if (text.substr(i).starts_with("\u3000")) {
      half += ' ';
      i += 2;
      continue;
    }
    half += text[i];
  }
  return half;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view wide = "\u3000";
  for (;;) {
    if (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
    else if (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
    else if (text.starts_with(wide)) text.remove_prefix(wide.size());
    else if (text.ends_with(wide)) text.remove_suffix(wide.size());
    else return text;
  }
}

std::string plainText(std::string_view text) { return std::string(trimmed(halfWidth(text))); }

std::vector<std::string> splitText(std::string_view text, const std::vector<std::string_view>& separators) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  const auto take = [&](std::size_t end) {
    const auto part = trimmed(text.substr(start, end - start));
    if (!part.empty()) parts.emplace_back(part);
  };
  for (std::size_t i = 0; i < text.size();) {
    const auto at = [&](std::string_view separator) { return text.substr(i).starts_with(separator); };
    const auto found = std::ranges::find_if(separators, at);
    if (found == separators.end()) {
      ++i;
      continue;
    }
    take(i);
    i += found->size();
    start = i;
  }
  take(text.size());
  return parts;
}

std::string decimalText(std::int64_t value, std::uint32_t scale) {
  // Through unsigned: the least int64 has no positive counterpart.
  const auto size = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  auto digits = std::to_string(size);
  if (scale != 0) {
    if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
    digits.insert(digits.size() - scale, 1, '.');
  }
  return value < 0 ? "-" + digits : digits;
}

std::optional<std::int64_t> readDecimal(std::string_view text, std::uint32_t scale) {
  std::string digits;
  std::optional<std::size_t> decimals;
  const bool negative = text.starts_with('-');
  for (const char c : text.substr(negative || text.starts_with('+') ? 1 : 0)) {
    if (c == ',' && !decimals && !digits.empty()) continue;  // thousands, as spreadsheets write them
    if (c == '.' && !decimals && !digits.empty()) {
      decimals = 0;
      continue;
    }
    if (!isDigit(c)) return std::nullopt;
    if (decimals && *decimals == scale) {
      if (c != '0') return std::nullopt;
      continue;
    }
    if (decimals) ++*decimals;
    digits += c;
  }
  if (digits.empty()) return std::nullopt;
  digits.append(scale - decimals.value_or(0), '0');
  if (negative) digits.insert(0, 1, '-');
  std::int64_t value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (read.ec != std::errc{}) return std::nullopt;
  return value;
}

std::string dateText(std::int64_t yyyymmdd) {
  return padded(yyyymmdd / 10000, 4) + "-" + padded(yyyymmdd / 100 % 100, 2) + "-" + padded(yyyymmdd % 100, 2);
}

std::string monthText(std::int64_t yyyymm) { return padded(yyyymm / 100, 4) + "-" + padded(yyyymm % 100, 2); }

std::optional<std::int64_t> readDate(std::string_view text) {
  const auto runs = digitRuns(text);
  if (!runs || !onlyDateSigns(text)) return std::nullopt;
  std::optional<std::int64_t> date;
  if (runs->size() == 1) date = (*runs)[0];
  if (runs->size() == 3 && (*runs)[1] < 100 && (*runs)[2] < 100)
    date = (*runs)[0] * 10000 + (*runs)[1] * 100 + (*runs)[2];
  return date && isDate(*date) ? date : std::nullopt;
}

std::optional<std::int64_t> readMonth(std::string_view text) {
  const auto runs = digitRuns(text);
  if (!runs || !onlyDateSigns(text)) return std::nullopt;
  std::optional<std::int64_t> month;
  if (runs->size() == 1) month = (*runs)[0];
  if (runs->size() == 2 && (*runs)[1] < 100) month = (*runs)[0] * 100 + (*runs)[1];
  return month && isDate(*month * 100 + 1) ? month : std::nullopt;
}

std::string instantText(std::int64_t micros) {
  using namespace std::chrono;
  const sys_time<microseconds> local{microseconds{micros + chinaTime}};
  const hh_mm_ss time{floor<microseconds>(local - floor<days>(local))};
  auto text = dateText(dayOf(micros)) + " " + padded(time.hours().count(), 2) + ":" +
              padded(time.minutes().count(), 2) + ":" + padded(time.seconds().count(), 2);
  if (time.subseconds().count() != 0) text += "." + padded(time.subseconds().count(), 6);
  return text;
}

std::optional<std::int64_t> readInstant(std::string_view text) {
  const auto cut = text.find_first_of(" T");
  const auto date = readDate(text.substr(0, cut));
  if (!date) return std::nullopt;
  const auto time =
      cut == std::string_view::npos ? std::optional<std::int64_t>(0) : readTime(trimmed(text.substr(cut + 1)));
  if (!time) return std::nullopt;
  return dayNumber(*date).value_or(0) * 24 * 3600 * second + *time - chinaTime;
}

}  // namespace bf
