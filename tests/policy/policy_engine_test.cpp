#include "shared/policy/policy_engine.h"

#include <catch2/catch.hpp>

#include "shared/base/crypto.h"
#include "tests/policy/policy_world.h"
#include "tests/seed.h"

namespace bf::test {
namespace {

constexpr EvaluationOptions wuhua{441424, 20181231};
const std::vector<RegionCode> villages{441424100201, 441424100202, 441424101201};

/// A county that nobody would write: every field of every kind below a household at random, or left out.
class RandomCounty {
 public:
  explicit RandomCounty(std::uint64_t seed) : random_(seed) {
    for (const auto region : villages) add("village", "", region);
    for (int i = 0; i < 12; ++i) household();
  }

  PolicyWorld world;

  /// Writes, adds or removes something; notes what an evaluation must know.
  void change(PolicyChanges& changes) {
    const auto name = pick(random_.below(2) == 0 ? "household" : "");
    const auto kind = builtinSchema().kind(world.records().at(name).kind);
    const auto what = random_.below(10);
    if (what == 0 && kind->name != "village") world.remove(name);
    else if (what < 5 && below(kind->name) != nullptr) note(add(below(kind->name), name, 0), changes);
    else world.change(name, fields(*kind));
    note(name, changes);
    if (random_.below(8) == 0) note(household(), changes);
  }

 private:
  static constexpr std::array<std::array<const char*, 2>, 14> tree{{{"member", "household"},
                                                                    {"income", "household"},
                                                                    {"housing_assessment", "household"},
                                                                    {"renovation", "household"},
                                                                    {"visit", "household"},
                                                                    {"industry_share", "household"},
                                                                    {"doubt", "household"},
                                                                    {"enrolment", "member"},
                                                                    {"medical_cost", "member"},
                                                                    {"education_subsidy", "member"},
                                                                    {"training", "member"},
                                                                    {"reimbursement", "medical_cost"},
                                                                    {"renovation_stage", "renovation"},
                                                                    {"secretary_training", "village"}}};

  const char* below(const std::string& parent) {
    std::vector<const char*> all;
    for (const auto& [child, of] : tree)
      if (parent == of) all.push_back(child);
    return all.empty() ? nullptr : all[random_.below(all.size())];
  }

  std::string household() {
    const auto name = add("household", "", villages[random_.below(villages.size())]);
    for (int i = 0; i < 6; ++i) {
      const auto child = add(below("household"), name, 0);
      if (world.records().at(child).kind == builtinSchema().kindByName("member")->number)
        for (int k = 0; k < 3; ++k) add(below("member"), child, 0);
    }
    return name;
  }

  std::string add(const std::string& kind, const std::string& parent, RegionCode region) {
    const auto name = kind + std::to_string(world.records().size());
    world.add(kind, name, parent, region, fields(*builtinSchema().kindByName(kind)));
    return name;
  }

  std::vector<Field> fields(const KindSpec& kind) {
    RecordBuilder record(kind);
    for (const auto& field : kind.fields) {
      if (field.envelope || random_.below(4) == 0) continue;
      if (field.type == FieldType::boolean) record.set(field.name, random_.below(2) == 0);
      else if (field.type == FieldType::choice)
        record.set(field.name, field.choices[random_.below(std::min<std::size_t>(field.choices.size(), 4))].number);
      else if (field.question == Question::date)
        record.set(field.name, std::int64_t{20180101} + static_cast<std::int64_t>(random_.below(12) * 100));
      else if (field.question == Question::year) record.set(field.name, std::int64_t{2018});
      else if (field.type == FieldType::integer)
        record.set(field.name, static_cast<std::int64_t>(random_.below(3) * 500'000));
    }
    if (kind.name == "member")
      record.set("birth_date", static_cast<std::int64_t>(19500101 + random_.below(68) * 10000));
    if (kind.name == "household") record.set("household_kind", static_cast<std::int64_t>(1 + random_.below(8) / 7));
    if (kind.immutableWhenFinished && random_.below(3) > 0) record.set("finished", std::int64_t{1});
    auto made = record.fields();
    REQUIRE(made.has_value());
    return std::move(*made);
  }

  std::string pick(const std::string& kind) {
    std::vector<std::string> names;
    for (const auto& [name, made] : world.records())
      if (kind.empty() || builtinSchema().kind(made.kind)->name == kind) names.push_back(name);
    return names[random_.below(names.size())];
  }

  void note(std::string name, PolicyChanges& changes) {
    changes.kinds.insert(builtinSchema().kind(world.records().at(name).kind)->name);
    while (!world.records().at(name).parent.empty()) name = world.records().at(name).parent;
    if (builtinSchema().kind(world.records().at(name).kind)->name == "household")
      changes.households.push_back(world.rec(name));
  }

  SeededRandom random_;
};

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

TEST_CASE("judging only what changed gives what judging everything gives") {
  INFO("seed " << seed());
  const auto pack = packNamed("wuhua-2018");
  RandomCounty county(seed());
  Judge little(county.world, pack);
  Judge whole(county.world, pack);
  REQUIRE(little.engine->evaluate().has_value());
  std::set<std::pair<std::size_t, Judgement>> seen;
  for (int round = 0; round < 40; ++round) {
    PolicyChanges changes;
    for (int i = 0; i < 3; ++i) county.change(changes);
    REQUIRE(little.database->see().has_value());
    REQUIRE(whole.database->see().has_value());
    REQUIRE(little.engine->update(changes).has_value());
    REQUIRE(whole.engine->evaluate().has_value());
    for (std::size_t i = 0; i < pack.indicators.size(); ++i) {
      INFO("round " << round << ", " << pack.indicators[i].id);
      CHECK(little.engine->verdicts(i) == whole.engine->verdicts(i));
      for (const auto& row : whole.engine->verdicts(i).rows) seen.insert({i, row.verdict});
    }
  }
  // The comparison says something only where the rules had something to tell apart.
  CHECK(seen.size() > 50);
}

TEST_CASE("a household that moves takes its verdicts to the other village") {
  const auto pack = packNamed("wuhua-2018");
  PolicyWorld world;
  world.add("household", "h", "", villages[0],
            fieldsOf("household", {{"household_kind", "KIND_POOR"}, {"water_safe", "1"}}));
  Judge judge(world, pack);
  REQUIRE(judge.engine->evaluate().has_value());
  const auto water = static_cast<std::size_t>(pack.indicator("W1.2") - pack.indicators.data());
  CHECK(judge.engine->tally(water, villages[0]) == Tally{1, 0, 0, 0});
  auto tx = world.store().begin();
  auto row = (*tx)->load(builtinSchema().kindByName("household")->number, world.rec("h"));
  (*row)->region = villages[2];
  REQUIRE((*tx)->update(**row, {}, 0).has_value());
  REQUIRE((*tx)->commit().has_value());
  tx->reset();
  REQUIRE(judge.database->see().has_value());
  REQUIRE(judge.engine->update({{world.rec("h")}, {"household"}}).has_value());
  CHECK(judge.engine->tally(water, villages[0]) == Tally{});
  CHECK(judge.engine->tally(water, 441424101) == Tally{1, 0, 0, 0});
  CHECK(judge.engine->tally(water, 441424) == Tally{1, 0, 0, 0});
  CHECK(judge.engine->standing(water, 441424) == Standing::met);
  CHECK(judge.engine->standing(water, 441424100) == Standing::nobody);
}

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
