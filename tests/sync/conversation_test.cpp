// What a tablet and its centre make of a day, and of a day with a fault at every step.

#include <catch2/catch.hpp>

#include "tests/seed.h"
#include "tests/sync/world.h"

using namespace bf;
using namespace bf::test;

namespace {

const std::uint32_t householdKind = kindOf("household").number;

/// A day of a secretary: every household confirmed and visited.
void workThrough(Tablet& tablet, const std::string& phone) {
  for (const auto& household : households(tablet.replica().store())) {
    editHousehold(tablet, household, {{"phone", phone}, {"persons", std::int64_t{4}}});
    visit(tablet, household, "户主在家，反映门前道路未硬化。");
  }
}

void converged(World& world, std::initializer_list<Tablet*> tablets) {
  const auto centre = dump(world.centre().store(), village);
  for (auto* tablet : tablets) {
    CHECK(must(tablet->replica().waiting()).changes == 0);
    CHECK(dump(tablet->replica().store(), village) == centre);
  }
}

/// What the centre believes that the tablet still has to send.
std::uint64_t waitingAt(World& world, const Tablet& tablet) {
  const auto tx = must(world.centre().store().read());
  return must(Registry(*tx).device(tablet.device())).value().waiting();
}

}  // namespace

TEST_CASE("the centre knows after a sync that nothing waits, held changes among it, and after half a sync how much") {
  World world;
  world.centre().import(village, 20, 2);
  auto tablet = world.secretary();
  REQUIRE(world.sync(*tablet).done());
  workThrough(*tablet, "13900000000");
  tablet->options.pushBytes = 1;  // every batch a flight of its own
  must(tablet->replica().seal());
  workThrough(*tablet, "13900000001");
  const auto cut = world.sync(*tablet, {Fault::Kind::requestLost, 2});
  REQUIRE_FALSE(cut.done());
  CHECK(waitingAt(world, *tablet) == must(tablet->replica().waiting()).changes);
  CHECK(waitingAt(world, *tablet) == 40);

  auto& centre = world.centre();
  centre.write([&](StoreTx&, Registry& registry) {
    must(registry.setGrants(tablet->keys().user, {{otherVillage, true}}, "office", centre.clock.now()));
  });
  const auto rest = world.sync(*tablet);
  REQUIRE(rest.done());
  CHECK(rest.progress.changesHeld > 0);
  CHECK(waitingAt(world, *tablet) == 0);
}

TEST_CASE("a tablet enrols, gets its village, and an ordinary evening is one round trip") {
  World world;
  world.centre().import(village, 20, 2);
  auto tablet = world.secretary();
  const auto first = world.sync(*tablet);
  REQUIRE(first.done());
  CHECK(households(tablet->replica().store()).size() == 20);
  CHECK(first.progress.recordsTaken == 60);
  converged(world, {tablet.get()});

  workThrough(*tablet, "13900000000");
  const auto evening = world.sync(*tablet);
  REQUIRE(evening.done());
  CHECK(evening.flights.size() == 1);
  CHECK(evening.progress.changesToSend == 40);
  CHECK(evening.progress.changesReceipted == 40);
  CHECK(evening.progress.changesHeld == 0);
  CHECK(evening.flights[0].resends == 0);
  CHECK(evening.progress.alarms.empty());
  converged(world, {tablet.get()});

  const auto nothing = world.sync(*tablet);
  REQUIRE(nothing.done());
  CHECK(nothing.flights.size() == 1);
  CHECK(nothing.progress.bytesUp + nothing.progress.bytesDown <= 250);
}

TEST_CASE("what the township edited comes down in one round trip, in columns that need no second question") {
  World world;
  world.centre().import(village, 20, 2);
  auto tablet = world.secretary();
  auto clerk = world.clerk();
  REQUIRE(world.sync(*tablet).done());
  REQUIRE(world.sync(*clerk).done());
  const auto known = households(clerk->replica().store());
  for (int i = 0; i < 3; ++i)
    editHousehold(*clerk, known[static_cast<std::size_t>(i)], {{"phone", std::string("13811111111")}});
  REQUIRE(world.sync(*clerk).done());
  const auto evening = world.sync(*tablet);
  REQUIRE(evening.done());
  CHECK(evening.flights.size() == 1);
  CHECK(evening.progress.batchesTaken == 1);
  CHECK(evening.progress.bytesUp + evening.progress.bytesDown <= 600);
  converged(world, {tablet.get(), clerk.get()});
}

TEST_CASE("a field that both edited travels again in exact bytes, and both values are kept") {
  World world;
  world.centre().import(village, 5);
  auto tablet = world.secretary();
  auto clerk = world.clerk();
  REQUIRE(world.sync(*tablet).done());
  REQUIRE(world.sync(*clerk).done());
  const auto household = households(tablet->replica().store())[2];
  // Several edits in a row, so that what the columns imply of earlier writes is put to the test.
  for (const auto* phone : {"13800000001", "13800000002"}) {
    editHousehold(*clerk, household, {{"head_name", std::string(phone)}});
    editHousehold(*tablet, household, {{"head_name", std::string(phone) + "x"}, {"persons", std::int64_t{3}}});
  }
  REQUIRE(world.sync(*clerk).done());
  editHousehold(*clerk, household, {{"head_name", std::string("third")}});
  REQUIRE(world.sync(*tablet).done());
  REQUIRE(world.sync(*clerk).done());
  REQUIRE(world.sync(*tablet).done());
  converged(world, {tablet.get(), clerk.get()});
  auto tx = must(world.centre().store().read());
  CHECK(must(world.centre().replica().conflicts(*tx, householdKind, 0, 10)).size() == 1);
  CHECK(must(tablet->replica().conflicts(10)).size() == 1);
}

TEST_CASE("a client that neither packs nor decompresses is served the same") {
  World world;
  world.centre().import(village, 12, 3);
  auto tablet = world.secretary();
  auto clerk = world.clerk();
  tablet->options.features = bianfang::FEATURE_NONE;
  REQUIRE(world.sync(*tablet).done());
  REQUIRE(world.sync(*clerk).done());
  workThrough(*tablet, "13900000000");
  REQUIRE(world.sync(*tablet).done());
  REQUIRE(world.sync(*clerk).done());
  editHousehold(*clerk, households(clerk->replica().store())[1], {{"phone", std::string("13811111111")}});
  REQUIRE(world.sync(*clerk).done());
  REQUIRE(world.sync(*tablet).done());
  converged(world, {tablet.get(), clerk.get()});
}

TEST_CASE("whatever breaks at whatever step, nothing is lost and the next connection goes on") {
  const auto play = [](Fault fault) {
    World world;
    world.centre().import(village, 6, 2);
    auto tablet = world.secretary();
    auto clerk = world.clerk();
    REQUIRE(world.sync(*clerk).done());
    tablet->options.snapshotBytes = 1;  // as many chunks as there can be
    unsigned flights = 0;
    auto outcome = world.sync(*tablet, fault);
    flights += static_cast<unsigned>(outcome.flights.size());
    if (!outcome.done()) REQUIRE(world.sync(*tablet).done());
    workThrough(*tablet, "13900000000");
    for (const auto& household : households(clerk->replica().store()))
      editHousehold(*clerk, household, {{"phone", std::string("13811111111")}, {"address", std::string("新村")}});
    REQUIRE(world.sync(*clerk).done());
    Fault later = fault;
    later.flight = fault.flight > flights ? fault.flight - flights : 0;
    outcome = world.sync(*tablet, later);
    flights += static_cast<unsigned>(outcome.flights.size());
    const bool faulted = fault.kind == Fault::Kind::none || fault.flight <= flights || !outcome.done();
    if (!outcome.done()) REQUIRE(world.sync(*tablet).done());
    REQUIRE(world.sync(*clerk).done());
    REQUIRE(world.sync(*tablet).done());
    converged(world, {tablet.get(), clerk.get()});
    CHECK(dump(world.centre().store(), village).size() == 6 * 4);
    return faulted;
  };
  for (const auto kind : {Fault::Kind::none, Fault::Kind::requestLost, Fault::Kind::commitFails,
                          Fault::Kind::answerLost, Fault::Kind::answerDamaged}) {
    for (unsigned flight = 1;; ++flight) {
      INFO(name(kind) << " at flight " << flight << ", seed " << seed());
      if (!play({kind, flight}) || kind == Fault::Kind::none) break;
    }
  }
}

TEST_CASE("a push larger than a flight goes up in several, each with its receipts") {
  World world;
  world.centre().import(village, 30);
  auto tablet = world.secretary();
  REQUIRE(world.sync(*tablet).done());
  tablet->options.pushBytes = 2'000;
  for (int round = 0; round < 4; ++round) {
    workThrough(*tablet, "1390000000" + std::to_string(round));
    must(tablet->replica().seal());
  }
  const auto outcome = world.sync(*tablet);
  REQUIRE(outcome.done());
  CHECK(outcome.flights.size() == 4);
  CHECK(outcome.progress.changesReceipted == 240);
  converged(world, {tablet.get()});
}

TEST_CASE("what breaks a hard rule is held with a verdict, and the rest of its batch goes through") {
  World world;
  world.centre().import(village, 3);
  auto tablet = world.secretary();
  REQUIRE(world.sync(*tablet).done());
  const auto known = households(tablet->replica().store());
  editHousehold(*tablet, known[0], {{"phone", std::string("13900000001")}});
  // The office takes the right to write away before the tablet hears of it.
  world.centre().write([&](StoreTx&, Registry& registry) {
    must(registry.setGrants(tablet->keys().user, {{village, false}}, "test", world.centre().clock.now()));
  });
  editHousehold(*tablet, known[1], {{"phone", std::string("13900000002")}});
  const auto outcome = world.sync(*tablet);
  REQUIRE(outcome.done());
  CHECK(outcome.progress.changesReceipted == 2);
  CHECK(outcome.progress.changesHeld == 2);
  const auto receipts = must(tablet->replica().receipts(10));
  REQUIRE(receipts.size() == 1);
  CHECK(receipts[0].verdicts.at(0).code == VerdictCode::heldOutOfScope);
  CHECK(world.centre().replica().gaveReceipt(receipts[0]));
}

TEST_CASE("a region that is added to the scope comes down; one that is taken away leaves the tablet") {
  World world;
  world.centre().import(village, 4);
  world.centre().import(otherVillage, 5);
  auto tablet = world.secretary();
  REQUIRE(world.sync(*tablet).done());
  CHECK(households(tablet->replica().store()).size() == 4);
  const auto grant = [&](std::vector<GrantedRegion> grants) {
    world.centre().write([&](StoreTx&, Registry& registry) {
      must(registry.setGrants(tablet->keys().user, grants, "test", world.centre().clock.now()));
    });
  };
  grant({{village, true}, {otherVillage, true}});
  REQUIRE(world.sync(*tablet).done());
  CHECK(households(tablet->replica().store()).size() == 9);
  CHECK(dump(tablet->replica().store(), otherVillage) == dump(world.centre().store(), otherVillage));
  grant({{otherVillage, true}});
  REQUIRE(world.sync(*tablet).done());
  CHECK(households(tablet->replica().store()).size() == 5);
  CHECK(dump(tablet->replica().store(), village).empty());
}

TEST_CASE("the names of all who have a grant here come with the scope, and stay when they have gone") {
  World world;
  world.centre().import(village, 1);
  auto tablet = world.secretary();
  const auto add = [&](const char* name, RegionCode region) {
    std::uint32_t number = 0;
    world.centre().write([&](StoreTx&, Registry& registry) {
      number = must(registry.addUser(name, bianfang::VILLAGE_SECRETARY, {{region, true}}, "test",
                                     world.centre().clock.now()))
                   .number();
    });
    return number;
  };
  const auto helper = add("古秀英", village);
  const auto stranger = add("别处的人", otherVillage);
  REQUIRE(world.sync(*tablet).done());
  auto people = must(tablet->replica().state()).people;
  CHECK(people.at(helper) == "古秀英");
  CHECK_FALSE(people.contains(stranger));
  CHECK_FALSE(people.contains(tablet->keys().user));
  const auto later = add("何文光", village);
  REQUIRE(world.sync(*tablet).done());
  CHECK(must(tablet->replica().state()).people.at(later) == "何文光");
  world.centre().write([&](StoreTx&, Registry& registry) {
    const auto now = world.centre().clock.now();
    must(registry.setGrants(helper, {{otherVillage, true}}, "test", now));
    must(registry.setGrants(tablet->keys().user, {{village, true}}, "test", now));
  });
  REQUIRE(world.sync(*tablet).done());
  people = must(tablet->replica().state()).people;
  CHECK(people.at(helper) == "古秀英");
  CHECK(people.at(later) == "何文光");
}
