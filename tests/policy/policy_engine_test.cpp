#include "shared/policy/policy_engine.h"

#include <catch2/catch.hpp>

#include "tests/policy/pack_text.h"
#include "tests/policy/policy_world.h"
#include "tests/store/must.h"

namespace bf::test {
namespace {

constexpr EvaluationOptions wuhua{441424, 20181231};
const std::vector<RegionCode> villages{441424100201, 441424100202, 441424101201};

struct Judge {
  explicit Judge(PolicyWorld& world, const Pack& pack) {
    auto opened = PolicyDatabase::open(world.store(), regionsNamed({441424, 441424100, 441424101}));
    REQUIRE(opened.has_value());
    database = std::move(*opened);
    auto made = PolicyEngine::make(*database, pack, wuhua);
    REQUIRE(made.has_value());
    engine = std::move(*made);
  }
  std::unique_ptr<PolicyDatabase> database;
  std::unique_ptr<PolicyEngine> engine;
};

}  // namespace

TEST_CASE("a region alone is judged without its neighbours") {
  const auto pack = packNamed("wuhua-2018");
  PolicyWorld world;
  for (const auto region : villages)
    world.add("household", std::to_string(region), "", region,
              fieldsOf("household", {{"household_kind", "KIND_POOR"}}));
  auto database = PolicyDatabase::open(world.store(), regionsNamed({441424, 441424100, 441424101}));
  REQUIRE(database.has_value());
  for (const auto& [region, expected] :
       {std::pair<RegionCode, std::size_t>{villages[1], 1}, {441424100, 2}, {441424, 3}}) {
    auto engine = PolicyEngine::make(**database, pack, {region, 20181231});
    REQUIRE(engine.has_value());
    REQUIRE((*engine)->evaluate().has_value());
    CHECK((*engine)->verdicts(1).rows.size() == expected);
  }
}

TEST_CASE("a day outside the pack's period stands for the nearest day within it, everywhere") {
  const auto pack = packNamed("wuhua-2018");
  PolicyWorld world;
  auto database = PolicyDatabase::open(world.store(), regionsNamed({441424}));
  REQUIRE(database.has_value());
  for (const auto& [asked, judged] :
       {std::pair<std::int32_t, std::int32_t>{20261123, 20181231}, {20161231, 20180101}, {20180630, 20180630}}) {
    auto engine = PolicyEngine::make(**database, pack, {441424, asked});
    REQUIRE(engine.has_value());
    CHECK((*engine)->options().today == judged);
    CHECK(periodValue(":asof", pack.effective, (*engine)->options()) == judged);
  }
}

TEST_CASE("a scope that gives anything but 1, 0 and NULL is refused and named, alone and shared by many") {
  for (const int many : {1, 12}) {
    auto text = packHead();
    for (int i = 0; i < many; ++i)
      text += "[[indicator]]\nid = \"A" + std::to_string(i) + R"("
name = { zh = "水", en = "water" }
units = []
place = "1"
sentence = "有水"
subject = "household"
scope = "h.persons"
rule = "h.water_safe"
)";
    const auto pack = readPack(text, "p.toml", builtinSchema());
    REQUIRE(pack.has_value());
    for (const auto& [persons, refused] :
         {std::pair<std::string, bool>{"0", false}, {"1", false}, {"", false}, {"3", true}}) {
      INFO(many << " " << persons);
      PolicyWorld world;
      std::map<std::string, std::string> fields{{"water_safe", "1"}};
      if (!persons.empty()) fields["persons"] = persons;
      world.add("household", "a", "", villages[0], fieldsOf("household", fields));
      auto database = PolicyDatabase::open(world.store(), regionsNamed({441424}));
      REQUIRE(database.has_value());
      auto options = wuhua;
      options.checked = true;
      auto engine = PolicyEngine::make(**database, *pack, options);
      REQUIRE(engine.has_value());
      const auto done = (*engine)->evaluate();
      CHECK(done.has_value() != refused);
      if (!done)
        CHECK_THAT(describe(done.error(), Language::english),
                   Catch::Contains("indicator A0 of p: a scope must give 1, 0 or NULL"));
    }
  }
}

TEST_CASE("a threshold that the document leaves open is taken from what the county entered") {
  const auto pack = packNamed("wuhua-2018");
  PolicyWorld world;
  world.add("fund", "f", "", 441424, fieldsOf("fund", {{"year", "2018"}}));
  Judge judge(world, pack);
  REQUIRE(judge.engine->evaluate().has_value());
  const auto idle = static_cast<std::size_t>(pack.indicator("W16") - pack.indicators.data());
  CHECK(judge.engine->verdicts(idle).rows.at(0).verdict == Judgement::unjudged);
  CHECK(judge.engine->standing(idle, 441424) == Standing::unjudged);
  world.add("parameter", "p", "", 441424,
            fieldsOf("parameter", {{"name", "idle_days"}, {"year", "2018"}, {"amount", "90"}}));
  world.add(
      "fund_movement", "g", "f", 0,
      fieldsOf("fund_movement", {{"movement_type", "TYPE_RECEIVED"}, {"movement_date", "20181002"}, {"amount", "5"}}));
  REQUIRE(judge.database->see().has_value());
  REQUIRE(judge.engine->update({{}, {"parameter", "fund_movement"}}).has_value());
  // 90 days on 31 December: not more than 90.
  CHECK(judge.engine->value(*pack.parameter("idle_days")) == 90.0);
  CHECK(judge.engine->verdicts(idle).rows.front().verdict == Judgement::met);
  world.change("p", fieldsOf("parameter", {{"amount", "89"}}));
  REQUIRE(judge.database->see().has_value());
  REQUIRE(judge.engine->update({{}, {"parameter"}}).has_value());
  CHECK(judge.engine->verdicts(idle).rows.front().verdict == Judgement::notMet);
}

TEST_CASE("a parameter is that of the county evaluated, else of the nearest around it; a neighbour's is another's") {
  const auto pack = packNamed("wuhua-2018");
  PolicyWorld world;
  const auto entered = [&](const std::string& name, RegionCode region, const char* amount, const char* year) {
    std::map<std::string, std::string> values{{"name", "idle_days"}, {"amount", amount}};
    if (*year != 0) values["year"] = year;
    world.add("parameter", name, "", region, fieldsOf("parameter", values));
  };
  const auto known = [&] {
    Judge judge(world, pack);
    REQUIRE(judge.engine->evaluate().has_value());
    return judge.engine->value(*pack.parameter("idle_days"));
  };
  entered("of the neighbour", 441423, "10", "2018");
  entered("of a township", 441424100, "20", "2018");
  CHECK(known() == std::nullopt);
  entered("of the county", 441424, "30", "2018");
  entered("of the city", 4414, "40", "2018");
  CHECK(known() == 30.0);
  world.remove("of the county");
  CHECK(known() == 40.0);
  entered("of the county, any year", 441424, "50", "");
  CHECK(known() == 40.0);
  world.remove("of the city");
  CHECK(known() == 50.0);
}

TEST_CASE("a township evaluated alone is judged by its county's figures, as its row within the county is") {
  const auto pack = packNamed("wuhua-2018");
  PolicyWorld world;
  for (const auto& [region, amount] : {std::pair<RegionCode, const char*>{441424, "90"}, {441424100, "20"}})
    world.add("parameter", std::to_string(region), "", region,
              fieldsOf("parameter", {{"name", "idle_days"}, {"year", "2018"}, {"amount", amount}}));
  auto database = must(PolicyDatabase::open(world.store(), regionsNamed({441424, 441424100})));
  for (const RegionCode region : {RegionCode{441424}, RegionCode{441424100}, RegionCode{441424100201}}) {
    auto engine = must(PolicyEngine::make(*database, pack, {region, 20181231}));
    REQUIRE(engine->evaluate().has_value());
    CHECK(engine->entered(*pack.parameter("idle_days")).value == 90.0);
    CHECK(engine->entered(*pack.parameter("idle_days")).region == 441424);
  }
}

TEST_CASE("a parameter holds from the day on which it came into force") {
  const auto pack = packNamed("wuhua-2018");
  PolicyWorld world;
  const auto entered = [&](const std::string& name, const char* amount, const std::string& from) {
    std::map<std::string, std::string> values{{"name", "idle_days"}, {"amount", amount}, {"year", "2018"}};
    if (!from.empty()) values["from_date"] = from;
    world.add("parameter", name, "", 441424, fieldsOf("parameter", values));
  };
  const auto on = [&](std::int32_t day) {
    const auto database = must(PolicyDatabase::open(world.store(), regionsNamed({441424})));
    const auto engine = must(PolicyEngine::make(*database, pack, {441424, day}));
    REQUIRE(engine->evaluate().has_value());
    return engine->entered(*pack.parameter("idle_days"));
  };
  entered("later", "60", "20181001");
  CHECK_FALSE(on(20180930).value.has_value());
  CHECK(on(20181001).value == 60.0);
  entered("first", "90", "");
  entered("of july", "75", "20180701");
  CHECK(on(20180630).value == 90.0);
  CHECK(on(20180630).from == 0);
  CHECK(on(20180701).value == 75.0);
  CHECK(on(20181231).value == 60.0);
  CHECK(on(20181231).region == 441424);
  CHECK(on(20181231).year == 2018);
  CHECK(on(20181231).from == 20181001);
}

TEST_CASE("the values of a period follow the day of judging and stay within it") {
  const Period year{20180101, 20181231};
  CHECK(periodValue(":asof", year, {441424, 20180629}) == 20180629);
  CHECK(periodValue(":asof", year, {441424, 20190301}) == 20181231);
  CHECK(periodValue(":school_year", year, {441424, 20180831}) == 2017);
  CHECK(periodValue(":school_year", year, {441424, 20180901}) == 2018);
  CHECK(periodValue(":months_due", year, {441424, 20180228}) == 2);
  CHECK(periodValue(":months_due", year, {441424, 20180227}) == 1);
  CHECK(periodValue(":quarters_due", year, {441424, 20180630}) == 2);
  CHECK(periodValue(":quarters_due", year, {441424, 20180629}) == 1);
  CHECK(periodValue(":months_due", {20180801, 20181231}, {441424, 20181231}) == 5);
  CHECK(periodValue(":quarters_due", {20180801, 20181231}, {441424, 20181231}) == 2);
  CHECK(periodValue(":months_due", year, {441424, 20170301}) == 0);
  CHECK(periodValue(":first_village", year, {441424, 20180629}) == 441424000000);
  CHECK(periodValue(":last_village", year, {441424100201, 20180629}) == 441424100201);
}

}  // namespace bf::test
