#include "app/map/map_painter.h"

#include <QFontMetricsF>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <vector>

#include "app/map/map_limits.h"
#include "app/models/words.h"

namespace bf {
namespace {

QPolygonF triangle(QPointF at, double r) {
  return {{at + QPointF(0, -1.15 * r), at + QPointF(1.1 * r, 0.85 * r), at + QPointF(-1.1 * r, 0.85 * r)}};
}

QPolygonF diamond(QPointF at, double r) {
  return {{at + QPointF(0, -1.2 * r), at + QPointF(1.2 * r, 0), at + QPointF(0, 1.2 * r), at + QPointF(-1.2 * r, 0)}};
}

constexpr int labelsMost = 60;

}  // namespace

double crowdRadius(std::size_t count) { return 19 + 2.5 * std::log10(static_cast<double>(count)); }

void drawMark(QPainter& painter, const MapInk& ink, MapState state, bool preparing, QPointF at, double size) {
  const double r = size / 2;
  const auto color = ink.states[static_cast<std::size_t>(state)];
  const QPen sign(ink.on, size * 0.11, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
  if (preparing) {
    painter.setPen(QPen(ink.preparing, size * 0.11));
    painter.setBrush(ink.surface);
    painter.drawEllipse(at, r * 1.42, r * 1.42);
  }
  painter.setPen(QPen(ink.surface, size * 0.07));  // a rim, so that neighbours do not run into each other
  painter.setBrush(color);
  switch (state) {
    case MapState::problem:
      painter.drawPolygon(triangle(at, r));
      painter.setPen(sign);
      painter.drawLine(at + QPointF(0, -0.4 * r), at + QPointF(0, 0.2 * r));
      painter.drawPoint(at + QPointF(0, 0.55 * r));
      break;
    case MapState::notMet:
      painter.drawRect(QRectF(at.x() - 0.9 * r, at.y() - 0.9 * r, 1.8 * r, 1.8 * r));
      painter.setPen(sign);
      painter.drawLine(at + QPointF(-0.4, -0.4) * r, at + QPointF(0.4, 0.4) * r);
      painter.drawLine(at + QPointF(0.4, -0.4) * r, at + QPointF(-0.4, 0.4) * r);
      break;
    case MapState::missing:
      painter.setBrush(ink.surface);
      painter.setPen(QPen(color, size * 0.12));
      painter.drawPolygon(diamond(at, r * 0.9));
      painter.drawLine(at + QPointF(-0.28 * r, 0), at + QPointF(0.28 * r, 0));
      break;
    case MapState::met:
      painter.drawEllipse(at, r, r);
      painter.setPen(sign);
      painter.setBrush(Qt::NoBrush);
      painter.drawPolyline(
          QPolygonF({at + QPointF(-0.45, 0.05) * r, at + QPointF(-0.1, 0.4) * r, at + QPointF(0.45, -0.35) * r}));
      break;
    case MapState::elsewhere:
      painter.setBrush(ink.surface);
      painter.setPen(QPen(color, size * 0.1));
      painter.drawEllipse(at, r * 0.45, r * 0.45);
      break;
  }
}

MapPainter::MapPainter(QPainter& painter, const MapInk& ink, const MapCamera& camera, const QFont& font)
    : painter_(painter), ink_(ink), camera_(camera), font_(font) {
  painter_.setRenderHint(QPainter::Antialiasing);
  painter_.setFont(font_);
}

QPointF MapPainter::toScreen(MapPoint at) const {
  const auto point = camera_.toScreen(at);
  return {point.x, point.y};
}

void MapPainter::background(const VillageMap& map, QSizeF size) {
  painter_.fillRect(QRectF({0, 0}, size), ink_.paper);
  if (!map.unrecordedAt()) return;
  const auto& beside = *map.unrecordedAt();
  const QRectF box(toScreen({beside.left, beside.top}), toScreen({beside.right, beside.bottom}));
  painter_.setBrush(ink_.surface);
  painter_.setPen(QPen(ink_.outline, 2, Qt::DashLine));
  painter_.drawRoundedRect(box, 12, 12);
  const auto words = bf::words("没有记录位置 · %1户", "No place recorded · %1").arg(map.unrecorded());
  auto strong = font_;
  strong.setBold(true);
  const QFontMetricsF metrics(strong);
  painter_.setFont(strong);
  painter_.setPen(ink_.muted);
  painter_.drawText(QPointF(box.left() + 4, box.top() - metrics.descent() - 4), words);
  painter_.setFont(font_);
}

void MapPainter::crowdOf(const MapCluster& cluster, QPointF at) {
  const double r = crowdRadius(cluster.count);
  const QRectF ring(at.x() - r, at.y() - r, 2 * r, 2 * r);
  painter_.setPen(Qt::NoPen);
  painter_.setBrush(ink_.surface);
  painter_.drawEllipse(at, r + 2, r + 2);
  constexpr int fullTurn = 360 * 16, top = 90 * 16;
  int from = top;
  std::size_t seen = 0;
  for (std::size_t i = 0; i < mapStateCount; ++i) {
    if (cluster.states[i] == 0) continue;
    seen += cluster.states[i];
    const int to = top - static_cast<int>(fullTurn * static_cast<double>(seen) / static_cast<double>(cluster.count));
    painter_.setBrush(ink_.states[i]);
    painter_.drawPie(ring, from, to - from);
    from = to;
  }
  painter_.setBrush(ink_.surface);
  painter_.drawEllipse(at, r - 6, r - 6);
  auto strong = font_;
  strong.setBold(true);
  const QString number = QString::number(cluster.count);
  // Five digits are as high as the ring allows.
  while (strong.pixelSize() > 9 && QFontMetricsF(strong).horizontalAdvance(number) > 2 * r - 16)
    strong.setPixelSize(strong.pixelSize() - 1);
  painter_.setFont(strong);
  painter_.setPen(ink_.text);
  painter_.drawText(ring, Qt::AlignCenter, number);
  painter_.setFont(font_);
  drawMark(painter_, ink_, cluster.worst(), cluster.preparing > 0, at + QPointF(r, -r) * 0.75, markSize * 0.75);
}

void MapPainter::cluster(const VillageMap& map, const MapClusters& clusters, const MapCluster& cluster,
                         std::size_t chosenRow) {
  if (cluster.count >= crowd) return crowdOf(cluster, toScreen(cluster.at));
  for (const auto index : clusters.members(cluster)) {
    const auto& place = map.places()[index];
    const auto at = toScreen(place.at);
    if (place.row == chosenRow) {
      painter_.setPen(Qt::NoPen);
      painter_.setBrush(ink_.text);
      painter_.drawEllipse(at, markSize * 0.95, markSize * 0.95);
      painter_.setBrush(ink_.surface);
      painter_.drawEllipse(at, markSize * 0.8, markSize * 0.8);
    }
    drawMark(painter_, ink_, place.state, place.preparing, at, markSize);
  }
}

void MapPainter::plate(const QRectF& box, const QString& text, bool strong) {
  auto color = ink_.surface;
  color.setAlphaF(0.88F);
  painter_.setPen(Qt::NoPen);
  painter_.setBrush(color);
  painter_.drawRoundedRect(box, 6, 6);
  painter_.setPen(strong ? ink_.text : ink_.muted);
  painter_.drawText(box, Qt::AlignCenter, text);
}

void MapPainter::labels(const VillageMap& map, QSizeF size) {
  std::vector<QRectF> taken;
  const QRectF screen({0, 0}, size);
  auto strong = font_;
  strong.setBold(true);
  for (const auto& label : map.labels()) {
    if (taken.size() >= labelsMost) break;
    const auto at = toScreen(label.at);
    if (!screen.contains(at)) continue;
    const auto& font = label.village ? strong : font_;
    const QFontMetricsF metrics(font);
    const auto text = label.text.empty() ? bf::words("未填自然村", "No group") : bf::words(label.text);
    const double width = metrics.horizontalAdvance(text) + 12, height = metrics.height() + 2;
    const double above = label.village ? height / 2 : label.recorded ? markSize + height : 0.8 * markSize + height;
    const QRectF box(at.x() - width / 2, at.y() - above, width, height);
    const auto room = box.adjusted(-4, -3, 4, 3);
    if (std::ranges::any_of(taken, [&](const QRectF& other) { return other.intersects(room); })) continue;
    taken.push_back(box);
    painter_.setFont(font);
    plate(box, text, true);
  }
  painter_.setFont(font_);
}

void MapPainter::here(MapPoint at, double accuracyMetres) {
  const auto point = toScreen(at);
  auto wash = ink_.here;
  wash.setAlphaF(0.15F);
  painter_.setPen(Qt::NoPen);
  painter_.setBrush(wash);
  const double radius = accuracyMetres * camera_.scale();
  painter_.drawEllipse(point, radius, radius);
  painter_.setBrush(ink_.here);
  painter_.setPen(QPen(ink_.surface, 3));
  painter_.drawEllipse(point, 11, 11);
  painter_.setPen(QPen(ink_.here, 2));
  painter_.setBrush(Qt::NoBrush);
  painter_.drawEllipse(point, 17, 17);
}

void MapPainter::scaleBar(QSizeF size) {
  constexpr double widest = 160, margin = 16;
  double metres = std::pow(10, std::floor(std::log10(widest / camera_.scale())));
  for (const double more : {5.0, 2.0})
    if (metres * more * camera_.scale() <= widest) {
      metres *= more;
      break;
    }
  const bool far = metres >= 1000;
  const auto text = (far ? bf::words("%1公里", "%1 km") : bf::words("%1米", "%1 m")).arg(far ? metres / 1000 : metres);
  const double length = metres * camera_.scale(), y = size.height() - margin;
  painter_.setPen(QPen(ink_.text, 2));
  painter_.drawPolyline(QPolygonF({{margin, y - 6}, {margin, y}, {margin + length, y}, {margin + length, y - 6}}));
  painter_.drawText(QPointF(margin + 6, y - 6), text);
}

}  // namespace bf
