#include "app/map/map_scene.h"

namespace bf {

void MapScene::show(VillageMap map) {
  map_ = std::move(map);
  chosen_ = nobody;
  emit laid();
}

bool MapScene::refresh(const VillageBook& book, std::size_t row) {
  const bool stayed = map_.refresh(book, row);
  if (stayed) emit laid();
  return stayed;
}

void MapScene::setOnly(std::optional<MapState> only) {
  only_ = only;
  emit changed();
}

void MapScene::setChosen(std::size_t row) {
  chosen_ = row;
  emit changed();
}

void MapScene::setHere(std::optional<Here> here) {
  here_ = here;
  emit changed();
}

}  // namespace bf
