#include "shared/schema/record_builder.h"

#include <catch2/catch.hpp>

using namespace bf;

namespace {

const KindSpec& household() { return *builtinSchema().kindByName("household"); }

}  // namespace

TEST_CASE("a record is built in ascending order, whatever the order of the calls") {
  const auto bytes = RecordBuilder(household())
                         .set("head_name", "陈小明")
                         .set("power", false)
                         .set("phone", "13800000000")
                         .choose("main_cause", "因病")
                         .choose("other_causes", std::vector<std::string>{"因学", "CAUSE_DISABILITY"})
                         .read("farmland", "2.5")
                         .bytes();
  REQUIRE(bytes);
  const auto fields = splitFields(*bytes);
  REQUIRE(fields);
  CHECK(joinFields(*fields) == *bytes);
  CHECK(valueOf(household(), *fields, "head_name") == Value(std::string("陈小明")));
  CHECK(valueOf(household(), *fields, "power") == Value(false));
  CHECK(valueOf(household(), *fields, "main_cause") == Value(std::int64_t{1}));
  CHECK(valueOf(household(), *fields, "other_causes") == Value(std::vector<std::int64_t>{2, 3}));
  CHECK(valueOf(household(), *fields, "farmland") == Value(std::int64_t{250}));
  CHECK(valueOf(household(), *fields, "address") == Value{});
}

TEST_CASE("nothing takes a field out again and an empty record has no bytes") {
  CHECK(RecordBuilder(household()).set("power", true).set("power", Value{}).bytes() == "");
}

TEST_CASE("the first mistake is reported with kind and field, without the value") {
  const auto unknown = RecordBuilder(household()).set("colour", "rot").set("power", "ja").bytes();
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().code == Errc::unknownKind);
  CHECK(unknown.error().detail == "household.colour");
  const auto wrongType = RecordBuilder(household()).set("power", "geheim").bytes();
  REQUIRE_FALSE(wrongType);
  CHECK(wrongType.error().code == Errc::invalidValue);
  CHECK(wrongType.error().detail == "household.power");
  CHECK_FALSE(RecordBuilder(household()).choose("main_cause", "懒").bytes());
  CHECK_FALSE(RecordBuilder(household()).choose("main_cause", std::vector<std::string>{"因病", "因学"}).bytes());
  CHECK_FALSE(RecordBuilder(household()).read("farmland", "viel").bytes());
  CHECK_FALSE(RecordBuilder(household()).set(9u, true).bytes());
}

TEST_CASE("a field can be named by its number") {
  const auto* power = household().fieldByName("power");
  CHECK(RecordBuilder(household()).set(power->number, true).bytes().value() ==
        RecordBuilder(household()).set("power", true).bytes().value());
}

TEST_CASE("asking for a field that the kind does not have is an error") {
  CHECK(valueOf(household(), {}, "colour").error().code == Errc::unknownKind);
}
