#pragma once
// A TLS connection on an Asio socket as coroutines, with one deadline for whatever it is waiting for. All functions run
// on the socket's strand.

#include <chrono>
#include <memory>
#include <span>
#include <string_view>

#include "shared/tls/tls_connection.h"
#include "sync-server/net.h"

namespace bf {

class TlsStream {
 public:
  using Clock = std::chrono::steady_clock;

  TlsStream(tcp::socket socket, TlsConnection tls);
  ~TlsStream();
  TlsStream(const TlsStream&) = delete;
  TlsStream& operator=(const TlsStream&) = delete;

  /// Whatever waits after this ends with Errc::timeout. Holds until it is set again.
  void deadlineIn(Clock::duration time);
  /// Ends whatever waits with Errc::disconnected, now and from now on.
  void cut();

  /// Errors of all: Errc::timeout, disconnected, tls.
  [[nodiscard]] awaitable<Result<void>> handshake();
  /// Fills `into` to its end. False when the peer ended the connection before the first byte.
  [[nodiscard]] awaitable<Result<bool>> readAll(std::span<char> into);
  [[nodiscard]] awaitable<Result<void>> writeAll(std::string_view bytes);
  /// Tells that nothing more comes and reads away what still arrives, so that the peer reads our last words: a socket
  /// closed with unread bytes would reset the connection and destroy them.
  [[nodiscard]] awaitable<void> lastWords(std::size_t bytesMost);

  [[nodiscard]] const TlsConnection& tls() const { return tls_; }

 private:
  struct Watch;
  [[nodiscard]] awaitable<Result<void>> ready(TlsState state);
  void arm();

  tcp::socket socket_;
  TlsConnection tls_;
  asio::steady_timer timer_;
  std::shared_ptr<Watch> watch_;  ///< what the timer's handler may outlive
};

}  // namespace bf
