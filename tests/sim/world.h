#pragma once
// One small county with everything that may happen to it: the state that the parts of the simulator share. A world is
// made from a seed and options and does the same in every run.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/sim/book.h"
#include "tests/sim/sim_centre.h"
#include "tests/sim/sim_tablet.h"
#include "tests/sim/trace.h"
#include "tests/sim/verdict.h"

namespace bf::sim {

/// Things that may happen in a step. A world draws for each how often, so that some worlds are all crashes and others
/// all moves: faults meet in combinations that one mixture for all would hardly ever show.
enum class Happening {
  edit,
  connect,
  exchange,
  passTime,
  clockJump,
  tabletCrash,
  tabletDisk,
  tabletRestart,
  tabletUpgrade,
  centreCrash,
  centreDisk,
  centreUpgrade,
  lineFault,
  disconnect,
  backup,
  retireBackup,
  restoreTold,
  restoreUntold,
  takeImage,
  restoreImage,
  clone,
  destroy,
  revoke,
  enrol,
  grants,
  review,
  hostileWrite,
  hostileFrame,
};
inline constexpr std::size_t happenings = 28;
[[nodiscard]] const char* name(Happening happening);

struct WorldOptions {
  std::uint64_t seed = 1;
  unsigned steps = stepsUsual;
  bool trace = false;
  std::string scenario;  ///< empty: everything by chance; else one of scenarios.h
};

/// The office's own list of people, kept outside of the store: what it must enter again after a restore.
struct Person {
  std::uint32_t number = 0;
  std::uint32_t role = 0;
  std::vector<GrantedRegion> grants;
};

struct World {
  explicit World(const WorldOptions& given);

  /// The first violation counts; what follows from it is noise.
  void wrong(Invariant invariant, const std::string& what);
  [[nodiscard]] bool failed() const { return violation.has_value(); }
  /// Counts a check that was made.
  void checked(Invariant invariant, std::uint64_t times = 1) {
    stats.checked[static_cast<std::size_t>(invariant)] += times;
  }
  void fault(const std::string& kind) { ++stats.faults[kind]; }
  void say(const std::string& text) { trace.line(step, text); }

  [[nodiscard]] SimTablet* drawTablet();
  /// Tablets that still exist, in the order of their numbers.
  [[nodiscard]] std::vector<SimTablet*> living();
  [[nodiscard]] Person& personOf(const SimTablet& tablet);

  WorldOptions options;
  SeededRandom random;
  TrueTime time;
  Trace trace;
  Book book;
  Stats stats;
  std::optional<Violation> violation;
  std::uint64_t step = 0;
  bool quiet = false;  ///< the faults are over

  std::unique_ptr<SimCentre> centre;
  std::vector<std::unique_ptr<SimTablet>> tablets;
  std::vector<Person> people;                  ///< people[n - 1] has number n
  std::set<DeviceId> revoked;                  ///< by the office, whatever a restored store says
  std::map<DeviceId, std::int64_t> revokedAt;  ///< last number of the log when the present store learned of it
  std::uint64_t untoldEpoch = 0;               ///< the epoch in which the centre was put back and does not know it yet
  std::set<DeviceId> entered;                  ///< devices that the office ever entered
  std::set<DeviceId> enteredAgain;             ///< and those that it had to enter again after a restore
};

/// Regions of every world.
namespace region {
inline constexpr RegionCode county = 441424, township = 441424100, otherTownship = 441424101;
inline constexpr RegionCode villages[] = {441424100201, 441424100202, 441424100203, 441424101201};
}  // namespace region

}  // namespace bf::sim
