// Answers in small pieces, and lines that break at every step.

#include <catch2/catch.hpp>

#include "tests/replica/picture.h"
#include "tests/replica/world.h"

namespace bf::test {
namespace {

void agree(World& world, const std::vector<Tablet*>& tablets) {
  for (auto* tablet : tablets) {
    INFO(difference(world, *tablet));
    CHECK(difference(world, *tablet).empty());
  }
}

/// Households with visits, some with long texts, and some that moved.
std::vector<RecordId> fill(Township& in, int households) {
  std::vector<RecordId> made;
  for (int i = 0; i < households; ++i) {
    made.push_back(in.one.save(makeRoot("household", village, {{"head_name", "户" + std::to_string(i)}})));
    for (int k = 0; k < 3; ++k) {
      const auto visit = in.one.save(makeChild("visit", made.back(), {{"conversation", std::string(300, 'x')}}));
      in.one.save(makeChild("visit_demand", visit, {}));
    }
  }
  in.world.settle(in.all());
  return made;
}

}  // namespace

TEST_CASE("pulls and pictures of a few bytes lose nothing and repeat nothing for ever") {
  Township in;
  const auto households = fill(in, 12);
  const Meeting small{.pushBytes = 1, .pullBytes = 1, .chunkBytes = 1, .goesOn = {}};
  auto& late = in.world.addTablet(in.secretary);
  CHECK(in.world.sync(late, small));
  for (const auto& household : households) in.office.save(change("household", household, {{"phone", "138"}}));
  in.office.save(moveTo("household", households[0], otherVillage));
  in.office.save(moveTo("household", households[1], otherVillage));
  in.world.settle({&in.office, &late, &in.one, &in.two, &in.next}, small);
  agree(in.world, {&late, &in.one, &in.two, &in.next, &in.office});
}

TEST_CASE("an answer is larger than was asked for by at most one batch or record") {
  Township in;
  fill(in, 20);
  const auto tx = must(in.world.store().read());
  const auto sender = in.world.senderOf(in.two);
  const auto sizeOf = [](const std::vector<RecordState>& states) {
    std::size_t bytes = 0;
    for (const auto& state : states) bytes += state.heads.size() + state.values.size() + 48;
    return bytes;
  };
  std::string after;
  std::size_t chunks = 0;
  std::size_t records = 0;
  do {
    const auto chunk = must(in.world.centre().snapshot(*tx, sender, village, after, 2000));
    CHECK(sizeOf(chunk.states) < 2000 + 1000);
    CHECK(!chunk.states.empty());
    records += chunk.states.size();
    after = chunk.after;
    ++chunks;
  } while (!after.empty());
  CHECK(records == 20 * 7);
  CHECK(chunks > 10);
}

TEST_CASE("a moved household with years of visits is told record by record") {
  Township in;
  const auto household = in.household();
  for (int i = 0; i < 150; ++i) in.one.save(makeChild("visit", household, {{"conversation", std::string(1500, 'y')}}));
  in.world.settle(in.all());
  in.office.save(moveTo("household", household, otherVillage));
  in.world.settle({&in.office});
  const auto tx = must(in.world.store().read());
  auto cursor = must(in.next->state()).cursor;
  std::size_t states = 0;
  std::size_t pulls = 0;
  for (;;) {
    const auto pulled = must(in.world.centre().pull(*tx, in.world.senderOf(in.next), cursor, false, 20'000));
    CHECK(pulled.states.size() <= 15);
    states += pulled.states.size();
    cursor = pulled.cursor;
    ++pulls;
    if (!pulled.more) break;
  }
  CHECK(states == 151);
  CHECK(pulls > 10);
  in.world.settle(in.all());
  agree(in.world, in.all());
}

TEST_CASE("a picture goes on where it broke off, also when its household has moved away or grown meanwhile") {
  Township in;
  const auto households = fill(in, 6);
  auto& late = in.world.addTablet(in.secretary);
  int steps = 5;
  const Meeting broken{.chunkBytes = 1500, .goesOn = [&](int exchange, bool) { return exchange < steps; }};
  CHECK_FALSE(in.world.sync(late, broken));
  const auto after = must(late->state()).snapshotAfter;
  CHECK_FALSE(after.empty());
  // The household that is half sent leaves; another gets more visits; a new one is made.
  in.office.save(moveTo("household", households[1], otherVillage));
  in.office.save(makeChild("visit", households[2], {{"conversation", "new"}}));
  in.office.save(makeRoot("household", village, {{"head_name", "new"}}));
  in.world.settle({&in.office});
  late.reopen();
  CHECK(must(late->state()).snapshotAfter == after);
  CHECK(in.world.sync(late, {.chunkBytes = 1500, .goesOn = {}}));
  in.world.settle({&late, &in.office});
  agree(in.world, {&late});
}

TEST_CASE("a token that no centre gave is refused") {
  Township in;
  fill(in, 2);
  const auto tx = must(in.world.store().read());
  const auto sender = in.world.senderOf(in.one);
  CHECK(refused(in.world.centre().snapshot(*tx, sender, village, "short", 1000)) == Errc::malformed);
  CHECK(refused(in.world.centre().snapshot(*tx, sender, otherVillage, {}, 1000)) == Errc::outOfScope);
  const auto odd = must(in.world.centre().snapshot(*tx, sender, village, std::string(40, '\xff'), 1000));
  CHECK(odd.cursor <= must(tx->lastSeq(false)));
}

TEST_CASE("a line that breaks at any step, before or after the centre has done its part, loses nothing") {
  for (int cut = 0; cut < 14; ++cut)
    for (const bool afterCentre : {false, true}) {
      INFO("cut " << cut << (afterCentre ? " after" : " before"));
      Township in;
      const auto household = in.household();
      const auto mine = in.household();
      in.world.backup();
      in.one.save(change("household", household, {{"phone", "of one"}}));
      in.one.save(makeRoot("household", village, {{"head_name", "张"}}));
      must(in.one->seal());
      in.one.save(change("household", household, {{"address", "of one"}}));
      in.two.save(change("household", household, {{"phone", "of two"}}));
      in.two.save(makeChild("visit", household, {}));
      in.office.save(moveTo("household", mine, otherVillage));
      in.world.settle({&in.two, &in.office});
      in.world.setGrants(in.secretary, {{village, true}, {farVillage, true}});
      Meeting broken{.pushBytes = 1, .pullBytes = 1, .chunkBytes = 1, .goesOn = {}};
      broken.goesOn = [&](int exchange, bool after) { return exchange != cut || after != afterCentre; };
      (void)in.world.sync(in.one, broken);
      in.one.reopen();
      in.world.settle(in.all());
      REQUIRE(difference(in.world, in.one).empty());
      agree(in.world, in.all());
      CHECK(must(in.one->waiting()).changes == 0);
      CHECK(in.office.shows("household", household, "address") == "of one");
    }
}

TEST_CASE("an answer whose receipts were lost does not bring back what others had replaced in the meantime") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"phone", "of one"}}));
  // The centre has it, the tablet does not know.
  const Meeting lost{.read = true, .goesOn = [](int exchange, bool after) { return !(exchange == 1 && after); }};
  CHECK_FALSE(in.world.sync(in.one, lost));
  CHECK(in.world.shows("household", household, "phone") == "of one");
  in.world.settle({&in.two});
  in.two.save(change("household", household, {{"phone", "of two, who saw it"}}));
  in.world.settle({&in.two});
  // A picture of the record comes before the receipt.
  const auto sender = in.world.senderOf(in.one);
  const auto chunk = must(in.world.centre().snapshot(*must(in.world.store().read()), sender, village, {}, 1 << 20));
  must(in.one->take(village, chunk));
  CHECK(must(in.one->conflicts(10)).empty());
  CHECK(must(in.one->state()).snapshotsDue == std::vector<RegionCode>{village});
  in.world.settle(in.all());
  CHECK(must(in.one->state()).snapshotsDue.empty());
  CHECK(in.one.shows("household", household, "phone") == "of two, who saw it");
  agree(in.world, in.all());
}

TEST_CASE("unsealed work stays on top of a picture that comes") {
  Township in;
  const auto household = in.household();
  in.two.save(change("household", household, {{"phone", "of two"}}));
  in.world.settle({&in.two});
  in.one.save(change("household", household, {{"address", "mine"}}));
  const auto chunk =
      must(in.world.centre().snapshot(*must(in.world.store().read()), in.world.senderOf(in.one), village, {}, 1 << 20));
  must(in.one->take(village, chunk));
  CHECK(in.one.shows("household", household, "phone") == "of two");
  CHECK(in.one.shows("household", household, "address") == "mine");
  in.world.settle(in.all());
  agree(in.world, in.all());
}

}  // namespace bf::test
