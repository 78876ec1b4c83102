#pragma once
// One direction of a simulated connection. What is sent is cut into pieces that lie in a queue until the world delivers
// them; on the way they may be lost, doubled, swapped, cut short or spoiled. As under TLS, each piece carries its
// number and a check, so that the receiver gets a true beginning of what was sent, and then the connection breaks.

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/crypto.h"

namespace bf::sim {

enum class LineFault { drop, duplicate, reorder, truncate, corrupt };
inline constexpr std::size_t lineFaults = 5;

class Line {
 public:
  explicit Line(SeededRandom& random) : random_(random) {}

  void send(std::string_view bytes);
  [[nodiscard]] bool waiting() const { return !queue_.empty(); }
  /// Does this to a piece on its way; false when there is none.
  bool spoil(LineFault fault);
  /// Bytes of the next piece; nothing when the receiver notices that something is wrong: the connection is broken.
  /// Only while waiting().
  [[nodiscard]] std::optional<std::string> deliver();

 private:
  struct Piece {
    std::uint64_t number = 0;
    Hash check;
    std::string bytes;
  };
  SeededRandom& random_;
  std::deque<Piece> queue_;
  std::uint64_t sent_ = 0;
  std::uint64_t expected_ = 0;
};

[[nodiscard]] const char* name(LineFault fault);

}  // namespace bf::sim
