#pragma once
// Drawing from lists with one source of chance, so that a county is the same again for the same seed.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "shared/base/crypto.h"

namespace bf::county {

/// A word and how often it is drawn, relative to the others of its list.
struct Weighted {
  std::string_view text;
  unsigned weight = 1;
};

/// One word by weight.
[[nodiscard]] inline std::string_view pick(SeededRandom& random, std::span<const Weighted> list) {
  std::uint64_t sum = 0;
  for (const Weighted& one : list) sum += one.weight;
  std::uint64_t at = random.below(sum);
  for (const Weighted& one : list) {
    if (at < one.weight) return one.text;
    at -= one.weight;
  }
  return list.back().text;
}

/// One word, all alike.
[[nodiscard]] inline std::string_view pick(SeededRandom& random, std::span<const std::string_view> list) {
  return list[random.below(list.size())];
}

/// Uniform in [from, to].
[[nodiscard]] inline int between(SeededRandom& random, int from, int to) {
  return from + static_cast<int>(random.below(static_cast<std::uint64_t>(to - from + 1)));
}

/// True `permille` times in a thousand.
[[nodiscard]] inline bool permille(SeededRandom& random, unsigned share) { return random.below(1000) < share; }

}  // namespace bf::county
