// One ID number, two members: moved household by household, against everybody looked at again.

#include "shared/policy/id_twins.h"

#include <array>
#include <catch2/catch.hpp>

#include "shared/base/crypto.h"
#include "tests/policy/pack_text.h"
#include "tests/policy/policy_world.h"
#include "tests/seed.h"

namespace bf::test {
namespace {

constexpr RegionCode village = 441424100201;

struct Judge {
  Judge(PolicyWorld& world, const Pack& pack) {
    database = std::move(*PolicyDatabase::open(world.store(), regionsNamed({441424, 441424100})));
    auto made = PolicyEngine::make(*database, pack, {441424, 20181231});
    if (!made) FAIL(made.error().detail);
    engine = std::move(*made);
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
  const auto join = [&](const std::string& household) {
    members.push_back(household + "m" + std::to_string(members.size()));
    world.add("member", members.back(), household, 0, idNumber(random.below(10)));
  };
  int households = 0;
  const auto settle = [&] {
    const auto name = "h" + std::to_string(households++);
    world.add("household", name, "", village + random.below(2) * 1'000'000,
              fieldsOf("household", {{"register_number", "4414241002" + std::to_string(1000000 + households)}}));
    for (int k = 0; k < 3; ++k) join(name);
    return name;
  };
  for (int i = 0; i < 8; ++i) settle();
  Judge moved(world, pack);
  REQUIRE(moved.engine->evaluate());
  for (int round = 0; round < 40; ++round) {
    const auto member = members[random.below(members.size())];
    auto household = member.substr(0, member.find('m'));
    switch (random.below(8)) {
      case 0:
        world.change(household,
                     fieldsOf("household", {{"status", random.below(2) == 0 ? "STATUS_REMOVED" : "STATUS_POOR"}}));
        break;
      case 1:
        world.change(household, fieldsOf("household", {{"register_number", std::to_string(random.below(99))}}));
        break;
      case 2: household = settle(); break;
      case 3: join(household); break;
      case 4: random.below(2) == 0 ? world.remove(member) : world.removeUnseen(member); break;
      case 5:
        if (random.below(3) == 0) world.remove(household);
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

TEST_CASE("only households whose rows are others are named, and of those that stayed nothing is written") {
  PolicyWorld world;
  for (const char* name : {"h1", "h2", "h3"}) {
    world.add("household", name, "", village,
              fieldsOf("household", {{"register_number", std::string(name).substr(1)}}));
    world.add("member", std::string(name) + "m", name, 0, idNumber(name[1] == '3' ? 3 : 1));
  }
  auto database = std::move(*PolicyDatabase::open(world.store(), regionsNamed({441424})));
  IdTwins twins(builtinSchema());
  REQUIRE(twins.rebuild(database->connection()));
  using Households = std::set<std::int64_t>;
  const auto moved = [&](const std::string& name) {
    REQUIRE(database->see());
    const std::array<std::int64_t, 1> one{world.rec(name)};
    const auto concerned = twins.update(database->connection(), one);
    REQUIRE(concerned);
    return *concerned;
  };
  world.change("h1", fieldsOf("household", {{"head_name", "甲"}}));
  world.change("h1m", fieldsOf("member", {{"name", "甲"}}));
  CHECK(moved("h1") == Households{});
  // Another register number of h1 stands with the twin alone.
  world.change("h1", fieldsOf("household", {{"register_number", "17"}}));
  CHECK(moved("h1") == Households{world.rec("h2")});
  world.change("h3m", idNumber(1));
  CHECK(moved("h3") == Households{world.rec("h1"), world.rec("h2"), world.rec("h3")});
  world.remove("h3");
  CHECK(moved("h3") == Households{world.rec("h1"), world.rec("h2"), world.rec("h3")});
}

TEST_CASE("a sum of people with twins is reckoned of the households concerned, and not of all") {
  const auto text = packHead() + R"toml(
[[sum]]
id = "twins"
name = { zh = "重号人数", en = "persons with a twin" }
is = "(SELECT count(*) FROM person m JOIN id_twin t ON t.rec = m.rec WHERE m.parent = h.rec) + coalesce(h.persons, 0)"
[[indicator]]
id = "A1"
name = { zh = "重号", en = "twins" }
units = []
place = "1"
sentence = "无重号"
subject = "village"
rule = "coalesce((SELECT s.total FROM sum_twins s WHERE s.region = v.region), 0) = 0"
)toml";
  const auto pack = readPack(text, "p.toml", builtinSchema());
  REQUIRE(pack);
  PolicyWorld world;
  world.add("village", "v", "", village, {});
  for (const char* name : {"h1", "h2", "h3"}) world.add("household", name, "", village, {});
  world.add("member", "a", "h1", 0, idNumber(1));
  world.add("member", "b", "h2", 0, idNumber(2));
  Judge judge(world, *pack);
  REQUIRE(judge.engine->evaluate());
  CHECK(judge.engine->verdicts(0).rows.at(0).verdict == Judgement::met);
  const auto total = [&] {
    auto sum = judge.database->connection().number("SELECT coalesce(sum(total), 0) FROM sum_twins");
    REQUIRE(sum);
    return *sum;
  };
  // Nobody says that h3 changed: as long as its number stays out, not everything was reckoned again.
  world.change("h3", fieldsOf("household", {{"persons", "100"}}));
  world.change("b", idNumber(1));
  REQUIRE(judge.database->see());
  REQUIRE(judge.engine->update({{world.rec("h2")}, {"member"}}));
  CHECK(judge.engine->verdicts(0).rows.at(0).verdict == Judgement::notMet);
  CHECK(total() == 2);
  world.change("b", idNumber(2));
  REQUIRE(judge.database->see());
  REQUIRE(judge.engine->update({{world.rec("h2")}, {"member"}}));
  CHECK(judge.engine->verdicts(0).rows.at(0).verdict == Judgement::met);
  CHECK(total() == 0);
}

}  // namespace bf::test
