#pragma once
// Known ways to make the product wrong, each switched on by name (shared/base/weakening.h): the simulator must notice
// every one of them.

#include <string>
#include <vector>

namespace bf::sim {

struct Weakening {
  const char* name;
  const char* what;      ///< what the code then does
  const char* scenario;  ///< played on every second seed; "": chance alone
  bool rare = false;     ///< takes more worlds to show than a daily run has: tried only when it is named
};

[[nodiscard]] const std::vector<Weakening>& weakenings();

/// Plays worlds with one weakening after another and prints a line for each: caught by which invariant at which seed,
/// or NOT CAUGHT. `only`: names; empty: all but the rare ones. True when all were caught. Built without them, it says
/// so.
[[nodiscard]] bool tryWeakenings(const std::vector<std::string>& only, unsigned jobs);

}  // namespace bf::sim
