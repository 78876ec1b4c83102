#pragma once
// Limits on one change and one batch, checked before anything is kept of it.

#include <cstddef>

namespace bf {

/// A visit with the longest texts and two signatures drawn as vectors stays below this.
inline constexpr std::size_t changeBytesMax = 128 * 1024;
/// What one sealed batch may hold: half a frame, so that a batch always fits into one.
inline constexpr std::size_t batchBytesMax = 512 * 1024;
inline constexpr std::size_t batchChangesMax = 4096;
/// Fields that one change may write; the widest record kind has about a hundred.
inline constexpr std::size_t changeFieldsMax = 512;
/// Distinct writes that one change may name; a removal names every head of a record.
inline constexpr std::size_t changeBasesMax = 1024;
/// Concurrent heads kept of one field. More tablets than this writing one field unseen means an attack or a broken
/// client; the lowest heads then stay in the log only.
inline constexpr std::size_t fieldHeadsMax = 64;

}  // namespace bf
