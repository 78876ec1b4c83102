#include "shared/policy/explanation.h"

#include <catch2/catch.hpp>
#include <set>

#include "bianfang/change.pb.h"
#include "shared/policy/policy_limits.h"
#include "shared/policy/policy_reach.h"
#include "tests/policy/policy_world.h"

namespace bf::test {
namespace {

/// wuhua-2018, or another pack of that year, over a world, on the last day of the year.
struct Judged {
  explicit Judged(PolicyWorld& world, const char* id = "wuhua-2018", RegionCode county = 441424)
      : world_(world), pack(packNamed(id)) {
    database = std::move(*PolicyDatabase::open(
        world.store(), regionsNamed({county, county * 1000 + 100, (county * 1000 + 100) * 1000 + 201})));
    engine = std::move(*PolicyEngine::make(*database, pack, {county, 20181231}));
    REQUIRE(engine->evaluate());
  }
  Result<Explanation> told(std::string_view indicator, std::int64_t subject) {
    auto tx = world_.store().read();
    REQUIRE(tx);
    const auto at = static_cast<std::size_t>(pack.indicator(std::string(indicator)) - pack.indicators.data());
    return explain(*database, *engine, **tx, at, subject);
  }

  PolicyWorld& world_;
  Pack pack;
  std::unique_ptr<PolicyDatabase> database;
  std::unique_ptr<PolicyEngine> engine;
};

std::set<std::string> columnsOf(const Explanation& explanation) {
  std::set<std::string> columns;
  for (const auto& fact : explanation.facts) {
    const auto& kind = *builtinSchema().kind(fact.kind);
    columns.insert(kind.name + "." + kind.field(fact.field)->column);
  }
  return columns;
}

const std::map<std::string, std::string> poor{{"household_kind", "KIND_POOR"}};

}  // namespace

TEST_CASE("a figure of the county opens to its parameter, its ledger and the households that it is made of") {
  PolicyWorld world;
  for (const char* name : {"done", "late"}) {
    const std::string renovation = std::string(name) + "-r";
    world.add("household", name, "", 441424100201, fieldsOf("household", poor));
    world.add("renovation", renovation, name, 0,
              fieldsOf("renovation", {{"plan_year", "2018"},
                                      {"state", "STATE_COMPLETED"},
                                      {"starting_funds", "1"},
                                      {"starting_funds_date", "20181101"}}));
    world.add("renovation_stage", std::string(name) + "-s", renovation, 0,
              fieldsOf("renovation_stage", {{"stage", "STAGE_COMPLETED"},
                                            {"stage_date", name == std::string("done") ? "20181220" : "20181221"}}));
  }
  world.add("target", "quota", "", 441424100,
            fieldsOf("target", {{"year", "2018"}, {"measure", "MEASURE_RENOVATION"}, {"amount", "2"}}));
  Judged judged(world);

  const auto county = judged.told("W10", 441424);
  REQUIRE(county);
  CHECK(county->verdict == Judgement::notMet);
  REQUIRE(county->parts.size() == 1);
  CHECK(county->parts[0].row.household == world.rec("done"));
  REQUIRE_FALSE(county->parameters.empty());
  CHECK(std::ranges::any_of(county->parameters, [](const auto& one) { return one.value == 718; }));
  CHECK(county->facts.empty());  // the county itself has no ledger

  const auto township = judged.told("W10", 441424100);
  REQUIRE(township);
  REQUIRE(township->clauses.size() == 3);
  CHECK(township->clauses[0].value == 1);
  CHECK(township->clauses[1].value == 2);
  CHECK(township->clauses[2].value == 0);  // both have their date
  CHECK(columnsOf(*township).contains("target.amount"));
  CHECK(township->parts.size() == 1);
  CHECK(judged.told("W10", 441425).error().code == Errc::notFound);
}

TEST_CASE("of the households behind a sum, who is not collected is told, and how many there are beyond the list") {
  PolicyWorld world;
  const std::string head = R"([pack]
id = "p"
name = { zh = "名", en = "name" }
document = { zh = "文", en = "document" }
regions = [441424]
from = 20180101
to = 20181231
)";
  const auto sum = [](const std::string& id, const std::string& is) {
    return "[[sum]]\nid = \"" + id + "\"\nname = { zh = \"合计\", en = \"sum\" }\nis = \"" + is + "\"\n";
  };
  const auto read = readPack(head + sum("everyone", "1") + sum("persons", "h.persons") +
                                 "[[indicator]]\nid = \"A1\"\nname = { zh = \"指标\", en = \"rule\" }\n"
                                 "subject = \"village\"\nunits = [\"水务局\"]\nplace = \"1\"\nsentence = \"要求\"\n"
                                 "rule = \"EXISTS (SELECT 1 FROM sum_everyone s WHERE s.region = v.region) AND "
                                 "EXISTS (SELECT 1 FROM sum_persons s WHERE s.region = v.region)\"\n",
                             "p.toml", builtinSchema());
  REQUIRE(read.has_value());
  world.add("village", "v", "", 441424100201, {});
  for (std::size_t i = 0; i < explainedPartsMax + 7; ++i)
    world.add("household", "h" + std::to_string(i), "", 441424100201,
              fieldsOf("household", i < 3 ? std::map<std::string, std::string>{{"persons", std::to_string(i)}}
                                          : std::map<std::string, std::string>{}));
  const auto database = std::move(*PolicyDatabase::open(world.store(), regionsNamed({441424, 441424100201})));
  const auto engine = std::move(*PolicyEngine::make(*database, *read, {441424, 20181231}));
  REQUIRE(engine->evaluate());
  const auto tx = world.store().read();
  const auto told = explain(*database, *engine, **tx, 0, world.rec("v"));
  REQUIRE(told);
  const auto countOf = [&](const std::string& id) {
    return std::ranges::count_if(told->parts, [&](const auto& part) { return part.sum->id == id; });
  };
  CHECK(countOf("everyone") == static_cast<std::ptrdiff_t>(explainedPartsMax));
  CHECK(countOf("persons") == static_cast<std::ptrdiff_t>(explainedPartsMax));
  REQUIRE(told->partsLeftOut.size() == 2);
  CHECK(told->partsLeftOut[0].households == 7);
  CHECK(told->partsLeftOut[1].households == 6);  // the one with no persons adds nothing
  CHECK(std::ranges::any_of(told->parts, [](const auto& part) { return !part.row.value.has_value(); }));
}

TEST_CASE("an income that is reckoned up opens to every part of its worksheet, and to nothing beside the rule") {
  PolicyWorld world;
  world.add("household", "h", "", 441424100201, fieldsOf("household", poor));
  world.add("income", "i", "h", 0, fieldsOf("income", {{"year", "2018"}, {"wages", "30000"}, {"persons", "2"}}));
  Judged judged(world);
  const auto told = judged.told("W1.income", world.rec("h"));
  REQUIRE(told);
  const auto columns = columnsOf(*told);
  for (const char* column : {"income.wages", "income.persons", "income.expenses", "household.household_kind"})
    CHECK(columns.contains(column));
  CHECK_FALSE(columns.contains("household.bank"));
  CHECK(told->parts.empty());
}

TEST_CASE("of an indicator about people, each person's verdict, clauses and facts are told apart") {
  PolicyWorld world;
  world.add("household", "h", "", 441424100201, fieldsOf("household", poor));
  world.add(
      "member", "a", "h", 0,
      fieldsOf("member",
               {{"name", "李明"}, {"birth_date", "19800101"}, {"labour", "LABOUR_ORDINARY"}, {"hard_to_employ", "0"}}));
  world.add("training", "t", "a", 0, fieldsOf("training", {{"year", "2018"}}));
  world.add("member", "b", "h", 0,
            fieldsOf("member", {{"name", "李亮"}, {"birth_date", "19820101"}, {"labour", "LABOUR_ORDINARY"}}));
  world.add("member", "child", "h", 0,
            fieldsOf("member", {{"name", "李小"}, {"birth_date", "20150101"}, {"labour", "LABOUR_NONE"}}));
  Judged judged(world);
  const auto told = judged.told("W12", world.rec("h"));
  REQUIRE(told);
  CHECK(told->verdict == Judgement::notMet);
  REQUIRE(told->subjects.size() == 2);
  CHECK(told->subjects[0].verdict == Judgement::met);
  CHECK(told->subjects[1].verdict == Judgement::notMet);
  for (const auto& clause : told->clauses) CHECK(clause.subject != world.rec("child"));
  CHECK(std::ranges::any_of(told->facts, [](const ExplainedFact& fact) { return fact.person == "李明"; }));
  CHECK(std::ranges::any_of(told->facts, [](const ExplainedFact& fact) {
    return fact.person == "李明" && builtinSchema().kind(fact.kind)->name == "training";
  }));
}

TEST_CASE("a member who left is told as departed, with the reason; whoever is there has no departure to ask for") {
  PolicyWorld world;
  world.add("household", "h", "", 441424100201, fieldsOf("household", poor));
  const auto insured = [&](const std::string& name, const char* yes) {
    world.add("enrolment", name + "e", name, 0,
              fieldsOf("enrolment", {{"year", "2018"}, {"resident_medical", yes}, {"severe_medical", yes}}));
  };
  world.add("member", "a", "h", 0, fieldsOf("member", {{"name", "李明"}}));
  insured("a", "1");
  world.add("member", "b", "h", 0,
            fieldsOf("member", {{"name", "李亮"}, {"departure", "DEPARTURE_DEATH"}, {"departure_date", "20180601"}}));
  insured("b", "0");
  Judged judged(world);
  const auto told = judged.told("W1.7", world.rec("h"));
  REQUIRE(told);
  CHECK(told->verdict == Judgement::met);
  std::set<std::string> columns;
  for (const auto& fact : told->facts) {
    INFO(fact.person << " " << builtinSchema().kind(fact.kind)->field(fact.field)->column);
    if (!fact.person.empty()) CHECK(fact.departed == (fact.person == "李亮"));
    if (!fact.person.empty()) columns.insert(fact.person + builtinSchema().kind(fact.kind)->field(fact.field)->column);
  }
  CHECK(columns.contains("李亮departure"));
  CHECK(columns.contains("李亮departure_date"));
  CHECK(columns.contains("李亮resident_medical"));
  CHECK_FALSE(columns.contains("李明departure"));
}

TEST_CASE("a figure that counts visits of a duty opens to them: who typed it, and who signed") {
  PolicyWorld world;
  world.add("village", "v", "", 441424100201, fieldsOf("village", {{"poor_village", "1"}}));
  world.add("village", "other", "", 441424100202, fieldsOf("village", {{"poor_village", "1"}}));
  world.add("household", "h", "", 441424100201, fieldsOf("household", poor));
  const auto visit = [&](const std::string& name, const std::string& parent, const char* date, const char* duty,
                         std::uint32_t role) {
    world.add("visit", name, parent, 0,
              fieldsOf("visit", {{"visitor_duty", duty}, {"visit_date", date}, {"finished", "1970-01-01 08:00:01"}}),
              role);
  };
  visit("claimed", "v", "20180301", "DUTY_COUNTY_SECRETARY", bianfang::VILLAGE_SECRETARY);
  visit("signed", "h", "20180401", "DUTY_OTHER", bianfang::COUNTY_SECRETARY);
  visit("before", "v", "20171231", "DUTY_COUNTY_SECRETARY", bianfang::COUNTY_SECRETARY);
  visit("elsewhere", "other", "20180501", "DUTY_COUNTY_SECRETARY", bianfang::COUNTY_SECRETARY);
  visit("another", "h", "20180601", "DUTY_VILLAGE_SECRETARY", bianfang::VILLAGE_SECRETARY);
  Judged judged(world);
  const auto told = judged.told("W4.county", world.rec("v"));
  REQUIRE(told);
  REQUIRE(told->visits.size() == 2);
  CHECK(told->visits[0].date == 20180401);
  CHECK(told->visits[0].household == world.rec("h"));
  CHECK(told->visits[0].typed != told->visits[0].signedBy);
  CHECK(told->visits[1].date == 20180301);
  CHECK(told->visits[1].household == 0);
  CHECK(told->visits[1].typed == told->visits[0].signedBy);
  CHECK(told->visits[1].signedBy != told->visits[1].typed);
}

TEST_CASE("a figure that counts records opens to each of them, with its household, its name and what it adds") {
  PolicyWorld world;
  const RegionCode village = 210422100201;
  const auto household = [&](const std::string& name, const std::string& year) {
    world.add("household", name, "", village,
              fieldsOf("household", {{"household_kind", "KIND_POOR"}, {"status", "STATUS_OUT"}, {"exit_year", year}}));
    world.add("member", name + "-m", name, 0, {});
  };
  household("out", "2018");
  household("before", "2017");
  world.add("member", "second", "out", 0, {});
  world.add("member", "left", "out", 0, fieldsOf("member", {{"departure", "DEPARTURE_DEATH"}}));
  const auto villageNamed = [&](const std::string& name, const std::string& state) {
    world.add(
        "village", name, "", village,
        fieldsOf("village", {{"name", name}, {"poor_village", "1"}, {"exit_year", "2018"}, {"exit_state", state}}));
  };
  villageNamed("done", "EXIT_DONE");
  villageNamed("planned", "EXIT_PREPARING");
  const auto project = [&](const std::string& name, RegionCode region, const std::string& done,
                           const std::string& state) {
    world.add("project", name, "", region,
              fieldsOf("project", {{"name", name},
                                   {"year", "2018"},
                                   {"project_type", "TYPE_BRIDGE_NEW"},
                                   {"state", state},
                                   {"done_amount", done}}));
  };
  project("one", village, "1", "STATE_COMPLETED");
  project("two", 210422, "2", "STATE_COMPLETED");
  project("given up", village, "3", "STATE_CANCELLED");
  project("begun", village, "0", "STATE_COMPLETED");
  Judged judged(world, "xinbin-2018", 210422);

  const auto rows = [&](const Explanation& told) {
    std::vector<std::string> all;
    for (const auto& one : told.records)
      all.push_back(one.clause->id + " " + std::to_string(one.region) + " " +
                    (one.household != 0 ? world.nameOf(one.household) : "-") + " " + world.nameOf(one.rec) + " " +
                    std::to_string(one.adds));
    return all;
  };
  const auto exits = judged.told("X1.exit", 210422);
  REQUIRE(exits);
  CHECK(exits->clauses[0].value == 2);
  CHECK(exits->clauses[1].value == 1);
  CHECK(rows(*exits) == std::vector<std::string>{"persons 210422100201 out out-m 1",
                                                 "persons 210422100201 out second 1",
                                                 "villages 210422100201 - done 1"});
  CHECK(exits->recordsLeftOut.empty());
  // Hundredths, as the clause has them; what adds nothing, and what the figure leaves out, is not listed.
  const auto works = judged.told("X8.works", 210422);
  REQUIRE(works);
  CHECK(works->clauses[3].value == 300);
  CHECK(rows(*works) == std::vector<std::string>{"new 210422100201 - one 100", "new 210422 - two 200"});
}

TEST_CASE("of the records behind a figure no more are listed than an explanation holds, and how many more there are") {
  PolicyWorld world;
  constexpr std::size_t more = 3;
  for (std::size_t i = 0; i < explainedPartsMax + more; ++i)
    world.add("project", "p" + std::to_string(i), "", 210422100201,
              fieldsOf("project", {{"year", "2018"}, {"project_type", "TYPE_BRIDGE_NEW"}, {"done_amount", "1"}}));
  Judged judged(world, "xinbin-2018", 210422);
  const auto told = judged.told("X8.works", 210422);
  REQUIRE(told);
  CHECK(told->records.size() == explainedPartsMax);
  REQUIRE(told->recordsLeftOut.size() == 1);
  CHECK(told->recordsLeftOut.front().records == more);
}

TEST_CASE("what an indicator does not concern is told with what its scope looked at, and never with a name") {
  PolicyWorld world;
  world.add("household", "plain", "", 441424100201,
            fieldsOf("household", {{"household_kind", "KIND_GENERAL"}, {"head_name", "张三"}}));
  world.add("member", "m", "plain", 0, {});
  Judged judged(world);
  const auto said = [&](const char* indicator, std::int64_t subject, Language language) {
    const auto told = judged.told(indicator, subject);
    REQUIRE_FALSE(told.has_value());
    CHECK(told.error().code == Errc::notFound);
    return describe(told.error(), language);
  };
  const auto zh = said("W1.1", world.rec("plain"), Language::chinese);
  CHECK_THAT(zh, Catch::StartsWith("W1.1 不涉及此对象：截至 2018-12-31 它不在适用范围内；适用范围看 ") &&
                     Catch::Contains("（一般农户）") && !Catch::Contains("张三"));
  const auto en = said("W7.enrol", world.rec("plain"), Language::english);
  CHECK_THAT(en, Catch::StartsWith("W7.enrol does not concern it as of 2018-12-31: it is not in its scope") &&
                     Catch::Contains("Member's "));
}

TEST_CASE("a clause is a yes or no or a number, and parts of a whole are met or not") {
  PolicyWorld world;
  world.add("household", "h", "", 441424100201,
            fieldsOf("household", {{"household_kind", "KIND_POOR"}, {"water_safe", "1"}}));
  Judged judged(world);
  const auto whole = judged.told("W1", world.rec("h"));
  REQUIRE(whole);
  CHECK(std::ranges::all_of(whole->clauses, &ExplainedClause::yesNo));
  const auto county = judged.told("W10", 441424);
  REQUIRE(county);
  CHECK(std::ranges::none_of(county->clauses, &ExplainedClause::yesNo));
}

TEST_CASE("what is counted of households above them opens to its records in every pack of this build") {
  const auto database = std::move(*PolicyDatabase::empty(builtinSchema()));
  auto below = householdKinds(builtinSchema());
  // Those have a table of their own.
  below.erase("visit");
  for (const auto id : builtinPacks()) {
    const auto pack = packNamed(id);
    REQUIRE(checkPack(*database, pack).empty());
    for (const auto& indicator : pack.indicators) {
      if (isOfHousehold(indicator.subject)) continue;
      // What hangs from a village is among its facts.
      const auto shown = [&](const std::string& kind) {
        const auto* spec = builtinSchema().kindByName(kind);
        return kind == "household" ||
               (indicator.subject == Subject::village && spec != nullptr &&
                std::ranges::count(spec->parents, builtinSchema().kindByName("village")->number) != 0);
      };
      std::set<std::string> read;
      for (const auto& one : readsOf(*database, indicator))
        if (one.column.empty() && below.contains(one.from) && !shown(one.from)) read.insert(one.from);
      INFO(id << " " << indicator.id << " reads " << (read.empty() ? "" : *read.begin()));
      CHECK((read.empty() || std::ranges::any_of(indicator.clauses, [](const auto& one) { return !!one.counted; })));
    }
  }
}

}  // namespace bf::test
