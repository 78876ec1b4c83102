#pragma once
// Between what travels (sync.proto) and what the replicas speak of. Lengths of ids are checked here, once.

#include <string>
#include <string_view>

#include "bianfang/sync.pb.h"
#include "shared/base/crypto.h"
#include "shared/replica/centre_replica.h"
#include "shared/replica/receipt.h"

namespace bf {

/// Parses a flight. Errors: Errc::malformed (not such a message, or nested deeper than messageDepthMax).
[[nodiscard]] Result<bianfang::ToCentre> parseToCentre(std::string_view plain);
[[nodiscard]] Result<bianfang::FromCentre> parseFromCentre(std::string_view plain);

/// Copies `bytes` into an id. Errors: Errc::malformed naming `what`.
template <class Octets>
[[nodiscard]] Result<Octets> octets(std::string_view bytes, const char* what) {
  const auto read = Octets::from(bytes);
  if (!read) return fail(Errc::malformed, std::string("length of ") + what);
  return *read;
}

/// First bytes of a hash, as hellos carry them.
inline constexpr std::size_t shortHashBytes = 8;
[[nodiscard]] std::string shortHash(const Hash& hash);
/// First four bytes of a schema's fingerprint, little-endian.
[[nodiscard]] std::uint32_t shortFingerprint(const Hash& fingerprint);

/// A receipt with nothing left out.
[[nodiscard]] bianfang::Receipt toMessage(const Receipt& receipt);
/// Errors: Errc::malformed.
[[nodiscard]] Result<Receipt> fromMessage(const bianfang::Receipt& receipt);

[[nodiscard]] bianfang::RecordState toMessage(const RecordState& state);
[[nodiscard]] Result<RecordState> fromMessage(const bianfang::RecordState& state);

/// A sequence number as the centre gives them. Errors: Errc::malformed.
[[nodiscard]] Result<std::int64_t> sequence(std::uint64_t number, const char* what);

}  // namespace bf
