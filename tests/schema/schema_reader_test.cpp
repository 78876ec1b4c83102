#include "shared/schema/schema_reader.h"

#include <catch2/catch.hpp>

#include "shared/base/crypto.h"
#include "tests/schema/test_schemas.h"
#include "tests/seed.h"

using namespace bf;
using namespace bf::test;
using Catch::Contains;

namespace {

const std::string flag = "optional bool b = 10 [(field) = {zh: \"一\" en: \"B\"}]; ";

std::string kindWith(const std::string& options, const std::string& name = "Thing") {
  return "message " + name + " { option (kind) = {" + options + "}; " + flag + "} ";
}

}  // namespace

TEST_CASE("names of messages become names of tables") {
  CHECK(snakeCase("Household") == "household");
  CHECK(snakeCase("HousingAssessment") == "housing_assessment");
}

TEST_CASE("messages without the option are no kinds") {
  CHECK(schemaOf("message Other { optional bool b = 10; } ").kinds().empty());
}

TEST_CASE("a kind needs a number, labels and a place to hang") {
  CHECK_THAT(complaintAbout(kindWith("zh: \"物\" en: \"T\" root: true")), Contains("kind numbers are 1 to"));
  CHECK_THAT(complaintAbout(kindWith("number: 256 zh: \"物\" en: \"T\" root: true")),
             Contains("kind numbers are 1 to"));
  CHECK_THAT(complaintAbout(kindWith("number: 5 zh: \"物\" root: true")), Contains("labels"));
  CHECK_THAT(complaintAbout(kindWith("number: 5 zh: \"物\" en: \"T\"")), Contains("neither a root nor a child"));
  CHECK_THAT(complaintAbout(kindWith("number: 5 zh: \"物\" en: \"T\" parents: [\"other\"]")), Contains("not a kind"));
  CHECK_THAT(complaintAbout(kindWith("number: 5 zh: \"物\" en: \"T\" root: true", "Table")), Contains("reserved word"));
  CHECK(complaintAbout(kindWith("number: 5 zh: \"物\" en: \"T\" root: true")).empty());
}

TEST_CASE("a root lies as high as it says, and what belongs to households at villages only") {
  const auto field = [](const std::string& more) {
    return "optional string b = 10 [(field) = {zh: \"一\" en: \"B\"" + more + "}];";
  };
  const auto with = [&](const std::string& options, const std::string& more) {
    return "message T { option (kind) = {number: 5 zh: \"物\" en: \"T\" " + options + "}; " + field(more) + " } ";
  };
  const auto placeOf = [&](const std::string& options, const std::string& more) {
    return schemaOf(with("root: true " + options, more)).kinds().front().place;
  };
  const std::string name = " sensitivity: PERSONAL", illness = " sensitivity: SENSITIVE";
  CHECK(placeOf("", "") == RootPlace::anywhere);
  CHECK(placeOf("", name) == RootPlace::village);
  CHECK(placeOf("place: ANYWHERE", name) == RootPlace::anywhere);
  CHECK(placeOf("place: UP_TO_COUNTY", name) == RootPlace::county);
  CHECK(placeOf("place: UP_TO_TOWNSHIP", name) == RootPlace::township);
  CHECK(placeOf("place: AT_VILLAGES", "") == RootPlace::village);
  CHECK(placeOf("sensitivity: PERSONAL place: AT_VILLAGES", illness) == RootPlace::village);
  CHECK_THAT(complaintAbout(with("root: true place: UP_TO_TOWNSHIP", illness)), Contains("at villages only"));
  CHECK_THAT(complaintAbout(with("root: true place: ANYWHERE sensitivity: PERSONAL", " sensitivity: PUBLIC")),
             Contains("at villages only"));
  CHECK_THAT(complaintAbout(with("parents: [\"t\"] place: ANYWHERE", "")), Contains("no place of its own"));
}

TEST_CASE("a place counts by the level of the code") {
  const auto& schema = builtinSchema();
  const auto levels = [&](const char* kind) {
    std::string text;
    for (const RegionCode region : {44ull, 4414ull, 441424ull, 441424104ull, 441424104214ull, 123ull})
      text += schema.kindByName(kind)->mayLieAt(region) ? '1' : '0';
    return text;
  };
  for (const auto* ledger : {"meeting", "research_day", "inspection", "project", "fund"})
    CHECK(levels(ledger) == "111110");
  for (const auto* ofPeople : {"household", "industry_body"}) CHECK(levels(ofPeople) == "000010");
  CHECK(levels("member") == "000000");
}

TEST_CASE("what tells two records apart is said by the kind, else it is what is required") {
  const auto& schema = builtinSchema();
  const auto names = [&](const char* kind) {
    std::string text;
    for (const auto key : schema.kindByName(kind)->keys) text += schema.kindByName(kind)->field(key)->name + " ";
    return text;
  };
  CHECK(names("parameter") == "name year from_date ");
  CHECK(names("fund_movement") == "movement_type movement_date amount ");
  CHECK_THAT(complaintAbout(kindWith("number: 5 zh: \"物\" en: \"T\" root: true keys: [\"c\"]")),
             Contains("does not have"));
}

TEST_CASE("two kinds cannot have one number") {
  const std::string options = "number: 5 zh: \"物\" en: \"T\" root: true";
  CHECK_THAT(complaintAbout(kindWith(options, "One") + kindWith(options, "Two")), Contains("same number"));
}

TEST_CASE("a reference names a kind that there is") {
  CHECK_THAT(complaintAbout(oneField("optional bytes b = 10 [(field) = {zh: \"一\" en: \"B\" refers: \"other\"}]")),
             Contains("not a kind"));
}

TEST_CASE("a check names fields and choices that there are") {
  const std::string head = "number: 5 zh: \"物\" en: \"T\" root: true ";
  CHECK_THAT(complaintAbout(kindWith(head + "checks: {rule: TOGETHER fields: [\"c\"] zh: \"一\" en: \"T\"}")),
             Contains("does not have"));
  CHECK_THAT(
      complaintAbout(kindWith(head + "checks: {rule: ALONE fields: [\"b\"] when: [\"X\"] zh: \"一\" en: \"T\"}")),
      Contains("the choice X"));
  CHECK_THAT(complaintAbout(kindWith(head + "checks: {rule: TOGETHER fields: [\"b\"]}")), Contains("texts zh and en"));
}

TEST_CASE("a set without what it imports is refused with the reason") {
  auto bytes = builtinWith([](google::protobuf::FileDescriptorSet& set) {
    for (auto at = set.mutable_file()->begin(); at != set.mutable_file()->end();)
      at = at->name() == "bianfang/options.proto" ? set.mutable_file()->erase(at) : at + 1;
  });
  const auto schema = Schema::parse(bytes);
  REQUIRE_FALSE(schema);
  CHECK(schema.error().code == Errc::malformed);
  CHECK_THAT(schema.error().detail, Contains("options.proto"));
}

TEST_CASE("bytes that are not a descriptor set are refused") {
  CHECK(Schema::parse("\x0a\xff\xff").error().code == Errc::malformed);
  CHECK(Schema::parse("")->kinds().empty());
}

TEST_CASE("a damaged descriptor set is read or refused, never more") {
  SeededRandom random(seed());
  const auto whole = descriptorsOf(oneField("optional string name = 10 [(field) = {zh: \"名\" en: \"Name\"}]"));
  int refused = 0;
  for (int round = 0; round < 300; ++round) {
    auto damaged = whole;
    for (int i = 0; i < 3; ++i) damaged[random.below(damaged.size())] = static_cast<char>(random.below(256));
    if (random.chance(30)) damaged.resize(random.below(damaged.size()));
    refused += Schema::parse(damaged) ? 0 : 1;
  }
  CHECK(refused > 50);
}
