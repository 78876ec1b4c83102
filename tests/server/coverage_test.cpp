// 书记遍访: whom the secretaries have visited, by level, and who is due.

#include <catch2/catch.hpp>

#include "shared/policy/expression.h"
#include "tests/server/office.h"

using namespace bf;
using bf::test::has;
using bf::test::Office;

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

}  // namespace

TEST_CASE("a household that the village secretary visited is covered at that level and due at the next") {
  Office office;
  imported(office);
  const auto secretary = office.tablet("village_secretary", "441424100200");
  REQUIRE(office.sync(*secretary).kind == ClientStep::Kind::done);
  auto& store = secretary->replica().store();
  for (const auto& household : bf::test::households(store)) {
    const auto number = std::get<std::string>(bf::test::shown(store, household.kind, household.id, "register_number"));
    if (number != "44142410020000001") continue;
    Edit seen;
    seen.kind = builtinSchema().kindByName("visit")->number;
    seen.parent = household.id;
    const auto now = secretary->clock.now();
    const auto duty = choiceNumber(builtinSchema(), "$visit::DUTY_VILLAGE_SECRETARY");
    const auto met = choiceNumber(builtinSchema(), "$visit::PERSON_HEAD");
    seen.set = bf::test::fieldsOf("visit", {{"arrived", now - 1'200'000'000},
                                            {"departed", now},
                                            {"visit_date", std::int64_t{20'180'621}},
                                            {"visitor_duty", *duty},
                                            {"met", *met},
                                            {"finished", now}});
    REQUIRE(secretary->replica().save(seen));
  }
  for (int i = 0; i < 2; ++i) REQUIRE(office.sync(*secretary).kind == ClientStep::Kind::done);

  const std::vector<std::string> coverage{"--json", "coverage", "--pack", "wuhua-2018", "--date", "20181231"};
  const auto table = office.did(coverage);
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
