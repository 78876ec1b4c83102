#include "app/forms/ink.h"

#include <QImage>
#include <catch2/catch.hpp>
#include <random>

#include "app/forms/form_limits.h"
#include "app/forms/ink_pad.h"
#include "shared/base/bytes.h"
#include "tests/seed.h"

namespace bf::test {

TEST_CASE("a signature has the bytes that the header shows") {
  const Ink ink{{{512, 512}, {517, 509}}};
  CHECK(toHex(encodeInk(ink)) ==
        "010280088008"
        "0a05");
  CHECK(decodeInk(encodeInk(ink)) == ink);
}

TEST_CASE("every signature is read back as it was drawn") {
  std::mt19937_64 random(seed());
  for (int round = 0; round < 200; ++round) {
    Ink ink;
    for (auto strokes = random() % 6; strokes > 0; --strokes) {
      InkStroke stroke;
      for (auto points = 1 + random() % 40; points > 0; --points)
        stroke.push_back({static_cast<int>(random() % 4000), static_cast<int>(random() % 1000)});
      ink.push_back(stroke);
    }
    CHECK(decodeInk(encodeInk(ink)) == ink);
  }
}

TEST_CASE("bytes that are no signature are refused, whatever they are") {
  CHECK_FALSE(decodeInk(""));
  CHECK_FALSE(decodeInk("\x02"));
  const auto whole = encodeInk({{{512, 512}, {517, 509}}});
  for (std::size_t cut = 2; cut < whole.size(); ++cut) CHECK_FALSE(decodeInk(std::string_view(whole).substr(0, cut)));
  CHECK_FALSE(decodeInk(std::string("\x01\xff\xff\xff\xff\x0f", 6)));
  std::mt19937_64 random(seed());
  for (int round = 0; round < 2000; ++round) {
    std::string bytes("\x01");
    for (auto left = random() % 30; left > 0; --left) bytes.push_back(static_cast<char>(random()));
    if (const auto ink = decodeInk(bytes)) CHECK(pointCount(*ink) <= bytes.size());
  }
}

TEST_CASE("the longest signature stays within what a record allows") {
  InkStroke stroke;
  for (int i = 0; i < inkPointsMax; ++i) stroke.push_back({(i * 37) % 3000, (i * 53) % 1000});
  CHECK(encodeInk({stroke}).size() <= 4u * inkPointsMax);
  InkStroke finger;
  for (int i = 0; i < inkPointsMax; ++i) finger.push_back({i / 2 + i % 3 * 4, 500 + i % 7 * 5});
  CHECK(encodeInk({finger}).size() <= 16384);
}

TEST_CASE("points on a straight line are left out, corners stay") {
  CHECK(simplified({{0, 0}, {10, 0}, {20, 0}, {20, 10}, {20, 20}}, 1.0) == InkStroke{{0, 0}, {20, 0}, {20, 20}});
}

TEST_CASE("a signature can be printed as a picture") {
  const auto image = inkImage(QByteArray::fromStdString(encodeInk({{{100, 500}, {900, 500}}})), 200);
  REQUIRE_FALSE(image.isNull());
  CHECK(image.height() == 200);
  CHECK(image.pixelColor(100, 100) == QColor(Qt::black));
  CHECK(image.pixelColor(100, 20) == QColor(Qt::white));
  CHECK(inkImage("no ink", 200).isNull());
}

}  // namespace bf::test
