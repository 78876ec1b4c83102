#pragma once
// Frames: u32 payload length (little-endian), u8 flags, payload. One flight is one frame. Lengths are checked against
// the limit before anything is allocated, and what a compressed payload claims to become, too.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/error.h"
#include "shared/sync/sync_limits.h"

namespace bf {

inline constexpr std::size_t frameHeaderBytes = 5;

/// Flags of a frame; any other bit makes the frame malformed.
enum FrameFlag : unsigned char {
  frameZstd = 1,        ///< the payload is one zstd frame that states its content size
  frameDictionary = 2,  ///< with frameZstd: made with dictionary 1
};

/// What the reader of a frame understands.
enum class Compression { none, zstd, dictionary };

/// A frame of `plain`, compressed when the reader understands it and it pays.
[[nodiscard]] std::string makeFrame(std::string_view plain, Compression compression);

/// The payload of a whole frame, decompressed. Errors: Errc::malformed, Errc::tooLarge (frameBytesMax, `plainMost`,
/// zstdRatioMax).
[[nodiscard]] Result<std::string> openFrame(std::string_view frame, std::size_t plainMost = plainBytesMax);

/// Length of the payload that a header announces. Errors: Errc::malformed (not frameHeaderBytes, unknown flags),
/// Errc::tooLarge (more than `payloadBytesMax`).
[[nodiscard]] Result<std::size_t> readFrameHeader(std::string_view header, std::size_t payloadBytesMax);

/// Cuts a stream of bytes into frames. Memory grows with what arrives, never with what a header promises.
class FrameParser {
 public:
  explicit FrameParser(std::size_t payloadBytesMax = frameBytesMax) : payloadBytesMax_(payloadBytesMax) {}
  /// For headers read from now on: a stranger may send less than a tablet.
  void limit(std::size_t payloadBytesMax) { payloadBytesMax_ = payloadBytesMax; }

  /// Takes bytes as they arrive. Errors as of readFrameHeader; after one the stream is of no more use.
  [[nodiscard]] Result<void> feed(std::string_view bytes);
  /// The next whole frame, header included; nothing until all of it is there, or when its header is refused: then
  /// feed(), even of nothing, says why.
  [[nodiscard]] std::optional<std::string> next();
  /// True when some bytes of a frame are there but not all: its clock is running.
  [[nodiscard]] bool inFrame() const { return !buffer_.empty(); }

 private:
  [[nodiscard]] Result<void> check() const;

  std::size_t payloadBytesMax_;
  std::string buffer_;
};

}  // namespace bf
