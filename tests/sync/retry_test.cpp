#include "shared/sync/retry.h"

#include <catch2/catch.hpp>

#include "shared/base/crypto.h"
#include "shared/sync/sync_limits.h"
#include "tests/seed.h"

using namespace bf;

TEST_CASE("delays double up to the greatest, and half of each is random") {
  SeededRandom random(test::seed());
  for (unsigned attempt = 1; attempt < 60; ++attempt) {
    auto whole = retryDelayFirst;
    for (unsigned i = 1; i < attempt && whole < retryDelayMax; ++i) whole *= 2;
    whole = std::min(whole, retryDelayMax);
    for (int i = 0; i < 50; ++i) {
      const auto delay = retryDelay(attempt, random);
      CHECK(delay >= whole / 2);
      CHECK(delay <= whole);
    }
  }
}

TEST_CASE("four hundred tablets do not come back together") {
  SeededRandom random(test::seed());
  std::size_t sameSecond = 0;
  for (int i = 0; i < 412; ++i)
    sameSecond += retryDelay(6, random) < retryDelayFirst * 32 / 2 + std::chrono::seconds(1);
  CHECK(sameSecond < 40);
}

TEST_CASE("what the centre asked for is never undercut and never longer than the greatest delay by half") {
  SeededRandom random(test::seed());
  for (const auto asked : {std::chrono::milliseconds(0), confirmationRetry, std::chrono::milliseconds(100'000'000)}) {
    const auto delay = spread(asked, random);
    CHECK(delay >= std::min(asked, retryDelayMax));
    CHECK(delay <= retryDelayMax * 3 / 2);
  }
}
