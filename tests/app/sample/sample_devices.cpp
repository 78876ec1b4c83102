#include "tests/app/sample/sample_devices.h"

#include <QPainter>

namespace bf {

QImage housePicture() {
  QImage picture(2400, 1800, QImage::Format_RGB32);
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 0; x < picture.width(); ++x)
      picture.setPixel(x, y, qRgb(150 + (x * 7 + y * 13) % 60, 130 + (x * 3 + y * 5) % 50, 100 + (x + y) % 40));
  QPainter painter(&picture);
  painter.fillRect(400, 700, 1600, 1000, QColor(176, 120, 84));
  painter.fillRect(1050, 1100, 300, 600, QColor(90, 60, 40));
  painter.setBrush(QColor(80, 80, 85));
  painter.drawPolygon(QPolygon({{300, 720}, {1200, 250}, {2100, 720}}));
  return picture;
}

HouseCamera::HouseCamera() : folder_(dir_.path()) {
  static_cast<void>(housePicture().save(dir_.filePath(QStringLiteral("house.jpg"))));
}

}  // namespace bf
