#include "shared/policy/village_sums.h"

#include <catch2/catch.hpp>

#include "shared/base/crypto.h"
#include "tests/seed.h"

namespace bf::test {

TEST_CASE("totals by village count what is known and how many are not") {
  VillageSums sums;
  CHECK(sums.replaceAll({{3, 20, 5}, {1, 10, 2}, {2, 10, std::nullopt}, {4, 30, 0}}));
  CHECK(sums.totals() == VillageTotals{{10, {2, 1}}, {20, {5, 0}}});
  CHECK_FALSE(sums.replaceAll({{1, 10, 2}, {3, 20, 5}, {2, 10, std::nullopt}}));
  CHECK(sums.replaceAll({}));
  CHECK(sums.totals().empty());
}

TEST_CASE("a household that changes, moves, comes or goes takes its number along") {
  VillageSums sums;
  REQUIRE(sums.replaceAll({{1, 10, 2}, {3, 20, 5}}));
  using Row = VillageSums::Row;
  CHECK_FALSE(sums.replace(1, Row{1, 10, 2}));
  CHECK(sums.replace(1, Row{1, 20, 2}));
  CHECK(sums.totals() == VillageTotals{{20, {7, 0}}});
  CHECK(sums.replace(2, Row{2, 10, std::nullopt}));
  CHECK(sums.totals() == VillageTotals{{10, {0, 1}}, {20, {7, 0}}});
  CHECK(sums.replace(3, std::nullopt));
  CHECK(sums.replace(2, Row{2, 10, 0}));
  CHECK_FALSE(sums.replace(9, std::nullopt));
  CHECK_FALSE(sums.replace(9, Row{9, 10, 0}));
  CHECK(sums.totals() == VillageTotals{{20, {2, 0}}});
}

TEST_CASE("one after another gives what all at once give") {
  INFO("seed " << seed());
  SeededRandom random(seed());
  VillageSums little;
  std::map<std::int64_t, VillageSums::Row> rows;
  for (int round = 0; round < 2000; ++round) {
    const auto household = static_cast<std::int64_t>(random.below(30));
    std::optional<VillageSums::Row> row;
    if (random.below(4) > 0) row = {household, random.below(4), std::nullopt};
    // Numbers that cancel each other out: a village keeps its entry while somebody adds to it.
    if (row && random.below(4) > 0) row->value = static_cast<std::int64_t>(random.below(5)) - 2;
    rows.erase(household);
    if (row) rows[household] = *row;
    const auto before = little.totals();
    const bool told = little.replace(household, row);
    if (!told) CHECK(little.totals() == before);
    std::vector<VillageSums::Row> all;
    for (const auto& [number, one] : rows) all.push_back(one);
    VillageSums whole;
    (void)whole.replaceAll(all);
    REQUIRE(little.totals() == whole.totals());
  }
}

}  // namespace bf::test
