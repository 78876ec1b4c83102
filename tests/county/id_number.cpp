#include "tests/county/id_number.h"

#include <array>

#include "tests/county/dates.h"

namespace bf::county {
namespace {

constexpr int firstSequence = 900;
constexpr int sequences = 48;  ///< of each sex: 900, 902 … 994 and 901, 903 … 995

std::string digits(std::uint64_t value, std::size_t width) {
  std::string text(width, '0');
  for (std::size_t i = width; i-- > 0; value /= 10) text[i] = static_cast<char>('0' + value % 10);
  return text;
}

}  // namespace

char checkDigit(std::string_view first17) {
  constexpr std::array weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * (first17[i] - '0');
  return "10X98765432"[sum % 11];
}

std::string IdNumbers::make(SeededRandom& random, std::uint32_t region, std::int32_t& birth, bool female) {
  for (;;) {
    const auto start = static_cast<int>(random.below(sequences));
    for (int i = 0; i < sequences; ++i) {
      const int sequence = firstSequence + 2 * ((start + i) % sequences) + (female ? 0 : 1);
      const std::uint64_t key = (std::uint64_t{region} * 100'000'000 + birth) * 1000 + sequence;
      if (!taken_.insert(key).second) continue;
      const std::string first17 = digits(key, 17);
      return first17 + checkDigit(first17);
    }
    birth = addDays(birth, 1);
  }
}

std::string disabilityNumber(std::string_view id, int kind, int grade, bool issuedAgain) {
  std::string number(id);
  number += static_cast<char>('0' + kind);
  number += static_cast<char>('0' + grade);
  if (issuedAgain) number += "B1";
  return number;
}

std::string firstGeneration(std::string_view id) { return std::string(id.substr(0, 6)) + std::string(id.substr(8, 9)); }

}  // namespace bf::county
