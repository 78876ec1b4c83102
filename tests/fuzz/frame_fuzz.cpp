// Frames of the sync protocol: the first thing that a stranger's bytes meet.
#include <algorithm>
#include <string>
#include <vector>

#include "shared/sync/frame.h"
#include "tests/fuzz/fuzz.h"

using namespace bf;

namespace {

bool expected(Errc code) { return code == Errc::malformed || code == Errc::tooLarge; }

struct Cut {
  std::vector<std::string> frames;
  bool refused = false;
};

// Like a socket: as soon as a piece is there, whole frames are taken out.
Cut cut(std::string_view bytes, std::size_t piece) {
  FrameParser parser(64 * 1024);
  Cut result;
  const auto feed = [&](std::string_view more) {
    const auto fed = parser.feed(more);
    if (fed) return;
    BF_FUZZ_CHECK(expected(fed.error().code));
    result.refused = true;
  };
  for (std::size_t at = 0; at < bytes.size() && !result.refused; at += piece) {
    feed(bytes.substr(at, piece));
    while (auto frame = parser.next()) result.frames.push_back(std::move(*frame));
  }
  feed("");  // what stands behind the last frame
  return result;
}

void checkFrame(std::string_view frame) {
  const auto plain = openFrame(frame);
  if (!plain) {
    BF_FUZZ_CHECK(expected(plain.error().code));
    return;
  }
  BF_FUZZ_CHECK(plain->size() <= plainBytesMax);
  for (const auto compression : {Compression::none, Compression::zstd, Compression::dictionary}) {
    if (compression == Compression::none && plain->size() > frameBytesMax) continue;
    BF_FUZZ_CHECK(openFrame(makeFrame(*plain, compression)) == *plain);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = test::textOf(data, size);
  checkFrame(bytes);
  const auto whole = cut(bytes, std::max<std::size_t>(size, 1));
  const auto pieces = cut(bytes, 3);
  BF_FUZZ_CHECK(whole.refused == pieces.refused);
  BF_FUZZ_CHECK(whole.frames == pieces.frames);
  std::size_t taken = 0;
  for (const auto& frame : pieces.frames) {
    BF_FUZZ_CHECK(frame == bytes.substr(taken, frame.size()));
    taken += frame.size();
    checkFrame(frame);
  }
  return 0;
}
