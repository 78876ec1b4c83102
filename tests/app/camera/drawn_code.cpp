#include "tests/app/camera/drawn_code.h"

#include <qrencode.h>

#include <QPainter>
#include <catch2/catch.hpp>
#include <memory>

namespace bf::test {

QImage drawnCode(const std::string& text, int side, double degrees) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M),
                                                             &QRcode_free);
  REQUIRE(code);
  QImage wall(seenSize, QImage::Format_RGB32);
  wall.fill(QColor(170, 168, 160));
  QPainter painter(&wall);
  painter.translate(QRectF(wall.rect()).center());
  painter.rotate(degrees);
  const int light = 4;  // modules around it, as the standard wants them
  painter.scale(double(side) / (code->width + 2 * light), double(side) / (code->width + 2 * light));
  painter.translate(-code->width / 2.0, -code->width / 2.0);
  painter.fillRect(-light, -light, code->width + 2 * light, code->width + 2 * light, QColor(245, 245, 240));
  for (int y = 0; y < code->width; ++y)
    for (int x = 0; x < code->width; ++x)
      if ((code->data[y * code->width + x] & 1) != 0) painter.fillRect(x, y, 1, 1, QColor(20, 20, 25));
  return wall;
}

}  // namespace bf::test
