#include "app/components/first_tap.h"

#include <QGuiApplication>
#include <QPointerEvent>
#include <QStyleHints>
#include <utility>

namespace bf {
namespace {

constexpr qreal near = 40;  // pixels: a finger does not come down twice on the same point

/// Where and when a finger lifted last, by the clock of the events.
struct Lifted {
  QPointF at;
  quint64 time = 0;
  bool ever = false;
};
Lifted lifted;

bool isSecond(const QPointerEvent& event) {
  const auto limit = static_cast<quint64>(QGuiApplication::styleHints()->mouseDoubleClickInterval());
  const auto way = event.points().front().globalPosition() - lifted.at;
  return lifted.ever && event.timestamp() >= lifted.time && event.timestamp() - lifted.time < limit &&
         way.manhattanLength() < near;
}

}  // namespace

void FirstTap::setTarget(QQuickItem* target) {
  if (target == target_) return;
  if (target_) target_->removeEventFilter(this);
  target_ = target;
  if (target_) target_->installEventFilter(this);
  emit targetChanged();
}

bool FirstTap::eventFilter(QObject* watched, QEvent* event) {
  switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
    case QEvent::TouchBegin: swallows_ = isSecond(*static_cast<QPointerEvent*>(event)); break;
    case QEvent::MouseButtonRelease:
    case QEvent::TouchEnd: {
      const auto& up = *static_cast<QPointerEvent*>(event);
      lifted = {up.points().front().globalPosition(), up.timestamp(), true};
      if (!std::exchange(swallows_, false)) return QObject::eventFilter(watched, event);
      event->accept();
      return true;
    }
    default: return QObject::eventFilter(watched, event);
  }
  if (swallows_) event->accept();
  return swallows_;
}

}  // namespace bf
