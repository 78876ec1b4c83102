#pragma once
// Compression with the limits checked before anything is allocated.

#include <cstddef>
#include <string>
#include <string_view>

#include "shared/base/error.h"

namespace bf {

/// zstd of `plain`, with the content size in its header. Level 3 is where a tablet's day stops shrinking noticeably.
[[nodiscard]] std::string compress(std::string_view plain, int level = 3);

/// The plain bytes. Errors: Errc::tooLarge when the header states more than `plainBytesMax`, or states no size at all;
/// Errc::malformed when the bytes are not a whole zstd frame of that size.
[[nodiscard]] Result<std::string> decompress(std::string_view packed, std::size_t plainBytesMax);

}  // namespace bf
