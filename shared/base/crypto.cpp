#include "shared/base/crypto.h"

#include <sodium.h>

#include <cstdlib>

namespace bf {
namespace {

void ready() {
  static const int state = sodium_init();
  if (state < 0) std::abort();
}

const unsigned char* data(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

Hash hashOf(std::string_view bytes) { return hashOf(bytes, {}); }

Hash hashOf(std::string_view a, std::string_view b) {
  Hash hash;
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, Hash::size);
  crypto_generichash_update(&state, data(a), a.size());
  crypto_generichash_update(&state, data(b), b.size());
  crypto_generichash_final(&state, hash.bytes.data(), Hash::size);
  return hash;
}

Hash macOf(std::string_view key, std::string_view bytes) {
  Hash mac;
  crypto_generichash(mac.bytes.data(), Hash::size, data(bytes), bytes.size(), data(key), key.size());
  return mac;
}

ChangeId idOf(const Hash& hash) { return *ChangeId::from(hash.view().substr(0, ChangeId::size)); }

bool sameSecret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

SigningKey SigningKey::make(Random& random) {
  std::array<unsigned char, 32> seed{};
  random.fill(seed);
  auto key = *fromSeed({reinterpret_cast<const char*>(seed.data()), seed.size()});
  sodium_memzero(seed.data(), seed.size());
  return key;
}

std::optional<SigningKey> SigningKey::fromSeed(std::string_view seed) {
  ready();
  if (seed.size() != crypto_sign_SEEDBYTES) return std::nullopt;
  SigningKey key;
  crypto_sign_seed_keypair(key.public_.bytes.data(), key.secret_.data(), data(seed));
  return key;
}

SigningKey::~SigningKey() { sodium_memzero(secret_.data(), secret_.size()); }

std::string SigningKey::seed() const {
  // libsodium keeps the seed as the first half of the secret key.
  return {reinterpret_cast<const char*>(secret_.data()), crypto_sign_SEEDBYTES};
}

Signature SigningKey::sign(std::string_view bytes) const {
  Signature signature;
  crypto_sign_detached(signature.bytes.data(), nullptr, data(bytes), bytes.size(), secret_.data());
  return signature;
}

bool verify(const PublicKey& key, std::string_view bytes, const Signature& signature) {
  ready();
  return crypto_sign_verify_detached(signature.bytes.data(), data(bytes), bytes.size(), key.bytes.data()) == 0;
}

void SystemRandom::fill(std::span<unsigned char> out) {
  ready();
  randombytes_buf(out.data(), out.size());
}

SeededRandom::SeededRandom(std::uint64_t seed) { std::memcpy(key_.data(), &seed, sizeof seed); }

void SeededRandom::refill() {
  std::array<unsigned char, 8> nonce{};
  std::memcpy(nonce.data(), &counter_, sizeof counter_);
  ++counter_;
  crypto_stream_chacha20(block_.data(), block_.size(), nonce.data(), key_.data());
  used_ = 0;
}

void SeededRandom::fill(std::span<unsigned char> out) {
  for (auto& byte : out) {
    if (used_ == block_.size()) refill();
    byte = block_[used_++];
  }
}

std::uint64_t SeededRandom::next() {
  std::array<unsigned char, 8> bytes{};
  fill(bytes);
  std::uint64_t value = 0;
  std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

std::uint64_t SeededRandom::below(std::uint64_t bound) {
  // Rejection keeps it uniform; the loop ends after one turn nearly always.
  const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
  std::uint64_t value = next();
  while (value >= limit) value = next();
  return value % bound;
}

}  // namespace bf
