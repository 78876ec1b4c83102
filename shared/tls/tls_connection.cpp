#include "shared/tls/tls_connection.h"

#include <openssl/err.h>

#include <cerrno>
#include <cstring>

#include "shared/tls/tls_limits.h"

namespace bf {

// No farewell is sent: frames state their length, so it would tell nothing for its 24 bytes. But OpenSSL must believe
// that it was, or it forgets the session that the tablet wants to resume.
void TlsConnection::Close::operator()(SSL* ssl) const {
  SSL_set_shutdown(ssl, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
  SSL_free(ssl);
}

Result<TlsConnection> TlsConnection::make(SSL_CTX* context, int socket) {
  Handle ssl(SSL_new(context));
  if (!ssl || SSL_set_fd(ssl.get(), socket) != 1) return opensslFail("TLS connection");
  return TlsConnection(std::move(ssl));
}

Result<TlsConnection> TlsConnection::client(SSL_CTX* context, int socket, std::string_view session) {
  BF_LET(made, make(context, socket));
  SSL_set_connect_state(made.ssl_.get());
  if (!session.empty() && session.size() <= sessionBytesMax) {
    const auto* at = reinterpret_cast<const unsigned char*>(session.data());
    const SessionHandle kept(d2i_SSL_SESSION(nullptr, &at, static_cast<long>(session.size())));
    // A session that cannot be used only makes the handshake longer.
    if (kept) SSL_set_session(made.ssl_.get(), kept.get());
    ERR_clear_error();
  }
  return std::move(made);
}

Result<TlsConnection> TlsConnection::server(SSL_CTX* context, int socket) {
  BF_LET(made, make(context, socket));
  SSL_set_accept_state(made.ssl_.get());
  return std::move(made);
}

Result<TlsStep> TlsConnection::outcome(int returned, std::size_t bytes) {
  if (returned > 0) return TlsStep{TlsState::done, bytes};
  const int system = errno;
  switch (SSL_get_error(ssl_.get(), returned)) {
    case SSL_ERROR_WANT_READ: return TlsStep{TlsState::wantRead, 0};
    case SSL_ERROR_WANT_WRITE: return TlsStep{TlsState::wantWrite, 0};
    case SSL_ERROR_ZERO_RETURN: return TlsStep{TlsState::closed, 0};
    case SSL_ERROR_SYSCALL:
      ERR_clear_error();
      return fail(Errc::disconnected, system != 0 ? std::strerror(system) : "end of stream");
    default: break;
  }
  const long verified = SSL_get_verify_result(ssl_.get());
  if (verified != X509_V_OK) {
    ERR_clear_error();
    return fail(Errc::tls, X509_verify_cert_error_string(verified));
  }
  return opensslFail("TLS");
}

Result<TlsStep> TlsConnection::handshake() {
  ERR_clear_error();
  errno = 0;
  return outcome(SSL_do_handshake(ssl_.get()), 0);
}

Result<TlsStep> TlsConnection::read(std::span<char> into) {
  ERR_clear_error();
  errno = 0;
  std::size_t count = 0;
  const int returned = SSL_read_ex(ssl_.get(), into.data(), into.size(), &count);
  return outcome(returned, count);
}

Result<TlsStep> TlsConnection::write(std::string_view bytes) {
  ERR_clear_error();
  errno = 0;
  std::size_t count = 0;
  const int returned = SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &count);
  return outcome(returned, count);
}

Result<std::optional<DeviceCertificate>> TlsConnection::peerCertificate(Micros now) const {
  const X509* certificate = SSL_get0_peer_certificate(ssl_.get());
  if (certificate == nullptr) return std::optional<DeviceCertificate>();
  BF_LET(device, readDevice(certificate, now));
  return std::optional(std::move(device));
}

std::string TlsConnection::resumable() const {
  SSL_SESSION* const session = SSL_get0_session(ssl_.get());
  if (session == nullptr || SSL_SESSION_is_resumable(session) != 1) return {};
  const int size = i2d_SSL_SESSION(session, nullptr);
  if (size <= 0) return {};
  std::string kept(static_cast<std::size_t>(size), '\0');
  auto* at = reinterpret_cast<unsigned char*>(kept.data());
  i2d_SSL_SESSION(session, &at);
  return kept;
}

}  // namespace bf
