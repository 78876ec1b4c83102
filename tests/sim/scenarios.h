#pragma once
// Directed worlds: stories in which a known way of losing, leaking or diverging happens for certain, where chance alone
// would take too many seeds. Everything not told in the story is still drawn by the seed.

#include <string>
#include <vector>

namespace bf::sim {

class Director;

struct Scenario {
  std::string name;
  std::string what;
};

[[nodiscard]] const std::vector<Scenario>& scenarios();
/// Plays the story up to the quiet phase; an unknown name is a violation.
void playScenario(const std::string& name, Director& director);

}  // namespace bf::sim
