#pragma once
// Hashes, MACs and signatures (libsodium). One suite today; its number travels in the hello, so that another
// (SM2/SM3) can be added beside it.

#include <optional>
#include <string>
#include <string_view>

#include "shared/base/bytes.h"
#include "shared/base/env.h"

namespace bf {

/// BLAKE2b-256 of `bytes`.
[[nodiscard]] Hash hashOf(std::string_view bytes);
/// BLAKE2b-256 of `a` followed by `b`: one link of a hash chain.
[[nodiscard]] Hash hashOf(std::string_view a, std::string_view b);
/// Keyed BLAKE2b-256; `key` has 16 to 64 bytes.
[[nodiscard]] Hash macOf(std::string_view key, std::string_view bytes);
/// First 16 bytes: the name by which changes and records are known.
[[nodiscard]] ChangeId idOf(const Hash& hash);
/// Compares without telling by its run time where they differ.
[[nodiscard]] bool sameSecret(std::string_view a, std::string_view b);

/// An Ed25519 key pair that signs a device's chain. Not printable; wiped when destroyed.
class SigningKey {
 public:
  /// A new pair from 32 random bytes.
  static SigningKey make(Random& random);
  /// From the 32-byte seed that seed() gave; nothing for another length.
  static std::optional<SigningKey> fromSeed(std::string_view seed);
  SigningKey(const SigningKey&) = default;
  SigningKey& operator=(const SigningKey&) = default;
  ~SigningKey();

  [[nodiscard]] std::string seed() const;
  [[nodiscard]] const PublicKey& publicKey() const { return public_; }
  [[nodiscard]] Signature sign(std::string_view bytes) const;

 private:
  SigningKey() = default;
  std::array<unsigned char, 64> secret_{};
  PublicKey public_;
};

[[nodiscard]] bool verify(const PublicKey& key, std::string_view bytes, const Signature& signature);

/// Random bytes of the operating system.
class SystemRandom final : public Random {
 public:
  void fill(std::span<unsigned char> out) override;
};

/// The same bytes again for the same seed (ChaCha20); for tests, the simulator and the county generator.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed);
  void fill(std::span<unsigned char> out) override;
  [[nodiscard]] std::uint64_t next();
  /// Uniform in [0, bound); bound > 0.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound);
  /// True with the probability of `percent` in a hundred.
  [[nodiscard]] bool chance(unsigned percent) { return below(100) < percent; }

 private:
  void refill();
  std::array<unsigned char, 32> key_{};
  std::array<unsigned char, 1024> block_{};
  std::size_t used_ = 1024;
  std::uint64_t counter_ = 0;
};

}  // namespace bf
