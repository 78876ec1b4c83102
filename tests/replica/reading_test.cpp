// What a person can ask a tablet: history, receipts, what is waiting.

#include <catch2/catch.hpp>

#include "tests/replica/picture.h"
#include "tests/replica/world.h"

namespace bf::test {

TEST_CASE("the history of an answer has every write that the tablet holds, newest first, with who and when") {
  Township in;
  const auto household = in.one.save(makeRoot("household", village, {{"phone", "1"}}));
  in.world.settle(in.all());
  in.world.pass(1'000'000);
  in.two.save(change("household", household, {{"phone", "2"}, {"address", "村东"}}));
  in.world.settle(in.all());
  in.world.pass(1'000'000);
  in.one.save(clear("household", household, "phone"));
  in.world.pass(1'000'000);
  in.one.save(change("household", household, {{"address", "村西"}}));
  const auto phone = numberOf("household", "phone");
  const auto found = must(in.one->history(kindNumber("household"), household, phone));
  REQUIRE(found.size() == 3);
  CHECK(found[0].wire.empty());
  CHECK(found[0].head);
  CHECK(found[0].received == 0);
  CHECK(found[1].wire == wireOf("household", "phone", "2"));
  CHECK(found[1].device == in.two.device());
  CHECK(found[1].user == in.secretary);
  CHECK(found[1].role == villageSecretary);
  CHECK(found[1].received > found[1].stamp);
  CHECK_FALSE(found[1].head);
  CHECK(found[2].change == household);
  in.world.settle(in.all());
  CHECK(must(in.two->history(kindNumber("household"), household, phone)).size() == 3);
  CHECK(must(in.one->history(kindNumber("household"), household, phone)).front().received != 0);
  CHECK(refused(in.one->history(kindNumber("household"), idOf(hashOf("x")), phone)) == Errc::notFound);
}

TEST_CASE("what waits is counted until the centre has it, and then until every backup has it") {
  Township in;
  const auto household = in.household();
  in.world.backup();
  in.world.settle(in.all());
  CHECK(must(in.one->waiting()).unarchived == 0);
  in.one.save(change("household", household, {{"phone", "1"}}));
  in.one.save(change("household", household, {{"phone", "2"}}));
  CHECK(must(in.one->waiting()).changes == 2);
  CHECK(must(in.one->waiting()).batches == 0);
  must(in.one->seal());
  CHECK(must(in.one->waiting()).changes == 2);
  CHECK(must(in.one->waiting()).batches == 1);
  in.world.sync(in.one);
  CHECK(must(in.one->waiting()).changes == 0);
  CHECK(must(in.one->waiting()).unarchived == 2);
  in.world.backup();
  in.world.settle(in.all());
  CHECK(must(in.one->waiting()).unarchived == 2);  // the older backup could still be restored
  in.world.retireBackups();
  in.world.backup();
  in.world.settle(in.all());
  CHECK(must(in.one->waiting()).unarchived == 0);
}

TEST_CASE("receipts are kept, newest first, and the newest is a witness that the centre knows as its own") {
  Township in;
  CHECK_FALSE(must(in.two->newestReceipt()));
  const auto household = in.household();
  for (int i = 0; i < 3; ++i) {
    in.one.save(change("household", household, {{"phone", std::to_string(i)}}));
    in.world.sync(in.one);
  }
  const auto receipts = must(in.one->receipts(10));
  REQUIRE(receipts.size() == 4);
  CHECK(receipts[0].seq > receipts[1].seq);
  CHECK(must(in.one->receipts(2)).size() == 2);
  const auto newest = must(in.one->newestReceipt());
  CHECK(newest == receipts[0]);
  CHECK(in.world.centre().gaveReceipt(*newest));
  in.one.reopen();
  CHECK(must(in.one->newestReceipt()) == newest);
  CHECK(refused(in.one->take(Receipt{hashOf("x"), 1, 1, 1, 1, {}, {}, false})) == Errc::notFound);
}

TEST_CASE("a verdict that a change is held stays with its receipt") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"phone", "1"}}));
  in.world.setGrants(in.secretary, {{otherVillage, true}});
  in.world.sync(in.one);
  const auto newest = must(in.one->newestReceipt());
  REQUIRE(newest->verdicts.size() == 1);
  CHECK(newest->verdicts[0].code == VerdictCode::heldOutOfScope);
}

TEST_CASE("a tablet knows the names of its regions") {
  Township in;
  const auto regions = must(in.one->regions());
  REQUIRE(regions.size() == 3);
  CHECK(regions[2].code() == village);
  CHECK(regions[2].name() == "地区441424100201");
}

}  // namespace bf::test
