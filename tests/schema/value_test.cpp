#include "shared/schema/value.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/dynamic_message.h>

#include <catch2/catch.hpp>
#include <limits>
#include <map>

#include "tests/schema/random_values.h"
#include "tests/schema/test_schemas.h"
#include "tests/seed.h"

using namespace bf;
using namespace bf::test;

namespace {

const KindSpec& thing() {
  static const Schema schema =
      schemaOf(oneField("enum List { LIST_NONE = 0; LIST_A = 1 [(choice) = {zh: \"甲\" en: \"A\"}];"
                        "  LIST_B = 300 [(choice) = {zh: \"乙\" en: \"B\"}]; } "
                        "optional bool flag = 10 [(field) = {zh: \"一\" en: \"F\"}]; "
                        "optional int32 small = 11 [(field) = {zh: \"二\" en: \"F\"}]; "
                        "optional int64 large = 12 [(field) = {zh: \"三\" en: \"F\"}]; "
                        "optional uint64 positive = 13 [(field) = {zh: \"四\" en: \"F\"}]; "
                        "optional string text = 14 [(field) = {zh: \"五\" en: \"F\"}]; "
                        "optional bytes data = 15 [(field) = {zh: \"六\" en: \"F\"}]; "
                        "optional List one = 16 [(field) = {zh: \"七\" en: \"F\"}]; "
                        "repeated List many = 17 [(field) = {zh: \"八\" en: \"F\"}]; "
                        "repeated string texts = 18 [(field) = {zh: \"九\" en: \"F\"}]"));
  return *schema.kind(100);
}

const FieldSpec& field(const char* name) { return *thing().fieldByName(name); }

Value roundTrip(const char* name, const Value& value) {
  const auto decoded = decodeValue(field(name), encodeValue(field(name), value));
  REQUIRE(decoded);
  return *decoded;
}

Errc errorOf(const char* name, std::string_view wire) {
  const auto decoded = decodeValue(field(name), wire);
  REQUIRE_FALSE(decoded);
  return decoded.error().code;
}

}  // namespace

TEST_CASE("default values are answers and are written") {
  CHECK(encodeValue(field("flag"), false) == std::string("\x50\x00", 2));
  CHECK(encodeValue(field("small"), std::int64_t{0}) == std::string("\x58\x00", 2));
  CHECK(encodeValue(field("text"), std::string()) == std::string("\x72\x00", 2));
  CHECK(roundTrip("flag", false) == Value(false));
  CHECK(roundTrip("small", std::int64_t{0}) == Value(std::int64_t{0}));
  CHECK(roundTrip("text", std::string()) == Value(std::string()));
}

TEST_CASE("an empty choice is an answer, no answer is nothing at all") {
  CHECK(encodeValue(field("many"), std::vector<std::int64_t>{}) == std::string("\x8a\x01\x00", 3));
  CHECK(roundTrip("many", std::vector<std::int64_t>{}) == Value(std::vector<std::int64_t>{}));
  CHECK(encodeValue(field("many"), Value{}).empty());
  CHECK(decodeValue(field("many"), "") == Value{});
  CHECK(decodeValue(field("flag"), "") == Value{});
}

TEST_CASE("numbers at the ends of their range come back") {
  for (const auto n :
       {std::numeric_limits<std::int64_t>::min(), std::int64_t{-1}, std::numeric_limits<std::int64_t>::max()})
    CHECK(roundTrip("large", n) == Value(n));
  for (const std::int64_t n : {std::numeric_limits<std::int32_t>::min(), -1, std::numeric_limits<std::int32_t>::max()})
    CHECK(roundTrip("small", n) == Value(n));
  CHECK(roundTrip("positive", std::numeric_limits<std::int64_t>::max()) ==
        Value(std::numeric_limits<std::int64_t>::max()));
}

TEST_CASE("numbers that do not fit are refused") {
  CHECK(errorOf("small", encodeValue(field("large"), std::int64_t{1} << 31).replace(0, 1, "\x58")) == Errc::malformed);
  std::string negative;
  appendVarintField(negative, field("positive").number, static_cast<std::uint64_t>(-1));
  CHECK(errorOf("positive", negative) == Errc::malformed);
}

TEST_CASE("choices are packed, ascending, each once") {
  const Value given = std::vector<std::int64_t>{300, 1, 300};
  CHECK(encodeValue(field("many"), given) == std::string("\x8a\x01\x03\x01\xac\x02", 6));
  CHECK(roundTrip("many", given) == Value(std::vector<std::int64_t>{1, 300}));
}

TEST_CASE("choices written one by one or in several packs are read alike") {
  std::string wire;
  appendVarintField(wire, 17, 1);
  appendBytesField(wire, 17, "\xac\x02");
  appendVarintField(wire, 17, 1);
  CHECK(decodeValue(field("many"), wire) == Value(std::vector<std::int64_t>{1, 300, 1}));
}

TEST_CASE("a choice that this schema does not know keeps its number") {
  CHECK(roundTrip("one", std::int64_t{77}) == Value(std::int64_t{77}));
}

TEST_CASE("of a field that came twice the last counts, as in protobuf") {
  const auto wire = encodeValue(field("small"), std::int64_t{1}) + encodeValue(field("small"), std::int64_t{2});
  CHECK(decodeValue(field("small"), wire) == Value(std::int64_t{2}));
}

TEST_CASE("bytes of another wire type or field are refused") {
  std::string number, bytes;
  appendVarintField(number, 14, 5);
  appendBytesField(bytes, 11, "x");
  CHECK(errorOf("text", number) == Errc::malformed);
  CHECK(errorOf("small", bytes) == Errc::malformed);
  CHECK(errorOf("flag", encodeValue(field("small"), std::int64_t{1})) == Errc::malformed);
  CHECK(errorOf("many", encodeValue(field("small"), std::int64_t{1})) == Errc::malformed);
  CHECK(errorOf("texts", encodeValue(field("text"), std::string("x"))) == Errc::malformed);
  CHECK(errorOf("small", "\x58") == Errc::malformed);
  CHECK(errorOf("many", "\x8a\x01\x01\xac") == Errc::malformed);
}

TEST_CASE("text must be UTF-8, bytes need not") {
  std::string wire;
  appendBytesField(wire, 14, "\xff");
  CHECK(errorOf("text", wire) == Errc::invalidValue);
  wire.clear();
  appendBytesField(wire, 18, "\xff");
  CHECK(errorOf("texts", wire) == Errc::invalidValue);
  CHECK(roundTrip("data", std::string("\xff\x00", 2)) == Value(std::string("\xff\x00", 2)));
}

TEST_CASE("a value of another type is not encoded") {
  CHECK(encodeValue(field("flag"), std::int64_t{1}).empty());
  CHECK(encodeValue(field("text"), true).empty());
  CHECK_FALSE(fits(field("many"), std::int64_t{1}));
  CHECK(fits(field("many"), Value{}));
}

TEST_CASE("any value of any field comes back, and its bytes are the same again") {
  SeededRandom random(seed());
  for (const auto& kind : builtinSchema().kinds()) {
    for (const auto& each : kind.fields) {
      for (int round = 0; round < 5; ++round) {
        INFO(kind.name << "." << each.name);
        const auto value = randomValue(each, random);
        REQUIRE(fits(each, value));
        const auto wire = encodeValue(each, value);
        const auto decoded = decodeValue(each, wire);
        REQUIRE(decoded);
        CHECK(*decoded == value);
        CHECK(encodeValue(each, *decoded) == wire);
      }
    }
  }
}

TEST_CASE("protobuf's own messages write and read the same bytes") {
  SeededRandom random(seed());
  google::protobuf::FileDescriptorSet set;
  const auto source = builtinDescriptorSet();
  REQUIRE(set.ParseFromArray(source.data(), static_cast<int>(source.size())));
  google::protobuf::DescriptorPool pool;
  for (const auto& file : set.file()) REQUIRE(pool.BuildFile(file) != nullptr);
  google::protobuf::DynamicMessageFactory factory(&pool);
  for (const auto& kind : builtinSchema().kinds()) {
    INFO(kind.name);
    const auto* descriptor = pool.FindMessageTypeByName(kind.message);
    REQUIRE(descriptor != nullptr);
    for (int round = 0; round < 20; ++round) {
      const auto bytes = joinFields(randomRecord(kind, random));
      const std::unique_ptr<google::protobuf::Message> message(factory.GetPrototype(descriptor)->New());
      REQUIRE(message->ParseFromString(bytes));
      CHECK(message->GetReflection()->GetUnknownFields(*message).empty());
      CHECK(message->SerializeAsString() == bytes);
    }
  }
}
