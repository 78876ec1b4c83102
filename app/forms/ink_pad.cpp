#include "app/forms/ink_pad.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTouchEvent>
#include <algorithm>

#include "app/forms/form_limits.h"

namespace bf {
namespace {

constexpr double unitsPerHeight = 1000;
constexpr double tolerance = 1.5;  // units: a third of a pixel on a pad of 200 pixels

/// Curves through the middles of the steps, with the points as handles: no corners where the finger made none.
QPainterPath pathOf(const InkStroke& stroke, double scale) {
  const auto at = [&](std::size_t i) { return QPointF(stroke[i].x * scale, stroke[i].y * scale); };
  QPainterPath path(at(0));
  if (stroke.size() == 1) path.lineTo(at(0) + QPointF(0.1, 0.1));
  for (std::size_t i = 1; i + 1 < stroke.size(); ++i) path.quadTo(at(i), (at(i) + at(i + 1)) / 2);
  if (stroke.size() > 1) path.lineTo(at(stroke.size() - 1));
  return path;
}

void paintInk(QPainter& painter, const Ink& ink, const QColor& color, double height) {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(color, std::max(2.0, height / 60), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(Qt::NoBrush);
  for (const auto& stroke : ink)
    if (!stroke.empty()) painter.drawPath(pathOf(stroke, height / unitsPerHeight));
}

}  // namespace

InkPad::InkPad(QQuickItem* parent) : QQuickPaintedItem(parent) {
  setAcceptedMouseButtons(Qt::LeftButton);
  setAcceptTouchEvents(true);
  setAntialiasing(true);
}

QByteArray InkPad::ink() const { return ink_.empty() ? QByteArray() : QByteArray::fromStdString(encodeInk(ink_)); }

void InkPad::setInk(const QByteArray& bytes) {
  if (drawing_ || bytes == ink()) return;
  ink_ = decodeInk(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size()))).value_or(Ink{});
  emit inkChanged();
  update();
}

void InkPad::setColor(const QColor& color) {
  if (color == color_) return;
  color_ = color;
  emit colorChanged();
  update();
}

void InkPad::undo() {
  if (ink_.empty() || readOnly_) return;
  ink_.pop_back();
  emit inkChanged();
  emit drawn();
  update();
}

void InkPad::wipe() {
  if (ink_.empty() || readOnly_) return;
  ink_.clear();
  emit inkChanged();
  emit drawn();
  update();
}

void InkPad::paint(QPainter* painter) { paintInk(*painter, ink_, color_, height()); }

InkPoint InkPad::scaled(const QPointF& at) const {
  const double scale = unitsPerHeight / std::max(1.0, height());
  const double x = std::clamp(at.x(), 0.0, width());
  const double y = std::clamp(at.y(), 0.0, height());
  return {static_cast<int>(x * scale), static_cast<int>(y * scale)};
}

void InkPad::begin(const QPointF& at) {
  if (pointCount(ink_) >= inkPointsMax) return;
  drawing_ = true;
  ink_.push_back({scaled(at)});
  update();
}

void InkPad::draw(const QPointF& to) {
  if (!drawing_ || pointCount(ink_) >= inkPointsMax) return;
  if (const auto point = scaled(to); !(point == ink_.back().back())) ink_.back().push_back(point);
  update();
}

void InkPad::end() {
  if (!drawing_) return;
  drawing_ = false;
  ink_.back() = simplified(ink_.back(), tolerance);
  emit inkChanged();
  emit drawn();
  update();
}

// A page that scrolls must not take the finger away in the middle of a stroke.
void InkPad::mousePressEvent(QMouseEvent* event) {
  if (readOnly_) return event->ignore();
  setKeepMouseGrab(true);
  begin(event->position());
}
void InkPad::mouseMoveEvent(QMouseEvent* event) { draw(event->position()); }
void InkPad::mouseReleaseEvent(QMouseEvent*) {
  setKeepMouseGrab(false);
  end();
}
void InkPad::mouseUngrabEvent() { end(); }

void InkPad::touchEvent(QTouchEvent* event) {
  if (readOnly_ || event->points().isEmpty()) return event->ignore();
  const auto& point = event->points().first();
  switch (point.state()) {
    case QEventPoint::Pressed:
      setKeepTouchGrab(true);
      begin(point.position());
      break;
    case QEventPoint::Updated: draw(point.position()); break;
    case QEventPoint::Released:
      setKeepTouchGrab(false);
      end();
      break;
    default: break;
  }
  event->accept();
}
void InkPad::touchUngrabEvent() { end(); }

void InkPad::geometryChange(const QRectF& now, const QRectF& before) {
  QQuickPaintedItem::geometryChange(now, before);
  update();
}

QImage inkImage(const QByteArray& bytes, int height) {
  const auto ink = decodeInk(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
  if (!ink || height <= 0) return {};
  int right = 0;
  for (const auto& stroke : *ink)
    for (const auto& point : stroke) right = std::max(right, point.x);
  QImage image(static_cast<int>((right + 50) * height / unitsPerHeight) + 1, height, QImage::Format_RGB32);
  image.fill(Qt::white);
  QPainter painter(&image);
  paintInk(painter, *ink, Qt::black, height);
  return image;
}

}  // namespace bf
