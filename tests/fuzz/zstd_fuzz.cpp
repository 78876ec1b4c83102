// Decompression with a limit on what comes out.
#include "shared/base/zstd.h"
#include "tests/fuzz/fuzz.h"

using namespace bf;

namespace {

constexpr std::size_t plainMax = 128 * 1024;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = test::textOf(data, size);
  const auto plain = decompress(bytes, plainMax);
  if (plain) {
    BF_FUZZ_CHECK(plain->size() <= plainMax);
    BF_FUZZ_CHECK(decompress(compress(*plain), plainMax) == *plain);
  } else {
    BF_FUZZ_CHECK(plain.error().code == Errc::malformed || plain.error().code == Errc::tooLarge);
  }
  BF_FUZZ_CHECK(decompress(compress(bytes), bytes.size()) == bytes);
  if (!bytes.empty()) BF_FUZZ_CHECK(decompress(compress(bytes), bytes.size() - 1).error().code == Errc::tooLarge);
  return 0;
}
