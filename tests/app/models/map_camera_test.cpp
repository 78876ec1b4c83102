// Pan and zoom of the map as arithmetic.
#include "app/map/map_camera.h"

#include <catch2/catch.hpp>

#include "app/map/map_limits.h"

using namespace bf;

namespace {

const MapRect whole{-1000, -500, 3000, 1500};

MapCamera looking(double width = 1200, double height = 600) {
  MapCamera camera;
  camera.look(width, height, whole);
  return camera;
}

bool sees(const MapCamera& camera, MapPoint point) {
  const auto seen = camera.seen();
  return point.x >= seen.left && point.x <= seen.right && point.y >= seen.top && point.y <= seen.bottom;
}

}  // namespace

TEST_CASE("the first look holds the whole, on a wide screen and on a tall one") {
  for (const auto& camera : {looking(), looking(700, 1100)})
    for (const auto& corner : {MapPoint{-1000, -500}, MapPoint{3000, 1500}}) CHECK(sees(camera, corner));
}

TEST_CASE("what is under the finger stays there while one zooms") {
  auto camera = looking();
  const MapPoint finger{300, 200};
  const auto before = camera.toPlane(finger);
  camera.zoom(3, finger);
  const auto after = camera.toPlane(finger);
  CHECK(after.x == Approx(before.x));
  CHECK(after.y == Approx(before.y));
  const auto back = camera.toScreen(after);
  CHECK(back.x == Approx(finger.x));
  CHECK(back.y == Approx(finger.y));
}

TEST_CASE("nobody gets nearer than a house or farther than where the village can still be found") {
  auto camera = looking();
  for (int i = 0; i < 40; ++i) camera.zoom(2, {600, 300});
  CHECK(camera.scale() == Approx(scaleMax));
  CHECK_FALSE(camera.canNearer());
  for (int i = 0; i < 40; ++i) camera.zoom(0.5, {600, 300});
  CHECK_FALSE(camera.canFarther());
  for (int i = 0; i < 100; ++i) camera.pan(500, 500);
  CHECK(sees(camera, {-1000, -500}));
}

TEST_CASE("a tablet that is turned shows the whole again unless somebody moved the map") {
  auto camera = looking();
  camera.look(600, 1200, whole);
  CHECK(sees(camera, {3000, 1500}));
  camera.zoom(4, {100, 100});
  const auto scale = camera.scale();
  camera.look(1200, 600, whole);
  CHECK(camera.scale() == Approx(scale));
  camera.fit();
  CHECK(sees(camera, {3000, 1500}));
}

TEST_CASE("a point is brought to the middle, near enough to tell houses apart") {
  auto camera = looking();
  camera.centre({2500, 1200}, 0.5);
  CHECK(camera.toScreen({2500, 1200}).x == Approx(600));
  CHECK(camera.scale() >= 0.5);
}
