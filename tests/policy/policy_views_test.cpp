#include "shared/policy/policy_views.h"

#include <catch2/catch.hpp>

#include "bianfang/change.pb.h"
#include "tests/policy/policy_world.h"

namespace bf::test {
namespace {

constexpr RegionCode village = 441424100201;

std::int64_t ask(PolicyWorld& world, const std::string& sql) {
  auto database = PolicyDatabase::open(world.store(), regionsNamed({441424}));
  REQUIRE(database.has_value());
  const auto number = (*database)->connection().number("SELECT " + sql);
  INFO(sql << (number ? "" : ": " + number.error().detail));
  REQUIRE(number.has_value());
  return *number;
}

}  // namespace

TEST_CASE("there is a view for every kind, and it has every column that the schema has") {
  PolicyWorld world;
  for (const auto& view : policyViews(builtinSchema())) {
    INFO(view.name);
    std::string columns;
    for (const auto& column : view.columns) columns += ", " + column.name;
    CHECK(ask(world, "count(*) FROM (SELECT 1" + columns + " FROM " + view.name + ")") == 0);
  }
}

TEST_CASE("removed records are not seen, nor what is unfinished or was corrected") {
  PolicyWorld world;
  world.add("household", "h", "", village, fieldsOf("household", {{"head_name", "甲"}}));
  world.add("household", "gone", "", village, {});
  world.remove("gone");
  CHECK(ask(world, "count(*) FROM household") == 1);
  world.add("visit", "open", "h", 0, fieldsOf("visit", {{"visit_date", "20180101"}}));
  CHECK(ask(world, "count(*) FROM visit") == 0);
  RecordBuilder first(*builtinSchema().kindByName("visit"));
  world.add("visit", "first", "h", 0,
            *first.set("finished", std::int64_t{1}).set("visit_date", std::int64_t{20180102}).fields());
  CHECK(ask(world, "visit_date FROM visit") == 20180102);
  auto tx = world.store().read();
  const auto id = (*(*tx)->load(builtinSchema().kindByName("visit")->number, world.rec("first")))->id;
  tx->reset();
  RecordBuilder second(*builtinSchema().kindByName("visit"));
  second.set("finished", std::int64_t{2}).set("visit_date", std::int64_t{20180103}).set("corrects", id.str());
  world.add("visit", "second", "h", 0, *second.fields());
  CHECK(ask(world, "count(*) FROM visit") == 1);
  CHECK(ask(world, "visit_date FROM visit") == 20180103);
}

TEST_CASE("what was removed by somebody who had not seen an edit counts until that is decided") {
  PolicyWorld world;
  world.add("household", "h", "", village, fieldsOf("household", {{"head_name", "甲"}}));
  world.add("household", "other", "", village, {});
  world.add("visit", "v", "h", 0,
            *RecordBuilder(*builtinSchema().kindByName("visit")).set("finished", std::int64_t{1}).fields());
  world.removeUnseen("h");
  world.removeUnseen("v");
  CHECK(ask(world, "count(*) FROM household") == 2);
  CHECK(ask(world, "count(*) FROM household WHERE contested") == 1);
  CHECK(ask(world, "count(*) FROM visit") == 1);
}

TEST_CASE("of a secret a view tells only whether it is there") {
  PolicyWorld world;
  world.add("household", "h", "", village, {});
  world.add("member", "m", "h", 0, fieldsOf("member", {{"id_number", "11010519491231002X"}}));
  world.add("member", "n", "h", 0, {});
  CHECK(ask(world, "count(*) FROM member WHERE id_number = 1") == 1);
  CHECK(ask(world, "count(*) FROM member WHERE id_number IS NULL") == 1);
  CHECK(ask(world, "count(*) FROM member WHERE id_state = 1") == 1);
  CHECK(ask(world, "count(*) FROM member WHERE id_state IS NULL") == 1);
}

TEST_CASE("the latest assessment, the newest worksheet and the members who are there have views of their own") {
  PolicyWorld world;
  world.add("household", "h", "", village, {});
  for (const auto& [name, date, grade] :
       {std::tuple{"a", std::int64_t{20180601}, std::int64_t{2}}, {"b", std::int64_t{20170601}, std::int64_t{4}}}) {
    RecordBuilder record(*builtinSchema().kindByName("housing_assessment"));
    record.set("finished", std::int64_t{1}).set("assessed_date", date).set("grade", grade);
    world.add("housing_assessment", name, "h", 0, *record.fields());
  }
  CHECK(ask(world, "count(*) FROM assessment") == 1);
  CHECK(ask(world, "grade FROM assessment") == 2);
  world.add("income", "i", "h", 0,
            fieldsOf("income", {{"year", "2018"}, {"until_month", "9"}, {"persons", "2"}, {"wages", "90"}}));
  world.add("income", "j", "h", 0,
            fieldsOf("income", {{"year", "2018"}, {"persons", "3"}, {"wages", "100"}, {"expenses", "10"}}));
  CHECK(ask(world, "per_capita FROM year_income WHERE year = 2018") == 3000);
  CHECK(ask(world, "total FROM year_income") == 9000);
  world.add("member", "m", "h", 0, fieldsOf("member", {{"departure", "DEPARTURE_DEATH"}}));
  CHECK(ask(world, "count(*) FROM member") == 1);
  CHECK(ask(world, "count(*) FROM person") == 0);
}

TEST_CASE("a rule sees the duty of who signed beside the one that was typed") {
  PolicyWorld world;
  world.add("household", "h", "", 441424100201, {});
  RecordBuilder visit(*builtinSchema().kindByName("visit"));
  visit.set("finished", std::int64_t{1}).read("visitor_duty", "DUTY_COUNTY_SECRETARY");
  world.add("visit", "signed", "h", 0, *visit.fields(), bianfang::COUNTY_SECRETARY);
  world.add("visit", "claimed", "h", 0, *visit.fields(), bianfang::AUDITOR);
  world.add("visit", "unknown", "h", 0, *visit.fields());
  auto database = PolicyDatabase::open(world.store(), regionsNamed({441424}));
  REQUIRE(database.has_value());
  const auto count = [&](const std::string& where) {
    return (*database)->connection().number("SELECT count(*) FROM visit WHERE " + where).value_or(-1);
  };
  CHECK(count("visitor_duty = 9") == 3);
  CHECK(count("author_duty = visitor_duty") == 1);
  // The auditor's role is no duty of those who visit.
  CHECK(count("author_duty IS NULL") == 2);
}

}  // namespace bf::test
