// Batches: what is taken has one spelling, and its chain is that of its entries.
#include "shared/merge/batch.h"
#include "shared/merge/change.h"
#include "tests/fuzz/fuzz.h"

using namespace bf;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = test::textOf(data, size);
  const auto batch = parseBatch(bytes);
  if (!batch) {
    BF_FUZZ_CHECK(batch.error().code == Errc::malformed || batch.error().code == Errc::tooLarge);
    return 0;
  }
  BF_FUZZ_CHECK(serialise(*batch) == bytes);
  auto withheld = *batch;
  for (auto& entry : withheld.entries) {
    BF_FUZZ_CHECK(entry.withheld() || entry.hash == hashOf(entry.change));
    if (!entry.withheld()) (void)parseChange(entry.change);
    entry.change.clear();
  }
  BF_FUZZ_CHECK(chainHead(withheld) == chainHead(*batch));
  return 0;
}
