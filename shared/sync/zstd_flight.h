#pragma once
// zstd as flights use it: at a level fit for a few kilobytes, with or without the protocol's dictionary, and with the
// limits checked before memory is taken.

#include <string>
#include <string_view>

#include "shared/base/error.h"

namespace bf {

/// One zstd frame that states its content size and no dictionary id.
[[nodiscard]] std::string packFlight(std::string_view plain, bool dictionary);

/// Errors: Errc::tooLarge (`plainMost`, zstdRatioMax, no content size), Errc::malformed.
[[nodiscard]] Result<std::string> unpackFlight(std::string_view packed, bool dictionary, std::size_t plainMost);

/// Dictionary 1: the bytes of dictionary/phrases-1.txt, raw content for zstd. They never change: another text would be
/// dictionary 2, with a feature of its own.
[[nodiscard]] std::string_view flightDictionary();

}  // namespace bf
