#include "tests/sim/line.h"

#include <algorithm>

#include "tests/sim/sim_limits.h"

namespace bf::sim {
namespace {

Hash checkOf(std::uint64_t number, std::string_view bytes) { return hashOf(std::to_string(number) + "/", bytes); }

}  // namespace

void Line::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto size = std::min<std::size_t>(bytes.size(), 1 + random_.below(pieceBytesMax));
    const auto part = bytes.substr(0, size);
    queue_.push_back({sent_, checkOf(sent_, part), std::string(part)});
    ++sent_;
    bytes.remove_prefix(size);
  }
}

bool Line::spoil(LineFault fault) {
  if (queue_.empty()) return false;
  const auto at = static_cast<std::ptrdiff_t>(random_.below(queue_.size()));
  auto& piece = queue_[static_cast<std::size_t>(at)];
  switch (fault) {
    case LineFault::drop: queue_.erase(queue_.begin() + at); break;
    case LineFault::duplicate: queue_.insert(queue_.begin() + at, Piece(piece)); break;
    case LineFault::reorder:
      if (queue_.size() < 2) return false;
      std::swap(queue_[static_cast<std::size_t>(at)], queue_[(static_cast<std::size_t>(at) + 1) % queue_.size()]);
      break;
    case LineFault::truncate:
      if (piece.bytes.empty()) return false;
      piece.bytes.resize(random_.below(piece.bytes.size()));
      break;
    case LineFault::corrupt:
      if (piece.bytes.empty()) return false;
      piece.bytes[random_.below(piece.bytes.size())] ^= static_cast<char>(1 << random_.below(8));
      break;
  }
  return true;
}

std::optional<std::string> Line::deliver() {
  auto piece = std::move(queue_.front());
  queue_.pop_front();
  if (piece.number != expected_ || piece.check != checkOf(piece.number, piece.bytes)) return std::nullopt;
  ++expected_;
  return std::move(piece.bytes);
}

const char* name(LineFault fault) {
  static constexpr const char* names[lineFaults] = {"drop", "duplicate", "reorder", "truncate", "corrupt"};
  return names[static_cast<std::size_t>(fault)];
}

}  // namespace bf::sim
