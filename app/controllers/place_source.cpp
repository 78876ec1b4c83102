#include "app/controllers/place_source.h"

#include <QGeoPositionInfoSource>
#include <chrono>
#include <cmath>

#include "app/controllers/controller_limits.h"

namespace bf {
namespace {

std::int32_t tenMillionths(double degrees) { return static_cast<std::int32_t>(std::llround(degrees * 1e7)); }

class Receiver final : public PlaceSource {
 public:
  explicit Receiver(QGeoPositionInfoSource* source) : source_(source) {
    source_->setParent(this);
    connect(source_, &QGeoPositionInfoSource::positionUpdated, this, &Receiver::take);
    connect(source_, &QGeoPositionInfoSource::errorOccurred, this, [this] { emit lost(); });
  }
  void seek() override { source_->requestUpdate(static_cast<int>(std::chrono::milliseconds(placeSoughtFor).count())); }

 private:
  void take(const QGeoPositionInfo& info) {
    if (!info.isValid()) return;
    constexpr double cmPerMetre = 100;
    const bool known = info.hasAttribute(QGeoPositionInfo::HorizontalAccuracy);
    const double metres = known ? info.attribute(QGeoPositionInfo::HorizontalAccuracy) : 0;
    const auto at = info.coordinate();
    emit found({tenMillionths(at.latitude()), tenMillionths(at.longitude()),
                static_cast<std::int32_t>(std::lround(metres * cmPerMetre))});
  }
  QGeoPositionInfoSource* source_;
};

}  // namespace

std::unique_ptr<PlaceSource> receiverOfTablet() {
  auto* source = QGeoPositionInfoSource::createDefaultSource(nullptr);
  if (source == nullptr) return nullptr;
  return std::make_unique<Receiver>(source);
}

}  // namespace bf
