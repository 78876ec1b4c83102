#pragma once
// Plays many worlds, in as many processes as asked for: SQLite's random generator and the weakening that is switched
// on are one for a process, so that worlds never share one at the same time.

#include <string>
#include <vector>

#include "tests/sim/director.h"

namespace bf::sim {

struct RunPlan {
  std::vector<WorldOptions> worlds;
  unsigned jobs = 1;
  unsigned replayEvery = 0;  ///< each so many worlds one is played twice and must do the same; 0: none
  bool stopAtFirst = false;  ///< a process plays no further world after a violation
};

struct Failure {
  WorldOptions world;
  Violation violation;
  std::vector<std::string> lastLines;
};

struct RunReport {
  Stats stats;
  std::vector<Failure> failures;  ///< in the order of the plan
  std::size_t firstFailure = 0;   ///< place in the plan of the first of them
  double seconds = 0;
};

[[nodiscard]] RunReport run(const RunPlan& plan);

/// What to type to see it again.
[[nodiscard]] std::string replayCommand(const WorldOptions& world);

}  // namespace bf::sim
