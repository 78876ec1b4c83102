#pragma once
// When to come again after a failure. Half of each delay is random, so that four hundred tablets that lost the same
// line do not come back in the same second.

#include <chrono>

#include "shared/base/env.h"

namespace bf {

/// `attempt`: failures in a row, from 1. Between a half and the whole of retryDelayFirst doubled for each, at most
/// retryDelayMax.
[[nodiscard]] std::chrono::milliseconds retryDelay(unsigned attempt, Random& random);
/// What the centre asked for, spread the same way: between it and half as much again.
[[nodiscard]] std::chrono::milliseconds spread(std::chrono::milliseconds asked, Random& random);

}  // namespace bf
