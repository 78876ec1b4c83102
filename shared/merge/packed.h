#pragma once
// Packed lists of numbers, as protobuf writes `repeated uint32` and repeated enumerations.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/error.h"

namespace bf {

/// The numbers of a packed list. Errors: Errc::malformed (a number ends early or has more than ten bytes),
/// Errc::tooLarge (more than `most` numbers).
[[nodiscard]] Result<std::vector<std::uint64_t>> readPacked(std::string_view packed, std::size_t most);

/// The same for field numbers. Errc::malformed also for a number that no field can have; 0 is let through.
[[nodiscard]] Result<std::vector<std::uint32_t>> readFieldNumbers(std::string_view packed, std::size_t most);

/// The packed list, each number in as few bytes as it needs.
[[nodiscard]] std::string packed(const std::vector<std::uint32_t>& numbers);

}  // namespace bf
