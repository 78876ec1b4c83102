#include "tests/sim/world.h"

namespace bf::sim {

Micros drawClockOff(SeededRandom& random) {
  const auto within = [&](Micros most) {
    return static_cast<Micros>(random.below(static_cast<std::uint64_t>(2 * most))) - most;
  };
  const auto dice = random.below(100);
  if (dice < 55) return within(3 * minute);
  if (dice < 70) return within(day);
  if (dice < 85) return within(60 * day);
  return within(10 * year);
}

const char* name(Happening happening) {
  static constexpr const char* names[happenings] = {
      "edit",    "connect",       "exchange",     "time passes",    "clock jump",     "tablet crash",  "tablet disk",
      "restart", "upgrade",       "centre crash", "centre disk",    "centre upgrade", "line fault",    "disconnect",
      "backup",  "retire backup", "restore told", "restore untold", "take image",     "old image",     "clone",
      "destroy", "revoke",        "enrol",        "grants",         "review",         "hostile write", "hostile frame",
  };
  return names[static_cast<std::size_t>(happening)];
}

World::World(const WorldOptions& given) : options(given), random(given.seed), trace(given.trace) {
  Machine::prepare();
  stats.worlds = 1;
}

void World::wrong(Invariant invariant, const std::string& what) {
  if (violation) return;
  violation = Violation{invariant, step, what};
  say(std::string("VIOLATED ") + name(invariant) + ": " + what);
}

std::vector<SimTablet*> World::living() {
  std::vector<SimTablet*> alive;
  for (const auto& tablet : tablets)
    if (!tablet->destroyed) alive.push_back(tablet.get());
  return alive;
}

SimTablet* World::drawTablet() {
  const auto alive = living();
  return alive.empty() ? nullptr : alive[random.below(alive.size())];
}

Person& World::personOf(const SimTablet& tablet) { return people[tablet.identity().user - 1]; }

}  // namespace bf::sim
