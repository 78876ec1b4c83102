#include "shared/schema/compatibility.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "bianfang/options.pb.h"
#include "tests/schema/test_schemas.h"

using namespace bf;
using namespace bf::test;
using google::protobuf::FileDescriptorSet;

namespace {

/// What may not follow the built-in schema after this edit, joined by line breaks.
std::string foundAfter(const std::function<void(FileDescriptorSet&)>& edit) {
  const auto newer = Schema::parse(builtinWith(edit));
  INFO((newer ? "" : newer.error().detail));
  REQUIRE(newer);
  std::string text;
  for (const auto& each : incompatibilities(builtinSchema(), *newer)) text += each + "\n";
  return text;
}

bianfang::FieldInfo& infoOf(FileDescriptorSet& set, const std::string& message, const std::string& field) {
  return *fieldIn(set, message, field).mutable_options()->MutableExtension(bianfang::field);
}

bianfang::KindInfo& kindInfoOf(FileDescriptorSet& set, const std::string& message) {
  return *messageIn(set, message).mutable_options()->MutableExtension(bianfang::kind);
}

void addField(FileDescriptorSet& set, const std::string& message, const std::string& name, int number) {
  auto& added = *messageIn(set, message).add_field();
  added = fieldIn(set, message, "note");
  added.set_name(name);
  added.set_number(number);
  auto& oneof = *messageIn(set, message).add_oneof_decl();  // how a descriptor says `optional`
  oneof.set_name("_" + name);
  added.set_oneof_index(messageIn(set, message).oneof_decl_size() - 1);
}

void dropField(FileDescriptorSet& set, const std::string& message, const std::string& field) {
  auto& fields = *messageIn(set, message).mutable_field();
  const auto index = fieldIn(set, message, field).oneof_index();
  for (auto at = fields.begin(); at != fields.end(); ++at) {
    if (at->name() != field) continue;
    fields.erase(at);
    break;
  }
  auto& oneofs = *messageIn(set, message).mutable_oneof_decl();
  oneofs.erase(oneofs.begin() + index);
  for (auto& each : fields)
    if (each.has_oneof_index() && each.oneof_index() > index) each.set_oneof_index(each.oneof_index() - 1);
}

}  // namespace

TEST_CASE("the schema may follow the last release") {
  // proto/README.md says how a release replaces this file.
  std::ifstream file(BIANFANG_RELEASED_DESCRIPTORS, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  const auto released = Schema::parse(bytes);
  REQUIRE(released);
  CHECK(released->kinds().size() >= 40);
  for (const auto& each : incompatibilities(*released, builtinSchema())) FAIL_CHECK(each);
}

TEST_CASE("a schema may follow itself") {
  CHECK(foundAfter([](FileDescriptorSet&) {}).empty());
}

TEST_CASE("what a county needs may be added and reworded") {
  CHECK(foundAfter([](FileDescriptorSet& set) {
          addField(set, "Household", "new_question", 900);
          auto& choice = *enumIn(set, "Household", "Fuel").add_value();
          choice = enumIn(set, "Household", "Fuel").value(1);
          choice.set_name("FUEL_GAS");
          choice.set_number(6);
          infoOf(set, "Household", "phone").set_zh("手机");
          infoOf(set, "Household", "phone").set_length(60);
          infoOf(set, "Household", "persons").set_max(500);
          infoOf(set, "Household", "persons").clear_min();
          infoOf(set, "Household", "note").set_retired(true);
          infoOf(set, "Household", "needs").set_required(true);
          infoOf(set, "Household", "status").add_writers(bianfang::DEPARTMENT);
          kindInfoOf(set, "VisitDemand").add_parents("household");
        }).empty());
}

TEST_CASE("a field keeps its number, name and type") {
  CHECK(foundAfter([](FileDescriptorSet& set) { fieldIn(set, "Household", "needs").set_number(901); }) ==
        "household: field needs is gone (mark it retired)\n");
  CHECK(foundAfter([](FileDescriptorSet& set) { dropField(set, "Household", "needs"); }) ==
        "household: field needs is gone (mark it retired)\n");
  CHECK(foundAfter([](FileDescriptorSet& set) { fieldIn(set, "Household", "needs").set_name("wishes"); }) ==
        "household.needs: name changed\n");
  CHECK(foundAfter([](FileDescriptorSet& set) {
          fieldIn(set, "Household", "persons").set_type(google::protobuf::FieldDescriptorProto::TYPE_INT64);
        }) == "household.persons: type changed\n");
  CHECK(foundAfter([](FileDescriptorSet& set) {
          fieldIn(set, "Household", "needs").set_type(google::protobuf::FieldDescriptorProto::TYPE_BYTES);
          infoOf(set, "Household", "needs").clear_ask();
          infoOf(set, "Household", "needs").set_length(4000);
        }).starts_with("household.needs: type changed\n"));
}

TEST_CASE("the number of a field is not used again for another") {
  const auto found = foundAfter([](FileDescriptorSet& set) {
    dropField(set, "Household", "needs");
    addField(set, "Household", "mood", 29);
  });
  CHECK(found.find("household.needs: name changed") != std::string::npos);
}

TEST_CASE("a kind keeps its number, name, freezing and parents") {
  CHECK(foundAfter([](FileDescriptorSet& set) { kindInfoOf(set, "Loan").set_number(120); }) ==
        "loan: kind 25 is gone\nevidence: lost the parent kind 25\n");
  CHECK(foundAfter([](FileDescriptorSet& set) { kindInfoOf(set, "SampleCheck").set_frozen(false); }) ==
        "sample_check: frozen changed\n");
  CHECK(foundAfter([](FileDescriptorSet& set) { kindInfoOf(set, "Visit").mutable_parents()->RemoveLast(); }) ==
        "visit: lost the parent kind 10\n");
  CHECK(foundAfter([](FileDescriptorSet& set) {
          kindInfoOf(set, "Fund").set_root(false);
          kindInfoOf(set, "Fund").add_parents("village");
        }) == "fund: is no longer a root\n");
}

TEST_CASE("the number of a kind is not given to another") {
  const auto found = foundAfter([](FileDescriptorSet& set) {
    kindInfoOf(set, "Loan").set_number(26);
    kindInfoOf(set, "Resettlement").set_number(25);
  });
  CHECK(found.find("loan: name changed") != std::string::npos);
  CHECK(found.find("resettlement: name changed") != std::string::npos);
}

TEST_CASE("a choice keeps its number and is never taken away") {
  CHECK(foundAfter([](FileDescriptorSet& set) {
          auto& list = enumIn(set, "Household", "Fuel");
          list.mutable_value(1)->set_number(4);
          list.mutable_value(4)->set_number(1);
        }) ==
        "household.fuel: number of choice FUEL_WOOD is now FUEL_CLEAN\n"
        "household.fuel: number of choice FUEL_CLEAN is now FUEL_WOOD\n");
  CHECK(foundAfter([](FileDescriptorSet& set) { enumIn(set, "Household", "Fuel").mutable_value()->RemoveLast(); }) ==
        "household.fuel: choice FUEL_OTHER is gone (mark it retired)\n");
}

TEST_CASE("a rule of settling stays, because merge must say the same in both versions") {
  CHECK(foundAfter([](FileDescriptorSet& set) {
          infoOf(set, "Household", "house_grade").clear_ranks();
          infoOf(set, "Household", "house_grade").set_settle(bianfang::FieldInfo::LATEST);
        }) == "household.house_grade: settle rule changed\nhousehold.house_grade: ranks changed\n");
  CHECK(foundAfter([](FileDescriptorSet& set) {
          infoOf(set, "Household", "house_grade").add_ranks(bianfang::HELPER);
        }) == "household.house_grade: ranks changed\n");
  CHECK(foundAfter([](FileDescriptorSet& set) {
          infoOf(set, "Household", "income_per_capita").set_period("exit_year");
        }) == "household.income_per_capita: period field changed\n");
}

TEST_CASE("what an older tablet may write is not refused later") {
  CHECK(foundAfter([](FileDescriptorSet& set) { infoOf(set, "Household", "persons").set_max(100); }) ==
        "household.persons: max is narrower\n");
  CHECK(foundAfter([](FileDescriptorSet& set) { infoOf(set, "Household", "persons").set_min(1); }) ==
        "household.persons: min is narrower\n");
  CHECK(foundAfter([](FileDescriptorSet& set) { infoOf(set, "Household", "built_year").set_max(2100); }) ==
        "household.built_year: max is narrower\n");
  CHECK(foundAfter([](FileDescriptorSet& set) { infoOf(set, "Household", "phone").set_length(20); }) ==
        "household.phone: length is narrower\n");
  CHECK(foundAfter([](FileDescriptorSet& set) { infoOf(set, "Household", "other_causes").set_count(1); }) ==
        "household.other_causes: count is narrower\n");
  CHECK(foundAfter([](FileDescriptorSet& set) { infoOf(set, "Household", "phone").add_writers(bianfang::HELPER); }) ==
        "household.phone: a role may no longer write it\n");
  CHECK(foundAfter([](FileDescriptorSet& set) {
          infoOf(set, "Household", "status").mutable_writers()->RemoveLast();
        }) == "household.status: a role may no longer write it\n");
  CHECK(foundAfter([](FileDescriptorSet& set) { kindInfoOf(set, "Loan").add_writers(bianfang::HELPER); }) ==
        "loan: a role may no longer write it\n");
  CHECK(foundAfter([](FileDescriptorSet& set) {
          kindInfoOf(set, "Meeting").set_place(bianfang::KindInfo::UP_TO_COUNTY);
        }) == "meeting: may lie at fewer regions\n");
  CHECK(foundAfter([](FileDescriptorSet& set) {
          infoOf(set, "Household", "persons").set_ask(bianfang::FieldInfo::YEAR);
        }) == "household.persons: way of asking changed\n");
}

TEST_CASE("what a number stands for stays") {
  CHECK(foundAfter([](FileDescriptorSet& set) { infoOf(set, "Household", "farmland").set_scale(1); }) ==
        "household.farmland: scale changed\n");
  CHECK(foundAfter([](FileDescriptorSet& set) { infoOf(set, "Measure", "visit").set_refers("household"); }) ==
        "measure.visit: kind that it refers to changed\n");
}
