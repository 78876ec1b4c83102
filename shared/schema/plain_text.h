#pragma once
// Numbers, dates and instants as people write them, and back.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bf {

/// 1234 with 2 decimals: "12.34".
[[nodiscard]] std::string decimalText(std::int64_t value, std::uint32_t scale);
/// Nothing when it is not a number, does not fit, or has more decimals than `scale` (zeros apart).
[[nodiscard]] std::optional<std::int64_t> readDecimal(std::string_view text, std::uint32_t scale);

/// 20181220: "2018-12-20"; 201812 (a month): "2018-12".
[[nodiscard]] std::string dateText(std::int64_t yyyymmdd);
[[nodiscard]] std::string monthText(std::int64_t yyyymm);
[[nodiscard]] std::optional<std::int64_t> readDate(std::string_view text);
[[nodiscard]] std::optional<std::int64_t> readMonth(std::string_view text);

/// Microseconds since 1970 in China's time; fractions of a second only where there are any.
[[nodiscard]] std::string instantText(std::int64_t micros);
[[nodiscard]] std::optional<std::int64_t> readInstant(std::string_view text);

/// Full-width Latin letters, digits and signs made half-width, the ideographic space a space.
[[nodiscard]] std::string halfWidth(std::string_view text);
/// The same, without spaces at both ends.
[[nodiscard]] std::string plainText(std::string_view text);
/// Only the spaces at both ends go.
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// Parts between any of the separators (each a UTF-8 character), trimmed, empty ones left out.
[[nodiscard]] std::vector<std::string> splitText(std::string_view text,
                                                 const std::vector<std::string_view>& separators);

}  // namespace bf
