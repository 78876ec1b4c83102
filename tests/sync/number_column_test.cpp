#include "shared/sync/number_column.h"

#include <catch2/catch.hpp>

#include "shared/base/crypto.h"
#include "tests/seed.h"

using namespace bf;

namespace {

std::vector<std::uint64_t> roundTrip(const std::vector<std::uint64_t>& values,
                                     const std::vector<std::uint64_t>& partners = {}) {
  const auto column = writeColumn(values, partners);
  ByteReader reader(column.data);
  const auto read = readColumn(reader, column.form, values.size(), partners);
  REQUIRE(read);
  CHECK(reader.done());
  return *read;
}

}  // namespace

TEST_CASE("numbers come back from a column as they went in") {
  const std::vector<std::vector<std::uint64_t>> columns = {{},
                                                           {0},
                                                           {0, 0, 0},
                                                           {7, 7, 7, 7},
                                                           {1, 2, 3},
                                                           {100, 90, 110},
                                                           {UINT64_MAX, 0, UINT64_MAX},
                                                           {1'000'000, 5'000'000, 2'000'000},
                                                           {UINT64_MAX - 5, UINT64_MAX - 15},
                                                           {10, 20, 35}};
  for (const auto& values : columns) CHECK(roundTrip(values) == values);
}

TEST_CASE("any numbers come back from a column, with and without partners") {
  SeededRandom random(test::seed());
  for (int round = 0; round < 500; ++round) {
    std::vector<std::uint64_t> values, partners;
    const auto count = random.below(40);
    const auto bits = random.below(64);
    const std::uint64_t unit = random.chance(50) ? 1000 : 1;
    for (std::uint64_t i = 0; i < count; ++i) {
      values.push_back((random.next() >> bits) * unit);
      partners.push_back(random.next() >> random.below(64));
    }
    CHECK(roundTrip(values) == values);
    CHECK(roundTrip(values, partners) == values);
  }
}

TEST_CASE("instants near the stamps of their changes take few bytes") {
  std::vector<std::uint64_t> stamps, left;
  for (std::uint64_t i = 0; i < 20; ++i) {
    stamps.push_back(1'529'539'200'000'000 + i * 900'123'457);
    left.push_back(stamps.back() / 1'000'000 * 1'000'000 - 60'000'000 * (i % 3));
  }
  CHECK(writeColumn(left, stamps).data.size() <= 40);
  CHECK(roundTrip(left, stamps) == left);
}

TEST_CASE("a column that ends early or has an unknown form is refused") {
  const auto column = writeColumn(std::vector<std::uint64_t>{300, 1, 70'000}, {});
  for (std::size_t cut = 0; cut < column.data.size(); ++cut) {
    ByteReader reader(std::string_view(column.data).substr(0, cut));
    CHECK_FALSE(readColumn(reader, column.form, 3, {}));
  }
  ByteReader unknown("\x01\x01\x01");
  CHECK_FALSE(readColumn(unknown, 0xff, 3, {}));
  ByteReader withoutPartners("\x01\x01\x01");
  CHECK_FALSE(readColumn(withoutPartners, 2, 3, {}));
}

TEST_CASE("a column that promises more numbers than it has bytes takes no memory") {
  ByteReader reader("\x01");
  CHECK_FALSE(readColumn(reader, 0, SIZE_MAX / 16, {}));
}
