#include "app/map/map_view.h"

#include <algorithm>
#include <cmath>

#include "app/map/map_limits.h"

namespace bf {

MapView::MapView(QQuickItem* parent) : MapInked(parent) {
  constexpr int readable = 16;
  font_.setPixelSize(readable);
}

void MapView::setScene(MapScene* scene) {
  if (scene == scene_) return;
  if (scene_ != nullptr) scene_->disconnect(this);
  scene_ = scene;
  if (scene_ != nullptr) {
    connect(scene_, &MapScene::laid, this, &MapView::look);
    connect(scene_, &MapScene::changed, this, [this] { update(); });
  }
  emit sceneChanged();
  look();
}

void MapView::setFamily(const QString& family) {
  font_.setFamily(family);
  emit inkChanged();
}

void MapView::setFontSize(int pixels) {
  font_.setPixelSize(pixels);
  emit inkChanged();
}

void MapView::geometryChange(const QRectF& to, const QRectF& from) {
  QQuickPaintedItem::geometryChange(to, from);
  look();
}

void MapView::look() {
  clusters_.forget();
  if (scene_ != nullptr && width() > 0 && height() > 0) camera_.look(width(), height(), scene_->map().whole());
  shift();
}

void MapView::shift() {
  emit moved();
  update();
}

void MapView::nearer() { zoom(zoomStep, width() / 2, height() / 2); }
void MapView::farther() { zoom(1 / zoomStep, width() / 2, height() / 2); }

void MapView::fit() {
  camera_.fit();
  shift();
}

void MapView::pan(double dx, double dy) {
  camera_.pan(dx, dy);
  shift();
}

void MapView::zoom(double factor, double x, double y) {
  camera_.zoom(factor, {x, y});
  shift();
}

void MapView::showHere() {
  if (scene_ == nullptr || !scene_->here()) return;
  constexpr double house = 0.5;  // pixels a metre at which single houses can be told apart
  camera_.centre(scene_->here()->at, house);
  shift();
}

void MapView::cluster() { clusters_.make(scene_->map(), camera_.scale(), scene_->only()); }

void MapView::tap(double x, double y) {
  if (scene_ == nullptr) return;
  cluster();
  const auto distance = [&](MapPoint at) {
    const auto point = camera_.toScreen(at);
    return std::hypot(point.x - x, point.y - y);
  };
  std::vector<std::pair<double, int>> hit;
  for (const auto& one : clusters_.all()) {
    const bool crowded = one.count >= crowd;
    if (crowded && distance(one.at) > std::max(fingerRadius, crowdRadius(one.count))) continue;
    if (crowded && (camera_.canNearer() || one.count > chosenMost)) {
      constexpr double nearerBy = 2.5;
      const auto at = camera_.toScreen(one.at);
      zoom(nearerBy, at.x, at.y);
      return emit chosen({});
    }
    for (const auto index : clusters_.members(one)) {
      const auto& place = scene_->map().places()[index];
      if (const double far = distance(place.at); crowded || far <= fingerRadius)
        hit.emplace_back(far, static_cast<int>(place.row));
    }
  }
  std::ranges::sort(hit);
  QList<int> rows;
  for (const auto& [far, row] : hit) rows.push_back(row);
  emit chosen(rows);
}

QPointF MapView::whereIs(std::size_t row) const {
  for (const auto& one : clusters_.all())
    for (const auto index : clusters_.members(one))
      if (const auto& place = scene_->map().places()[index]; place.row == row) {
        const auto at = camera_.toScreen(one.count >= crowd ? one.at : place.at);
        return {at.x, at.y};
      }
  return {};
}

void MapView::paint(QPainter* painter) {
  if (scene_ == nullptr || width() <= 0) return;
  cluster();
  MapPainter drawing(*painter, ink(), camera_, font_);
  const auto& map = scene_->map();
  drawing.background(map, size());
  if (scene_->here()) drawing.here(scene_->here()->at, scene_->here()->accuracyMetres);
  const auto seen = camera_.seen();
  const double margin = markSize / camera_.scale() + clusterCell / camera_.scale();
  for (const auto& one : clusters_.all())
    if (one.at.x > seen.left - margin && one.at.x < seen.right + margin && one.at.y > seen.top - margin &&
        one.at.y < seen.bottom + margin)
      drawing.cluster(map, clusters_, one, scene_->chosen());
  drawing.labels(map, size());
  drawing.scaleBar(size());
}

}  // namespace bf
