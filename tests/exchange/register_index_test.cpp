#include "shared/exchange/register_index.h"

#include <catch2/catch.hpp>

using namespace bf;

TEST_CASE("a household is remembered once, under its number") {
  RegisterIndex index;
  SeenHousehold household;
  household.region = 441424100200;
  CHECK(index.addHousehold("H1", household));
  CHECK_FALSE(index.addHousehold("H1", household));
  REQUIRE(index.household("H1") != nullptr);
  CHECK(index.household("H1")->region == 441424100200);
  CHECK(index.household("H2") == nullptr);
}

TEST_CASE("an ID number and the disability certificate made of it are one person") {
  RegisterIndex index;
  CHECK_FALSE(index.idSeenBefore("441424198001019014", {0, 2}));
  const auto before = index.idSeenBefore("44142419800101901443", {0, 7});
  REQUIRE(before);
  CHECK(before->row == 2);
  CHECK_FALSE(index.idSeenBefore("441424198001019022", {0, 8}));
}

TEST_CASE("a member is found by ID number first, else by a name that only one in the household has") {
  RegisterIndex index;
  index.addMember("H1", "441424198001019014", "张三", "H1/441424198001019014");
  index.addMember("H1", "", "李四", "H1/李四");
  index.addMember("H2", "", "张三", "H2/张三");
  REQUIRE(index.member("H1", "441424198001019014", "") != nullptr);
  CHECK(*index.member("H1", "44142419800101901443", "") == "H1/441424198001019014");
  CHECK(*index.member("H1", "", "张三") == "H1/441424198001019014");
  CHECK(*index.member("H1", "441424000000000000", "李四") == "H1/李四");
  CHECK(*index.member("H2", "", "张三") == "H2/张三");
  CHECK(index.member("H2", "441424198001019014", "") == nullptr);
  CHECK(index.member("H1", "", "") == nullptr);
  index.addMember("H2", "", "张三", "H2/张三#2");
  CHECK(index.member("H2", "", "张三") == nullptr);
}

TEST_CASE("of members with one ID number the name tells which, and the number alone leads to none of them") {
  RegisterIndex index;
  const std::string id = "441424198001019014";
  index.addMember("H1", id, "张三", "H1/" + id);
  index.addMember("H1", id, "李四", "H1/" + id + "#2");
  CHECK(*index.member("H1", id, "张三") == "H1/" + id);
  CHECK(*index.member("H1", id, "李四") == "H1/" + id + "#2");
  CHECK(index.member("H1", id, "") == nullptr);
  CHECK(index.match("H1", id, "李四") == PersonMatch::agrees);
  CHECK(index.match("H1", id, "王五") == PersonMatch::contradicts);
  index.addMember("H2", id, "张三", "H2/" + id);
  index.addMember("H2", id, "张三", "H2/" + id + "#2");
  CHECK(*index.member("H2", id, "张三") == "H2/" + id);
}
