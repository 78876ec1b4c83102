#include "shared/base/zstd.h"

#include <zstd.h>

#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "shared/base/crypto.h"
#include "tests/seed.h"

using namespace bf;

namespace {

constexpr std::size_t roomy = 1 << 20;

Errc errorOf(std::string_view packed, std::size_t plainBytesMax = roomy) {
  const auto plain = decompress(packed, plainBytesMax);
  REQUIRE_FALSE(plain);
  return plain.error().code;
}

std::string mixedText(SeededRandom& random, std::size_t size) {
  std::string text(size, 'a');
  for (auto& c : text)
    if (random.chance(30)) c = static_cast<char>(random.below(256));
  return text;
}

// A frame as a stream writes it that does not know beforehand how much comes.
std::string frameWithoutSize(std::string_view plain) {
  auto* context = ZSTD_createCCtx();
  std::string packed(ZSTD_compressBound(plain.size()), '\0');
  ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
  packed.resize(ZSTD_compress2(context, packed.data(), packed.size(), plain.data(), plain.size()));
  ZSTD_freeCCtx(context);
  return packed;
}

}  // namespace

TEST_CASE("what is packed comes out again, of any size and at any level") {
  INFO("seed " << test::seed());
  SeededRandom random(test::seed());
  for (const std::size_t size : {0, 1, 2, 100, 255, 256, 65791, 65792, 300000})
    for (const int level : {1, 3, 9}) {
      INFO(size << " bytes at level " << level);
      const auto plain = mixedText(random, size);
      CHECK(decompress(compress(plain, level), size) == plain);
    }
}

TEST_CASE("repetition is packed away") { CHECK(compress(std::string(100000, 'x')).size() < 100); }

TEST_CASE("content is unpacked up to the limit and not a byte beyond it") {
  const auto packed = compress(std::string(1000, 'x'));
  CHECK(decompress(packed, 1000));
  const auto over = decompress(packed, 999);
  REQUIRE_FALSE(over);
  CHECK(over.error().code == Errc::tooLarge);
  CHECK(over.error().detail.find("1000") != std::string::npos);
  CHECK(over.error().detail.find("999") != std::string::npos);
  CHECK(errorOf(compress("x"), 0) == Errc::tooLarge);
  CHECK(decompress(compress(""), 0) == "");
}

TEST_CASE("a bomb is refused by what its header says") {
  // Header of a frame with an eight-byte content size of 2^62: allocating first would end the process.
  const std::string bomb("\x28\xb5\x2f\xfd\xe0\0\0\0\0\0\0\0\x40\x01\0\0", 16);
  CHECK(errorOf(bomb) == Errc::tooLarge);
  CHECK(errorOf(compress(std::string(64 << 20, '\0'))) == Errc::tooLarge);
}

TEST_CASE("a frame that does not state its size is refused, however small it is") {
  const auto packed = frameWithoutSize("small");
  REQUIRE(ZSTD_getFrameContentSize(packed.data(), packed.size()) == ZSTD_CONTENTSIZE_UNKNOWN);
  CHECK(errorOf(packed) == Errc::tooLarge);
}

TEST_CASE("a header that states another size than the content has is malformed") {
  const std::string plain(200, 'x');
  const auto packed = compress(plain);
  REQUIRE(static_cast<unsigned char>(packed[5]) == 200);  // one-byte content size after magic number and descriptor
  for (const int stated : {0, 1, 199, 201, 255}) {
    auto lie = packed;
    lie[5] = static_cast<char>(stated);
    INFO(stated);
    CHECK(errorOf(lie) == Errc::malformed);
  }
}

TEST_CASE("a frame cut anywhere is malformed") {
  SeededRandom random(test::seed());
  const auto packed = compress(mixedText(random, 500));
  for (std::size_t size = 0; size < packed.size(); ++size) {
    INFO(size << " of " << packed.size() << " bytes");
    CHECK(errorOf(packed.substr(0, size)) == Errc::malformed);
  }
}

TEST_CASE("bytes that are no frame, and bytes after a frame, are malformed") {
  CHECK(errorOf("") == Errc::malformed);
  CHECK(errorOf("plain text") == Errc::malformed);
  CHECK(errorOf(compress("one") + "x") == Errc::malformed);
  CHECK(errorOf(compress("one") + compress("two")) == Errc::malformed);
}

TEST_CASE("what the library would skip or join is malformed, before, behind and instead of a frame") {
  const std::string skippable("\x50\x2a\x4d\x18\x03\0\0\0abc", 11);
  const std::string last("\x5f\x2a\x4d\x18\0\0\0\0", 8);
  REQUIRE(ZSTD_getFrameContentSize(skippable.data(), skippable.size()) == 0);
  for (const auto& skipped : {skippable, last}) {
    CHECK(errorOf(skipped) == Errc::malformed);
    CHECK(errorOf(skipped + compress("")) == Errc::malformed);
    CHECK(errorOf(compress("") + skipped) == Errc::malformed);
    CHECK(errorOf(compress("one") + skipped) == Errc::malformed);
  }
  CHECK(errorOf(compress("one") + compress("")) == Errc::malformed);
  CHECK(errorOf(compress("") + compress("")) == Errc::malformed);
}

TEST_CASE("a frame with any byte changed gives an error or as many bytes as its header says") {
  INFO("seed " << test::seed());
  SeededRandom random(test::seed());
  const auto packed = compress(mixedText(random, 400));
  for (std::size_t i = 0; i < packed.size(); ++i)
    for (int bit = 0; bit < 8; ++bit) {
      auto damaged = packed;
      damaged[i] = static_cast<char>(damaged[i] ^ 1 << bit);
      const auto plain = decompress(damaged, roomy);
      if (plain) CHECK(plain->size() == ZSTD_getFrameContentSize(damaged.data(), damaged.size()));
    }
}

TEST_CASE("threads pack and unpack at once, each with a context of its own") {
  std::vector<int> wrong(4);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < wrong.size(); ++i)
    threads.emplace_back([&wrong, i] {
      SeededRandom random(test::seed() + i);
      for (int round = 0; round < 100; ++round) {
        const auto plain = mixedText(random, random.below(5000));
        if (decompress(compress(plain), roomy) != plain) ++wrong[i];
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>(4));
}
