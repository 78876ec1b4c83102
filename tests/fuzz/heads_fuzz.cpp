// Heads of a record, as a store or a centre hands them over: what is taken has one form, and stays such through
// whatever the merge does to it.
#include "shared/base/crypto.h"
#include "shared/merge/record_heads.h"
#include "tests/fuzz/fuzz.h"
#include "tests/merge/fields.h"

using namespace bf;
using namespace bf::test;

namespace {

const RecordId record = idOf(hashOf("record"));
const HouseholdRules rules;

MergeSource source() {
  return {[](std::uint32_t field) -> Result<std::string> {
            return choices(field, {1, 2}).wire;
          },
          [](const ChangeId& id) -> Result<bool> { return id.bytes[0] % 2 == 0; }};
}

void checkForm(const RecordHeads& heads) {
  const auto again = RecordHeads::parse(heads.serialise(), record, heads.creator().seq);
  BF_FUZZ_CHECK(again.has_value());
  BF_FUZZ_CHECK(*again == heads);
}

// A change to fields that the heads have, naming some of their heads.
Change changeTo(const RecordHeads& heads) {
  Change change;
  change.record = record;
  change.stamp = 5000;
  change.role = 2;
  for (const auto& field : heads.fields()) {
    change.set.push_back(choices(field.field, {7}));
    const auto ids = heads.headsOf(field.field);
    change.bases.push_back(
        {{field.field}, {ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(ids.size() / 2 + 1)}});
  }
  change.bases.push_back({{wholeRecord}, heads.allHeads()});
  return change;
}

void work(RecordHeads heads) {
  (void)heads.contested(rules, household);
  (void)heads.removedUnseen();
  (void)heads.overfull();
  for (const auto& id : heads.allHeads()) {
    const auto rebound = heads.rebind(id, 9, 3000, household, rules, source());
    if (!rebound) return;  // a value that is no list of choices
    checkForm(heads);
  }
  const auto change = changeTo(heads);
  const auto id = idOf(hashOf(heads.serialise()));  // nobody can know it beforehand, and so name it
  if (!heads.apply(change, writerOf(change, id, 3, 4000), rules, source())) return;
  checkForm(heads);
  for (const auto& field : change.set) BF_FUZZ_CHECK(heads.shownWriter(field.number) != nullptr);
  const auto before = heads;
  auto log = source();
  log.wasApplied = [](const ChangeId&) -> Result<bool> { return true; };
  BF_FUZZ_CHECK(heads.apply(change, writerOf(change, id, 3, 4000), rules, log).has_value());
  BF_FUZZ_CHECK(heads == before);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = textOf(data, size);
  const auto heads = RecordHeads::parse(bytes, record, 1);
  if (!heads) {
    BF_FUZZ_CHECK(heads.error().code == Errc::malformed);
    return 0;
  }
  BF_FUZZ_CHECK(heads->serialise() == bytes);
  work(*heads);
  return 0;
}
