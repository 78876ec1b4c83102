#include "app/map/map_mark.h"

#include "app/map/map_limits.h"

namespace bf {

void MapInked::put(QColor& into, const QColor& color) {
  if (into == color) return;
  into = color;
  emit inkChanged();
}

MapMark::MapMark(QQuickItem* parent) : MapInked(parent) { setImplicitSize(1.4 * markSize, 1.4 * markSize); }

void MapMark::setState(int state) {
  if (state == state_) return;
  state_ = state;
  emit stateChanged();
  update();
}

void MapMark::paint(QPainter* painter) {
  const QPointF middle(width() / 2, height() / 2);
  const double size = qMin(width(), height()) / 1.6;
  if (state_ >= 0 && state_ < static_cast<int>(mapStateCount))
    return drawMark(*painter, ink(), static_cast<MapState>(state_), false, middle, size);
  painter->setPen(QPen(ink().preparing, size * 0.13));
  painter->setBrush(Qt::NoBrush);
  painter->drawEllipse(middle, size * 0.66, size * 0.66);
}

}  // namespace bf
