#include "shared/base/wire.h"

#include <google/protobuf/unknown_field_set.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <ctime>

#include "shared/base/bytes.h"
#include "shared/base/crypto.h"
#include "tests/seed.h"

using namespace bf;

namespace {

constexpr int rounds = 2000;

std::string randomBytes(SeededRandom& random, std::uint64_t sizeMax) {
  std::string bytes(random.below(sizeMax + 1), '\0');
  random.fill({reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()});
  return bytes;
}

// Small and large values alike: a uniform one would nearly always have ten bytes.
std::uint64_t randomNumber(SeededRandom& random) { return random.next() >> random.below(64); }

std::uint32_t randomFieldNumber(SeededRandom& random) {
  return static_cast<std::uint32_t>(random.chance(80) ? 1 + random.below(40) : 1 + random.below((1U << 29) - 1));
}

std::string randomOccurrence(SeededRandom& random, std::uint32_t number) {
  std::string wire;
  const auto fixed = [&](std::uint32_t type, std::size_t width) {
    appendVarint(wire, std::uint64_t{number} << 3 | type);
    std::string bytes(width, '\0');
    random.fill({reinterpret_cast<unsigned char*>(bytes.data()), width});
    wire += bytes;
  };
  switch (random.below(4)) {
    case 0: appendVarintField(wire, number, randomNumber(random)); break;
    case 1: appendBytesField(wire, number, randomBytes(random, 40)); break;
    case 2: fixed(5, 4); break;
    default: fixed(1, 8); break;
  }
  return wire;
}

std::vector<Field> randomFields(SeededRandom& random) {
  std::vector<Field> fields;
  for (auto count = random.below(12); count > 0; --count) {
    Field field{randomFieldNumber(random), {}};
    if (std::ranges::find(fields, field.number, &Field::number) != fields.end()) continue;
    for (auto times = 1 + random.below(3); times > 0; --times) field.wire += randomOccurrence(random, field.number);
    fields.push_back(field);
  }
  std::ranges::sort(fields, {}, &Field::number);
  return fields;
}

Errc errorOf(std::string_view message) {
  const auto fields = splitFields(message);
  REQUIRE_FALSE(fields);
  return fields.error().code;
}

std::string bytesOf(std::string_view hex) { return *fromHex(hex); }

}  // namespace

TEST_CASE("fields that are joined and split again are the same") {
  INFO("seed " << test::seed());
  SeededRandom random(test::seed());
  for (int round = 0; round < rounds; ++round) {
    const auto fields = randomFields(random);
    INFO("round " << round << ": " << toHex(joinFields(fields)));
    REQUIRE(splitFields(joinFields(fields)) == fields);
  }
}

TEST_CASE("occurrences of a field stay in their order, wherever other fields stand between them") {
  INFO("seed " << test::seed());
  SeededRandom random(test::seed());
  for (int round = 0; round < rounds; ++round) {
    auto left = randomFields(random);
    const auto right = left;
    std::string mixed;  // token by token from a field chosen by chance
    while (!left.empty()) {
      auto at = left.begin() + static_cast<std::ptrdiff_t>(random.below(left.size()));
      auto token = WireReader(at->wire).next();
      REQUIRE(token);
      mixed += token->whole;
      at->wire.erase(0, token->whole.size());
      if (at->wire.empty()) left.erase(at);
    }
    INFO("round " << round << ": " << toHex(mixed));
    REQUIRE(splitFields(mixed) == right);
  }
}

TEST_CASE("what protobuf reads we read with the same fields and values") {
  INFO("seed " << test::seed());
  SeededRandom random(test::seed());
  for (int round = 0; round < rounds; ++round) {
    const auto message = joinFields(randomFields(random));
    INFO("round " << round << ": " << toHex(message));
    google::protobuf::UnknownFieldSet peer;
    REQUIRE(peer.ParseFromString(message));
    WireReader reader(message);
    for (int i = 0; i < peer.field_count(); ++i) {
      const auto& field = peer.field(i);
      const auto token = reader.next();
      REQUIRE(token);
      REQUIRE(token->number == static_cast<std::uint32_t>(field.number()));
      switch (token->type) {
        case WireType::varint: REQUIRE(token->integer == field.varint()); break;
        case WireType::fixed64: REQUIRE(token->integer == field.fixed64()); break;
        case WireType::fixed32: REQUIRE(token->integer == field.fixed32()); break;
        case WireType::bytes: REQUIRE(token->payload == field.length_delimited()); break;
      }
    }
    REQUIRE(reader.done());
  }
}

TEST_CASE("arbitrary bytes are refused or read, and what is read protobuf reads too") {
  INFO("seed " << test::seed());
  SeededRandom random(test::seed());
  int read = 0;
  for (int round = 0; round < 20 * rounds; ++round) {
    const auto bytes = randomBytes(random, 12);
    INFO("round " << round << ": " << toHex(bytes));
    const auto fields = splitFields(bytes);
    if (!fields) {
      REQUIRE(fields.error().code == Errc::malformed);
      continue;
    }
    ++read;
    google::protobuf::UnknownFieldSet peer;
    REQUIRE(peer.ParseFromString(joinFields(*fields)));
    REQUIRE(joinFields(*fields).size() == bytes.size());
  }
  CHECK(read > rounds / 10);
}

TEST_CASE("a message cut anywhere within its last field is malformed") {
  std::string message;
  appendVarintField(message, 10, 300);
  const auto whole = message.size();
  for (const auto& last :
       {bytesOf("5a03616263"), bytesOf("d80180808001"), bytesOf("5d01020304"), bytesOf("590102030405060708")}) {
    REQUIRE(splitFields(message + last));
    for (std::size_t size = 1; size < last.size(); ++size)
      CHECK(errorOf(message + last.substr(0, size)) == Errc::malformed);
  }
  CHECK(splitFields(message.substr(0, whole)));
}

TEST_CASE("groups, unknown wire types, field number 0 and numbers past 2^29 are malformed") {
  CHECK(errorOf(bytesOf("0b0c")) == Errc::malformed);          // a group
  CHECK(errorOf(bytesOf("0c")) == Errc::malformed);            // its end alone
  CHECK(errorOf(bytesOf("0e00")) == Errc::malformed);          // wire type 6
  CHECK(errorOf(bytesOf("0f00")) == Errc::malformed);          // wire type 7
  CHECK(errorOf(bytesOf("0000")) == Errc::malformed);          // field 0
  CHECK(splitFields(bytesOf("f8ffffff0f00")));                 // field 2^29 - 1
  CHECK(errorOf(bytesOf("808080801000")) == Errc::malformed);  // field 2^29
}

TEST_CASE("a length that runs over the end is malformed, also one near 2^64") {
  CHECK(errorOf(bytesOf("0a0261")) == Errc::malformed);
  CHECK(errorOf(bytesOf("0affffffffffffffffff0161")) == Errc::malformed);
  CHECK(splitFields(bytesOf("0a00")));
}

TEST_CASE("a number has at most ten bytes") {
  CHECK(splitFields(bytesOf("08ffffffffffffffffff01")));
  CHECK(errorOf(bytesOf("08ffffffffffffffffffff01")) == Errc::malformed);
  CHECK(errorOf(bytesOf("08808080808080808080808080")) == Errc::malformed);
}

TEST_CASE("a message of many fields in falling order takes no longer than others") {
  std::string message;
  for (std::uint32_t number = 200'000; number > 0; --number) appendVarintField(message, number, 1);
  const auto before = std::clock();
  const auto fields = splitFields(message);
  CHECK(static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC < 3.0);
  REQUIRE(fields);
  CHECK(fields->size() == 200'000);
  CHECK(std::ranges::is_sorted(*fields, {}, &Field::number));
}

TEST_CASE("an empty message has no fields and no fields make an empty message") {
  REQUIRE(splitFields(""));
  CHECK(splitFields("")->empty());
  CHECK(joinFields({}).empty());
  CHECK(joinFields({{3, {}}}).empty());  // a cleared field
}

TEST_CASE("numbers are written as the encoding guide of protobuf prints them") {
  std::string out;
  appendVarintField(out, 1, 150);
  CHECK(toHex(out) == "089601");
  out.clear();
  appendBytesField(out, 2, "testing");
  CHECK(toHex(out) == "120774657374696e67");
  out.clear();
  appendVarint(out, 0);
  appendVarint(out, 127);
  appendVarint(out, 128);
  appendVarint(out, UINT64_MAX);
  CHECK(toHex(out) == "007f8001ffffffffffffffffff01");
}

TEST_CASE("zigzag takes small numbers of both signs to small codes and back") {
  CHECK(zigzag(0) == 0);
  CHECK(zigzag(-1) == 1);
  CHECK(zigzag(1) == 2);
  CHECK(zigzag(-2) == 3);
  CHECK(zigzag(INT64_MAX) == UINT64_MAX - 1);
  CHECK(zigzag(INT64_MIN) == UINT64_MAX);
  SeededRandom random(test::seed());
  for (int round = 0; round < rounds; ++round) {
    const auto value = static_cast<std::int64_t>(randomNumber(random)) * (random.chance(50) ? 1 : -1);
    REQUIRE(unzigzag(zigzag(value)) == value);
  }
}
