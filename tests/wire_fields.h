#pragma once
// Wire bytes of a value, as an edit sets it.

#include <cstdint>
#include <string_view>

#include "shared/base/wire.h"

namespace bf::test {

[[nodiscard]] inline Field textField(std::uint32_t number, std::string_view text) {
  Field field{number, {}};
  appendBytesField(field.wire, number, text);
  return field;
}

[[nodiscard]] inline Field numberField(std::uint32_t number, std::uint64_t value) {
  Field field{number, {}};
  appendVarintField(field.wire, number, value);
  return field;
}

}  // namespace bf::test
