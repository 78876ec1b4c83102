#pragma once
// Fixed-size byte strings that name things (record ids, hashes, devices), and hex for people and logs.

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace bf {

/// N bytes with value semantics, ordered bytewise. `Tag` keeps ids of different things apart at compile time.
template <std::size_t N, class Tag>
struct Octets {
  std::array<unsigned char, N> bytes{};

  static constexpr std::size_t size = N;
  auto operator<=>(const Octets&) const = default;

  [[nodiscard]] std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), N}; }
  [[nodiscard]] std::string str() const { return std::string(view()); }
  [[nodiscard]] bool isZero() const { return *this == Octets{}; }

  /// Nothing when `text` is not exactly N bytes.
  static std::optional<Octets> from(std::string_view text) {
    if (text.size() != N) return std::nullopt;
    Octets made;
    std::memcpy(made.bytes.data(), text.data(), N);
    return made;
  }
};

using Hash = Octets<32, struct HashTag>;            ///< BLAKE2b-256
using ChangeId = Octets<16, struct ChangeTag>;      ///< first 16 bytes of a change's Hash
using RecordId = ChangeId;                          ///< a record is named by the change that created it
using DeviceId = Octets<8, struct DeviceTag>;       ///< one incarnation of one tablet, given at enrolment
using Signature = Octets<64, struct SignatureTag>;  ///< Ed25519
using PublicKey = Octets<32, struct PublicTag>;     ///< Ed25519

using RegionCode = std::uint64_t;  ///< statistical code of 2 to 12 digits; 0 means none

[[nodiscard]] std::string toHex(std::string_view bytes);
/// Nothing when `hex` has an odd length or another character than 0-9, a-f, A-F.
[[nodiscard]] std::optional<std::string> fromHex(std::string_view hex);

/// True when `region` is `ancestor` or lies below it: 441424100201 lies below 441424 and 4414.
[[nodiscard]] bool within(RegionCode region, RegionCode ancestor);
/// Level by the number of digits: "province", "city", "county", "township", "village"; "" for any other length.
[[nodiscard]] std::string_view levelName(RegionCode region);
/// The region one level up; 0 above a province.
[[nodiscard]] RegionCode parentOf(RegionCode region);

}  // namespace bf

template <std::size_t N, class Tag>
struct std::hash<bf::Octets<N, Tag>> {
  std::size_t operator()(const bf::Octets<N, Tag>& octets) const noexcept {
    std::size_t seed = 0;
    std::memcpy(&seed, octets.bytes.data(), N < sizeof seed ? N : sizeof seed);
    return seed;
  }
};
