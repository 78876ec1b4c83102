#pragma once
// What a village secretary's tablet writes in a day: 20 households, each with five fields confirmed or corrected and a
// visit of twelve fields with about 200 bytes of Chinese. The "county round" of the project's figures, one tablet.

#include <vector>

#include "shared/base/crypto.h"
#include "shared/merge/batch.h"
#include "tests/sync/fake_names.h"

namespace bf::test {

inline constexpr std::uint32_t householdKind = 2;
inline constexpr std::uint32_t visitKind = 5;
inline constexpr RegionCode villageCode = 441424100201;

/// How the earlier answers of a household came about.
enum class Past {
  imported,  ///< everything is from the creation
  edited,    ///< each of the five was written by an earlier change
};

struct Day {
  Batch batch;
  SigningKey key;
  FakeNames names;  ///< of both sides: numbers and changes of the households
};

[[nodiscard]] Day aDay(std::uint64_t seed, std::size_t households = 20, Past past = Past::edited);

/// A few edits of a township clerk in the same village.
[[nodiscard]] Day townshipEdits(std::uint64_t seed, std::size_t edits);

/// About `bytes` bytes of what people write into a visit.
[[nodiscard]] std::string visitText(SeededRandom& random, std::size_t bytes);

/// Signs: from then on the batch is sealed.
void seal(Batch& batch, const SigningKey& key);

}  // namespace bf::test
