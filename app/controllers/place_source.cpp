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
  void seek() override {
    if (!sought_) find();
    sought_ = true;
    if (source_ == nullptr) emit lost();
    else source_->requestUpdate(static_cast<int>(std::chrono::milliseconds(placeSoughtFor).count()));
  }
  bool missing() const override { return sought_ && source_ == nullptr; }

 private:
  void find() {
    source_ = QGeoPositionInfoSource::createDefaultSource(this);
    if (source_ == nullptr) return;
    connect(source_, &QGeoPositionInfoSource::positionUpdated, this, &Receiver::take);
    connect(source_, &QGeoPositionInfoSource::errorOccurred, this, [this] { emit lost(); });
  }
  void take(const QGeoPositionInfo& info) {
    if (!info.isValid()) return;
    constexpr double cmPerMetre = 100;
    const bool known = info.hasAttribute(QGeoPositionInfo::HorizontalAccuracy);
    const double metres = known ? info.attribute(QGeoPositionInfo::HorizontalAccuracy) : 0;
    const auto at = info.coordinate();
    emit found({tenMillionths(at.latitude()), tenMillionths(at.longitude()),
                static_cast<std::int32_t>(std::lround(metres * cmPerMetre))});
  }
  QGeoPositionInfoSource* source_ = nullptr;
  bool sought_ = false;
};

}  // namespace

std::shared_ptr<PlaceSource> receiverOfTablet() {
  static std::weak_ptr<PlaceSource> one;
  auto receiver = one.lock();
  if (!receiver) one = receiver = std::make_shared<Receiver>();
  return receiver;
}

}  // namespace bf
