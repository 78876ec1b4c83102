#include "shared/policy/visit_signs.h"

#include <catch2/catch.hpp>

#include "tests/policy/policy_world.h"

namespace bf::test {
namespace {

constexpr RegionCode village = 441424100201;
constexpr std::int64_t minute = 60'000'000;

struct Seen {
  std::int64_t date = 20180601;
  std::int64_t minutes = 20;
  std::int64_t latitude = 239000000;
  const char* visitor = "甲";
  const char* met = "PERSON_HEAD";
};

struct Town {
  Town() {
    for (const char* name : {"h", "i", "j"})
      world.add("household", name, "", village, fieldsOf("household", {{"household_kind", "KIND_POOR"}}));
    world.add("household", "general", "", village, fieldsOf("household", {{"household_kind", "KIND_GENERAL"}}));
  }

  void visit(const std::string& name, const std::string& household, const Seen& seen,
             const std::string& corrected = "") {
    RecordBuilder record(*builtinSchema().kindByName("visit"));
    record.set("finished", std::int64_t{1}).set("visit_date", seen.date).set("latitude", seen.latitude);
    record.set("longitude", std::int64_t{1157000000})
        .set("arrived", minute)
        .set("departed", minute * (1 + seen.minutes));
    record.read("visitor_name", seen.visitor);
    record.read("met", seen.met);
    if (!corrected.empty()) {
      auto tx = world.store().read();
      const auto row = *(*tx)->load(builtinSchema().kindByName("visit")->number, world.rec(corrected));
      record.set("corrects", row->id.str());
    }
    world.add("visit", name, household, 0, *record.fields());
  }

  VisitSigns signs(std::int32_t day = 20181231) {
    auto database = PolicyDatabase::open(world.store(), regionsNamed({441424, 441424100}));
    REQUIRE(database.has_value());
    auto made = visitSigns(**database, {20180101, 20181231}, day);
    REQUIRE(made.has_value());
    return (*made)[441424100];
  }

  PolicyWorld world;
};

}  // namespace

TEST_CASE("a visit shorter than five minutes is too fast; where nobody was met, or the poor are not, it is none") {
  Town town;
  town.visit("a", "h", {20180601, 4});
  town.visit("b", "i", {20180602, 5});
  town.visit("c", "j", {20180603, 1, 239000000, "甲", "PERSON_NOBODY"});
  town.visit("d", "j", {20170603, 1});
  town.visit("e", "general", {20180603, 1});
  const auto signs = town.signs();
  CHECK(signs.visits == 2);
  CHECK(signs.timed == 2);
  CHECK(signs.minutes == 9);
  CHECK(signs.tooFast == 1);
}

TEST_CASE("visits to several households from one place on one day by one visitor are told") {
  Town town;
  town.visit("a", "h", {});
  town.visit("b", "i", {20180601, 20, 239000900});
  CHECK(town.signs().samePlace == 2);
  town.visit("c", "j", {20180601, 20, 239001000});
  CHECK(town.signs().samePlace == 2);
  town.visit("d", "j", {20180601, 20, 239000000, "乙"});
  CHECK(town.signs().samePlace == 2);
  town.visit("e", "h", {20180602, 20, 239000000});
  town.visit("f", "h", {20180602, 20, 239000000});
  CHECK(town.signs().samePlace == 2);
}

TEST_CASE("a poor household that nobody visited for a quarter is stale") {
  Town town;
  CHECK(town.signs().poor == 3);
  CHECK(town.signs().stale == 3);
  town.visit("a", "h", {20180930});
  town.visit("b", "i", {20180929});
  town.visit("c", "general", {20180930});
  // From 30 September to 31 December are 92 days.
  CHECK(town.signs().stale == 2);
  CHECK(town.signs(20180929).stale == 2);
  // Who found nobody at home has looked at no fact.
  town.visit("d", "i", {20181001, 20, 239000000, "甲", "PERSON_NOBODY"});
  town.visit("e", "j", {20181001, 20, 239000000, "甲", "PERSON_PHONE"});
  CHECK(town.signs().stale == 2);
}

TEST_CASE("visits that were corrected or removed after the signature are told") {
  Town town;
  town.visit("a", "h", {});
  town.visit("b", "i", {});
  CHECK(town.signs().altered == 0);
  town.visit("again", "h", {}, "a");
  CHECK(town.signs().altered == 1);
  CHECK(town.signs().visits == 2);
  town.world.removeUnseen("b");
  CHECK(town.signs().altered == 1);
  town.visit("c", "i", {});
  town.world.remove("c");
  CHECK(town.signs().altered == 2);
}

}  // namespace bf::test
