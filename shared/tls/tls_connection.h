#pragma once
// TLS over a socket that somebody else opened and waits for: each call does what it can at once and says what the
// socket must be ready for before it is called again. So the centre waits with Asio, the tablet with poll(), and both
// run the same code. The socket is non-blocking; the program ignores SIGPIPE. One thread at a time.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "shared/base/env.h"
#include "shared/tls/certificate.h"
#include "shared/tls/openssl.h"

namespace bf {

enum class TlsState {
  done,       ///< the call did what was asked, or a part of it: see `bytes`
  wantRead,   ///< call again when the socket can be read
  wantWrite,  ///< call again when the socket can be written
  closed,     ///< the peer ended the connection
};

struct TlsStep {
  TlsState state = TlsState::done;
  std::size_t bytes = 0;
};

class TlsConnection {
 public:
  /// `session`: what resumable() gave on an earlier connection; empty: none.
  [[nodiscard]] static Result<TlsConnection> client(SSL_CTX* context, int socket, std::string_view session);
  [[nodiscard]] static Result<TlsConnection> server(SSL_CTX* context, int socket);

  /// Errors of all three: Errc::tls (`detail` says why), Errc::disconnected.
  [[nodiscard]] Result<TlsStep> handshake();
  [[nodiscard]] Result<TlsStep> read(std::span<char> into);
  [[nodiscard]] Result<TlsStep> write(std::string_view bytes);
  /// True when this connection went on from an earlier one: no certificates were sent.
  [[nodiscard]] bool resumed() const { return SSL_session_reused(ssl_.get()) == 1; }
  /// Whose certificate the peer showed, now or on the connection resumed; nothing when it showed none.
  [[nodiscard]] Result<std::optional<DeviceCertificate>> peerCertificate(Micros now) const;
  /// A secret with which the next connection can be shorter; empty while the centre has not sent one.
  [[nodiscard]] std::string resumable() const;
  /// Bytes that went over the socket.
  [[nodiscard]] std::uint64_t bytesRead() const { return BIO_number_read(SSL_get_rbio(ssl_.get())); }
  [[nodiscard]] std::uint64_t bytesWritten() const { return BIO_number_written(SSL_get_wbio(ssl_.get())); }

 private:
  struct Close {
    void operator()(SSL* ssl) const;
  };
  using Handle = std::unique_ptr<SSL, Close>;
  explicit TlsConnection(Handle ssl) : ssl_(std::move(ssl)) {}
  [[nodiscard]] static Result<TlsConnection> make(SSL_CTX* context, int socket);
  [[nodiscard]] Result<TlsStep> outcome(int returned, std::size_t bytes);
  Handle ssl_;
};

}  // namespace bf
