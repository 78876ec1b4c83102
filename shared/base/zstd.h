#pragma once
// Compression with the limits checked before anything is allocated.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/error.h"

namespace bf {

/// zstd of `plain`, with the content size in its header. Level 3 is where a tablet's day stops shrinking noticeably.
[[nodiscard]] std::string compress(std::string_view plain, int level = 3);

/// What the header of a frame states as the size of its content. Errors: Errc::tooLarge when it states none;
/// Errc::malformed when the bytes are not one whole zstd frame and nothing else: the library itself would also skip
/// what calls itself skippable, and join several frames.
[[nodiscard]] Result<std::uint64_t> statedSize(std::string_view packed);

/// The plain bytes. Errors: those of statedSize(); Errc::tooLarge when the header states more than `plainBytesMax`;
/// Errc::malformed when the content does not have that size.
[[nodiscard]] Result<std::string> decompress(std::string_view packed, std::size_t plainBytesMax);

}  // namespace bf
