#pragma once
// What the camera sees, or the picture that was just taken, as large as it fits.

#include <QImage>
#include <QPointer>
#include <QQuickPaintedItem>
#include <QtQmlIntegration>

namespace bf {

/// Who has something for a viewfinder to show.
class Sight : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("of who has a camera")

 public:
  using QObject::QObject;
  [[nodiscard]] const QImage& picture() const { return picture_; }

 signals:
  /// There is another picture, or none any more.
  void seen();

 protected:
  void show(const QImage& picture);

 private:
  QImage picture_;
};

class Viewfinder : public QQuickPaintedItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(bf::Sight* sight READ sight WRITE setSight NOTIFY sightChanged)

 public:
  using QQuickPaintedItem::QQuickPaintedItem;
  [[nodiscard]] Sight* sight() const { return sight_; }
  void setSight(Sight* sight);
  void paint(QPainter* painter) override;

 signals:
  void sightChanged();

 private:
  QPointer<Sight> sight_;
};

}  // namespace bf
