#pragma once
// From verdicts to figures of a region, carefully: the denominator is everyone in scope, and what is not collected
// never counts as met.

#include <cstdint>
#include <optional>

#include "shared/schema/schema.h"

namespace bf {

enum class Judgement : std::uint8_t {
  notMet = 0,
  met = 1,
  notCollected = 2,
  unjudged = 3,  ///< the document states no threshold and the county has entered none
};

struct Tally {
  std::int64_t met = 0;
  std::int64_t notMet = 0;
  std::int64_t notCollected = 0;
  std::int64_t unjudged = 0;

  [[nodiscard]] std::int64_t all() const { return met + notMet + notCollected + unjudged; }
  void add(Judgement verdict, std::int64_t times = 1);
  Tally& operator+=(const Tally& other);
  bool operator==(const Tally&) const = default;
};

enum class Standing : std::uint8_t {
  met,
  notMet,
  notCollected,  ///< not reached, but could be, depending on what is not collected
  unjudged,      ///< no threshold
  nobody,        ///< nobody in scope: no denominator
};

/// Whether met ÷ all reaches `percent` (reaching it counts: "含").
[[nodiscard]] Standing standingOf(const Tally& tally, std::optional<double> percent);

[[nodiscard]] const Label& labelOf(Judgement verdict);
[[nodiscard]] const Label& labelOf(Standing standing);

/// All of several verdicts: one not met makes it so, then one not collected.
[[nodiscard]] Judgement both(Judgement a, Judgement b);

}  // namespace bf
