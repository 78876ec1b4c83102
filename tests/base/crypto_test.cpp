#include "shared/base/crypto.h"

#include <catch2/catch.hpp>
#include <vector>

#include "tests/seed.h"

using namespace bf;

namespace {

std::string bytesOf(std::string_view hex) { return *fromHex(hex); }

// RFC 8032, section 7.1, test 1: the empty message.
const auto rfcSeed = bytesOf("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
constexpr std::string_view rfcPublic = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
constexpr std::string_view rfcSignature =
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe2465"
    "5141438e7a100b";

}  // namespace

// The expected values are those of Python's hashlib.blake2b with digest_size=32.
TEST_CASE("a hash is BLAKE2b with 32 bytes of digest") {
  CHECK(toHex(hashOf("").view()) == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
  CHECK(toHex(hashOf("abc").view()) == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

TEST_CASE("a link of a chain is the hash of its two parts one after the other") {
  const std::string text = "abc";
  for (std::size_t cut = 0; cut <= text.size(); ++cut)
    CHECK(hashOf(text.substr(0, cut), text.substr(cut)) == hashOf(text));
}

TEST_CASE("a MAC is keyed BLAKE2b") {
  CHECK(toHex(macOf("0123456789abcdef", "五华县").view()) ==
        "88b0e72e0a9f3282dcefb777063b4f0833c60d31207881a0cb35b80eead0b4f3");
  CHECK(macOf("0123456789abcdef", "a") != macOf("0123456789abcdeg", "a"));
  CHECK(macOf("0123456789abcdef", "") != hashOf(""));
}

TEST_CASE("a change is named by the first half of its hash") {
  CHECK(toHex(idOf(hashOf("abc")).view()) == "bddd813c634239723171ef3fee98579b");
}

TEST_CASE("secrets are the same only with the same length and bytes") {
  CHECK(sameSecret("", ""));
  CHECK(sameSecret("secret", "secret"));
  CHECK_FALSE(sameSecret("secret", "secreT"));
  CHECK_FALSE(sameSecret("secret", "secret1"));
  CHECK_FALSE(sameSecret("secret", ""));
}

TEST_CASE("signatures are those of Ed25519 as RFC 8032 prints them") {
  const auto key = SigningKey::fromSeed(rfcSeed);
  REQUIRE(key);
  CHECK(toHex(key->publicKey().view()) == rfcPublic);
  CHECK(toHex(key->sign("").view()) == rfcSignature);
  CHECK(key->seed() == rfcSeed);
}

TEST_CASE("a signing key is made of 32 bytes and of no other number") {
  for (const std::size_t size : {0, 1, 31, 33, 64}) CHECK_FALSE(SigningKey::fromSeed(std::string(size, 'x')));
}

TEST_CASE("a key made of random bytes signs what its public key verifies") {
  SeededRandom random(test::seed());
  const auto key = SigningKey::make(random);
  const auto again = SigningKey::fromSeed(key.seed());
  REQUIRE(again);
  CHECK(again->publicKey() == key.publicKey());
  CHECK(verify(key.publicKey(), "一户一档", key.sign("一户一档")));
  CHECK(SigningKey::make(random).publicKey() != key.publicKey());
}

TEST_CASE("one changed bit of the text, the signature or the key makes a signature invalid") {
  const auto key = *SigningKey::fromSeed(rfcSeed);
  const std::string text = "batch";
  const auto signature = key.sign(text);
  REQUIRE(verify(key.publicKey(), text, signature));
  for (std::size_t i = 0; i < text.size() * 8; ++i) {
    auto other = text;
    other[i / 8] = static_cast<char>(other[i / 8] ^ 1 << i % 8);
    CHECK_FALSE(verify(key.publicKey(), other, signature));
  }
  for (std::size_t i = 0; i < Signature::size * 8; ++i) {
    auto other = signature;
    other.bytes[i / 8] = static_cast<unsigned char>(other.bytes[i / 8] ^ 1 << i % 8);
    CHECK_FALSE(verify(key.publicKey(), text, other));
  }
  for (std::size_t i = 0; i < PublicKey::size * 8; ++i) {
    auto other = key.publicKey();
    other.bytes[i / 8] = static_cast<unsigned char>(other.bytes[i / 8] ^ 1 << i % 8);
    CHECK_FALSE(verify(other, text, signature));
  }
}

TEST_CASE("the system's random bytes differ from call to call") {
  SystemRandom random;
  std::array<unsigned char, 32> a{};
  std::array<unsigned char, 32> b{};
  random.fill(a);
  random.fill(b);
  CHECK(a != b);
}

// RFC 8439 appendix A.1, test vector 1: key, nonce and counter of zeros. A world is kept by its seed in files and
// issues, so that the same seed must give the same bytes in every later build.
TEST_CASE("seed 0 gives the key stream of ChaCha20 with a key of zeros") {
  SeededRandom random(0);
  std::array<unsigned char, 32> bytes{};
  random.fill(bytes);
  CHECK(toHex({reinterpret_cast<const char*>(bytes.data()), bytes.size()}) ==
        "76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7");
}

TEST_CASE("a seed gives the same bytes however they are asked for, and another seed gives others") {
  std::vector<unsigned char> whole(5000);
  SeededRandom(test::seed()).fill(whole);
  SeededRandom pieces(test::seed());
  SeededRandom sizes(test::seed() + 1);
  std::vector<unsigned char> joined;
  while (joined.size() < whole.size()) {
    std::vector<unsigned char> piece(std::min<std::size_t>(sizes.below(700), whole.size() - joined.size()));
    pieces.fill(piece);
    joined.insert(joined.end(), piece.begin(), piece.end());
  }
  CHECK(joined == whole);
  std::vector<unsigned char> other(whole.size());
  sizes.fill(other);
  CHECK(other != whole);
}

TEST_CASE("the stream of a seed does not repeat from block to block") {
  std::vector<unsigned char> bytes(2048);
  SeededRandom(test::seed()).fill(bytes);
  CHECK_FALSE(std::equal(bytes.begin(), bytes.begin() + 1024, bytes.begin() + 1024));
}

TEST_CASE("a number below a bound is below it, and every one of them comes") {
  SeededRandom random(test::seed());
  for (const std::uint64_t bound : {std::uint64_t{1}, std::uint64_t{2}, std::uint64_t{3}, std::uint64_t{1} << 63,
                                    (std::uint64_t{1} << 63) + 1, UINT64_MAX}) {
    INFO(bound);
    for (int i = 0; i < 100; ++i) CHECK(random.below(bound) < bound);
  }
  std::array<int, 7> counts{};
  for (int i = 0; i < 7000; ++i) ++counts[random.below(7)];
  // 1000 each; five standard deviations of a binomial with p = 1/7 are 146.
  for (const int count : counts) CHECK(std::abs(count - 1000) < 146);
}

TEST_CASE("a bound that does not divide 2^64 prefers no number") {
  // Without rejection the lowest third would come in half of the cases; 200 are eight standard deviations.
  SeededRandom random(test::seed());
  const std::uint64_t third = std::uint64_t{1} << 62;
  int low = 0;
  for (int i = 0; i < 3000; ++i) low += random.below(3 * third) < third ? 1 : 0;
  CHECK(std::abs(low - 1000) < 200);
}

TEST_CASE("a chance of 0 never comes and one of 100 always does") {
  SeededRandom random(test::seed());
  int half = 0;
  for (int i = 0; i < 1000; ++i) {
    CHECK_FALSE(random.chance(0));
    CHECK(random.chance(100));
    half += random.chance(50) ? 1 : 0;
  }
  CHECK(std::abs(half - 500) < 80);
}
