#pragma once
// The rules that refuse a change, one field at a time. They stand on the path of every change that is admitted, so that
// nothing is copied unless something is wrong.

#include <cstdint>
#include <string_view>

#include "shared/schema/schema.h"

namespace bf {

enum class HardFault : std::uint8_t {
  none,
  wireType,
  notUtf8,
  tooLong,
  wrongLength,
  tooMany,
  belowMin,
  aboveMax,
  noSuchDate,
  noChoice,
};

/// What is wrong with the wire bytes of a field; they are not empty.
[[nodiscard]] HardFault hardFault(const FieldSpec& field, std::string_view wire);
[[nodiscard]] Errc errcOf(HardFault fault);
/// Stable: "tooLong".
[[nodiscard]] const char* name(HardFault fault);
/// With the limit that was passed, never with the value.
[[nodiscard]] Label describe(HardFault fault, const FieldSpec& field);

}  // namespace bf
