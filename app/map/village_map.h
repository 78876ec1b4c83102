#pragma once
// The village as a plane in metres, without tiles or network: each household where its point was recorded. Those
// without a point stand in rows beside it, by natural village, so that nobody is missing on the map and no place is
// made up.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/models/village_book.h"

namespace bf {

/// How a household stands: the first that holds. Each has a shape and a colour of its own.
enum class MapState : std::uint8_t {
  problem,   ///< a problem is open
  notMet,    ///< one of the eight is not met
  missing,   ///< one of the eight is not collected
  met,       ///< all eight are met
  elsewhere  ///< not on the register: not judged
};
inline constexpr std::size_t mapStateCount = 5;
[[nodiscard]] MapState mapStateOf(const BookRow& row);
/// In a few words.
[[nodiscard]] const Label& nameOf(MapState state);

/// A point of the plane: metres to the east and to the south.
struct MapPoint {
  double x = 0, y = 0;
};
struct MapRect {
  double left = 0, top = 0, right = 0, bottom = 0;
  [[nodiscard]] double width() const { return right - left; }
  [[nodiscard]] double height() const { return bottom - top; }
  [[nodiscard]] MapPoint middle() const { return {(left + right) / 2, (top + bottom) / 2}; }
};

struct MapPlace {
  std::size_t row = 0;  ///< in the book
  MapPoint at;
  MapState state = MapState::elsewhere;
  bool preparing = false;  ///< to exit; shown beside the state
};

struct MapLabel {
  std::string text;
  MapPoint at;
  std::size_t households = 0;
  bool village = false;   ///< an administrative village, over its natural ones
  bool recorded = false;  ///< its households stand where they are
};

class VillageMap {
 public:
  /// `regions`: names of the villages. `wide`: those without a point stand to the right, else below. Needs the complete
  /// book.
  [[nodiscard]] static VillageMap lay(const VillageBook& book, const std::map<RegionCode, std::string>& regions,
                                      bool wide);

  /// A household's state anew. Result: false when it moved, and the map is to be laid again.
  [[nodiscard]] bool refresh(const VillageBook& book, std::size_t row);

  [[nodiscard]] const std::vector<MapPlace>& places() const { return places_; }
  /// Weightiest first: villages, where there are several, then natural villages by their households.
  [[nodiscard]] const std::vector<MapLabel>& labels() const { return labels_; }
  [[nodiscard]] const std::array<std::size_t, mapStateCount>& counts() const { return counts_; }
  [[nodiscard]] std::size_t preparing() const { return preparing_; }
  /// Households without a recorded point, and where they stand.
  [[nodiscard]] std::size_t unrecorded() const { return unrecorded_; }
  [[nodiscard]] const std::optional<MapRect>& unrecordedAt() const { return beside_; }
  /// What one wants to see first: all of it but strays.
  [[nodiscard]] const MapRect& whole() const { return whole_; }
  /// Where a point of the earth lies; nothing while no household has one.
  [[nodiscard]] std::optional<MapPoint> pointOf(std::int32_t latitude, std::int32_t longitude) const;

 private:
  void placeRecorded(const VillageBook& book);
  void placeBeside(const VillageBook& book, bool wide);
  void label(const VillageBook& book, const std::map<RegionCode, std::string>& regions);
  void count();
  std::vector<MapPlace> places_;      ///< recorded ones first
  std::vector<std::size_t> placeOf_;  ///< by row of the book
  std::vector<MapLabel> labels_;
  std::array<std::size_t, mapStateCount> counts_{};
  std::size_t preparing_ = 0, unrecorded_ = 0, recorded_ = 0;
  std::optional<MapRect> beside_;
  MapRect whole_;
  std::optional<MapPoint> origin_;  ///< degrees: x longitude, y latitude
};

}  // namespace bf
