#include "shared/merge/packed.h"

#include "shared/base/wire.h"
#include "shared/merge/merge_limits.h"

namespace bf {
namespace {

constexpr int varintBytesMax = 10;

Result<std::uint64_t> takeNumber(std::string_view& rest) {
  std::uint64_t value = 0;
  for (int i = 0; i < varintBytesMax && !rest.empty(); ++i) {
    const auto byte = static_cast<unsigned char>(rest.front());
    rest.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7f) << (7 * i);
    if (byte < 0x80) return value;
  }
  return fail(Errc::malformed, "packed number ends early or has more than ten bytes");
}

}  // namespace

Result<std::vector<std::uint64_t>> readPacked(std::string_view packed, std::size_t most) {
  std::vector<std::uint64_t> numbers;
  while (!packed.empty()) {
    if (numbers.size() == most) return fail(Errc::tooLarge, "more than " + std::to_string(most) + " packed numbers");
    BF_LET(number, takeNumber(packed));
    numbers.push_back(number);
  }
  return numbers;
}

Result<std::vector<std::uint32_t>> readFieldNumbers(std::string_view packed, std::size_t most) {
  BF_LET(numbers, readPacked(packed, most));
  std::vector<std::uint32_t> fields;
  for (const auto number : numbers) {
    if (number > fieldNumberMax) return fail(Errc::malformed, "field number out of range");
    fields.push_back(static_cast<std::uint32_t>(number));
  }
  return fields;
}

std::string packed(const std::vector<std::uint32_t>& numbers) {
  std::string out;
  for (const auto number : numbers) appendVarint(out, number);
  return out;
}

}  // namespace bf
