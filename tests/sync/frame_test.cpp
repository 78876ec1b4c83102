#include "shared/sync/frame.h"

#include <zstd.h>

#include <catch2/catch.hpp>

#include "shared/base/crypto.h"
#include "tests/seed.h"

using namespace bf;

namespace {

std::string framed(std::string_view payload, unsigned char flags) {
  std::string out;
  for (int i = 0; i < 4; ++i) out += static_cast<char>(payload.size() >> (8 * i) & 0xff);
  return out + static_cast<char>(flags) + std::string(payload);
}

std::string zstdOf(std::string_view plain, int level = 3) {
  std::string packed(ZSTD_compressBound(plain.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), plain.data(), plain.size(), level));
  return packed;
}

}  // namespace

TEST_CASE("a flight comes out of its frame as it went in") {
  const std::string text = "走访走访走访走访走访走访走访走访走访走访走访走访走访走访走访走访走访走访走访走访走访";
  for (const auto compression : {Compression::none, Compression::zstd, Compression::dictionary}) {
    for (const auto& plain : {std::string{}, std::string("short"), text}) {
      const auto opened = openFrame(makeFrame(plain, compression));
      REQUIRE(opened);
      CHECK(*opened == plain);
    }
  }
  CHECK(makeFrame(text, Compression::zstd).size() < text.size());
}

TEST_CASE("what does not become smaller travels as it is") {
  SeededRandom random(test::seed());
  std::string noise(500, '\0');
  random.fill({reinterpret_cast<unsigned char*>(noise.data()), noise.size()});
  CHECK(makeFrame(noise, Compression::zstd) == framed(noise, 0));
}

TEST_CASE("a stream cut anywhere gives the same frames") {
  const auto first = makeFrame("one", Compression::none);
  const auto second = makeFrame(std::string(300, 'x'), Compression::zstd);
  const auto stream = first + second + first;
  for (std::size_t step = 1; step <= stream.size(); ++step) {
    FrameParser parser;
    std::vector<std::string> frames;
    for (std::size_t at = 0; at < stream.size(); at += step) {
      REQUIRE(parser.feed(std::string_view(stream).substr(at, step)));
      while (auto frame = parser.next()) frames.push_back(*frame);
    }
    CHECK(frames == std::vector<std::string>{first, second, first});
    CHECK_FALSE(parser.inFrame());
  }
}

TEST_CASE("a header that promises more than is allowed is refused before the rest arrives") {
  FrameParser stranger(strangerFrameBytesMax);
  const auto header = framed(std::string(strangerFrameBytesMax + 1, 'x'), 0).substr(0, frameHeaderBytes);
  const auto refused = stranger.feed(header);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::tooLarge);
  FrameParser huge;
  CHECK(huge.feed(std::string_view("\xff\xff\xff\xff\x00", 5)).error().code == Errc::tooLarge);
}

TEST_CASE("unknown flags are refused") {
  for (const int flags : {2, 4, 5, 128, 255}) {
    FrameParser parser;
    CHECK(parser.feed(framed("x", static_cast<unsigned char>(flags))).error().code == Errc::malformed);
  }
}

TEST_CASE("a frame that comes together with the one before it is held to the same limit") {
  const auto first = framed("first", 0);
  for (const auto& [second, code] : {std::pair{framed(std::string(101, 'x'), 0), Errc::tooLarge},
                                     std::pair{framed("second", 0x80), Errc::malformed}}) {
    FrameParser parser(100);
    CHECK(parser.feed(first + second));
    CHECK(parser.next() == first);
    CHECK_FALSE(parser.next());
    const auto refused = parser.feed("");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == code);
  }
  FrameParser grown(100);
  const auto second = framed(std::string(101, 'x'), 0);
  CHECK(grown.feed(first + second));
  CHECK(grown.next() == first);
  grown.limit(200);
  CHECK(grown.next() == second);
}

TEST_CASE("a frame cut or with bytes to spare is refused") {
  const auto frame = makeFrame(std::string(300, 'x'), Compression::zstd);
  for (std::size_t cut = 0; cut < frame.size(); ++cut) CHECK_FALSE(openFrame(std::string_view(frame).substr(0, cut)));
  CHECK_FALSE(openFrame(frame + "x"));
}

TEST_CASE("decompression bombs are refused by what they state") {
  const auto ratio = openFrame(framed(zstdOf(std::string(plainBytesMax, '\0')), frameZstd));
  REQUIRE_FALSE(ratio);
  CHECK(ratio.error().code == Errc::tooLarge);
  const auto size = openFrame(framed(zstdOf(std::string(plainBytesMax + 1, '\0')), frameZstd));
  REQUIRE_FALSE(size);
  CHECK(size.error().code == Errc::tooLarge);
}

TEST_CASE("a compressed payload that hides or belies its size is refused") {
  std::string plain(2000, 'a');
  std::string hidden(ZSTD_compressBound(plain.size()), '\0');
  auto* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
  hidden.resize(ZSTD_compress2(context, hidden.data(), hidden.size(), plain.data(), plain.size()));
  ZSTD_freeCCtx(context);
  CHECK(openFrame(framed(hidden, frameZstd)).error().code == Errc::tooLarge);

  SeededRandom random(test::seed());
  const auto honest = zstdOf(plain + std::to_string(random.next()));
  int accepted = 0;
  for (std::size_t at = 0; at < honest.size(); ++at) {
    auto damaged = honest;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    if (const auto opened = openFrame(framed(damaged, frameZstd)); opened) ++accepted;
  }
  CHECK(accepted < static_cast<int>(honest.size()));
}

TEST_CASE("a compressed payload of several frames, or with one to be skipped, is refused") {
  const std::string skippable("\x50\x2a\x4d\x18\x03\0\0\0abc", 11);
  for (const int flags : {int{frameZstd}, frameZstd | frameDictionary}) {
    CHECK(openFrame(framed(zstdOf("one"), static_cast<unsigned char>(flags))) == "one");
    for (const auto& payload : {skippable, skippable + zstdOf(""), zstdOf("") + skippable, zstdOf("one") + skippable,
                                zstdOf("one") + zstdOf(""), zstdOf("") + zstdOf("")})
      CHECK(openFrame(framed(payload, static_cast<unsigned char>(flags))).error().code == Errc::malformed);
  }
}

TEST_CASE("what the maker compresses, the reader's ratio lets through") {
  for (const std::size_t size : {1000UL, zstdRatioFreeBytes, zstdRatioFreeBytes + 1, std::size_t{900'000}}) {
    const std::string same(size, 'x');
    const auto opened = openFrame(makeFrame(same, Compression::zstd));
    REQUIRE(opened);
    CHECK(*opened == same);
  }
}
