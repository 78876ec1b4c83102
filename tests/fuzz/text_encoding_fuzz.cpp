// Text in an encoding that has to be guessed: whatever comes out is UTF-8, and the same wherever the bytes are cut.
#include <algorithm>
#include <optional>
#include <sstream>
#include <string>

#include "shared/base/wire.h"
#include "shared/exchange/text_encoding.h"
#include "tests/fuzz/fuzz.h"

using namespace bf;

namespace {

/// Nothing when it was refused.
std::optional<std::string> decode(const std::string& bytes, std::size_t sample) {
  std::istringstream in(bytes);
  TextDecoder decoder(in, sample);
  std::string text;
  while (true) {
    const auto more = decoder.read(text);
    if (!more) {
      BF_FUZZ_CHECK(more.error().code == Errc::importInvalid);
      return std::nullopt;
    }
    if (!*more) break;
  }
  BF_FUZZ_CHECK(isUtf8(text));
  BF_FUZZ_CHECK(text.size() <= 4 * bytes.size() + 4);
  return text;
}

/// The same text behind so much ASCII that the decoder's first piece of 64 KiB ends `size` bytes into it.
std::optional<std::string> decodeCutAt(std::string_view bytes, std::size_t size) {
  const std::string padding(64 * 1024 - std::min<std::size_t>(size, 64 * 1024), ' ');
  auto text = decode(padding + std::string(bytes), 16);
  if (text) text->erase(0, padding.size());
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = test::textOf(data, size);
  BF_FUZZ_CHECK(guessEncoding(bytes).bomBytes <= bytes.size());
  for (const std::size_t sample : {1, 4096}) (void)decode(std::string(bytes), sample);
  const auto first = decodeCutAt(bytes, std::min<std::size_t>(size, 1));
  const auto second = decodeCutAt(bytes, size / 2);
  if (first && second) BF_FUZZ_CHECK(first == second);
  return 0;
}
