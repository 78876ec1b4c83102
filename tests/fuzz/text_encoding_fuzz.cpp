// Text in an encoding that has to be guessed: whatever comes out is UTF-8, however the bytes are cut.
#include <sstream>
#include <string>

#include "shared/base/wire.h"
#include "shared/exchange/text_encoding.h"
#include "tests/fuzz/fuzz.h"

using namespace bf;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = test::textOf(data, size);
  const auto guess = guessEncoding(bytes);
  BF_FUZZ_CHECK(guess.bomBytes <= bytes.size());
  for (const std::size_t sample : {std::size_t{1}, std::size_t{16}, std::size_t{4096}}) {
    std::istringstream in{std::string(bytes)};
    TextDecoder decoder(in, sample);
    std::string text;
    while (true) {
      const auto more = decoder.read(text);
      if (!more) {
        BF_FUZZ_CHECK(more.error().code == Errc::importInvalid);
        break;
      }
      if (!*more) break;
    }
    BF_FUZZ_CHECK(isUtf8(text));
    BF_FUZZ_CHECK(text.size() <= 4 * bytes.size() + 4);
  }
  return 0;
}
