#include "shared/policy/explanation.h"

#include <catch2/catch.hpp>
#include <set>

#include "bianfang/change.pb.h"
#include "shared/policy/policy_limits.h"
#include "tests/policy/policy_world.h"

namespace bf::test {
namespace {

/// wuhua-2018 over a world, on the last day of its year.
struct Judged {
  explicit Judged(PolicyWorld& world) : world_(world), pack(packNamed("wuhua-2018")) {
    database = std::move(*PolicyDatabase::open(world.store(), regionsNamed({441424, 441424100, 441424100201})));
    engine = std::move(*PolicyEngine::make(*database, pack, {441424, 20181231}));
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
              fieldsOf("renovation", {{"plan_year", "2018"}, {"state", "STATE_COMPLETED"}, {"starting_funds", "1"}}));
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
  REQUIRE(township->clauses.size() == 2);
  CHECK(township->clauses[0].value == 1);
  CHECK(township->clauses[1].value == 2);
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
  world.add("member", "a", "h", 0,
            fieldsOf("member", {{"name", "李明"}, {"birth_date", "19800101"}, {"labour", "LABOUR_ORDINARY"}}));
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

}  // namespace bf::test
