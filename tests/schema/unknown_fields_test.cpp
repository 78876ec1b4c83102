// A record written by a newer version goes through this one, byte for byte.

#include <algorithm>
#include <catch2/catch.hpp>

#include "bianfang/options.pb.h"
#include "shared/schema/record_builder.h"
#include "shared/schema/validate.h"
#include "tests/schema/random_values.h"
#include "tests/schema/test_schemas.h"
#include "tests/seed.h"

using namespace bf;
using namespace bf::test;
using google::protobuf::FieldDescriptorProto;
using google::protobuf::FileDescriptorSet;

namespace {

void add(FileDescriptorSet& set, const std::string& name, int number, FieldDescriptorProto::Type type, bool repeated) {
  auto& message = messageIn(set, "Household");
  auto& field = *message.add_field();
  field.set_name(name);
  field.set_number(number);
  field.set_type(type);
  field.set_label(repeated ? FieldDescriptorProto::LABEL_REPEATED : FieldDescriptorProto::LABEL_OPTIONAL);
  auto& info = *field.mutable_options()->MutableExtension(bianfang::field);
  info.set_zh("新" + name);
  info.set_en(name);
  if (repeated) return;
  field.set_proto3_optional(true);
  message.add_oneof_decl()->set_name("_" + name);
  field.set_oneof_index(message.oneof_decl_size() - 1);
}

/// The built-in schema with a question of every type more, before, between and after the old ones, and new choices.
const Schema& newer() {
  static const Schema schema = [] {
    const auto bytes = builtinWith([](FileDescriptorSet& set) {
      add(set, "new_flag", 90, FieldDescriptorProto::TYPE_BOOL, false);
      add(set, "new_number", 91, FieldDescriptorProto::TYPE_INT64, false);
      add(set, "new_text", 300, FieldDescriptorProto::TYPE_STRING, false);
      add(set, "new_bytes", 301, FieldDescriptorProto::TYPE_BYTES, false);
      add(set, "new_texts", 2047, FieldDescriptorProto::TYPE_STRING, true);
      auto& fuel = enumIn(set, "Household", "Fuel");
      auto& devices = enumIn(set, "Household", "Device");
      for (auto* list : {&fuel, &devices}) {
        auto& value = *list->add_value();
        value.set_name(list->name() == "Fuel" ? "FUEL_NEW" : "DEVICE_NEW");
        value.set_number(50);
        auto& info = *value.mutable_options()->MutableExtension(bianfang::choice);
        info.set_zh("新");
        info.set_en("New");
      }
    });
    auto made = Schema::parse(bytes);
    if (!made) FAIL(made.error().detail);
    return std::move(*made);
  }();
  return schema;
}

const KindSpec& newHousehold() { return *newer().kindByName("household"); }
const KindSpec& oldHousehold() { return *builtinSchema().kindByName("household"); }

/// Takes a record apart as this version understands it and puts it together again.
std::string throughOlder(const std::string& bytes) {
  auto fields = splitFields(bytes);
  REQUIRE(fields);
  for (auto& field : *fields) {
    const auto* spec = oldHousehold().field(field.number);
    if (spec == nullptr) continue;
    const auto value = decodeValue(*spec, field.wire);
    REQUIRE(value);
    field.wire = encodeValue(*spec, *value);
  }
  return joinFields(*fields);
}

}  // namespace

TEST_CASE("a record of a newer version passes through this one byte for byte") {
  const auto bytes = RecordBuilder(newHousehold())
                         .set("head_name", "陈小明")
                         .set("power", false)
                         .set("new_flag", false)
                         .set("new_number", std::int64_t{-1})
                         .set("new_text", "新问题")
                         .set("new_bytes", std::string("\x00\xff", 2))
                         .set("new_texts", std::vector<std::string>{"甲", "", "乙"})
                         .choose("fuel", "FUEL_NEW")
                         .choose("devices", std::vector<std::string>{"DEVICE_NEW", "DEVICE_TV"})
                         .bytes();
  REQUIRE(bytes);
  CHECK(oldHousehold().field(90) == nullptr);
  CHECK(throughOlder(*bytes) == *bytes);
}

TEST_CASE("any record of a newer version passes through this one byte for byte") {
  SeededRandom random(seed());
  std::size_t unknown = 0;
  for (int round = 0; round < 300; ++round) {
    const auto fields = randomRecord(newHousehold(), random);
    unknown += static_cast<std::size_t>(std::ranges::count_if(
        fields, [](const Field& field) { return oldHousehold().field(field.number) == nullptr; }));
    const auto bytes = joinFields(fields);
    CHECK(throughOlder(bytes) == bytes);
  }
  CHECK(unknown > 500);
}

TEST_CASE("a newer answer refuses nothing here, it is only pointed out") {
  const auto fields = RecordBuilder(newHousehold()).set("new_text", "新问题").choose("fuel", "FUEL_NEW").fields();
  REQUIRE(fields);
  CHECK(checkFields(oldHousehold(), *fields));
  const auto found = validate(oldHousehold(), *fields, Extent::part);
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "unknownChoice");
}
