#pragma once
// Where the tablet is. It is asked when a visit begins, by the map and by the list that is sorted by distance, and
// never needed: a house may have no sky above it.

#include <QObject>
#include <cstdint>
#include <memory>

#include "shared/base/env.h"

namespace bf {

struct PlaceFix {
  std::int32_t latitude = 0;  ///< 1e-7 degree
  std::int32_t longitude = 0;
  std::int32_t accuracyCm = 0;  ///< radius of one standard deviation; 0: not known
};

class PlaceSource : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;
  /// Looks for the place for a while; found() or lost() follows, to all who listen.
  virtual void seek() = 0;
  /// It was sought, and there is nothing that could find it.
  [[nodiscard]] virtual bool missing() const { return false; }

 signals:
  void found(const bf::PlaceFix& fix);
  void lost();
};

/// The tablet's receiver by Qt Positioning, one for all of the app; its driver is loaded when the place is first
/// sought.
[[nodiscard]] std::shared_ptr<PlaceSource> receiverOfTablet();

}  // namespace bf
