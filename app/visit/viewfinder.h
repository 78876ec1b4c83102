#pragma once
// What the camera sees, or the picture that was just taken, as large as it fits.

#include <QImage>
#include <QPointer>
#include <QQuickPaintedItem>
#include <QtQmlIntegration>

#include "app/visit/visit_photos.h"

namespace bf {

class Viewfinder : public QQuickPaintedItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(bf::VisitPhotos* photos READ photos WRITE setPhotos NOTIFY photosChanged)

 public:
  using QQuickPaintedItem::QQuickPaintedItem;
  [[nodiscard]] VisitPhotos* photos() const { return photos_; }
  void setPhotos(VisitPhotos* photos);
  void paint(QPainter* painter) override;

 signals:
  void photosChanged();

 private:
  QPointer<VisitPhotos> photos_;
};

}  // namespace bf
