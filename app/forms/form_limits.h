#pragma once
// Times and sizes of forms, each with its reason.

#include <chrono>

namespace bf {

/// A typed text becomes an answer after this rest: long enough that a word is one change of the log and not ten, short
/// enough that a person who looks up sees it judged. Until then it is kept as a draft, letter by letter.
inline constexpr std::chrono::milliseconds typingRest{900};

/// Up to this many choices lie open as tiles; more open in a list that can be searched.
inline constexpr int tilesMax = 10;

/// Points that a signature keeps at most: with about three bytes each it stays within 16 KiB, the limit of the schema.
inline constexpr int inkPointsMax = 5000;

}  // namespace bf
