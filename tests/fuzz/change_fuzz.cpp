// Changes: what is taken has one spelling, and can be merged.
#include "shared/base/crypto.h"
#include "shared/merge/change.h"
#include "shared/merge/record_heads.h"
#include "tests/fuzz/fuzz.h"
#include "tests/merge/fields.h"

using namespace bf;
using namespace bf::test;

namespace {

const ChangeId known = idOf(hashOf("known"));

void merge(const Change& change, const ChangeId& id) {
  const HouseholdRules rules;
  const MergeSource source{[](std::uint32_t field) -> Result<std::string> { return textField(field, "shown").wire; },
                           [](const ChangeId& base) -> Result<bool> { return base == known; }};
  Change first;
  first.set = {textField(phone, "1"), choices(needs, {1, 2})};
  const bool creates = change.creates();
  const auto recordId = creates ? id : change.record;
  auto heads = creates ? RecordHeads::created(change, writerOf(change, id, 1, 1000), rules)
                       : RecordHeads::created(first, Writer{recordId, 1, 500, 1, 0}, rules);
  if (!creates) {
    const auto applied = heads.apply(change, writerOf(change, id, 2, 1000), rules, source);
    if (!applied) {
      BF_FUZZ_CHECK(applied.error().code == Errc::malformed);  // a value that is no list of choices
      return;
    }
  }
  for (const auto& field : change.set) BF_FUZZ_CHECK(heads.shownWriter(field.number) != nullptr);
  const auto parsed = RecordHeads::parse(heads.serialise(), recordId, 1);
  BF_FUZZ_CHECK(parsed.has_value());
  BF_FUZZ_CHECK(*parsed == heads);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = textOf(data, size);
  const auto change = parseChange(bytes);
  if (!change) {
    BF_FUZZ_CHECK(change.error().code == Errc::malformed || change.error().code == Errc::tooLarge);
    return 0;
  }
  BF_FUZZ_CHECK(serialise(*change) == bytes);
  merge(*change, idOf(hashOf(bytes)));
  return 0;
}
