// Records and people that come and go: moves between villages, changed scopes, what must not stay behind.

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/replica/picture.h"
#include "tests/replica/world.h"

namespace bf::test {
namespace {

void agree(Township& in) {
  for (auto* tablet : in.all()) {
    INFO(difference(in.world, *tablet));
    CHECK(difference(in.world, *tablet).empty());
  }
}

/// How often a word stands in the tablet's file or its log.
std::size_t traces(const Tablet& tablet, const std::string& word) {
  std::size_t count = 0;
  for (const auto* tail : {"", "-wal"}) {
    std::ifstream file(tablet.path() + tail, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(file), {}};
    for (auto at = content.find(word); at != std::string::npos; at = content.find(word, at + 1)) ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("a household that moves leaves one tablet and appears on the other with all that hangs from it") {
  Township in;
  const auto household = in.household();
  const auto member = in.one.save(makeChild("member", household, {{"name", "王小明"}}));
  const auto visit = in.one.save(makeChild("visit", household, {{"visitor_name", "李"}}));
  const auto demand = in.one.save(makeChild("visit_demand", visit, {}));
  in.world.settle(in.all());
  in.office.save(moveTo("household", household, otherVillage));
  in.world.settle(in.all());
  for (const auto& [kind, record] : std::vector<std::pair<std::string, RecordId>>{
           {"household", household}, {"member", member}, {"visit", visit}, {"visit_demand", demand}}) {
    INFO(kind);
    CHECK_FALSE(in.one.has(kind, record));
    CHECK_FALSE(in.two.has(kind, record));
    CHECK(in.next.has(kind, record));
    CHECK(in.office.has(kind, record));
  }
  agree(in);
  in.next.save(change("member", member, {{"name", "王大明"}}));
  in.world.settle(in.all());
  CHECK(in.office.shows("member", member, "name") == "王大明");
  CHECK_FALSE(in.one.has("member", member));
  agree(in);
}

TEST_CASE("a household that moves away and back is where it was, with what was written meanwhile") {
  Township in;
  const auto household = in.household();
  in.office.save(moveTo("household", household, otherVillage));
  in.world.settle({&in.office, &in.next});
  in.next.save(change("household", household, {{"phone", "written there"}}));
  in.world.settle({&in.next, &in.office});
  in.office.save(moveTo("household", household, village));
  in.world.settle(in.all());
  CHECK(in.one.shows("household", household, "phone") == "written there");
  CHECK_FALSE(in.next.has("household", household));
  agree(in);
}

TEST_CASE("an edit made before its author could know of a move is accepted and reaches the new village") {
  Township in;
  const auto household = in.household();
  in.office.save(moveTo("household", household, otherVillage));
  in.world.sync(in.office);
  in.one.save(change("household", household, {{"phone", "late"}}));
  const auto visit = in.one.save(makeChild("visit", household, {{"visitor_name", "李"}}));
  in.world.settle(in.all());
  CHECK(in.world.held().empty());
  CHECK(in.next.shows("household", household, "phone") == "late");
  CHECK(in.next.has("visit", visit));
  CHECK_FALSE(in.one.has("household", household));
  CHECK(must(in.one->waiting()).changes == 0);
  agree(in);
}

TEST_CASE("two moves at once end in one place for everyone") {
  Township in;
  const auto household = in.household();
  const auto second = in.world.addUser(townshipClerk, {{township, true}, {441424101, true}});
  auto& other = in.world.addTablet(second);
  in.world.sync(other);
  in.office.save(moveTo("household", household, otherVillage));
  in.world.pass(5'000'000);
  other.save(moveTo("household", household, farVillage));
  in.world.settle({&in.office, &in.one, &in.two, &in.next, &other});
  CHECK_FALSE(in.next.has("household", household));
  CHECK_FALSE(in.office.has("household", household));
  CHECK(other.has("household", household));
  agree(in);
  CHECK(difference(in.world, other).empty());
}

TEST_CASE("a move whose clock was ahead follows the bound that the centre gives it, on the mover's tablet too") {
  Township in;
  const auto household = in.household();
  const auto second = in.world.addUser(townshipClerk, {{township, true}});
  auto& other = in.world.addTablet(second);
  in.world.sync(other);
  in.office.clock().off = 86'400'000'000LL;
  in.office.save(moveTo("household", household, otherVillage));
  in.world.sync(in.office);
  in.world.pass(60'000'000);
  const RegionCode third = 441424100203;
  in.world.office([&](StoreTx& tx) { must(Registry(tx).putRegion(third, "第三村")); });
  in.world.setGrants(in.clerk, {{township, true}});
  other.save(moveTo("household", household, third));
  in.world.settle({&in.office, &in.one, &in.two, &in.next, &other});
  agree(in);
  CHECK(difference(in.world, other).empty());
  const auto tx = must(in.office.store().read());
  CHECK(must(tx->find(kindNumber("household"), household))->region == third);
}

TEST_CASE("what was written about a moved household can be sent again after the tablet no longer shows it") {
  Township in;
  const auto household = in.household();
  const auto copy = in.world.backup();
  in.one.save(change("household", household, {{"phone", "unarchived"}}));
  in.world.settle(in.all());
  in.office.save(moveTo("household", household, otherVillage));
  in.world.settle(in.all());
  CHECK_FALSE(in.one.has("household", household));
  in.world.restore(copy);
  in.world.settle({&in.one});
  CHECK(in.world.shows("household", household, "phone") == "unarchived");
  in.world.settle(in.all());
  CHECK_FALSE(in.one.has("household", household));
  CHECK(in.next.shows("household", household, "phone") == "unarchived");
  agree(in);
}

TEST_CASE("a scope that shrinks takes its records from the tablet, and their text once a backup has them") {
  Township in;
  auto& both = in.office;
  const auto household = in.one.save(makeRoot("household", village, {{"head_name", "SECRETHEAD"}}));
  in.world.settle(in.all());
  both.save(change("household", household, {{"address", "SECRETADDRESS"}}));
  in.world.settle(in.all());
  const auto kept = both.save(makeRoot("household", otherVillage, {{"head_name", "OTHERHEAD"}}));
  in.world.settle(in.all());
  CHECK(traces(both, "SECRETHEAD") > 0);
  in.world.setGrants(in.clerk, {{otherVillage, true}});
  in.world.settle(in.all());
  CHECK_FALSE(both.has("household", household));
  CHECK(both.has("household", kept));
  CHECK(must(both.store().read())->search("secrethead", 10)->empty());
  // Its own words about it stay until they are in a backup: a restore would ask for them.
  CHECK(must(both->waiting()).unarchived > 0);
  in.world.backup();
  in.world.settle(in.all());
  CHECK(traces(both, "SECRET") == 0);
  CHECK(traces(both, "secrethead") == 0);  // as the search kept it
  CHECK(traces(both, "OTHERHEAD") > 0);
  CHECK(difference(in.world, both).empty());
  const auto tx = must(both.store().read());
  for (const auto& log : must(tx->batchesFrom(0, 1000))) CHECK(chainHead(log.batch) == log.head);
}

TEST_CASE("text of a household that leaves after everything about it is archived goes at once") {
  Township in;
  const auto household = in.household("SECRETHEAD");
  in.world.backup();
  in.world.settle(in.all());
  in.office.save(moveTo("household", household, otherVillage));
  in.world.settle(in.all());
  in.world.backup();
  in.world.retireBackups();
  in.world.backup();
  in.world.settle(in.all());
  for (auto* tablet : {&in.one, &in.two}) CHECK(traces(*tablet, "SECRETHEAD") == 0);
  CHECK(traces(in.next, "SECRETHEAD") > 0);
}

TEST_CASE("a record that comes back is not purged any more") {
  Township in;
  const auto household = in.household("COMESBACK");
  in.one.save(change("household", household, {{"phone", "138"}}));
  in.world.settle(in.all());
  in.office.save(moveTo("household", household, otherVillage));
  in.world.settle(in.all());
  in.office.save(moveTo("household", household, village));
  in.world.settle(in.all());
  in.world.backup();
  in.world.settle(in.all());
  CHECK(in.one.shows("household", household, "head_name") == "COMESBACK");
  const auto tx = must(in.one.store().read());
  CHECK(must(tx->list(Space::evicted, {}, {}, 10)).empty());
  for (const auto& log : must(tx->batchesFrom(0, 1000)))
    for (const auto& entry : log.batch.entries) CHECK_FALSE(entry.withheld());
}

TEST_CASE("a wider scope brings the new villages, and work in the old ones goes on meanwhile") {
  Township in;
  const auto there = in.next.save(makeRoot("household", otherVillage, {{"head_name", "李"}}));
  in.world.settle(in.all());
  in.world.setGrants(in.secretary, {{village, true}, {otherVillage, true}});
  const auto here = in.one.save(makeRoot("household", village, {{"head_name", "王"}}));
  in.world.settle(in.all());
  CHECK(in.one.has("household", there));
  CHECK(in.two.has("household", here));
  in.one.save(change("household", there, {{"phone", "138"}}));
  in.world.settle(in.all());
  CHECK(in.next.shows("household", there, "phone") == "138");
  agree(in);
}

TEST_CASE("what lies above the villages is seen by all below and written by those whom it belongs to") {
  Township in;
  const auto record = in.office.save(makeRoot("target", township, {}));
  in.world.settle(in.all());
  for (auto* tablet : in.all()) CHECK(tablet->has("target", record));
  CHECK(refused(in.one->save(makeRoot("target", village, {}))) == Errc::notAllowed);
  const auto report = in.office.save(makeRoot("report", township, {}));
  in.world.settle(in.all());
  CHECK(refused(in.one->save(change("report", report, {{"title", "季度分析"}}))) == Errc::outOfScope);
  agree(in);
}

TEST_CASE("a user of the county reads every registered village below it") {
  Township in;
  const auto household = in.household();
  const auto officer = in.world.addUser(countyOffice, {{county, false}});
  auto& above = in.world.addTablet(officer);
  const auto province = in.world.addUser(countyOffice, {{44, false}});
  auto& top = in.world.addTablet(province);
  in.world.settle({&above, &top});
  CHECK(above.has("household", household));
  CHECK(top.has("household", household));
  in.one.save(change("household", household, {{"phone", "138"}}));
  in.world.settle({&in.one, &above, &top});
  CHECK(above.shows("household", household, "phone") == "138");
  CHECK(top.shows("household", household, "phone") == "138");
  CHECK(refused(above->save(change("household", household, {{"phone", "1"}}))) == Errc::outOfScope);
}

}  // namespace bf::test
