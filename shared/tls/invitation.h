#pragma once
// What the office hands to a new tablet, as text and as a QR code: where the centre is, how to know that it is the
// right one, and a token that works once. Form: bianfang:1/<host>:<port>/<pin, base32>/<token>.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/error.h"

namespace bf {

struct ServerAddress {
  std::string host;  ///< name or IP address; an IPv6 address without brackets
  std::uint16_t port = 0;
  bool operator==(const ServerAddress&) const = default;
};

/// "host:port" or "[2001:db8::1]:port". Errors: Errc::malformed.
[[nodiscard]] Result<ServerAddress> parseAddress(std::string_view text);
[[nodiscard]] std::string textOf(const ServerAddress& address);

struct Invitation {
  ServerAddress server;
  std::string authorityPin;  ///< 32 bytes
  std::string token;
  bool operator==(const Invitation&) const = default;
};

[[nodiscard]] std::string textOf(const Invitation& invitation);
/// Reads the text in any case and with spaces around it, as people copy it. Errors: Errc::malformed,
/// Errc::unsupportedVersion.
[[nodiscard]] Result<Invitation> parseInvitation(std::string_view text);

/// RFC 4648 base32 without padding; reading takes any case. Nothing when a character is foreign.
[[nodiscard]] std::string toBase32(std::string_view bytes);
[[nodiscard]] std::optional<std::string> fromBase32(std::string_view text);

}  // namespace bf
