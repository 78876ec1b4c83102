#pragma once
// Between what travels (sync.proto) and what the replicas speak of.

#include <string>
#include <string_view>

#include "bianfang/sync.pb.h"
#include "shared/base/crypto.h"
#include "shared/replica/centre_replica.h"
#include "shared/replica/receipt_message.h"

namespace bf {

/// Parses a flight. Errors: Errc::malformed (not such a message, or nested deeper than messageDepthMax).
[[nodiscard]] Result<bianfang::ToCentre> parseToCentre(std::string_view plain);
[[nodiscard]] Result<bianfang::FromCentre> parseFromCentre(std::string_view plain);

/// First bytes of a hash, as hellos carry them.
inline constexpr std::size_t shortHashBytes = 8;
[[nodiscard]] std::string shortHash(const Hash& hash);
/// First four bytes of a schema's fingerprint, little-endian.
[[nodiscard]] std::uint32_t shortFingerprint(const Hash& fingerprint);

[[nodiscard]] bianfang::RecordState toMessage(const RecordState& state);
[[nodiscard]] Result<RecordState> fromMessage(const bianfang::RecordState& state);

}  // namespace bf
