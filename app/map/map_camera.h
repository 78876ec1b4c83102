#pragma once
// Which part of the plane a screen shows: a middle and a scale. Pan and zoom are arithmetic on it.

#include "app/map/village_map.h"

namespace bf {

class MapCamera {
 public:
  /// The size of the screen in pixels, and what it is to hold at most.
  void look(double width, double height, const MapRect& whole);
  /// The whole in the middle, as near as it goes with a margin.
  void fit();
  void pan(double dx, double dy);
  /// Nearer (> 1) or farther; what lies under the point of the screen stays there.
  void zoom(double factor, MapPoint on);
  /// Brings a point of the plane to the middle, and no farther than `scale`.
  void centre(MapPoint point, double scale);

  [[nodiscard]] double scale() const { return scale_; }  ///< pixels a metre
  [[nodiscard]] MapPoint toScreen(MapPoint plane) const;
  [[nodiscard]] MapPoint toPlane(MapPoint screen) const;
  [[nodiscard]] MapRect seen() const;
  [[nodiscard]] bool canNearer() const;
  [[nodiscard]] bool canFarther() const;
  /// Whether it was never moved: then a turned tablet shows the whole again.
  [[nodiscard]] bool atHome() const { return atHome_; }

 private:
  [[nodiscard]] double fitting() const;
  void keepInside();
  double width_ = 1, height_ = 1;
  MapRect whole_{0, 0, 1, 1};
  MapPoint middle_;
  double scale_ = 1;
  bool atHome_ = true;
};

}  // namespace bf
