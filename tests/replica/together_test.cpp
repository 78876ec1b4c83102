// Several people at one record: what is shown, what both keep, what a person has to decide.

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/replica/picture.h"
#include "tests/replica/world.h"

namespace bf::test {
namespace {

void agree(Township& in) {
  for (auto* tablet : in.all()) CHECK(difference(in.world, *tablet).empty());
}

std::vector<ContestedField> atCentre(World& world, std::string_view kind) {
  const auto tx = must(world.store().read());
  return must(world.centre().conflicts(*tx, kindNumber(kind), 0, 100));
}

std::vector<std::string> wiresOf(const ContestedField& field) {
  std::vector<std::string> wires;
  for (const auto& value : field.values) wires.push_back(value.wire);
  return wires;
}

}  // namespace

TEST_CASE(
    "what one tablet writes the others of its scope show after a sync, and the rest of the county does not have") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"phone", "138"}}));
  in.world.settle(in.all());
  CHECK(in.two.shows("household", household, "phone") == "138");
  CHECK(in.office.shows("household", household, "phone") == "138");
  CHECK_FALSE(in.next.has("household", household));
  agree(in);
}

TEST_CASE("who writes over a value that they saw wins, however wrong the clocks are") {
  for (const auto off : {-10LL, 0LL, 10LL}) {
    Township in;
    const auto household = in.household();
    in.one.clock().off = off * 365 * 86'400'000'000LL;
    in.two.clock().off = -in.one.clock().off;
    std::string expected;
    for (int turn = 0; turn < 6; ++turn) {
      auto& writer = turn % 2 == 0 ? in.one : in.two;
      expected = "turn " + std::to_string(turn);
      writer.save(change("household", household, {{"phone", expected}}));
      CHECK(writer.shows("household", household, "phone") == expected);
      in.world.settle(in.all());
      CHECK(in.one.shows("household", household, "phone") == expected);
      CHECK(in.two.shows("household", household, "phone") == expected);
      CHECK(in.world.shows("household", household, "phone") == expected);
    }
    CHECK(atCentre(in.world, "household").empty());
    agree(in);
  }
}

TEST_CASE("a household edited on two tablets keeps both answers when they are to different questions") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"phone", "138"}}));
  in.two.save(change("household", household, {{"address", "村东"}}));
  in.world.settle(in.all());
  for (auto* tablet : {&in.one, &in.two, &in.office}) {
    CHECK(tablet->shows("household", household, "phone") == "138");
    CHECK(tablet->shows("household", household, "address") == "村东");
    CHECK(must((*tablet)->conflicts(10)).empty());
  }
  agree(in);
}

TEST_CASE(
    "two answers to one question are a conflict for everyone until a decision, with both sides and who wrote them") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"head_name", "王建国"}, {"needs", "养牛"}}));
  in.world.pass(5'000'000);
  in.two.save(change("household", household, {{"head_name", "王建囯"}, {"needs", "养牛"}}));
  in.world.settle(in.all());
  const auto expected =
      std::vector{wireOf("household", "head_name", "王建囯"), wireOf("household", "head_name", "王建国")};
  const auto found = atCentre(in.world, "household");
  REQUIRE(found.size() == 1);  // the same answer twice is none
  CHECK(found[0].field == numberOf("household", "head_name"));
  CHECK(found[0].record == household);
  CHECK(found[0].region == village);
  CHECK(wiresOf(found[0]) == expected);
  CHECK(found[0].values[0].writer.role == villageSecretary);
  for (auto* tablet : {&in.one, &in.two, &in.office}) {
    const auto there = must((*tablet)->conflicts(10));
    REQUIRE(there.size() == 1);
    CHECK(wiresOf(there[0]) == expected);
    CHECK(tablet->shows("household", household, "head_name") == "王建囯");
  }
  agree(in);
  in.office.save(decide("household", household, {{"head_name", "王建国"}}));
  in.world.settle(in.all());
  for (auto* tablet : {&in.one, &in.two, &in.office}) {
    CHECK(must((*tablet)->conflicts(10)).empty());
    CHECK(tablet->shows("household", household, "head_name") == "王建国");
  }
  CHECK(atCentre(in.world, "household").empty());
  agree(in);
}

TEST_CASE("a conflict that only a person may decide stays open through ordinary edits") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"head_name", "甲"}}));
  in.two.save(change("household", household, {{"head_name", "乙"}}));
  in.world.settle(in.all());
  in.one.save(change("household", household, {{"head_name", "丙"}}));
  CHECK(in.one.shows("household", household, "head_name") == "丙");
  in.world.settle(in.all());
  for (auto* tablet : {&in.one, &in.two, &in.office}) {
    CHECK(tablet->shows("household", household, "head_name") == "丙");
    REQUIRE(must((*tablet)->conflicts(10)).size() == 1);
    CHECK(must((*tablet)->conflicts(10))[0].values.size() == 2);
  }
  agree(in);
}

TEST_CASE("a trivial conflict is closed by the next edit of anybody") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"phone", "1"}}));
  in.two.save(change("household", household, {{"phone", "2"}}));
  in.world.settle(in.all());
  CHECK(must(in.one->conflicts(10)).size() == 1);
  in.office.save(change("household", household, {{"phone", "3"}}));
  in.world.settle(in.all());
  for (auto* tablet : {&in.one, &in.two, &in.office}) {
    CHECK(must((*tablet)->conflicts(10)).empty());
    CHECK(tablet->shows("household", household, "phone") == "3");
  }
  agree(in);
}

TEST_CASE("of two clearings and an answer written unseen the latest is shown and the other kept") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"head_name", "甲"}}));
  in.world.pass(5'000'000);
  in.two.save(clear("household", household, "head_name"));
  in.world.settle(in.all());
  CHECK(in.one.shows("household", household, "head_name").empty());
  const auto found = atCentre(in.world, "household");
  REQUIRE(found.size() == 1);
  CHECK(wiresOf(found[0]) == std::vector{std::string{}, wireOf("household", "head_name", "甲")});
  agree(in);
}

TEST_CASE("a clock that runs ahead does not win a tie for longer than until the centre has received it") {
  Township in;
  const auto household = in.household();
  in.one.clock().off = 10 * 365 * 86'400'000'000LL;
  in.one.save(change("household", household, {{"head_name", "from the future"}}));
  in.world.sync(in.one);
  in.world.pass(60'000'000);
  in.two.save(change("household", household, {{"head_name", "later in truth"}}));
  in.world.settle(in.all());
  for (auto* tablet : {&in.one, &in.two, &in.office})
    CHECK(tablet->shows("household", household, "head_name") == "later in truth");
  agree(in);
}

TEST_CASE("choices that two tablets made are united, and that is no conflict") {
  Township in;
  const auto household = in.household();
  using Chosen = std::vector<std::int64_t>;
  in.one.save(change("household", household, {{"batches", Chosen{1, 3}}}));
  in.two.save(change("household", household, {{"batches", Chosen{2, 3}}}));
  in.world.settle(in.all());
  for (auto* tablet : {&in.one, &in.two, &in.office}) {
    CHECK(tablet->shows("household", household, "batches") == "产业扶持；转移就业；移民搬迁");
    CHECK(must((*tablet)->conflicts(10)).empty());
  }
  in.one.save(change("household", household, {{"batches", Chosen{2}}}));
  in.world.settle(in.all());
  CHECK(in.two.shows("household", household, "batches") == "转移就业");
  agree(in);
}

TEST_CASE("the word of who has more authority is shown whenever it comes") {
  Township in;
  const auto household = in.household();
  const auto officer = in.world.addUser(countyOffice, {{county, true}});
  auto& above = in.world.addTablet(officer);
  in.world.sync(above);
  above.save(change("household", household, {{"status", "STATUS_POOR"}}));
  in.world.pass(60'000'000);
  in.office.save(change("household", household, {{"status", "STATUS_OUT"}}));
  in.world.settle({&in.office});
  CHECK(in.world.shows("household", household, "status") == "已脱贫");
  in.world.settle({&in.one, &in.two, &in.next, &in.office, &above});
  for (auto* tablet : {&in.one, &in.office, &above}) CHECK(tablet->shows("household", household, "status") == "未脱贫");
  agree(in);
}

TEST_CASE("an income of the newer year is shown even when it was written earlier") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household,
                     {{"income_year", std::int64_t{2018}}, {"income_per_capita", std::int64_t{500'000}}}));
  in.world.pass(60'000'000);
  in.two.save(change("household", household,
                     {{"income_year", std::int64_t{2017}}, {"income_per_capita", std::int64_t{400'000}}}));
  in.world.settle(in.all());
  for (auto* tablet : {&in.one, &in.two, &in.office}) {
    CHECK(tablet->shows("household", household, "income_year") == "2018");
    CHECK(tablet->shows("household", household, "income_per_capita") == "5000.00");
  }
  agree(in);
}

TEST_CASE("a removal by one who had not seen an edit is a conflict on the whole record, and nothing vanishes") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"phone", "138"}}));
  must(in.two->remove(kindNumber("household"), household, "重复"));
  in.world.settle(in.all());
  const auto found = atCentre(in.world, "household");
  REQUIRE(found.size() == 1);
  CHECK(found[0].field == wholeRecord);
  REQUIRE(found[0].values.size() == 2);
  CHECK_FALSE(found[0].values[0].wire.empty());  // the removal first, with its reason
  CHECK(found[0].values[1].wire.empty());
  for (auto* tablet : {&in.one, &in.two, &in.office}) {
    CHECK(tablet->shows("household", household, "phone") == "138");
    CHECK(tablet->shows("household", household, "removal") == "重复");
    REQUIRE(must((*tablet)->conflicts(10)).size() == 1);
  }
  agree(in);
  // Someone who sees both takes the removal back.
  in.office.save(clear("household", household, "removal"));
  in.world.settle(in.all());
  CHECK(atCentre(in.world, "household").empty());
  CHECK(in.one.shows("household", household, "removal").empty());
  agree(in);
}

TEST_CASE("a removal that saw everything is none") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"phone", "138"}}));
  in.world.settle(in.all());
  must(in.two->remove(kindNumber("household"), household, "重复"));
  in.world.settle(in.all());
  CHECK(atCentre(in.world, "household").empty());
  agree(in);
}

TEST_CASE("all conflicts are listed, also behind many that turned out to agree") {
  Township in;
  std::vector<RecordId> households;
  for (int i = 0; i < 200; ++i) households.push_back(in.one.save(makeRoot("household", village, {})));
  in.world.settle(in.all());
  for (int i = 0; i < 200; ++i) {
    in.one.save(change("household", households[i], {{"head_name", "同"}}));
    in.two.save(change("household", households[i], {{"head_name", i % 50 == 49 ? "异" : "同"}}));
  }
  in.world.settle(in.all());
  CHECK(must(in.one->conflicts(10)).size() == 4);
  CHECK(must(in.one->conflicts(2)).size() == 2);
  // In pages of at least two, each beginning after the last record of the one before.
  const auto tx = must(in.world.store().read());
  std::set<RecordId> listed;
  std::int64_t after = 0;
  for (;;) {
    const auto page = must(in.world.centre().conflicts(*tx, kindNumber("household"), after, 2));
    if (page.empty()) break;
    for (const auto& field : page) CHECK(listed.insert(field.record).second);
    after = must(tx->find(kindNumber("household"), page.back().record))->rec;
  }
  CHECK(listed.size() == 4);
  agree(in);
}

}  // namespace bf::test
