#include "shared/sync/state_columns.h"

#include <catch2/catch.hpp>

#include "tests/seed.h"
#include "tests/sync/world.h"

using namespace bf;
using namespace bf::test;

namespace {

/// A village with some of its households edited, contested, moved and visited.
struct Lived {
  World world;
  Lived() {
    world.centre().import(village, 12, 3);
    auto tablet = world.secretary();
    auto clerk = world.clerk();
    REQUIRE(world.sync(*tablet).done());
    REQUIRE(world.sync(*clerk).done());
    const auto known = households(tablet->replica().store());
    for (std::size_t i = 0; i < 6; ++i) {
      editHousehold(*tablet, known[i], {{"head_name", std::string("one")}, {"phone", std::string("13900000000")}});
      if (i % 2 == 0) editHousehold(*clerk, known[i], {{"head_name", std::string("other")}});
      visit(*tablet, known[i], "户主在家");
    }
    REQUIRE(world.sync(*tablet).done());
    REQUIRE(world.sync(*clerk).done());
  }

  std::vector<RecordState> states() {
    auto tx = must(world.centre().store().read());
    Sender sender;
    sender.grants = {{county, true}};
    return must(world.centre().replica().snapshot(*tx, sender, village, {}, SIZE_MAX >> 1)).states;
  }

  std::string pack(const std::vector<RecordState>& states, RegionCode region = village) {
    auto tx = must(world.centre().store().read());
    return must(packStates(*tx, world.centre().replica().rules(), states, region)).value();
  }

  const Rules& rules() { return world.centre().replica().rules(); }
};

bool same(const std::vector<RecordState>& a, const std::vector<RecordState>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i].kind != b[i].kind || a[i].id != b[i].id || a[i].seq != b[i].seq || a[i].parentSeq != b[i].parentSeq ||
        a[i].parentKind != b[i].parentKind || a[i].region != b[i].region || a[i].heads != b[i].heads ||
        a[i].values != b[i].values)
      return false;
  return true;
}

}  // namespace

TEST_CASE("records in columns come back as they were, whether edited since or not") {
  Lived lived;
  const auto states = lived.states();
  REQUIRE(states.size() == 12 * 4 + 6);
  const auto columns = lived.pack(states);
  CHECK(same(must(unpackStates(columns, lived.rules(), village)), states));
  // Where roots lie is said when it is not the region asked for.
  const auto elsewhere = lived.pack(states, otherVillage);
  CHECK(same(must(unpackStates(elsewhere, lived.rules(), otherVillage)), states));
  CHECK(elsewhere.size() > columns.size());
}

TEST_CASE("records as they were created travel without their ids") {
  Lived lived;
  auto states = lived.states();
  std::size_t untouched = 0;
  const auto columns = lived.pack(states);
  for (const auto& state : states) untouched += columns.find(state.id.view()) == std::string::npos ? 1 : 0;
  CHECK(untouched == 12 * 4);  // six households were edited; their visits and all members are as created
}

TEST_CASE("records whose parent is not among them say its number") {
  Lived lived;
  auto states = lived.states();
  std::erase_if(states, [](const RecordState& state) { return state.parentSeq == 0; });
  CHECK(same(must(unpackStates(lived.pack(states), lived.rules(), village)), states));
}

TEST_CASE("states complete up to different numbers do not fit into columns") {
  Lived lived;
  auto states = lived.states();
  auto heads = must(RecordHeads::parse(states[3].heads, states[3].id, states[3].seq));
  heads.setAsOf(heads.asOf() + 1);
  states[3].heads = heads.serialise();
  auto tx = must(lived.world.centre().store().read());
  CHECK_FALSE(must(packStates(*tx, lived.rules(), states, village)));
}

TEST_CASE("damaged columns of records are refused or give the same number of records") {
  Lived lived;
  const auto states = lived.states();
  const auto columns = lived.pack(states);
  for (std::size_t cut = 0; cut < columns.size(); cut += 3)
    CHECK_FALSE(unpackStates(std::string_view(columns).substr(0, cut), lived.rules(), village));
  SeededRandom random(seed());
  for (int i = 0; i < 2'000; ++i) {
    auto damaged = columns;
    damaged[random.below(damaged.size())] = static_cast<char>(random.below(256));
    const auto read = unpackStates(damaged, lived.rules(), village);
    CHECK((!read || read->size() <= 65'536));
  }
}
