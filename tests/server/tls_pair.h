#pragma once
// Two ends of a TLS connection in one thread, over a socket pair.

#include <memory>
#include <string>

#include "shared/tls/authority.h"
#include "shared/tls/tls_connection.h"
#include "shared/tls/tls_context.h"

namespace bf::test {

inline constexpr Micros year = Micros{365} * 86400 * 1'000'000;
/// The time of this machine: OpenSSL compares server-side certificates with it.
[[nodiscard]] Micros wallClock();

/// Some key that signs batches.
[[nodiscard]] PublicKey signingKeyOfTests();
/// A county's CA with its centre, and what a tablet of it needs.
struct County {
  Authority authority;
  std::string authorityDer;
  std::string pin;
  ContextHandle server;

  static County make(Micros now);
};

struct TabletKeys {
  TlsKey key;
  std::string certificate;
  static TabletKeys make(const Authority& authority, const DeviceId& device, Micros now);
  [[nodiscard]] ClientIdentity identity(const std::string& pin) const { return {pin, certificate, &key, 0}; }
};

class TlsPair {
 public:
  TlsPair(SSL_CTX* server, SSL_CTX* client, const std::string& session = {});
  ~TlsPair();
  TlsPair(const TlsPair&) = delete;
  TlsPair& operator=(const TlsPair&) = delete;

  /// Both handshakes to their ends; the first error is kept in `error`.
  bool connect();
  /// Sends `text` from the client to the server, or back; what arrived.
  std::string toServer(std::string_view text) { return transfer(*client, *server, text); }
  std::string toClient(std::string_view text) { return transfer(*server, *client, text); }

  std::unique_ptr<TlsConnection> server;
  std::unique_ptr<TlsConnection> client;
  Error error;
  bool failed = false;

 private:
  bool step(TlsConnection& end);
  std::string transfer(TlsConnection& from, TlsConnection& to, std::string_view text);
  int sockets_[2] = {-1, -1};
};

}  // namespace bf::test
