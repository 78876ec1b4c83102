#pragma once
// What the map shows now: the village laid out, which state alone, the household whose card is open, the tablet's own
// place. A view draws it.

#include <QObject>
#include <QtQmlIntegration>
#include <limits>
#include <optional>

#include "app/map/village_map.h"

namespace bf {

class MapScene : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("of a MapController")

 public:
  using QObject::QObject;
  struct Here {
    MapPoint at;
    double accuracyMetres = 0;
  };
  static constexpr std::size_t nobody = std::numeric_limits<std::size_t>::max();

  void show(VillageMap map);
  /// A household's state anew; as of VillageMap::refresh.
  [[nodiscard]] bool refresh(const VillageBook& book, std::size_t row);
  void setOnly(std::optional<MapState> only);
  void setChosen(std::size_t row);
  void setHere(std::optional<Here> here);

  [[nodiscard]] const VillageMap& map() const { return map_; }
  [[nodiscard]] std::optional<MapState> only() const { return only_; }
  [[nodiscard]] std::size_t chosen() const { return chosen_; }
  [[nodiscard]] const std::optional<Here>& here() const { return here_; }

 signals:
  /// Another map: what was computed from the old one is void.
  void laid();
  /// The same places, drawn otherwise.
  void changed();

 private:
  VillageMap map_;
  std::optional<MapState> only_;
  std::size_t chosen_ = nobody;
  std::optional<Here> here_;
};

}  // namespace bf
