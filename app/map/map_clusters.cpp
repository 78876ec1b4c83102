#include "app/map/map_clusters.h"

#include <algorithm>
#include <cmath>

#include "app/map/map_limits.h"

namespace bf {
namespace {

struct Cell {
  std::int64_t x, y;
  std::size_t place;
};

}  // namespace

MapState MapCluster::worst() const {
  for (std::size_t i = 0; i < mapStateCount; ++i)
    if (states[i] > 0) return static_cast<MapState>(i);
  return MapState::elsewhere;
}

void MapClusters::make(const VillageMap& map, double scale, std::optional<MapState> only) {
  const int level = static_cast<int>(std::floor(std::log2(scale)));
  if (level_ == level && only_ == only) return;
  level_ = level;
  only_ = only;
  order_.clear();
  clusters_.clear();
  const double side = clusterCell / std::exp2(level);
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < map.places().size(); ++i) {
    const auto& place = map.places()[i];
    if (only && place.state != *only) continue;
    cells.push_back({static_cast<std::int64_t>(std::floor(place.at.x / side)),
                     static_cast<std::int64_t>(std::floor(place.at.y / side)), i});
  }
  std::ranges::sort(cells, [](const Cell& a, const Cell& b) {
    return a.y != b.y ? a.y < b.y : a.x != b.x ? a.x < b.x : a.place < b.place;
  });
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i == 0 || cells[i].x != cells[i - 1].x || cells[i].y != cells[i - 1].y) {
      clusters_.emplace_back();
      clusters_.back().first = i;
    }
    auto& cluster = clusters_.back();
    const auto& place = map.places()[cells[i].place];
    ++cluster.count;
    ++cluster.states[static_cast<std::size_t>(place.state)];
    cluster.preparing += place.preparing ? 1 : 0;
    const auto weight = 1.0 / static_cast<double>(cluster.count);
    cluster.at.x += (place.at.x - cluster.at.x) * weight;
    cluster.at.y += (place.at.y - cluster.at.y) * weight;
    order_.push_back(cells[i].place);
  }
}

}  // namespace bf
