#include "app/components/icon.h"

#include <QCache>
#include <QPainter>
#include <QSvgRenderer>

#include "app/components/icon_paths.h"

namespace bf {
namespace {

struct Drawing {
  QString symbol;
  QRgb color = 0;
  int side = 0;
  bool operator==(const Drawing&) const = default;
};

size_t qHash(const Drawing& drawing, size_t seed) {
  return qHashMulti(seed, drawing.symbol, drawing.color, drawing.side);
}

QImage draw(const Drawing& drawing) {
  QImage image(drawing.side, drawing.side, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  const auto path = iconPath(drawing.symbol);
  if (path.isEmpty()) return image;
  const QByteArray svg =
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'><path fill='none' stroke-width='2' "
      "stroke-linecap='round' stroke-linejoin='round' stroke='" +
      QColor(drawing.color).name().toLatin1() + "' d='" + path + "'/></svg>";
  QPainter painter(&image);
  QSvgRenderer(svg).render(&painter, image.rect());
  return image;
}

/// A screen shows the same few symbols many times, and to read one costs more than all else of a button.
QImage drawn(const Drawing& drawing) {
  constexpr int kept = 400;  // of a few kilobytes each: all symbols of a look
  // Items are painted in the thread that renders their window.
  thread_local QCache<Drawing, QImage> drawings(kept);
  if (const auto* known = drawings.object(drawing)) return *known;
  const auto image = draw(drawing);
  drawings.insert(drawing, new QImage(image));
  return image;
}

}  // namespace

Icon::Icon(QQuickItem* parent) : QQuickPaintedItem(parent) {
  setAntialiasing(true);
  setImplicitSize(24, 24);
}

void Icon::setSymbol(const QString& symbol) {
  if (symbol == symbol_) return;
  symbol_ = symbol;
  emit symbolChanged();
  update();
}

void Icon::setColor(const QColor& color) {
  if (color == color_) return;
  color_ = color;
  emit colorChanged();
  update();
}

void Icon::paint(QPainter* painter) {
  const qreal side = qMin(width(), height());
  const qreal scale = painter->deviceTransform().m11();
  const int pixels = qRound(side * scale);
  if (pixels <= 0) return;
  painter->setRenderHint(QPainter::SmoothPixmapTransform);
  painter->drawImage(QRectF((width() - side) / 2, (height() - side) / 2, side, side),
                     drawn({symbol_, color_.rgb(), pixels}));
}

}  // namespace bf
