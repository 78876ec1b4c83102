// Batches that come in columns, from a peer who may write anything into them.
#include "shared/base/crypto.h"
#include "shared/merge/merge_limits.h"
#include "shared/sync/packing.h"
#include "tests/fuzz/fuzz.h"
#include "tests/sync/a_day.h"

using namespace bf;
using namespace bf::test;

namespace {

// The same day as in the corpus, so that names in it are known.
Day& day() {
  static Day made = aDay(1, 2);
  return made;
}

void checkBatch(const UnpackedBatch& unpacked) {
  BF_FUZZ_CHECK(unpacked.head == chainHead(unpacked.batch));
  BF_FUZZ_CHECK(unpacked.batch.entries.size() <= batchChangesMax);
  for (const auto& entry : unpacked.batch.entries)
    BF_FUZZ_CHECK(entry.withheld() || (entry.change.size() <= changeBytesMax && entry.hash == hashOf(entry.change)));
  // Exact bytes bring the same batch to somebody who knows nothing.
  Packer packer(day().names, DeviceId{});
  const auto exact = packer.pack(unpacked.batch, PackAs::exact);
  BF_FUZZ_CHECK(exact.has_value());
  FakeNames nothing;
  Unpacker again(nothing, DeviceId{});
  const auto batch = again.unpack(*exact);
  BF_FUZZ_CHECK(!batch || batch->batch == unpacked.batch);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  bianfang::PackedBatch packed;
  if (!packed.ParseFromArray(data, static_cast<int>(size))) return 0;
  Unpacker unpacker(day().names, day().batch.device);
  unpacker.known(day().batch.device, {day().batch.first - 1, day().batch.prev});
  for (int twice = 0; twice < 2; ++twice) {  // the second time it can name its own changes
    const auto batch = unpacker.unpack(packed);
    if (batch) {
      checkBatch(*batch);
      continue;
    }
    const auto code = batch.error().code;
    BF_FUZZ_CHECK(code == Errc::malformed || code == Errc::tooLarge || code == Errc::notFound);
  }
  return 0;
}
