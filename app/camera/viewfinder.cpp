#include "app/camera/viewfinder.h"

#include <QPainter>

namespace bf {

void Sight::show(const QImage& picture) {
  picture_ = picture;
  emit seen();
}

void Viewfinder::setSight(Sight* sight) {
  if (sight == sight_) return;
  if (sight_ != nullptr) sight_->disconnect(this);
  sight_ = sight;
  if (sight_ != nullptr) connect(sight_, &Sight::seen, this, [this] { update(); });
  emit sightChanged();
  update();
}

void Viewfinder::paint(QPainter* painter) {
  painter->fillRect(boundingRect(), Qt::black);
  if (sight_ == nullptr || sight_->picture().isNull()) return;
  const auto& picture = sight_->picture();
  const auto fitted = QSizeF(picture.size()).scaled(size(), Qt::KeepAspectRatio);
  const QRectF target({(width() - fitted.width()) / 2, (height() - fitted.height()) / 2}, fitted);
  painter->setRenderHint(QPainter::SmoothPixmapTransform);
  painter->drawImage(target, picture);
}

}  // namespace bf
