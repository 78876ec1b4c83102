#pragma once
// The real clock, for the programs alone: everything below them is given one.

#include <chrono>

#include "shared/base/env.h"

namespace bf {

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Micros now() override {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(since).count();
  }
};

}  // namespace bf
