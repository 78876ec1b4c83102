#include "app/controllers/whereabouts.h"

#include <chrono>

#include "app/models/words.h"

namespace bf {
namespace {

/// "5分钟前定位", "2小时前定位".
QString sinceWords(Micros old) {
  constexpr Micros minute = 60'000'000, hour = 60 * minute;
  if (old < minute) return words("刚刚定位", "found just now");
  if (old < hour) return words("%1分钟前定位", "found %1 min ago").arg(old / minute);
  return words("%1小时前定位", "found %1 h ago").arg(old / hour);
}

}  // namespace

Whereabouts::Whereabouts(PlaceSource* source, Clock& clock, std::chrono::milliseconds tellEvery, QObject* parent)
    : QObject(parent), source_(source), clock_(clock) {
  older_.setInterval(tellEvery);
  connect(&older_, &QTimer::timeout, this, &Whereabouts::changed);
  if (source_ == nullptr) return;
  connect(source_, &PlaceSource::found, this, [this](const PlaceFix& fix) {
    fix_ = fix;
    at_ = clock_.now();
    seeking_ = lost_ = false;
    older_.start();
    emit changed();
    emit moved();
  });
  connect(source_, &PlaceSource::lost, this, [this] {
    seeking_ = false;
    lost_ = true;
    emit changed();
  });
}

std::optional<EarthPoint> Whereabouts::point() const {
  return fix_ ? std::optional(EarthPoint{fix_->latitude, fix_->longitude}) : std::nullopt;
}

void Whereabouts::seek() {
  if (source_ == nullptr || seeking_) return;
  seeking_ = true;
  lost_ = false;
  emit changed();
  source_->seek();
}

void Whereabouts::want() {
  const auto good = std::chrono::duration_cast<std::chrono::microseconds>(placeGoodFor).count();
  if (!fix_ || clock_.now() - at_ > good) seek();
}

QString Whereabouts::words() const {
  if (seeking_) return bf::words("正在定位…", "Looking for the place…");
  if (fix_) {
    constexpr int cmPerMetre = 100;
    const auto since = sinceWords(clock_.now() - at_);
    if (fix_->accuracyCm == 0) return since;
    return since + bf::words("，误差约%1米", ", within about %1 m").arg(fix_->accuracyCm / cmPerMetre);
  }
  if (source_ == nullptr || source_->missing())
    return bf::words("这台平板不能定位", "This tablet has no receiver for its place");
  return lost_ ? bf::words("没有定位成功，可到室外再试", "The place was not found; try again under the sky")
               : bf::words("还不知道平板的位置", "The place of the tablet is not known yet");
}

}  // namespace bf
