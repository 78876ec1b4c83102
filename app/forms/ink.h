#pragma once
// A signature as strokes, small enough to travel in a record: a version byte, then for each stroke the number of its
// points as a varint and the points as zigzag varints, the first of a stroke in full, each other as the step from the
// one before. Coordinates are thousandths of the pad's height, so that the drawing scales.
//
// Example: 01 02 | 80 08 (512) 80 08 (512) | 0a (+5) 05 (−3): one stroke from (512, 512) to (517, 509) after
// zigzag: 512 → 1024 → 80 08.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bf {

struct InkPoint {
  int x = 0;
  int y = 0;
  bool operator==(const InkPoint&) const = default;
};
using InkStroke = std::vector<InkPoint>;
using Ink = std::vector<InkStroke>;

[[nodiscard]] std::string encodeInk(const Ink& ink);
/// Nothing for bytes of another form, or of more points than form_limits.h allows.
[[nodiscard]] std::optional<Ink> decodeInk(std::string_view bytes);
/// Leaves out points that lie closer than `tolerance` to the line between their neighbours (Douglas and Peucker 1973).
[[nodiscard]] InkStroke simplified(const InkStroke& stroke, double tolerance);
[[nodiscard]] std::size_t pointCount(const Ink& ink);

}  // namespace bf
