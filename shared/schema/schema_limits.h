#pragma once
// Limits of a schema and of the records that it describes. A descriptor set can come from a server, so that its size
// is limited like that of every other input.

#include <cstddef>
#include <cstdint>

namespace bf {

/// Bytes of a descriptor set: ours has about 150 kB; a county's own questions may multiply that.
inline constexpr std::size_t descriptorBytesMax = 4u << 20;
/// Kinds: one byte more on the wire from 128 on, and each is a table.
inline constexpr std::uint32_t kindNumberMax = 255;
/// Field numbers: two bytes of tag at most, and lookups by number stay an array.
inline constexpr std::uint32_t fieldNumberMax = 2047;
/// Own fields start here; the numbers below are the envelope's.
inline constexpr std::uint32_t ownFieldMin = 10;
/// Choices of one code list: the longest, GB/T 3304, has 58.
inline constexpr std::size_t choicesMax = 500;

/// Characters of a text that does not state its own limit: a conversation typed on a tablet.
inline constexpr std::uint32_t textLengthMax = 2000;
/// Bytes of a bytes field that does not state its own: a signature as strokes.
inline constexpr std::uint32_t bytesLengthMax = 16 << 10;
/// Entries of a repeated field that does not state its own.
inline constexpr std::uint32_t countMax = 64;

}  // namespace bf
