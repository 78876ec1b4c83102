#include "app/components/icon.h"

#include <QPainter>
#include <QSvgRenderer>

#include "app/components/icon_paths.h"

namespace bf {

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
  const auto path = iconPath(symbol_);
  if (path.isEmpty()) return;
  const QByteArray svg =
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'><path fill='none' stroke-width='2' "
      "stroke-linecap='round' stroke-linejoin='round' stroke='" +
      color_.name().toLatin1() + "' d='" + path + "'/></svg>";
  QSvgRenderer renderer(svg);
  const qreal side = qMin(width(), height());
  renderer.render(painter, QRectF((width() - side) / 2, (height() - side) / 2, side, side));
}

}  // namespace bf
