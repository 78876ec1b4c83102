// How one field is read, and which options are refused because they cannot mean anything.

#include <catch2/catch.hpp>

#include "shared/schema/schema.h"
#include "shared/schema/schema_limits.h"
#include "tests/schema/test_schemas.h"

using namespace bf;
using namespace bf::test;
using Catch::Contains;

namespace {

std::string complaint(const std::string& type, const std::string& options, const std::string& name = "f") {
  return complaintAbout(oneField(type + " " + name + " = 10 [(field) = {zh: \"一\" en: \"F\" " + options + "}]"));
}

FieldSpec fieldOf(const std::string& type, const std::string& options) {
  return *schemaOf(oneField(type + " f = 10 [(field) = {zh: \"一\" en: \"F\" " + options + "}]")).kind(100)->field(10);
}

const std::string list = "enum List { LIST_UNSPECIFIED = 0; LIST_A = 1 [(choice) = {zh: \"甲\" en: \"A\"}]; } ";

}  // namespace

TEST_CASE("each protobuf type that records may have becomes its field type") {
  CHECK(fieldOf("optional bool", "").type == FieldType::boolean);
  CHECK(fieldOf("optional int32", "").type == FieldType::integer);
  CHECK(fieldOf("optional int64", "").type == FieldType::integer);
  CHECK(fieldOf("optional uint64", "").type == FieldType::integer);
  CHECK(fieldOf("optional string", "").type == FieldType::text);
  CHECK(fieldOf("optional bytes", "").type == FieldType::bytes);
  CHECK(fieldOf("repeated string", "").type == FieldType::texts);
  const auto schema = schemaOf(oneField(list + "optional List one = 10 [(field) = {zh: \"一\" en: \"One\"}]; " +
                                        "repeated List many = 11 [(field) = {zh: \"二\" en: \"Many\"}]"));
  CHECK(schema.kind(100)->field(10)->type == FieldType::choice);
  CHECK(schema.kind(100)->field(11)->type == FieldType::choices);
  CHECK(schema.kind(100)->field(11)->protoType == "repeated bianfang.records.Thing.List");
}

TEST_CASE("types that records may not have are refused") {
  for (const auto* type : {"optional double", "optional float", "optional sint32", "optional sint64",
                           "optional fixed64", "optional fixed32", "repeated int32", "repeated bool", "repeated bytes"})
    CHECK_THAT(complaint(type, ""), Contains("records have"));
  CHECK_THAT(complaintAbout(oneField("message Inner {} optional Inner f = 10 [(field) = {zh: \"一\" en: \"F\"}]")),
             Contains("records have"));
  CHECK_THAT(complaintAbout(oneField("oneof which { bool f = 10 [(field) = {zh: \"一\" en: \"F\"}]; }")),
             Contains("no oneof"));
}

TEST_CASE("a field without presence is refused, because 0 is an answer") {
  CHECK_THAT(complaint("int32", ""), Contains("optional"));
}

TEST_CASE("numbers below ten are the envelope's and numbers beyond the limit are refused") {
  const std::string options = " [(field) = {zh: \"一\" en: \"F\"}]";
  CHECK_THAT(complaintAbout(oneField("optional bool f = 9" + options)), Contains("own fields have numbers"));
  CHECK_THAT(complaintAbout(oneField("optional bool f = 2048" + options)), Contains("own fields have numbers"));
  CHECK(complaintAbout(oneField("optional bool f = 2047" + options)).empty());
}

TEST_CASE("options that contradict the type are refused") {
  CHECK_THAT(complaint("optional string", "min: 1"), Contains("for integers"));
  CHECK_THAT(complaint("optional bool", "scale: 2"), Contains("for integers"));
  CHECK_THAT(complaint("optional int32", "scale: 7"), Contains("decimals"));
  CHECK_THAT(complaint("optional string", "ask: DATE"), Contains("does not fit its type"));
  CHECK_THAT(complaint("optional int32", "ask: PHONE"), Contains("does not fit its type"));
  CHECK_THAT(complaint("optional int32", "settle: UNION"), Contains("only several choices"));
  CHECK_THAT(complaint("optional int32", "settle: AUTHORITY"), Contains("ranks belong together"));
  CHECK_THAT(complaint("optional int32", "ranks: [ASSESSOR]"), Contains("ranks belong together"));
  CHECK_THAT(complaint("optional int32", "settle: PERIOD"), Contains("period belong together"));
  CHECK_THAT(complaint("optional int32", "settle: PERIOD period: \"g\""), Contains("its period"));
  CHECK_THAT(complaint("optional int32", "search: BY_NAME"), Contains("only texts"));
  CHECK_THAT(complaint("optional int32", "unit_zh: \"户\""), Contains("both languages"));
  CHECK_THAT(complaint("optional int32", "help_en: \"h\""), Contains("both languages"));
}

TEST_CASE("a name that SQL reserves is refused") {
  CHECK_THAT(complaint("optional int32", "", "left"), Contains("reserved word"));
  CHECK_THAT(complaint("optional int32", "", "heads"), Contains("reserved word"));
}

TEST_CASE("labels are required of fields and of choices") {
  CHECK_THAT(complaintAbout(oneField("optional bool f = 10")), Contains("labels"));
  CHECK_THAT(complaintAbout(oneField("enum List { LIST_NONE = 0; LIST_A = 1; } "
                                     "optional List f = 10 [(field) = {zh: \"一\" en: \"F\"}]")),
             Contains("LIST_A needs labels"));
}

TEST_CASE("limits that a field does not state are those of the schema") {
  CHECK(fieldOf("optional string", "").lengthMax == textLengthMax);
  CHECK(fieldOf("optional bytes", "").lengthMax == bytesLengthMax);
  CHECK(fieldOf("repeated string", "").countMax == countMax);
  CHECK(fieldOf("optional string", "length: 5").lengthMax == 5);
  CHECK(fieldOf("optional string", "").countMax == 1);
}

TEST_CASE("a way of asking that only a newer version knows falls back to the type") {
  CHECK(fieldOf("optional int32", "").question == Question::number);
  auto bytes = descriptorsOf(oneField("optional int32 f = 10 [(field) = {zh: \"一\" en: \"F\" ask: DATE}]"));
  google::protobuf::FileDescriptorSet set;
  REQUIRE(set.ParseFromString(bytes));
  auto* options = set.mutable_file(set.file_size() - 1)->mutable_message_type(0)->mutable_field(0)->mutable_options();
  std::string wire = options->SerializeAsString();
  const auto at = wire.find(std::string("\x30\x02", 2));  // `ask`, field 6, DATE
  REQUIRE(at != std::string::npos);
  wire[at + 1] = 99;
  REQUIRE(options->ParseFromString(wire));
  const auto schema = Schema::parse(set.SerializeAsString());
  REQUIRE(schema);
  CHECK(schema->kind(100)->field(10)->question == Question::number);
}
