// 书记遍访: whom the secretaries have visited, by level, and who is due.

#include <algorithm>
#include <catch2/catch.hpp>

#include "shared/policy/expression.h"
#include "shared/policy/policy_engine.h"
#include "tests/server/office.h"

using namespace bf;
using bf::test::has;
using bf::test::Office;
using bf::test::plus;

namespace {

void imported(Office& office) {
  office.found();
  office.did({"register", "import",
              office.write("households.csv",
                           "行政村代码,户编号,户主姓名,农户类别,脱贫状态\n"
                           "441424100200,44142410020000001,张三,建档立卡贫困户,未脱贫\n"
                           "441424100200,44142410020000002,李四,建档立卡贫困户,未脱贫\n"
                           "441424100200,44142410020000003,王五,一般农户,\n")});
}

/// A finished visit of this household by whom the tablet is of, said to be of this duty.
void visit(bf::test::Tablet& tablet, const std::string& number, std::int64_t date, std::int64_t duty) {
  Edit seen;
  seen.kind = builtinSchema().kindByName("visit")->number;
  seen.parent = bf::test::householdNumbered(tablet.replica().store(), number).id;
  const auto now = tablet.clock.now();
  seen.set = bf::test::fieldsOf("visit", {{"arrived", now - 1'200'000'000},
                                          {"departed", now},
                                          {"visit_date", date},
                                          {"met", *choiceNumber(builtinSchema(), "$visit::PERSON_HEAD")},
                                          {"finished", now}});
  if (duty != 0) {
    const auto typed = bf::test::fieldsOf("visit", {{"visitor_duty", duty}});
    seen.set.insert(seen.set.end(), typed.begin(), typed.end());
    std::ranges::sort(seen.set, {}, &Field::number);
  }
  REQUIRE(tablet.replica().save(seen));
}

void visitSaidToBeTheSecretarys(bf::test::Tablet& tablet, const std::string& number, std::int64_t date) {
  visit(tablet, number, date, *choiceNumber(builtinSchema(), "$visit::DUTY_VILLAGE_SECRETARY"));
}

}  // namespace

TEST_CASE("a household that the village secretary visited is covered at that level and due at the next") {
  Office office;
  imported(office);
  const auto secretary = office.tablet("village_secretary", "441424100200");
  REQUIRE(office.sync(*secretary).kind == ClientStep::Kind::done);
  visitSaidToBeTheSecretarys(*secretary, "44142410020000001", 20'180'621);
  for (int i = 0; i < 2; ++i) REQUIRE(office.sync(*secretary).kind == ClientStep::Kind::done);

  const std::vector<std::string> coverage{"--json", "coverage", "--pack", "wuhua-2018", "--date", "20181231"};
  const auto table = office.did(coverage);
  CHECK(has(office.did({coverage.begin() + 1, coverage.end()}), "as of 2018-12-31, judged "));
  const auto list = office.folder + "/due.html";
  office.did(plus({coverage.begin() + 1, coverage.end()}, {"--list", "--format", "html", "-o", list}));
  for (const char* part : {"Huafuzu 2018 No. 16", "五华县", "as of 2018-12-31"})
    CHECK(has(bf::test::contents(list), part));
  CHECK(has(table, "\"indicator\": \"W4.village\""));
  CHECK(has(table, "\"visited\": 1, \"due\": 1, \"all\": 2, \"percent\": 50.00"));
  CHECK(has(table, "\"visited\": 0, \"due\": 2, \"all\": 2, \"percent\": 0.00"));
  CHECK_FALSE(has(table, "W1.2"));
  auto listed = coverage;
  listed.emplace_back("--list");
  const auto due = office.did(listed);
  CHECK(has(due, "\"household\": \"44142410020000002\", \"person\": \"李四\", \"last_visit\": \"\""));
  CHECK(has(due, "\"household\": \"44142410020000001\", \"person\": \"张三\", \"last_visit\": \"20180621\""));
  CHECK_FALSE(has(due, "44142410020000003"));
  const auto level = due.find("W4.village");
  REQUIRE(level != std::string::npos);
  CHECK(due.find("44142410020000001", level) == std::string::npos);
  CHECK(has(office.did({"coverage", "--pack", "wuhua-2018", "--list", "--format", "csv"}), "李四"));
}

TEST_CASE("a visit that a helper signed as the secretary's proves nothing, and is shown") {
  Office office;
  imported(office);
  const auto helper = office.tablet("helper", "441424100200");
  REQUIRE(office.sync(*helper).kind == ClientStep::Kind::done);
  visitSaidToBeTheSecretarys(*helper, "44142410020000001", 20'180'621);
  for (int i = 0; i < 2; ++i) REQUIRE(office.sync(*helper).kind == ClientStep::Kind::done);
  const std::vector<std::string> coverage{"--json", "coverage", "--pack", "wuhua-2018", "--date", "20181231"};
  CHECK(has(office.did(coverage), "\"visited\": 0, \"due\": 2, \"all\": 2"));
  CHECK_FALSE(has(office.did(coverage), "\"visited\": 1"));
  auto listed = coverage;
  listed.emplace_back("--list");
  const auto due = office.did(listed);
  CHECK(has(due,
            "\"last_visit\": \"20180621\", \"last_visitor\": \"Village secretary\", \"last_author\": \"Helper\","
            " \"unproven\": 1"));
  CHECK(has(due,
            "\"person\": \"李四\", \"last_visit\": \"\", \"last_visitor\": \"\", \"last_author\": \"\","
            " \"unproven\": 0"));
  const auto why = office.did(
      {"evaluate", "--pack", "wuhua-2018", "--date", "20181231", "--explain", "W4.village", "44142410020000001"});
  CHECK(has(why, "visits said to be the village secretary's that he did not sign"));
}

TEST_CASE("a duty that was not filled in is told from a signer whom nobody knows") {
  Office office;
  imported(office);
  const auto auditor = office.tablet("assessor", "441424100200");
  REQUIRE(office.sync(*auditor).kind == ClientStep::Kind::done);
  visit(*auditor, "44142410020000001", 20'180'621, 0);
  for (int i = 0; i < 2; ++i) REQUIRE(office.sync(*auditor).kind == ClientStep::Kind::done);
  const auto due = office.did({"--json", "coverage", "--pack", "wuhua-2018", "--date", "20181231", "--list"});
  CHECK(has(due, "\"last_visitor\": \"not filled in\", \"last_author\": \"nobody knows\""));
}

TEST_CASE("a tablet knows who signed, before it has told the centre and in what the centre told it") {
  Office office;
  imported(office);
  const auto pack = *readPack(builtinPack("wuhua-2018"), "wuhua-2018", builtinSchema());
  const auto visited = [&](bf::test::Tablet& tablet) {
    const std::vector<PolicyRegion> regions{{441424, ""}, {441424100, ""}, {441424100200, ""}};
    const auto database =
        bf::test::must(PolicyDatabase::open(dynamic_cast<SqliteStore&>(tablet.replica().store()), regions));
    const auto engine = bf::test::must(PolicyEngine::make(*database, pack, {441424100200, 20181231}));
    bf::test::must(engine->evaluate());
    const auto at = static_cast<std::size_t>(pack.indicator("W4.village") - pack.indicators.data());
    return engine->tally(at, 441424100200).met;
  };
  const auto secretary = office.tablet("village_secretary", "441424100200");
  const auto helper = office.tablet("helper", "441424100200");
  for (auto* tablet : {secretary.get(), helper.get()}) REQUIRE(office.sync(*tablet).kind == ClientStep::Kind::done);
  visitSaidToBeTheSecretarys(*secretary, "44142410020000001", 20'180'621);
  visitSaidToBeTheSecretarys(*helper, "44142410020000002", 20'180'622);
  CHECK(visited(*secretary) == 1);
  CHECK(visited(*helper) == 0);
  for (auto* tablet : {secretary.get(), helper.get(), secretary.get(), helper.get()})
    REQUIRE(office.sync(*tablet).kind == ClientStep::Kind::done);
  CHECK(visited(*secretary) == 1);
  CHECK(visited(*helper) == 1);
  // One that comes later has it from a picture of the village, not from the log.
  const auto late = office.tablet("helper", "441424100200");
  REQUIRE(office.sync(*late).kind == ClientStep::Kind::done);
  CHECK(visited(*late) == 1);
}

TEST_CASE("whoever nobody saw for longest is due first, level by level and village by village") {
  Office office;
  imported(office);
  office.did({"register", "import",
              office.write("more.csv",
                           "行政村代码,户编号,户主姓名,农户类别,脱贫状态\n"
                           "441424100201,44142410020100009,赵六,建档立卡贫困户,未脱贫\n"
                           "441424100200,44142410020000004,孙七,建档立卡贫困户,未脱贫\n")});
  const auto helper = office.tablet("helper", "441424100200");
  REQUIRE(office.sync(*helper).kind == ClientStep::Kind::done);
  visitSaidToBeTheSecretarys(*helper, "44142410020000001", 20'180'621);
  visitSaidToBeTheSecretarys(*helper, "44142410020000002", 20'180'301);
  for (int i = 0; i < 2; ++i) REQUIRE(office.sync(*helper).kind == ClientStep::Kind::done);
  const auto due = office.did({"coverage", "--pack", "wuhua-2018", "--date", "20181231", "--list", "--format", "csv"});
  std::vector<std::size_t> places;
  for (const char* level : {"W4.township", "W4.village"})
    for (const char* household : {"44142410020000004", "44142410020000002", "44142410020000001", "44142410020100009"})
      places.push_back(due.find(household, due.find(level)));
  CHECK(std::ranges::is_sorted(places));
  CHECK(places.back() != std::string::npos);
}
