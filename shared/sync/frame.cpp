#include "shared/sync/frame.h"

#include "shared/sync/zstd_flight.h"

namespace bf {
namespace {

std::string header(std::size_t payloadBytes, unsigned char flags) {
  std::string out;
  for (int i = 0; i < 4; ++i) out += static_cast<char>(payloadBytes >> (8 * i) & 0xff);
  out += static_cast<char>(flags);
  return out;
}

std::size_t payloadBytes(std::string_view frame) {
  std::size_t length = 0;
  for (std::size_t i = 0; i < 4; ++i)
    length |= static_cast<std::size_t>(static_cast<unsigned char>(frame[i])) << (8 * i);
  return length;
}

}  // namespace

std::string makeFrame(std::string_view plain, Compression compression) {
  if (compression != Compression::none && plain.size() >= compressFromBytes) {
    const bool dictionary = compression == Compression::dictionary;
    const auto packed = packFlight(plain, dictionary);
    // The reader checks the ratio: what it would refuse travels as it is.
    const bool ratioFits = plain.size() <= zstdRatioFreeBytes || plain.size() / zstdRatioMax < packed.size();
    if (packed.size() < plain.size() && ratioFits)
      return header(packed.size(), dictionary ? frameZstd | frameDictionary : frameZstd) + packed;
  }
  return header(plain.size(), 0) + std::string(plain);
}

Result<std::size_t> readFrameHeader(std::string_view header, std::size_t payloadBytesMax) {
  if (header.size() != frameHeaderBytes) return fail(Errc::malformed, "length of a frame header");
  const auto flags = static_cast<unsigned char>(header[4]);
  if (flags != 0 && flags != frameZstd && flags != (frameZstd | frameDictionary))
    return fail(Errc::malformed, "flags of a frame: " + std::to_string(flags));
  const auto length = payloadBytes(header);
  if (length > payloadBytesMax)
    return fail(Errc::tooLarge, "frame of " + std::to_string(length) + " bytes, at most " +
                                    std::to_string(payloadBytesMax) + " are allowed");
  return length;
}

Result<std::string> openFrame(std::string_view frame, std::size_t plainMost) {
  if (frame.size() < frameHeaderBytes) return fail(Errc::malformed, "frame ends early");
  BF_LET(length, readFrameHeader(frame.substr(0, frameHeaderBytes), frameBytesMax));
  const auto payload = frame.substr(frameHeaderBytes);
  if (payload.size() != length) return fail(Errc::malformed, "length of a frame");
  const auto flags = static_cast<unsigned char>(frame[4]);
  if ((flags & frameZstd) != 0) return unpackFlight(payload, (flags & frameDictionary) != 0, plainMost);
  if (length > plainMost) return fail(Errc::tooLarge, "flight of " + std::to_string(length) + " bytes");
  return std::string(payload);
}

Result<void> FrameParser::check() const {
  if (buffer_.size() < frameHeaderBytes) return {};
  const auto length = readFrameHeader(std::string_view(buffer_).substr(0, frameHeaderBytes), payloadBytesMax_);
  return length ? Result<void>{} : std::unexpected(length.error());
}

Result<void> FrameParser::feed(std::string_view bytes) {
  buffer_ += bytes;
  return check();
}

std::optional<std::string> FrameParser::next() {
  // A frame that came together with the one before it was not looked at in feed().
  if (buffer_.size() < frameHeaderBytes || !check()) return std::nullopt;
  const auto whole = frameHeaderBytes + payloadBytes(buffer_);
  if (buffer_.size() < whole) return std::nullopt;
  auto frame = buffer_.substr(0, whole);
  buffer_.erase(0, whole);
  return frame;
}

}  // namespace bf
