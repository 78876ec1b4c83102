// Records that come whole in columns: snapshots, and what came into a scope.
#include "shared/replica/schema_rules.h"
#include "shared/sync/state_columns.h"
#include "shared/sync/sync_limits.h"
#include "tests/fuzz/fuzz.h"

using namespace bf;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const SchemaRules rules(builtinSchema());
  const auto states = unpackStates(test::textOf(data, size), rules, 441424100201);
  if (!states) {
    BF_FUZZ_CHECK(states.error().code == Errc::malformed || states.error().code == Errc::tooLarge);
    return 0;
  }
  std::size_t bytes = 0;
  for (const auto& state : *states) {
    bytes += state.heads.size() + state.values.size();
    (void)RecordHeads::parse(state.heads, state.id, state.seq);
  }
  BF_FUZZ_CHECK(bytes <= plainBytesMax);
  return 0;
}
