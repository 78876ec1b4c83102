#pragma once
// One seed for everything random in a run of tests, so that a failure can be repeated.

#include <cstdint>

namespace bf::test {

/// The seed of this run: the variable BIANFANG_SEED where it is set, else a fixed number, so that a plain run always
/// does the same. A run with failures prints it at its end.
[[nodiscard]] std::uint64_t seed();

}  // namespace bf::test
