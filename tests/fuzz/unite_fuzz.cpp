// Unions of multiple choices, from values of anyone.
#include <algorithm>
#include <string>
#include <vector>

#include "shared/merge/record_heads.h"
#include "tests/fuzz/fuzz.h"

using namespace bf;

namespace {

constexpr std::uint32_t field = 15;

}  // namespace

// Each value is a byte of length and that many bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto rest = test::textOf(data, size);
  std::vector<std::string> values;
  while (!rest.empty()) {
    const auto length = static_cast<unsigned char>(rest.front());
    values.emplace_back(rest.substr(1, length));
    rest.remove_prefix(std::min<std::size_t>(rest.size(), 1U + length));
  }
  const auto united = uniteChoices(field, values);
  if (!united) {
    BF_FUZZ_CHECK(united.error().code == Errc::malformed);
    return 0;
  }
  BF_FUZZ_CHECK(uniteChoices(field, {*united}) == *united);
  values.push_back(*united);
  std::ranges::reverse(values);
  BF_FUZZ_CHECK(uniteChoices(field, values) == *united);
  return 0;
}
