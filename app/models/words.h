#pragma once
// Texts of the schema and of plain C++ in the language of the screen.

#include <QString>

#include "app/models/day_time.h"
#include "app/theme/appearance.h"
#include "shared/schema/schema.h"

namespace bf {

[[nodiscard]] inline QString words(const Label& label) { return QString::fromStdString(label.in(screenLanguage())); }
[[nodiscard]] inline QString words(const char* zh, const char* en) {
  return QString::fromUtf8(screenLanguage() == Language::chinese ? zh : en);
}
[[nodiscard]] inline QString words(const std::string& text) { return QString::fromStdString(text); }

/// "9月12日" in the year of `today`, else with the year; English "12 Sep".
[[nodiscard]] QString dayWords(Day day, Day today);
/// "今天", "昨天", "12天前", "3个月前".
[[nodiscard]] QString agoWords(Day day, Day today);
/// "约350米", "约1.2公里": how far something is.
[[nodiscard]] QString farWords(double metres);
/// Label of a choice by its number; "" for none.
[[nodiscard]] QString choiceWords(const KindSpec& kind, std::string_view field, std::int64_t choice);
/// A number with thousands where it is long.
[[nodiscard]] QString countWords(std::size_t count);
/// An amount in fen as yuan, with its two decimals.
[[nodiscard]] QString yuanWords(std::int64_t fen);
/// What to tell a person of an error; the technical detail is left to the log.
[[nodiscard]] QString errorWords(const Error& error);

}  // namespace bf
