#pragma once
// What the fuzz targets share. Each <name>_fuzz.cpp has one function that feeds bytes to a decoder and checks what must
// hold of whatever comes out. Built with clang and BIANFANG_FUZZ=ON it is a libFuzzer target; in every build it is also
// a ctest: fuzz_driver.cpp plays its corpus and some thousand mutations of it, the same for the same BIANFANG_SEED.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

/// As assert(), in every kind of build.
#define BF_FUZZ_CHECK(condition)                                                          \
  do {                                                                                    \
    if (!(condition)) {                                                                   \
      std::fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                       \
    }                                                                                     \
  } while (false)

namespace bf::test {

[[nodiscard]] inline std::string_view textOf(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace bf::test
