// What changed, against everything: over a county that nobody would write, by generation.

#include <algorithm>
#include <catch2/catch.hpp>

#include "bianfang/change.pb.h"
#include "shared/base/crypto.h"
#include "shared/policy/policy_engine.h"
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
    for (const auto* kind : offices) add(kind, "", 441424);
    for (int i = 0; i < 12; ++i) household();
  }

  PolicyWorld world;

  /// Writes, adds, moves or removes something; notes what an evaluation must know.
  void change(PolicyChanges& changes) {
    const auto name = pick(random_.below(2) == 0 ? "household" : "");
    const auto kind = builtinSchema().kind(world.records().at(name).kind);
    const auto what = random_.below(10);
    if (what == 0 && kind->name != "village") world.remove(name);
    else if (what == 9 && kind->name == "household") world.move(name, villages[random_.below(villages.size())]);
    else if (what < 5 && below(kind->name) != nullptr) note(add(below(kind->name), name, 0), changes);
    else world.change(name, fields(*kind));
    note(name, changes);
    if (random_.below(8) == 0) note(household(), changes);
    if (random_.below(8) == 0) note(add(offices[random_.below(offices.size())], "", office()), changes);
  }

 private:
  static constexpr std::array<const char*, 6> offices{"fund", "meeting", "report", "target", "project", "research_day"};
  static constexpr std::array<std::array<const char*, 2>, 17> tree{{{"member", "household"},
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
                                                                    {"resettlement", "household"},
                                                                    {"secretary_training", "village"},
                                                                    {"village_year", "village"},
                                                                    {"fund_movement", "fund"}}};

  /// Where an office's records lie: the county or a township.
  RegionCode office() { return random_.below(2) == 0 ? 441424 : 441424100 + random_.below(2); }

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
  for (const auto id : builtinPacks()) {
    const auto pack = packNamed(id);
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
        INFO(id << ", round " << round << ", " << pack.indicators[i].id);
        CHECK(little.engine->verdicts(i) == whole.engine->verdicts(i));
        for (const auto& row : whole.engine->verdicts(i).rows) seen.insert({i, row.verdict});
      }
    }
    // The comparison says something only where the rules had something to tell apart. The county has not all that every
    // pack asks for.
    CHECK(seen.size() * 2 > pack.indicators.size());
  }
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
  world.move("h", villages[2]);
  REQUIRE(judge.database->see().has_value());
  REQUIRE(judge.engine->update({{world.rec("h")}, {"household"}}).has_value());
  CHECK(judge.engine->tally(water, villages[0]) == Tally{});
  CHECK(judge.engine->tally(water, 441424101) == Tally{1, 0, 0, 0});
  CHECK(judge.engine->tally(water, 441424) == Tally{1, 0, 0, 0});
  CHECK(judge.engine->standing(water, 441424) == Standing::met);
  CHECK(judge.engine->standing(water, 441424100) == Standing::nobody);
}

TEST_CASE(
    "a visit of the county secretary to a household moves the village's verdict, and the renovation the office's") {
  const auto pack = packNamed("wuhua-2018");
  PolicyWorld world;
  for (const auto region : villages)
    world.add("village", "v" + std::to_string(region), "", region, fieldsOf("village", {{"poor_village", "1"}}));
  world.add("household", "h", "", villages[1], fieldsOf("household", {{"household_kind", "KIND_POOR"}}));
  world.add("target", "t", "", 441424100,
            fieldsOf("target", {{"year", "2018"}, {"measure", "MEASURE_RENOVATION"}, {"amount", "1"}}));
  Judge judge(world, pack);
  REQUIRE(judge.engine->evaluate().has_value());
  const auto at = [&](std::string_view id) {
    return static_cast<std::size_t>(pack.indicator(id) - pack.indicators.data());
  };
  CHECK(judge.engine->tally(at("W4.county"), 441424) == Tally{0, 3, 0, 0});
  CHECK(judge.engine->tally(at("W10"), 441424100) == Tally{0, 1, 0, 0});
  RecordBuilder visit(*builtinSchema().kindByName("visit"));
  visit.set("finished", std::int64_t{1}).set("visit_date", std::int64_t{20180601});
  visit.set("met", *choiceNumber(builtinSchema(), "$visit::PERSON_HEAD"));
  world.add("visit", "q", "h", 0, *visit.fields(), bianfang::COUNTY_SECRETARY);
  world.add("renovation", "r", "h", 0,
            fieldsOf("renovation", {{"plan_year", "2018"},
                                    {"state", "STATE_COMPLETED"},
                                    {"starting_funds", "1"},
                                    {"starting_funds_date", "20181101"}}));
  world.add("renovation_stage", "g", "r", 0,
            fieldsOf("renovation_stage", {{"stage", "STAGE_COMPLETED"}, {"stage_date", "20181220"}}));
  REQUIRE(judge.database->see().has_value());
  REQUIRE(judge.engine->update({{world.rec("h")}, {"visit", "renovation", "renovation_stage"}}).has_value());
  CHECK(judge.engine->tally(at("W4.county"), villages[1]) == Tally{1, 0, 0, 0});
  CHECK(judge.engine->tally(at("W10"), 441424100) == Tally{1, 0, 0, 0});
}

TEST_CASE("before everything was judged, one household can be judged alone") {
  const auto pack = packNamed("wuhua-2018");
  PolicyWorld world;
  for (const char* name : {"h", "i"})
    world.add("household", name, "", villages[0],
              fieldsOf("household", {{"household_kind", "KIND_POOR"}, {"water_safe", "1"}}));
  Judge judge(world, pack);
  REQUIRE(judge.engine->update({{world.rec("i")}, {}}).has_value());
  const auto& rows = judge.engine->verdicts(1).rows;
  REQUIRE(rows.size() == 1);
  CHECK(rows.front().household == world.rec("i"));
  CHECK(rows.front().verdict == Judgement::met);
}

TEST_CASE("two engines over one database do not see each other's sums") {
  const auto pack = packNamed("wuhua-2018");
  PolicyWorld world;
  world.add("village", "v", "", villages[0], fieldsOf("village", {}));
  world.add("household", "h", "", villages[0], fieldsOf("household", {{"household_kind", "KIND_POOR"}}));
  world.add("member", "m", "h", 0, fieldsOf("member", {}));
  world.add("village", "w", "", villages[2], fieldsOf("village", {{"poor_village", "0"}}));
  Judge county(world, pack);
  auto town = PolicyEngine::make(*county.database, pack, {441424101, 20181231});
  REQUIRE(town.has_value());
  REQUIRE(county.engine->evaluate().has_value());
  REQUIRE((*town)->evaluate().has_value());
  for (std::size_t i = 0; i < pack.indicators.size(); ++i) {
    const auto was = county.engine->verdicts(i);
    REQUIRE(county.engine->update({{}, {"village", "fund", "visit", "target"}}).has_value());
    CHECK(county.engine->verdicts(i) == was);
  }
}

TEST_CASE("an update notices that a sample was drawn, though no record changed") {
  PolicyWorld world;
  const RegionCode place = 441424100201;
  world.add("village", "v", "", place, fieldsOf("village", {{"poor_village", "1"}}));
  world.add("parameter", "p", "", 441424,
            fieldsOf("parameter", {{"name", "province_rural_income"}, {"year", "2018"}, {"amount", "16000"}}));
  world.add("household", "h", "", place, fieldsOf("household", {{"household_kind", "KIND_POOR"}}));
  world.add("income", "i", "h", 0,
            fieldsOf("income", {{"year", "2018"}, {"persons", "1"}, {"wages", "9600"}, {"in_sample", "1"}}));
  const auto pack = packNamed("wuhua-2018");
  auto database = PolicyDatabase::open(world.store(), {});
  REQUIRE(database.has_value());
  auto engine = PolicyEngine::make(**database, pack, {441424, 20181231});
  REQUIRE(engine.has_value());
  REQUIRE((*engine)->evaluate().has_value());
  const auto at = static_cast<std::size_t>(pack.indicator("W2") - pack.indicators.data());
  CHECK((*engine)->verdicts(at).rows.at(0).verdict == Judgement::notCollected);
  CHECK_FALSE((*engine)->drawnSince());
  world.draw(place, {"h"});
  REQUIRE((*database)->see().has_value());
  CHECK((*engine)->drawnSince());
  // One that fails on the way does not make it forgotten.
  auto& connection = (*database)->connection();
  REQUIRE(connection.execute("PRAGMA query_only=OFF; DROP VIEW temp.village"));
  REQUIRE_FALSE((*engine)->update({}).has_value());
  CHECK((*engine)->drawnSince());
  const auto& views = (*database)->views();
  REQUIRE(connection.execute("CREATE TEMP VIEW village AS " +
                             std::ranges::find(views, "village", &PolicyView::name)->select));
  REQUIRE((*engine)->update({}).has_value());
  CHECK((*engine)->verdicts(at).rows.at(0).verdict == Judgement::met);
  CHECK_FALSE((*engine)->drawnSince());
}

}  // namespace bf::test
