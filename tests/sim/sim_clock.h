#pragma once
// Virtual time. One true time for the world; every machine has a wall clock of its own that may be years off, run
// backwards or fall to 1970, and nobody in the world ever sees the true time.

#include <algorithm>

#include "shared/base/crypto.h"
#include "shared/base/env.h"
#include "tests/sim/sim_limits.h"

namespace bf::sim {

class TrueTime {
 public:
  [[nodiscard]] Micros now() const { return now_; }
  void pass(Micros time) { now_ += time; }

 private:
  Micros now_ = worldBegins;
};

class WallClock final : public Clock {
 public:
  explicit WallClock(const TrueTime& time) : time_(time) {}
  Micros now() override { return std::max<Micros>(0, time_.now() + off_); }

  void setOff(Micros off) { off_ = off; }
  [[nodiscard]] Micros off() const { return off_; }
  /// A dead clock battery: it is 1970 again.
  void fallTo1970() { off_ = minute - time_.now(); }

 private:
  const TrueTime& time_;
  Micros off_ = 0;
};

/// How wrong clocks of tablets are: most by minutes, some by hours or a day, a few by up to ten years.
[[nodiscard]] Micros drawClockOff(SeededRandom& random);

}  // namespace bf::sim
