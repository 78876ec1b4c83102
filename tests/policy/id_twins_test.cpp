// One ID number, two members: moved household by household, against everybody looked at again.

#include "shared/policy/id_twins.h"

#include <catch2/catch.hpp>

#include "shared/base/crypto.h"
#include "tests/policy/policy_world.h"
#include "tests/seed.h"

namespace bf::test {
namespace {

constexpr RegionCode village = 441424100201;

struct Judge {
  Judge(PolicyWorld& world, const Pack& pack) {
    database = std::move(*PolicyDatabase::open(world.store(), regionsNamed({441424, 441424100})));
    engine = std::move(*PolicyEngine::make(*database, pack, {441424, 20181231}));
  }
  std::unique_ptr<PolicyDatabase> database;
  std::unique_ptr<PolicyEngine> engine;
};

std::size_t rule(const Pack& pack) {
  return static_cast<std::size_t>(pack.indicator("D4.id-twice") - pack.indicators.data());
}

std::vector<Field> idNumber(std::uint64_t number) {
  return fieldsOf("member", {{"id_number", "44142419800101" + std::to_string(1000 + number)}});
}

}  // namespace

TEST_CASE("whoever gets the ID number of another makes a doubt of both, and an end of it when it is corrected") {
  const auto pack = packNamed("doubts");
  PolicyWorld world;
  for (const char* name : {"h1", "h2", "h3"}) world.add("household", name, "", village, {});
  world.add("member", "a", "h1", 0, idNumber(1));
  world.add("member", "b", "h2", 0, idNumber(2));
  Judge judge(world, pack);
  REQUIRE(judge.engine->evaluate());
  const auto open = [&] { return judge.engine->tally(rule(pack), 441424).notMet; };
  CHECK(open() == 0);
  world.change("b", idNumber(1));
  REQUIRE(judge.database->see());
  // Only the household of b is said to have changed: a, whose verdict is another too, is found by the number.
  auto told = judge.engine->updateTelling({{world.rec("h2")}, {"member"}});
  REQUIRE(told);
  CHECK(open() == 2);
  std::set<std::int64_t> changed;
  for (const auto& one : *told)
    if (one.indicator == rule(pack)) changed.insert(one.change.subject);
  CHECK(changed == std::set<std::int64_t>{world.rec("a"), world.rec("b")});
  world.change("b", fieldsOf("member", {{"departure", "DEPARTURE_MARRIAGE"}}));
  REQUIRE(judge.database->see());
  REQUIRE(judge.engine->update({{world.rec("h2")}, {"member"}}));
  CHECK(open() == 0);
}

TEST_CASE("twins moved by what changed are those of everybody looked at again") {
  const auto pack = packNamed("doubts");
  const auto seed = test::seed();
  SeededRandom random(seed);
  PolicyWorld world;
  std::vector<std::string> members;
  for (int i = 0; i < 8; ++i) {
    const auto name = "h" + std::to_string(i);
    world.add("household", name, "", village + random.below(2) * 1'000'000,
              fieldsOf("household", {{"register_number", "4414241002000000" + std::to_string(i)}}));
    for (int k = 0; k < 3; ++k) {
      members.push_back(name + "m" + std::to_string(k));
      world.add("member", members.back(), name, 0, idNumber(random.below(10)));
    }
  }
  Judge moved(world, pack);
  REQUIRE(moved.engine->evaluate());
  for (int round = 0; round < 40; ++round) {
    const auto member = members[random.below(members.size())];
    const auto household = member.substr(0, 2);
    switch (random.below(4)) {
      case 0:
        world.change(household,
                     fieldsOf("household", {{"status", random.below(2) == 0 ? "STATUS_REMOVED" : "STATUS_POOR"}}));
        break;
      case 1:
        world.change(household, fieldsOf("household", {{"register_number", std::to_string(random.below(99))}}));
        break;
      default: world.change(member, idNumber(random.below(10))); break;
    }
    REQUIRE(moved.database->see());
    REQUIRE(moved.engine->update({{world.rec(household)}, {"household", "member"}}));
    Judge whole(world, pack);
    REQUIRE(whole.engine->evaluate());
    INFO("seed " << seed << ", round " << round << ", " << member);
    CHECK(moved.engine->verdicts(rule(pack)) == whole.engine->verdicts(rule(pack)));
    const auto rows = [](Judge& judge) {
      std::string all;
      auto ask = judge.database->connection().prepare("SELECT rec, other FROM id_twin ORDER BY rec");
      REQUIRE(ask);
      while (ask->step().value_or(false))
        all += std::to_string(ask->integer(0)) + ":" + std::to_string(ask->integer(1)) + " ";
      return all;
    };
    CHECK(rows(moved) == rows(whole));
  }
}

}  // namespace bf::test
