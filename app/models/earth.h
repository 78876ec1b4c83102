#pragma once
// Points of the earth as records have them, and how far they are apart.

#include <cmath>
#include <cstdint>
#include <numbers>

namespace bf {

/// 1e-7 degree, WGS 84.
struct EarthPoint {
  std::int32_t latitude = 0, longitude = 0;
};

/// On a sphere of 6,371 km; for the width of a county the plane is as good (error below one in a thousand).
[[nodiscard]] inline double metresBetween(EarthPoint a, EarthPoint b) {
  constexpr double unit = std::numbers::pi / 180 / 1e7, radius = 6'371'000;
  const double middle = (static_cast<double>(a.latitude) + b.latitude) / 2 * unit;
  const double north = (static_cast<double>(a.latitude) - b.latitude) * unit;
  const double east = (static_cast<double>(a.longitude) - b.longitude) * unit * std::cos(middle);
  return radius * std::hypot(north, east);
}

}  // namespace bf
