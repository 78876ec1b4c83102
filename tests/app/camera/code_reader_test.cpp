#include "app/camera/code_reader.h"

#include <catch2/catch.hpp>

#include "shared/tls/invitation.h"
#include "tests/app/camera/drawn_code.h"

using namespace bf;
using namespace bf::test;

namespace {

/// As long as a real one: an address, a pin of 32 bytes and a token.
std::string invitation() {
  return textOf(Invitation{{"fupin.wuhua.example", 7443}, std::string(32, '\x5a'), std::string(26, 'K')});
}

}  // namespace

TEST_CASE("an invitation is read whole, upright, turned and aslant") {
  const auto degrees = GENERATE(0.0, 90.0, 180.0, 270.0, 12.0, -30.0);
  CAPTURE(degrees);
  const auto text = invitation();
  CHECK(codeIn(drawnCode(text, 360, degrees)) == QString::fromStdString(text));
}

TEST_CASE("a code is read from a dim picture as from a bright one") {
  auto picture = drawnCode(invitation(), 420);
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 0; x < picture.width(); ++x) picture.setPixelColor(x, y, picture.pixelColor(x, y).darker(250));
  CHECK(codeIn(picture) == QString::fromStdString(invitation()));
}

TEST_CASE("where there is no code, or only a part of one, nothing is read") {
  QImage wall(seenSize, QImage::Format_RGB32);
  wall.fill(Qt::lightGray);
  CHECK_FALSE(codeIn(wall));
  CHECK_FALSE(codeIn({}));
  const auto whole = drawnCode(invitation(), 400);
  CHECK_FALSE(codeIn(whole.copy(0, 0, whole.width(), whole.height() / 2)));
}
