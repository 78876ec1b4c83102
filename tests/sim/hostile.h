#pragma once
// A tablet whose software was changed: it signs whatever it likes and sends it through the ordinary session.

#include "tests/sim/tablet_life.h"
#include "tests/sim/world.h"

namespace bf::sim {

class Hostile {
 public:
  Hostile(World& world, TabletLife& tablets) : world_(world), tablets_(tablets) {}

  /// Puts one crafted change among what this tablet will send; from now on it counts as hostile.
  void write(SimTablet& tablet);

 private:
  struct Crafted {
    Change change;
    std::string offence;
    bool outside = false;
  };
  using Drawn = Result<std::optional<Crafted>>;
  [[nodiscard]] Change begin(const SimTablet& tablet, std::uint32_t kind, RegionCode region);
  [[nodiscard]] std::optional<RegionCode> foreignVillage(const SimTablet& tablet);
  [[nodiscard]] Drawn createOutside(const SimTablet& tablet);
  [[nodiscard]] Drawn editOutside(const SimTablet& tablet);
  [[nodiscard]] Drawn writeFinished(const SimTablet& tablet);
  [[nodiscard]] Drawn forgeRole(const SimTablet& tablet);
  [[nodiscard]] Drawn forgeDevice(const SimTablet& tablet);
  [[nodiscard]] Drawn breakRule(const SimTablet& tablet);
  [[nodiscard]] Drawn moveOutside(const SimTablet& tablet);
  [[nodiscard]] Drawn draw(const SimTablet& tablet);

  World& world_;
  TabletLife& tablets_;
};

}  // namespace bf::sim
