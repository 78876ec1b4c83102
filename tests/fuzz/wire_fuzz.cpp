// Wire bytes taken apart by field number.
#include <algorithm>

#include "shared/base/wire.h"
#include "tests/fuzz/fuzz.h"

using namespace bf;

namespace {

void checkTokens(std::string_view text) {
  WireReader reader(text);
  std::size_t read = 0;
  while (!reader.done()) {
    const auto token = reader.next();
    if (!token) {
      BF_FUZZ_CHECK(token.error().code == Errc::malformed);
      return;
    }
    BF_FUZZ_CHECK(token->whole == text.substr(read, token->whole.size()));
    BF_FUZZ_CHECK(token->number > 0 && !token->whole.empty());
    if (token->type == WireType::bytes) BF_FUZZ_CHECK(token->whole.ends_with(token->payload));
    read += token->whole.size();
  }
  BF_FUZZ_CHECK(read == text.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = test::textOf(data, size);
  checkTokens(text);
  (void)isUtf8(text);
  const auto fields = splitFields(text);
  if (!fields) return 0;
  const auto joined = joinFields(*fields);
  BF_FUZZ_CHECK(joined.size() == text.size());
  BF_FUZZ_CHECK(splitFields(joined) == *fields);
  BF_FUZZ_CHECK(std::ranges::adjacent_find(*fields, std::ranges::greater_equal{}, &Field::number) == fields->end());
  return 0;
}
