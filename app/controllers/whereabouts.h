#pragma once
// Where the tablet was last, for the map and for lists by distance. Unknown is a state like any other and is said.

#include <QObject>
#include <QTimer>
#include <QtQmlIntegration>
#include <chrono>
#include <memory>
#include <optional>

#include "app/controllers/controller_limits.h"
#include "app/controllers/place_source.h"
#include "app/models/earth.h"

namespace bf {

class Whereabouts : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("of TabletApp")
  Q_PROPERTY(bool known READ isKnown NOTIFY changed)
  Q_PROPERTY(bool seeking READ seeking NOTIFY changed)
  Q_PROPERTY(QString words READ words NOTIFY changed)

 public:
  /// `source` may be null: a tablet without a receiver. Source and clock outlive it. Its words grow older with the
  /// clock, and are told anew every `tellEvery`.
  Whereabouts(PlaceSource* source, Clock& clock, std::chrono::milliseconds tellEvery = placeToldEvery,
              QObject* parent = nullptr);

  [[nodiscard]] bool isKnown() const { return fix_.has_value(); }
  [[nodiscard]] bool seeking() const { return seeking_; }
  /// What a page says about it: known how well and since when, being looked for, or not known and why.
  [[nodiscard]] QString words() const;
  [[nodiscard]] std::optional<EarthPoint> point() const;
  [[nodiscard]] const std::optional<PlaceFix>& fix() const { return fix_; }

  /// Looks for the place anew.
  Q_INVOKABLE void seek();
  /// As seek(), unless the place is known and young (placeGoodFor).
  Q_INVOKABLE void want();

 signals:
  void changed();
  /// Another place than before.
  void moved();

 private:
  PlaceSource* source_;
  Clock& clock_;
  QTimer older_;  ///< runs while a place is known
  std::optional<PlaceFix> fix_;
  Micros at_ = 0;
  bool seeking_ = false;
  bool lost_ = false;
};

}  // namespace bf
