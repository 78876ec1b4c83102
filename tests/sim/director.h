#pragma once
// Plays a world from its seed: first the faulty steps, each drawn by the weights of this world, then the quiet phase in
// which every tablet syncs until nothing moves, then the checks of the end.

#include <array>

#include "tests/sim/checks.h"
#include "tests/sim/hostile.h"
#include "tests/sim/net.h"
#include "tests/sim/world.h"

namespace bf::sim {

struct Outcome {
  std::optional<Violation> violation;
  Hash trace;
  Stats stats;
  std::vector<std::string> lastLines;
};

class Director {
 public:
  explicit Director(const WorldOptions& options);
  Director(const Director&) = delete;
  Director& operator=(const Director&) = delete;

  [[nodiscard]] Outcome play();

  // ---- for scenarios
  [[nodiscard]] World& world() { return world_; }
  [[nodiscard]] TabletLife& life() { return life_; }
  [[nodiscard]] Office& office() { return office_; }
  [[nodiscard]] Net& net() { return net_; }
  [[nodiscard]] Checks& checks() { return checks_; }
  [[nodiscard]] Hostile& hostile() { return hostile_; }
  void happen(Happening happening);
  /// Ends all faults; then rounds of syncing until nothing moves, and the checks of the end.
  void settle();

 private:
  void drawWeights();
  [[nodiscard]] Happening drawHappening();
  void steps();
  void calm();
  [[nodiscard]] Hash position();
  [[nodiscard]] bool round();
  void rounds();
  void helpTheStuck();
  void endChecks();
  void cleanUp();

  World world_;
  TabletLife life_;
  Office office_;
  Checks checks_;
  Net net_;
  Hostile hostile_;
  std::array<unsigned, happenings> weights_{};
};

/// One world; the same outcome for the same options.
[[nodiscard]] Outcome playWorld(const WorldOptions& options);

}  // namespace bf::sim
