#include "app/forms/ink.h"

#include <algorithm>
#include <cmath>

#include "app/forms/form_limits.h"
#include "shared/base/wire.h"

namespace bf {
namespace {

constexpr char version = 1;

/// A varint from the front of `rest`; nothing when it ends early or is longer than ten bytes.
std::optional<std::uint64_t> takeVarint(std::string_view& rest) {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 64 && !rest.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(rest.front());
    rest.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if ((byte & 0x80) == 0) return value;
  }
  return std::nullopt;
}

double distance(const InkPoint& point, const InkPoint& from, const InkPoint& to) {
  const double dx = to.x - from.x;
  const double dy = to.y - from.y;
  const double length = std::hypot(dx, dy);
  if (length == 0) return std::hypot(point.x - from.x, point.y - from.y);
  return std::abs(dy * (point.x - from.x) - dx * (point.y - from.y)) / length;
}

void simplify(const InkStroke& stroke, std::size_t first, std::size_t last, double tolerance, std::vector<bool>& keep) {
  double farthest = 0;
  std::size_t at = first;
  for (auto i = first + 1; i < last; ++i)
    if (const double d = distance(stroke[i], stroke[first], stroke[last]); d > farthest) farthest = d, at = i;
  if (farthest <= tolerance) return;
  keep[at] = true;
  simplify(stroke, first, at, tolerance, keep);
  simplify(stroke, at, last, tolerance, keep);
}

}  // namespace

std::string encodeInk(const Ink& ink) {
  std::string bytes(1, version);
  for (const auto& stroke : ink) {
    if (stroke.empty()) continue;
    appendVarint(bytes, stroke.size());
    InkPoint last;
    for (const auto& point : stroke) {
      appendVarint(bytes, zigzag(point.x - last.x));
      appendVarint(bytes, zigzag(point.y - last.y));
      last = point;
    }
  }
  return bytes;
}

std::optional<Ink> decodeInk(std::string_view bytes) {
  if (bytes.empty() || bytes.front() != version) return std::nullopt;
  bytes.remove_prefix(1);
  Ink ink;
  std::uint64_t points = 0;
  while (!bytes.empty()) {
    const auto count = takeVarint(bytes);
    if (!count || *count == 0 || *count > inkPointsMax || (points += *count) > inkPointsMax) return std::nullopt;
    InkStroke stroke;
    InkPoint last;
    for (std::uint64_t i = 0; i < *count; ++i) {
      const auto x = takeVarint(bytes);
      const auto y = takeVarint(bytes);
      if (!x || !y || *x > 1'000'000 || *y > 1'000'000) return std::nullopt;
      last = {last.x + static_cast<int>(unzigzag(*x)), last.y + static_cast<int>(unzigzag(*y))};
      stroke.push_back(last);
    }
    ink.push_back(std::move(stroke));
  }
  return ink;
}

InkStroke simplified(const InkStroke& stroke, double tolerance) {
  if (stroke.size() < 3) return stroke;
  std::vector<bool> keep(stroke.size(), false);
  keep.front() = keep.back() = true;
  simplify(stroke, 0, stroke.size() - 1, tolerance, keep);
  InkStroke kept;
  for (std::size_t i = 0; i < stroke.size(); ++i)
    if (keep[i]) kept.push_back(stroke[i]);
  return kept;
}

std::size_t pointCount(const Ink& ink) {
  std::size_t points = 0;
  for (const auto& stroke : ink) points += stroke.size();
  return points;
}

}  // namespace bf
