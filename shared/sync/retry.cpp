#include "shared/sync/retry.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "shared/sync/sync_limits.h"

namespace bf {
namespace {

/// Uniform in [0, bound]; the modulo's bias is one part in 2^40 here.
std::chrono::milliseconds upTo(std::chrono::milliseconds bound, Random& random) {
  std::array<unsigned char, 8> bytes{};
  random.fill(bytes);
  std::uint64_t value = 0;
  std::memcpy(&value, bytes.data(), sizeof value);
  return std::chrono::milliseconds(value % (static_cast<std::uint64_t>(bound.count()) + 1));
}

}  // namespace

std::chrono::milliseconds retryDelay(unsigned attempt, Random& random) {
  auto whole = retryDelayFirst;
  for (unsigned i = 1; i < attempt && whole < retryDelayMax; ++i) whole *= 2;
  whole = std::min(whole, retryDelayMax);
  return whole / 2 + upTo(whole / 2, random);
}

std::chrono::milliseconds spread(std::chrono::milliseconds asked, Random& random) {
  const auto whole = std::clamp(asked, std::chrono::milliseconds(0), retryDelayMax);
  return whole + upTo(whole / 2, random);
}

}  // namespace bf
