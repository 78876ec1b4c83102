// What a tablet keeps for its people beside the log.

#include "shared/replica/tablet_notes.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "shared/replica/removal_conflict.h"
#include "tests/replica/world.h"

namespace bf::test {
namespace {

std::vector<Overruled> lostOn(Tablet& tablet) { return must(overruled(*must(tablet.store().read()), 100)); }

RecordRow rowOf(Tablet& tablet, const RecordId& household) {
  return *must(must(tablet.store().read())->find(kindNumber("household"), household));
}

}  // namespace

TEST_CASE("whose answer gave way to a decision has it noted on the tablet, once and until it was read") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"bank", "农商银行"}}));
  in.two.save(change("household", household, {{"bank", "邮储银行"}}));
  in.world.settle(in.all());
  CHECK(lostOn(in.one).empty());
  in.office.save(decide("household", household, {{"bank", "邮储银行"}}));
  in.world.settle(in.all());

  const auto lost = lostOn(in.one);
  REQUIRE(lost.size() == 1);
  CHECK(lost[0].kind == kindNumber("household"));
  CHECK(lost[0].record == household);
  CHECK(lost[0].wire == wireOf("household", "bank", "农商银行"));
  const auto heads = rowOf(in.one, household).heads.headsOf(lost[0].field);
  CHECK(heads == std::vector{lost[0].decision});
  CHECK(lostOn(in.two).empty());
  CHECK(lostOn(in.office).empty());

  auto tx = must(in.one.store().begin());
  must(forgetOverruled(*tx, lost[0]));
  must(tx->commit());
  CHECK(lostOn(in.one).empty());
}

TEST_CASE("an edit of somebody who took over the shown value in good order overrules nobody") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"bank", "农商银行"}}));
  in.world.settle(in.all());
  in.two.save(change("household", household, {{"bank", "邮储银行"}}));
  in.world.settle(in.all());
  CHECK(lostOn(in.one).empty());
}

TEST_CASE("a decision between a removal and an edit is noted with the one against whom it went") {
  for (const bool removed : {false, true}) {
    Township in;
    const auto household = in.household();
    in.one.save(change("household", household, {{"bank", "农商银行"}}));
    must(in.two->remove(kindNumber("household"), household, "重复"));
    in.world.settle(in.all());
    const auto unseen = editsUnseen(rowOf(in.office, household).heads);
    REQUIRE(unseen.size() == 1);
    CHECK(fieldsOf(rowOf(in.office, household).heads, unseen[0].id).size() == 1);
    if (removed) must(in.office->remove(kindNumber("household"), household, "重复"));
    else in.office.save(clear("household", household, "removal"));
    in.world.settle(in.all());
    INFO("removed: " << removed);
    const auto lost = lostOn(removed ? in.one : in.two);
    REQUIRE(lost.size() == 1);
    CHECK(lost[0].field == wholeRecord);
    CHECK(lost[0].wire.empty() == removed);
    CHECK(lostOn(removed ? in.two : in.one).empty());
    CHECK(editsUnseen(rowOf(in.one, household).heads).empty());
  }
}

TEST_CASE("a value that came with a picture is still known after the first edit, and goes with the record") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"bank", "农商银行"}}));
  in.world.settle(in.all());
  const auto user = in.world.addUser(villageSecretary, {{village, true}});
  auto& late = in.world.addTablet(user);
  in.world.settle({&late});
  const auto before = rowOf(late, household).heads;
  const auto field = numberOf("household", "bank");
  const auto known = [&] { return must(replacedValues(*must(late.store().read()), household, field)); };
  CHECK(known().empty());
  late.save(change("household", household, {{"bank", "邮储银行"}}));
  const std::map<ChangeId, std::string> expected{
      {before.headsOf(field).front(), wireOf("household", "bank", "农商银行")}};
  CHECK(known() == expected);
  // A second edit replaces what the log knows.
  late.save(change("household", household, {{"bank", "工商银行"}}));
  CHECK(known() == expected);
  // The other tablet never had a picture of that write.
  in.world.settle(in.all());
  CHECK(must(replacedValues(*must(in.one.store().read()), household, field)).empty());

  in.world.setGrants(user, {{otherVillage, true}});
  in.world.settle({&late});
  CHECK_FALSE(late.has("household", household));
  CHECK(known().empty());
}

}  // namespace bf::test
