#pragma once
// A tablet that has been at work for some weeks, made without a server: a village of invented people, visits that the
// centre has receipted, others that still wait, problems, and one conflict. For `./dev tablet`, for pictures and tests.

#include <cstdint>
#include <string>

#include "shared/base/env.h"
#include "shared/base/error.h"

namespace bf {

/// 2018-09-12 08:40 in China: the day on which the sample's secretary sets out.
inline constexpr Micros sampleMorning = 1'536'712'800'000'000;

struct SampleOptions {
  std::string folder;  ///< of the tablet; it must not hold one yet
  std::uint64_t seed = 1;
  int households = 46;  ///< on the register
  int rural = 60;       ///< further ones as light records
  int visited = 27;     ///< of the first, this year
  int villages = 1;     ///< more than one: the tablet of a township's clerk
  Micros now = sampleMorning;
};

/// Errors: Errc::alreadyExists, those of the county's generator and of the store.
[[nodiscard]] Result<void> makeSampleHome(const SampleOptions& options);

/// The folder of a tablet that has its check code and waits for the office to confirm it. Errors: as above.
[[nodiscard]] Result<void> makeWaitingHome(const SampleOptions& options);

}  // namespace bf
