#include "shared/sync/field_columns.h"

#include <catch2/catch.hpp>

#include "shared/base/crypto.h"
#include "shared/merge/merge_limits.h"
#include "tests/seed.h"

using namespace bf;

namespace {

struct Row {
  RowShape shape;
  std::string fields;
};

std::string write(const std::vector<Row>& rows) {
  FieldColumnsWriter writer;
  for (const auto& row : rows) REQUIRE(writer.add(row.shape, row.fields, 0));
  writer.finish();
  std::string out;
  writer.writeShapes(out);
  writer.writeOrder(out);
  writer.writeForms(out);
  writer.writeNumbers(out);
  writer.writeText(out);
  return out;
}

Result<std::vector<std::string>> read(std::string_view bytes, std::size_t rows, std::size_t bytesMost = batchBytesMax) {
  ByteReader from(bytes);
  FieldColumnsReader reader;
  BF_CHECK(reader.readShapes(from));
  BF_CHECK(reader.readOrder(from, rows, bytesMost));
  reader.setStamps(std::vector<std::uint64_t>(rows));
  BF_CHECK(reader.readForms(from));
  BF_CHECK(reader.readNumbers(from));
  BF_CHECK(reader.readText(from));
  if (!from.done()) return fail(Errc::malformed, "rest");
  std::vector<std::string> fields;
  for (std::size_t i = 0; i < rows; ++i) fields.push_back(joinFields(reader.next(i)));
  return fields;
}

RowShape shapeOf(std::uint32_t kind) {
  RowShape shape;
  shape.kind = kind;
  return shape;
}

std::string randomFields(SeededRandom& random) {
  std::string out;
  std::uint32_t number = 0;
  while (random.chance(80)) {
    number += static_cast<std::uint32_t>(random.below(3)) + (number == 0 ? 1 : 0);
    switch (random.below(4)) {
      case 0: appendVarintField(out, number, random.next() >> random.below(64)); break;
      case 1: appendBytesField(out, number, std::string(random.below(20), 'x')); break;
      case 2:
        appendVarint(out, number << 3 | 5);
        out += "abcd";
        break;
      default:
        appendVarint(out, number << 3 | 1);
        out += "abcdefgh";
        break;
    }
  }
  return out;
}

}  // namespace

TEST_CASE("any partial records come back from columns byte for byte") {
  SeededRandom random(test::seed());
  for (int round = 0; round < 300; ++round) {
    std::vector<Row> rows;
    for (auto left = random.below(30); left > 0; --left)
      rows.push_back({shapeOf(static_cast<std::uint32_t>(random.below(3))), randomFields(random)});
    const auto back = read(write(rows), rows.size());
    REQUIRE(back);
    for (std::size_t i = 0; i < rows.size(); ++i) CHECK((*back)[i] == rows[i].fields);
  }
}

TEST_CASE("fields that are not in their shortest form are not taken") {
  FieldColumnsWriter writer;
  CHECK_FALSE(writer.add(shapeOf(1), std::string_view("\x50\x81\x00", 3), 0));      // 1 in two bytes
  CHECK_FALSE(writer.add(shapeOf(1), std::string_view("\xd0\x00\x01", 3), 0));      // a tag in two bytes
  CHECK_FALSE(writer.add(shapeOf(1), std::string_view("\x58\x01\x50\x01", 4), 0));  // descending
  CHECK_FALSE(writer.add(shapeOf(1),
                         "\x52\x05"
                         "ab",
                         0));  // ends early
  CHECK(writer.add(shapeOf(1), "\x50\x01\x58\x01", 0));
}

TEST_CASE("columns cut anywhere are refused") {
  std::vector<Row> rows;
  for (int i = 0; i < 3; ++i)
    rows.push_back({shapeOf(2),
                    "\x50\x01\x5a\x03"
                    "abc"});
  rows.push_back({shapeOf(3), "\x50\x01"});
  const auto bytes = write(rows);
  REQUIRE(read(bytes, rows.size()));
  for (std::size_t cut = 0; cut < bytes.size(); ++cut)
    CHECK_FALSE(read(std::string_view(bytes).substr(0, cut), rows.size()));
}

TEST_CASE("columns that stand for more than they may are refused before memory is taken") {
  // One shape of 512 fields, all constant: two bytes a field for any number of rows.
  std::string bytes;
  appendVarint(bytes, 1);
  appendVarint(bytes, 7);
  bytes += '\0';
  appendVarint(bytes, 512);
  for (int i = 0; i < 512; ++i) appendVarint(bytes, 1 << 2);
  appendVarint(bytes, 0);
  bytes += std::string(512, '\x03') + std::string(512, '\x01');
  CHECK(read(bytes, 4));
  const auto refused = read(bytes, 4096);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::tooLarge);
}
