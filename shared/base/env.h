#pragma once
// What the logic may ask of the outside world, passed in so that a test or the simulator can play it by a seed.

#include <chrono>
#include <cstdint>
#include <span>

namespace bf {

/// Microseconds since 1970-01-01 UTC. 64 bits: no 2038.
using Micros = std::int64_t;

class Clock {
 public:
  virtual ~Clock() = default;
  /// What the wall clock says; it may jump either way and be years wrong.
  [[nodiscard]] virtual Micros now() = 0;
};

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<unsigned char> out) = 0;
};

}  // namespace bf
