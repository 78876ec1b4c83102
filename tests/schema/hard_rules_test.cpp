#include "shared/schema/hard_rules.h"

#include <catch2/catch.hpp>

#include "shared/base/wire.h"
#include "shared/schema/validate.h"
#include "shared/schema/value.h"
#include "tests/schema/random_values.h"
#include "tests/schema/test_schemas.h"
#include "tests/seed.h"

using namespace bf;
using namespace bf::test;

namespace {

const KindSpec& household() { return *builtinSchema().kindByName("household"); }

HardFault faultOf(const char* kind, const char* name, const Value& value) {
  const auto& field = *builtinSchema().kindByName(kind)->fieldByName(name);
  return hardFault(field, encodeValue(field, value));
}

HardFault faultOfWire(const char* name, std::string_view wire) {
  return hardFault(*household().fieldByName(name), wire);
}

}  // namespace

TEST_CASE("values inside the limits of any field pass") {
  SeededRandom random(seed());
  for (const auto& kind : builtinSchema().kinds()) {
    for (int round = 0; round < 20; ++round) {
      const auto passed = checkFields(kind, randomRecord(kind, random));
      INFO((passed ? "" : passed.error().detail));
      CHECK(passed);
    }
  }
}

TEST_CASE("numbers beyond the hard limits are refused, those at them pass") {
  CHECK(faultOf("household", "persons", std::int64_t{-1}) == HardFault::belowMin);
  CHECK(faultOf("household", "persons", std::int64_t{0}) == HardFault::none);
  CHECK(faultOf("household", "persons", std::int64_t{200}) == HardFault::none);
  CHECK(faultOf("household", "persons", std::int64_t{201}) == HardFault::aboveMax);
  CHECK(faultOf("member", "months_worked", std::int64_t{13}) == HardFault::aboveMax);
  CHECK(faultOf("visit", "latitude", std::int64_t{900000001}) == HardFault::aboveMax);
}

TEST_CASE("dates, months and years must exist") {
  CHECK(faultOf("member", "birth_date", std::int64_t{20180229}) == HardFault::noSuchDate);
  CHECK(faultOf("member", "birth_date", std::int64_t{0}) == HardFault::noSuchDate);
  CHECK(faultOf("household", "dibao_since", std::int64_t{201813}) == HardFault::noSuchDate);
  CHECK(faultOf("household", "exit_year", std::int64_t{18}) == HardFault::noSuchDate);
  CHECK(faultOf("household", "exit_year", std::int64_t{2018}) == HardFault::none);
}

TEST_CASE("texts are counted in characters, not bytes") {
  std::string name;
  for (int i = 0; i < 60; ++i) name += "𠮷";
  CHECK(faultOf("household", "head_name", name) == HardFault::none);
  CHECK(faultOf("household", "head_name", name + "a") == HardFault::tooLong);
}

TEST_CASE("text that a database cannot keep is refused") {
  CHECK(faultOf("household", "head_name", std::string("\xff")) == HardFault::notUtf8);
  CHECK(faultOf("household", "head_name", std::string("a\0b", 3)) == HardFault::notUtf8);
  CHECK(faultOf("household", "head_name", std::string("\xed\xa0\x80")) == HardFault::notUtf8);
  CHECK(faultOf("village", "industries", std::vector<std::string>{"茶", "\xff"}) == HardFault::notUtf8);
}

TEST_CASE("ids and hashes have one length, signatures a longest") {
  CHECK(faultOf("measure", "visit", std::string(16, 'x')) == HardFault::none);
  CHECK(faultOf("measure", "visit", std::string(15, 'x')) == HardFault::wrongLength);
  CHECK(faultOf("evidence", "hash", std::string(31, 'x')) == HardFault::wrongLength);
  CHECK(faultOf("household", "house_photo", std::string(33, 'x')) == HardFault::tooLong);
  CHECK(faultOf("visit", "household_signature", std::string(16384, 'x')) == HardFault::none);
  CHECK(faultOf("visit", "household_signature", std::string(16385, 'x')) == HardFault::tooLong);
}

TEST_CASE("choice 0 is no answer, a choice of a newer version is one") {
  CHECK(faultOf("household", "main_cause", std::int64_t{0}) == HardFault::noChoice);
  CHECK(faultOf("household", "main_cause", std::int64_t{-1}) == HardFault::noChoice);
  CHECK(faultOf("household", "main_cause", std::int64_t{77}) == HardFault::none);
  CHECK(faultOf("household", "other_causes", std::vector<std::int64_t>{0, 1}) == HardFault::noChoice);
}

TEST_CASE("lists have a most of entries, and single fields come once") {
  CHECK(faultOf("household", "other_causes", std::vector<std::int64_t>{1, 2}) == HardFault::none);
  CHECK(faultOf("household", "other_causes", std::vector<std::int64_t>{1, 2, 3}) == HardFault::tooMany);
  CHECK(faultOf("village", "industries", std::vector<std::string>(11, "茶")) == HardFault::tooMany);
  const auto once = encodeValue(*household().fieldByName("power"), true);
  CHECK(faultOfWire("power", once + once) == HardFault::tooMany);
}

TEST_CASE("another wire type or field is refused") {
  std::string wire;
  appendBytesField(wire, household().fieldByName("power")->number, "x");
  CHECK(faultOfWire("power", wire) == HardFault::wireType);
  CHECK(faultOfWire("tv_signal", encodeValue(*household().fieldByName("power"), true)) == HardFault::wireType);
  CHECK(faultOfWire("power", "\x60") == HardFault::wireType);
  wire.clear();
  appendVarintField(wire, household().fieldByName("persons")->number, 1ULL << 40);
  CHECK(faultOfWire("persons", wire) == HardFault::wireType);
}

TEST_CASE("the check of a change names kind, field and limit, never the value") {
  const auto* phone = household().fieldByName("phone");
  const auto refused = checkFields(household(), {{phone->number, encodeValue(*phone, std::string(31, '7'))}});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::tooLarge);
  CHECK(refused.error().detail == "household.phone: is too long, at most 30");
}

TEST_CASE("cleared fields and fields of a newer version pass") {
  std::string newer;
  appendBytesField(newer, 1999, "\xff");
  CHECK(checkFields(household(), {{10, ""}, {1999, newer}}));
}

TEST_CASE("every fault has a name, an error code and a text in both languages") {
  const auto& field = *household().fieldByName("persons");
  for (int i = 1; i <= static_cast<int>(HardFault::noChoice); ++i) {
    const auto fault = static_cast<HardFault>(i);
    CHECK(std::string(name(fault)) != "none");
    CHECK_FALSE((describe(fault, field).zh.empty() || describe(fault, field).en.empty()));
  }
  CHECK(errcOf(HardFault::wireType) == Errc::malformed);
  CHECK(errcOf(HardFault::tooMany) == Errc::tooLarge);
  CHECK(errcOf(HardFault::noSuchDate) == Errc::invalidValue);
  CHECK(describe(HardFault::aboveMax, *household().fieldByName("latitude")).en == "must not be above 90");
}
