#pragma once
// What people type into cells, read generously but never guessed: dates in the ways offices write them, money with
// units and thousands separators, yes and no. Each function answers nothing when the text does not say it for sure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/exchange/table.h"

namespace bf {

/// Without blanks at both ends: ASCII space, TAB (offices put one before ID numbers to keep the digits), line breaks,
/// no-break space, full-width space U+3000, byte order mark.
[[nodiscard]] std::string_view trimBlanks(std::string_view text);

/// For comparing words: trimmed, full-width ASCII to ASCII, letters to lower case, all blanks inside removed.
[[nodiscard]] std::string foldText(std::string_view text);

/// For numbers, codes and dates: trimmed, full-width ASCII to ASCII, letters kept.
[[nodiscard]] std::string narrowText(std::string_view text);

/// A whole date as YYYYMMDD: 2018-08-01, 2018/8/1, 2018.8.1, 20180801, 2018年8月1日, each also with a time after it, or
/// a spreadsheet's day number (five digits, 1927-05-18 to 2173-10-13: neither a lone year nor a year and month).
[[nodiscard]] std::optional<std::int32_t> parseDate(std::string_view text);

/// A date as above with an optional time HH:MM or HH:MM:SS in Beijing time, as microseconds since 1970 UTC.
[[nodiscard]] std::optional<std::int64_t> parseInstant(std::string_view text);

/// The day of a spreadsheet's day number in its 1900 system (1899-12-30 is 0) or 1904 system; nothing after year 9999.
[[nodiscard]] std::optional<std::int32_t> dateOfSerial(std::int64_t serial, bool since1904 = false);

/// A decimal number as an integer of 10^-scale: "1,234.5" with scale 2 is 123450. Accepts a leading ¥, a trailing
/// `unit` and thousands separators; refuses more decimals than the scale has unless they are zeros, and overflow.
[[nodiscard]] std::optional<std::int64_t> parseScaled(std::string_view text, int scale, std::string_view unit = {});

/// The inverse for files: "1234.50" of 123450 and scale 2; no separators, no unit.
[[nodiscard]] std::string formatScaled(std::int64_t value, int scale);

/// 是 否 有 无 已 未 对 错 √ × 1 0 yes no y n true false.
[[nodiscard]] std::optional<bool> parseYesNo(std::string_view text);

/// True for a number in the form 4.41424E+17: a spreadsheet has cut an ID number or code, its last digits are lost.
[[nodiscard]] bool isCutNumber(std::string_view text);

/// Date and number back into text: 2018-08-01; empty for 0.
[[nodiscard]] std::string formatDate(std::int32_t date);

/// Pieces between 、 , ， ; ； | and line breaks, or between ; and ； alone, trimmed; `breaks[i]` is the separator as
/// it stood after piece i.
struct Pieces {
  std::vector<std::string_view> texts;
  std::vector<std::string_view> breaks;
};
enum class Separators : bool { all, semicolons };
[[nodiscard]] Pieces splitPieces(std::string_view text, Separators separators = Separators::all);

}  // namespace bf
