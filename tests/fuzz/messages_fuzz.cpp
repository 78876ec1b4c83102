// Flights as messages, of either side, and what the replicas make of their parts.
#include "shared/sync/messages.h"
#include "tests/fuzz/fuzz.h"

using namespace bf;

namespace {

// What was read is written again and reads the same: nothing was cut off or taken for something else.
void checkReceipt(const bianfang::Receipt& message) {
  const auto receipt = fromMessage(message);
  if (!receipt) {
    BF_FUZZ_CHECK(receipt.error().code == Errc::malformed);
    return;
  }
  const auto written = toMessage(*receipt);
  BF_FUZZ_CHECK(fromMessage(written) == *receipt);
  BF_FUZZ_CHECK(written.verdicts_size() == message.verdicts_size());
  for (int i = 0; i < written.verdicts_size(); ++i)
    BF_FUZZ_CHECK(written.verdicts(i).code() == message.verdicts(i).code());
}

void checkState(const bianfang::RecordState& message) {
  const auto state = fromMessage(message);
  if (!state) {
    BF_FUZZ_CHECK(state.error().code == Errc::malformed);
    return;
  }
  const auto written = toMessage(*state);
  BF_FUZZ_CHECK(written.id() == message.id() && written.seq() == message.seq() && written.kind() == message.kind());
  BF_FUZZ_CHECK(written.parent() == message.parent() && written.parent_kind() == message.parent_kind());
  BF_FUZZ_CHECK(written.heads() == message.heads() && written.values() == message.values());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto plain = test::textOf(data, size);
  if (const auto flight = parseToCentre(plain)) {
    BF_FUZZ_CHECK(parseToCentre(flight->SerializeAsString()).has_value());
    if (flight->hello().has_witness()) checkReceipt(flight->hello().witness());
  } else {
    BF_FUZZ_CHECK(flight.error().code == Errc::malformed);
  }
  const auto answer = parseFromCentre(plain);
  if (!answer) {
    BF_FUZZ_CHECK(answer.error().code == Errc::malformed);
    return 0;
  }
  BF_FUZZ_CHECK(parseFromCentre(answer->SerializeAsString()).has_value());
  for (const auto& receipt : answer->receipts()) checkReceipt(receipt);
  for (const auto& state : answer->pulled().states()) checkState(state);
  for (const auto& state : answer->snapshot().states()) checkState(state);
  return 0;
}
