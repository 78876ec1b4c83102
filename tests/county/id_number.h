#pragma once
// ID numbers of made-up people, written without a look at the product's own check, so that one tests the other.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

#include "shared/base/crypto.h"

namespace bf::county {

/// The check character of the first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2).
[[nodiscard]] char checkDigit(std::string_view first17);

/// Gives 18-digit numbers that no other person of this county has: region, date of birth, sequence, check digit.
/// The sequence is drawn from 900 to 995, odd for men and even for women. Police stations hand sequences out from
/// their own low blocks upwards and 996 to 999 mark persons aged over one hundred, so the top of the range hardly
/// occurs in life: these are numbers of nobody, as far as a public rule allows to make any.
class IdNumbers {
 public:
  /// `birth` as YYYYMMDD. When all 48 sequences of a day and sex are taken, the next day is taken; the birth date that
  /// was used is written back.
  [[nodiscard]] std::string make(SeededRandom& random, std::uint32_t region, std::int32_t& birth, bool female);

 private:
  std::unordered_set<std::uint64_t> taken_;
};

/// Number of a disabled person's certificate: the ID number, kind 1 to 7, grade 1 to 4; 22 characters with B1 after it
/// when it was issued again.
[[nodiscard]] std::string disabilityNumber(std::string_view id, int kind, int grade, bool issuedAgain);

/// A 15-digit number of the first generation: two digits of the year, no check digit.
[[nodiscard]] std::string firstGeneration(std::string_view id);

}  // namespace bf::county
