#include "shared/schema/schema.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "shared/schema/schema_limits.h"
#include "tests/schema/test_schemas.h"

using namespace bf;
using namespace bf::test;

namespace {

const KindSpec& kind(std::string_view name) {
  const auto* found = builtinSchema().kindByName(name);
  INFO(name);
  REQUIRE(found != nullptr);
  return *found;
}

const FieldSpec& field(std::string_view ofKind, std::string_view name) {
  const auto* found = kind(ofKind).fieldByName(name);
  INFO(ofKind << "." << name);
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace

TEST_CASE("every record of the domain is a kind") {
  for (const auto* name : {"village",
                           "natural_village",
                           "village_year",
                           "household",
                           "member",
                           "income",
                           "medical_cost",
                           "enrolment",
                           "education_subsidy",
                           "training",
                           "employment",
                           "helper_assignment",
                           "visit",
                           "visit_demand",
                           "measure",
                           "housing_assessment",
                           "renovation",
                           "renovation_stage",
                           "resettlement",
                           "loan",
                           "problem",
                           "problem_event",
                           "meeting",
                           "research_day",
                           "report",
                           "fund",
                           "project",
                           "post",
                           "training_course",
                           "publicity",
                           "reimbursement",
                           "procedure_step",
                           "evidence",
                           "target",
                           "parameter"})
    CHECK(builtinSchema().kindByName(name) != nullptr);
}

TEST_CASE("a kind and a field are found by number and by name, and what there is not is null") {
  const auto& household = kind("household");
  CHECK(builtinSchema().kind(household.number) == &household);
  CHECK(household.field(field("household", "phone").number) == &field("household", "phone"));
  CHECK(builtinSchema().kind(0) == nullptr);
  CHECK(builtinSchema().kind(kindNumberMax) == nullptr);
  CHECK(builtinSchema().kind(4'000'000'000) == nullptr);
  CHECK(household.field(0) == nullptr);
  CHECK(household.field(9) == nullptr);
  CHECK(household.field(4'000'000'000) == nullptr);
  CHECK(household.fieldByName("nothing") == nullptr);
  CHECK(builtinSchema().kindByName("nothing") == nullptr);
}

TEST_CASE("fields of a kind are ascending by number and begin with the envelope") {
  for (const auto& each : builtinSchema().kinds()) {
    INFO(each.name);
    CHECK(std::ranges::is_sorted(each.fields, {}, &FieldSpec::number));
    REQUIRE(each.fields.size() > 4);
    for (std::uint32_t number = 1; number <= 4; ++number) CHECK(each.fields[number - 1].number == number);
    CHECK(each.fields[4].number >= ownFieldMin);
  }
}

TEST_CASE("household, member and visit hang where the domain says") {
  CHECK(kind("village").root);
  CHECK(kind("household").root);
  CHECK_FALSE(kind("member").root);
  CHECK(kind("member").hasParent(kind("household").number));
  CHECK(kind("visit").hasParent(kind("household").number));
  CHECK(kind("visit").hasParent(kind("village").number));
  CHECK_FALSE(kind("visit").hasParent(kind("member").number));
  CHECK(kind("visit").immutableWhenFinished);
  CHECK(kind("housing_assessment").immutableWhenFinished);
  CHECK_FALSE(kind("household").immutableWhenFinished);
}

TEST_CASE("every record can carry evidence, but evidence itself") {
  const auto& evidence = kind("evidence");
  for (const auto& each : builtinSchema().kinds()) {
    INFO(each.name);
    CHECK(evidence.hasParent(each.number) == (&each != &evidence));
  }
}

TEST_CASE("options say how a field is asked, limited, masked, settled and mapped") {
  const auto& phone = field("household", "phone");
  CHECK(phone.question == Question::phone);
  CHECK(phone.sensitivity == Sensitivity::sensitive);
  CHECK(phone.national == "aar012");
  CHECK_FALSE(phone.personDecides);
  const auto& grade = field("household", "house_grade");
  CHECK(grade.settle == SettleRule::authority);
  CHECK(grade.rankOf(10) > grade.rankOf(8));  // assessor over department
  CHECK(grade.rankOf(5) > grade.rankOf(1));   // township clerk over village secretary
  CHECK(grade.rankOf(1) == 0);
  CHECK(field("household", "phone").rankOf(10) == 0);
  const auto& income = field("household", "income_per_capita");
  CHECK(income.settle == SettleRule::period);
  CHECK(income.periodField == field("household", "income_year").number);
  CHECK(income.question == Question::money);
  CHECK(income.scale == 2);
  CHECK(income.unit.zh == "元");
  CHECK(field("household", "batches").settle == SettleRule::unite);
  CHECK(field("household", "other_causes").countMax == 2);
  CHECK(field("household", "head_name").search == SearchRole::name);
  CHECK(field("member", "id_number").search == SearchRole::idNumber);
  CHECK(field("household", "register_number").search == SearchRole::registerNumber);
  CHECK(field("member", "name").sensitivity == Sensitivity::personal);      // as its kind
  CHECK(field("household", "attribute").sensitivity == Sensitivity::open);  // its own
}

TEST_CASE("the fields that a visit writes most often take one byte of tag") {
  for (const auto* name : {"phone", "water_safe", "power", "tv_signal", "network_signal", "stable_income"})
    CHECK(field("household", name).number < 16);
}

TEST_CASE("a choice is found by number, name, label, code and older name") {
  const auto& cause = field("household", "main_cause");
  const auto* illness = cause.choiceNamed("因病");
  REQUIRE(illness != nullptr);
  CHECK(illness->name == "CAUSE_ILLNESS");
  CHECK(cause.choiceNamed("CAUSE_ILLNESS") == illness);
  CHECK(cause.choiceNamed("Illness") == illness);
  CHECK(cause.choice(illness->number) == illness);
  CHECK(cause.choiceNamed("缺劳力") == cause.choiceNamed("缺劳动力"));
  CHECK(cause.choice(0) == nullptr);
  CHECK(cause.choiceNamed("") == nullptr);
  CHECK(cause.choiceNamed("懒") == nullptr);
}

TEST_CASE("no two choices of a list can be meant by one word") {
  for (const auto& each : builtinSchema().kinds()) {
    for (const auto& list : each.fields) {
      std::set<std::string> words;
      for (const auto& choice : list.choices) {
        INFO(each.name << "." << list.name << " " << choice.label.zh);
        CHECK(words.insert(choice.label.zh).second);
        CHECK(words.insert(choice.name).second);
        for (const auto& other : choice.also) CHECK(words.insert(other).second);
      }
    }
  }
}

TEST_CASE("the nationalities are the 56 of GB/T 3304 with their codes") {
  const auto& nation = field("member", "nation");
  std::set<std::string> letters;
  for (std::int64_t code = 1; code <= 56; ++code) {
    const auto* choice = nation.choice(code);
    REQUIRE(choice != nullptr);
    CHECK(choice->label.zh.ends_with("族"));
    CHECK(std::stoll(choice->code) == code);
    REQUIRE_FALSE(choice->also.empty());
    CHECK(choice->also[0].size() == 2);
    CHECK(letters.insert(choice->also[0]).second);
  }
  CHECK(nation.choice(57) == nullptr);
  CHECK(nation.choiceNamed("汉族")->number == 1);
  CHECK(nation.choiceNamed("汉")->number == 1);
  CHECK(nation.choiceNamed("壮族")->number == 8);
  CHECK(nation.choiceNamed("满族")->number == 11);
  CHECK(nation.choiceNamed("瑶族")->number == 13);
  CHECK(nation.choiceNamed("JN")->number == 56);
}

TEST_CASE("a form lists the asked fields in the order of the file, section by section") {
  const auto form = kind("household").form();
  REQUIRE(form.size() > 70);
  CHECK(form.front()->name == "register_number");
  CHECK(std::ranges::none_of(form, &FieldSpec::envelope));
  std::set<std::string> seen;
  const Label* current = nullptr;
  for (const auto* each : form) {
    INFO(each->name << " in " << each->section.zh);
    CHECK_FALSE(each->section.empty());
    if (current == nullptr || !(*current == each->section)) CHECK(seen.insert(each->section.zh).second);
    current = &each->section;
  }
  CHECK(seen.size() >= 6);
}

TEST_CASE("a field is written by the roles that it names, else by those of its kind") {
  const auto& household = kind("household");
  CHECK(household.mayWrite(field("household", "phone"), 1));
  CHECK_FALSE(household.mayWrite(field("household", "status"), 1));
  CHECK(household.mayWrite(field("household", "status"), 5));
  CHECK_FALSE(kind("parameter").mayWrite(field("parameter", "amount"), 5));
  CHECK(kind("parameter").mayWrite(field("parameter", "amount"), 7));
}

TEST_CASE("a retired field stays readable and is no longer asked") {
  const auto schema =
      schemaOf(oneField("optional string old = 10 [(field) = {zh: \"旧\" en: \"Old\" retired: true}];"
                        "optional string now = 11 [(field) = {zh: \"新\" en: \"New\"}]"));
  const auto form = schema.kind(100)->form();
  REQUIRE(form.size() == 1);
  CHECK(form[0]->name == "now");
  CHECK(schema.kind(100)->fieldByName("old") != nullptr);
}

TEST_CASE("a schema hands on the set that it was read from, and its fingerprint names that set") {
  const auto& builtin = builtinSchema();
  CHECK(builtin.source() == builtinDescriptorSet());
  const auto again = Schema::parse(builtin.source());
  REQUIRE(again);
  CHECK(again->fingerprint() == builtin.fingerprint());
  CHECK(schemaOf(oneField("optional bool b = 10 [(field) = {zh: \"一\" en: \"B\"}]")).fingerprint() !=
        builtin.fingerprint());
}

TEST_CASE("pointers into a schema survive its move") {
  auto schema = schemaOf(oneField("optional bool b = 10 [(field) = {zh: \"一\" en: \"B\"}]"));
  const auto* before = schema.kind(100);
  const auto moved = std::move(schema);
  CHECK(moved.kind(100) == before);
}

TEST_CASE("a set that is too large is refused before it is read") {
  const auto schema = Schema::parse(std::string(descriptorBytesMax + 1, 'x'));
  REQUIRE_FALSE(schema);
  CHECK(schema.error().code == Errc::tooLarge);
}
