#pragma once
// Limits on one change and one batch, checked before anything is kept of it, and on the heads of one record.

#include <cstddef>
#include <cstdint>

namespace bf {

/// A visit with the longest texts and two signatures drawn as vectors stays below this.
inline constexpr std::size_t changeBytesMax = 128 * 1024;
/// What one sealed batch may hold: half a frame, so that a batch always fits into one.
inline constexpr std::size_t batchBytesMax = 512 * 1024;
inline constexpr std::size_t batchChangesMax = 4096;
/// The serialised form of a batch: what it holds and, for each entry, its tags and lengths, or the hash that stands in
/// place of a small change; then the batch's own fields. Still below a frame of 1 MiB.
inline constexpr std::size_t batchFormBytesMax = batchBytesMax + batchChangesMax * 40 + 256;
/// Fields that one change may write; the widest record kind has about a hundred.
inline constexpr std::size_t changeFieldsMax = 512;
/// Distinct writes that one change may name; a removal names every head of a record.
inline constexpr std::size_t changeBasesMax = 1024;
/// Fields times bases over all entries of `bases`: each pair may have to be remembered until the base arrives. The
/// widest form, every field of it in conflict between eight tablets.
inline constexpr std::size_t changeBasePairsMax = 4096;
/// The greatest field number of protobuf.
inline constexpr std::uint32_t fieldNumberMax = (1U << 29) - 1;
/// Fields below this number are noted as written by the creation with one bit each (256 bytes at most); those above
/// with an entry of their own, so that a field number of nine digits does not make a bitmap of 64 MiB.
inline constexpr std::uint32_t createdBitsMax = 2048;
/// Concurrent heads of one field that come from people: more tablets than this writing one field unseen means an
/// attack or a broken client (see RecordHeads::overfull).
inline constexpr std::size_t fieldHeadsMax = 64;
/// Bases of one record that are named but unknown; each is a change that some tablet still holds.
inline constexpr std::size_t awaitedMax = 4096;

}  // namespace bf
