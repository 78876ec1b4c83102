#pragma once
// Items that draw with the inks of the map. MapMark is one mark alone, for the legend.

#include <QQuickPaintedItem>
#include <QtQmlIntegration>

#include "app/map/map_painter.h"

namespace bf {

/// The colours, as the theme gives them.
class MapInked : public QQuickPaintedItem {
  Q_OBJECT
  QML_ANONYMOUS
  Q_PROPERTY(QColor problem READ problem WRITE setProblem NOTIFY inkChanged)
  Q_PROPERTY(QColor notMet READ notMet WRITE setNotMet NOTIFY inkChanged)
  Q_PROPERTY(QColor missing READ missing WRITE setMissing NOTIFY inkChanged)
  Q_PROPERTY(QColor met READ met WRITE setMet NOTIFY inkChanged)
  Q_PROPERTY(QColor elsewhere READ elsewhere WRITE setElsewhere NOTIFY inkChanged)
  Q_PROPERTY(QColor preparing READ preparing WRITE setPreparing NOTIFY inkChanged)
  Q_PROPERTY(QColor sign READ sign WRITE setSign NOTIFY inkChanged)
  Q_PROPERTY(QColor surface READ surface WRITE setSurface NOTIFY inkChanged)

 public:
  explicit MapInked(QQuickItem* parent = nullptr) : QQuickPaintedItem(parent) {
    setAntialiasing(true);
    connect(this, &MapInked::inkChanged, this, [this] { update(); });
  }
  [[nodiscard]] QColor problem() const { return of(MapState::problem); }
  [[nodiscard]] QColor notMet() const { return of(MapState::notMet); }
  [[nodiscard]] QColor missing() const { return of(MapState::missing); }
  [[nodiscard]] QColor met() const { return of(MapState::met); }
  [[nodiscard]] QColor elsewhere() const { return of(MapState::elsewhere); }
  [[nodiscard]] QColor preparing() const { return ink_.preparing; }
  [[nodiscard]] QColor sign() const { return ink_.on; }
  [[nodiscard]] QColor surface() const { return ink_.surface; }
  void setProblem(const QColor& color) { set(MapState::problem, color); }
  void setNotMet(const QColor& color) { set(MapState::notMet, color); }
  void setMissing(const QColor& color) { set(MapState::missing, color); }
  void setMet(const QColor& color) { set(MapState::met, color); }
  void setElsewhere(const QColor& color) { set(MapState::elsewhere, color); }
  void setPreparing(const QColor& color) { put(ink_.preparing, color); }
  void setSign(const QColor& color) { put(ink_.on, color); }
  void setSurface(const QColor& color) { put(ink_.surface, color); }

 signals:
  void inkChanged();

 protected:
  [[nodiscard]] const MapInk& ink() const { return ink_; }
  void put(QColor& into, const QColor& color);
  MapInk ink_;

 private:
  [[nodiscard]] QColor of(MapState state) const { return ink_.states[static_cast<std::size_t>(state)]; }
  void set(MapState state, const QColor& color) { put(ink_.states[static_cast<std::size_t>(state)], color); }
};

class MapMark : public bf::MapInked {  // with its namespace: moc writes it down as it stands
  Q_OBJECT
  QML_ELEMENT
  /// A MapState; -1 draws the ring of preparing to exit alone.
  Q_PROPERTY(int state READ state WRITE setState NOTIFY stateChanged)

 public:
  explicit MapMark(QQuickItem* parent = nullptr);
  [[nodiscard]] int state() const { return state_; }
  void setState(int state);
  void paint(QPainter* painter) override;

 signals:
  void stateChanged();

 private:
  int state_ = 0;
};

}  // namespace bf
