#pragma once
// Resident ID numbers (GB 11643-1999: 6 digits region, 8 birth date, 3 order with odd for men, 1 check digit by
// ISO 7064 MOD 11-2) and the numbers of the disabled person's certificate, which add category and grade (20 digits)
// and a count of reissues (22 characters, "B" and a digit).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/bytes.h"
#include "shared/schema/schema.h"

namespace bf {

enum class IdFault : std::uint8_t {
  none,
  length,      ///< not 18, 20 or 22 characters
  oldForm,     ///< 15 digits of the first generation, withdrawn in 2013: the holder has an 18-digit one
  characters,  ///< something else than digits (and X at the end)
  birthDate,   ///< no such day
  checkDigit,
  disability,  ///< category not 1 to 7 or grade not 1 to 4
};

struct IdNumber {
  IdFault fault = IdFault::none;
  RegionCode region = 0;       ///< county of first registration
  std::int32_t birthDate = 0;  ///< YYYYMMDD
  bool male = false;
  int disabilityCategory = 0;  ///< 1 sight, 2 hearing, 3 speech, 4 limbs, 5 intellect, 6 mind, 7 several; 0: none
  int disabilityGrade = 0;     ///< 1 (gravest) to 4; 0: none

  [[nodiscard]] bool valid() const { return fault == IdFault::none; }
};

/// Full-width characters, spaces and a small x are read as what they mean.
[[nodiscard]] IdNumber readIdNumber(std::string_view text);
/// The form to keep of a number that is no amount: half-width, without blanks, without the apostrophe that a
/// spreadsheet is told by that it is a text.
[[nodiscard]] std::string normalNumber(std::string_view text);
/// The form to keep: without spaces, half-width, capital X.
[[nodiscard]] std::string normalIdNumber(std::string_view text);
/// A text in the form in which the field keeps it: numbers that tell people, households and accounts apart in their
/// normal form, for they are looked up by it; phone numbers half-width; any other text as it is.
[[nodiscard]] std::string keptText(const FieldSpec& field, std::string_view text);
/// The check digit for the first 17 digits: '0' to '9' or 'X'; nothing when they are not 17 digits.
[[nodiscard]] std::optional<char> idCheckDigit(std::string_view first17);
[[nodiscard]] Label describe(IdFault fault);

/// Whether YYYYMMDD is a day of the Gregorian calendar from 1850 to 2199.
[[nodiscard]] bool isDate(std::int64_t yyyymmdd);

}  // namespace bf
