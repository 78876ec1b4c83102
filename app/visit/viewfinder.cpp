#include "app/visit/viewfinder.h"

#include <QPainter>

namespace bf {

void Viewfinder::setPhotos(VisitPhotos* photos) {
  if (photos == photos_) return;
  if (photos_ != nullptr) photos_->disconnect(this);
  photos_ = photos;
  if (photos_ != nullptr) {
    connect(photos_, &VisitPhotos::seen, this, [this] { update(); });
    connect(photos_, &VisitPhotos::changed, this, [this] { update(); });
  }
  emit photosChanged();
  update();
}

void Viewfinder::paint(QPainter* painter) {
  painter->fillRect(boundingRect(), Qt::black);
  if (photos_ == nullptr || photos_->picture().isNull()) return;
  const auto& picture = photos_->picture();
  const auto fitted = QSizeF(picture.size()).scaled(size(), Qt::KeepAspectRatio);
  const QRectF target({(width() - fitted.width()) / 2, (height() - fitted.height()) / 2}, fitted);
  painter->setRenderHint(QPainter::SmoothPixmapTransform);
  painter->drawImage(target, picture);
}

}  // namespace bf
