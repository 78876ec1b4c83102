#pragma once
// Limits of what one exchange with a replica may carry, each with its reason.

#include <cstddef>

namespace bf {

/// One pull answers with about this much, so that a slow line sees progress every few seconds (64 kbit/s: 4 s).
inline constexpr std::size_t pullBytesDefault = 32 * 1024;
/// A snapshot chunk; a lost connection costs at most one of these.
inline constexpr std::size_t snapshotChunkBytes = 32 * 1024;
/// Feed items looked at in one pull.
inline constexpr std::size_t pullItemsMax = 1024;
/// Scope entries of one user: villages that one helper is paired with.
inline constexpr std::size_t grantsMax = 1024;
/// Depth of the record tree: root, child, grandchild.
inline constexpr int recordDepthMax = 4;

}  // namespace bf
