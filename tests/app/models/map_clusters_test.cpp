// What stands together at a scale, and that nobody is lost or counted twice.
#include "app/map/map_clusters.h"

#include <catch2/catch.hpp>
#include <numeric>

#include "app/map/map_limits.h"
#include "tests/app/models/big_book.h"

using namespace bf;
using namespace bf::test;

namespace {

const EightItems judge;

VillageMap mapOf(std::size_t count) { return VillageMap::lay(bigBook(judge, count), {}, true); }

}  // namespace

TEST_CASE("at every scale each household is in one cluster, whose numbers add up") {
  const auto map = mapOf(3000);
  MapClusters clusters;
  for (double scale = 0.001; scale < scaleMax; scale *= 3) {
    clusters.make(map, scale, {});
    std::vector<int> seen(map.places().size());
    for (const auto& one : clusters.all()) {
      CHECK(std::accumulate(one.states.begin(), one.states.end(), std::size_t{0}) == one.count);
      for (const auto place : clusters.members(one)) ++seen[place];
    }
    CHECK(std::ranges::count(seen, 1) == 3000);
  }
}

TEST_CASE("of 25,000 households no picture needs more than some hundred clusters, and a level is made once") {
  const auto map = mapOf(25'000);
  constexpr double width = 1200, height = 600;
  const double scale = std::min(width / map.whole().width(), height / map.whole().height());
  MapClusters clusters;
  clusters.make(map, scale, {});
  CHECK(static_cast<double>(clusters.all().size()) < 1.5 * (width / clusterCell) * (height / clusterCell));
  const auto first = clusters.all().data();
  clusters.make(map, scale * 1.01, {});  // the same level: nothing is made again
  CHECK(clusters.all().data() == first);
}

TEST_CASE("one state alone leaves only its households") {
  const auto map = mapOf(2000);
  MapClusters clusters;
  clusters.make(map, 0.01, MapState::notMet);
  std::size_t count = 0;
  for (const auto& one : clusters.all()) {
    CHECK(one.worst() == MapState::notMet);
    count += one.count;
  }
  CHECK(count == map.counts()[static_cast<std::size_t>(MapState::notMet)]);
  CHECK(count > 0);
}
