#pragma once
// Whole numbers drawn from a bf::Random; all choices of the simulated disk go through this, so a seed replays them.

#include <cstdint>
#include <span>

#include "shared/base/env.h"

namespace bf {

class Dice {
 public:
  /// `random` must outlive the dice.
  explicit Dice(Random& random) : random_(random) {}

  /// Uniform in [0, bound) but for a bias below bound / 2^64; bound > 0.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound) {
    std::uint64_t drawn = 0;
    random_.fill({reinterpret_cast<unsigned char*>(&drawn), sizeof drawn});
    return drawn % bound;
  }
  [[nodiscard]] bool chance(unsigned percent) { return below(100) < percent; }
  void fill(std::span<char> out) { random_.fill({reinterpret_cast<unsigned char*>(out.data()), out.size()}); }

 private:
  Random& random_;
};

}  // namespace bf
