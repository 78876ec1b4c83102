#pragma once
// Places that stand too close to be told apart at a scale, taken together. The cells are of the plane and double from
// level to level, so that a cluster keeps its members while the map is moved.

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "app/map/village_map.h"

namespace bf {

struct MapCluster {
  MapPoint at;  ///< middle of its members
  std::size_t first = 0, count = 0;
  std::array<std::uint32_t, mapStateCount> states{};
  std::uint32_t preparing = 0;
  /// The weightiest that occurs.
  [[nodiscard]] MapState worst() const;
};

class MapClusters {
 public:
  /// Those of a scale (pixels a metre). `only`: households of this state alone. Made again only when the level, the
  /// filter or the map is another one.
  void make(const VillageMap& map, double scale, std::optional<MapState> only);
  void forget() { level_.reset(); }

  [[nodiscard]] const std::vector<MapCluster>& all() const { return clusters_; }
  /// Places of the map.
  [[nodiscard]] std::span<const std::size_t> members(const MapCluster& cluster) const {
    return {order_.data() + cluster.first, cluster.count};
  }

 private:
  std::optional<int> level_;
  std::optional<MapState> only_;
  std::vector<std::size_t> order_;
  std::vector<MapCluster> clusters_;
};

}  // namespace bf
