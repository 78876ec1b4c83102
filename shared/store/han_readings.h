#pragma once
// Readings of the characters that names are written with, made at build time by han_readings_maker.

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace bf {

/// Blocks of ideographs, first and last character: extension A and the unified ones, then extensions B to H, in which
/// rare names are written (Unicode 15).
inline constexpr std::array<std::pair<char32_t, char32_t>, 2> hanBlocks{{{0x3400, 0x9fff}, {0x20000, 0x323af}}};
/// For each character of the blocks, one block after the other, the index of its syllable; 0: it has no reading.
extern const std::uint16_t hanReadings[];
/// Small letters without tones.
extern const std::string_view hanSyllables[];

}  // namespace bf
