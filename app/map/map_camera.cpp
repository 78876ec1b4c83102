#include "app/map/map_camera.h"

#include <algorithm>

#include "app/map/map_limits.h"

namespace bf {
namespace {

/// Room for the marks at the edge and their names.
constexpr double edge = 56;

}  // namespace

double MapCamera::fitting() const {
  const double across = std::max(1.0, width_ - 2 * edge) / std::max(1.0, whole_.width());
  const double down = std::max(1.0, height_ - 2 * edge) / std::max(1.0, whole_.height());
  return std::min({across, down, scaleMax});
}

void MapCamera::look(double width, double height, const MapRect& whole) {
  width_ = std::max(1.0, width);
  height_ = std::max(1.0, height);
  whole_ = whole;
  if (atHome_) fit();
  else keepInside();
}

void MapCamera::fit() {
  middle_ = whole_.middle();
  scale_ = fitting();
  atHome_ = true;
}

void MapCamera::keepInside() {
  scale_ = std::clamp(scale_, fitting() * farthest, scaleMax);
  middle_.x = std::clamp(middle_.x, whole_.left, std::max(whole_.left, whole_.right));
  middle_.y = std::clamp(middle_.y, whole_.top, std::max(whole_.top, whole_.bottom));
}

void MapCamera::pan(double dx, double dy) {
  middle_.x -= dx / scale_;
  middle_.y -= dy / scale_;
  atHome_ = false;
  keepInside();
}

void MapCamera::zoom(double factor, MapPoint on) {
  const auto before = toPlane(on);
  scale_ = std::clamp(scale_ * factor, fitting() * farthest, scaleMax);
  const auto after = toPlane(on);
  middle_.x += before.x - after.x;
  middle_.y += before.y - after.y;
  atHome_ = false;
  keepInside();
}

void MapCamera::centre(MapPoint point, double scale) {
  middle_ = point;
  scale_ = std::max(scale_, scale);
  atHome_ = false;
  scale_ = std::clamp(scale_, fitting() * farthest, scaleMax);
}

MapPoint MapCamera::toScreen(MapPoint plane) const {
  return {(plane.x - middle_.x) * scale_ + width_ / 2, (plane.y - middle_.y) * scale_ + height_ / 2};
}

MapPoint MapCamera::toPlane(MapPoint screen) const {
  return {(screen.x - width_ / 2) / scale_ + middle_.x, (screen.y - height_ / 2) / scale_ + middle_.y};
}

MapRect MapCamera::seen() const {
  const auto from = toPlane({0, 0});
  const auto to = toPlane({width_, height_});
  return {from.x, from.y, to.x, to.y};
}

bool MapCamera::canNearer() const { return scale_ < scaleMax * 0.999; }
bool MapCamera::canFarther() const { return scale_ > fitting() * farthest * 1.001; }

}  // namespace bf
