#pragma once
// A connection to the centre that waits: frames out, frames in, each with a deadline.

#include <chrono>
#include <string>
#include <string_view>

#include "shared/tls/invitation.h"
#include "shared/tls/tls_connection.h"

namespace bf {

class CentreLine {
 public:
  using Steady = std::chrono::steady_clock;

  /// Connects and shakes hands. `session`: what session() gave on an earlier line; may be empty.
  /// Errors: Errc::disconnected, timeout, tls.
  [[nodiscard]] static Result<CentreLine> open(const ServerAddress& address, SSL_CTX* context,
                                               const std::string& session);
  ~CentreLine();
  CentreLine(CentreLine&& other) noexcept;
  CentreLine& operator=(CentreLine&&) = delete;

  /// Sends a frame and waits for the answer. Errors: Errc::disconnected, timeout, tls, malformed, tooLarge.
  [[nodiscard]] Result<std::string> exchange(std::string_view frame);

  [[nodiscard]] bool resumed() const { return tls_.resumed(); }
  [[nodiscard]] std::string session() const { return tls_.resumable(); }
  [[nodiscard]] std::uint64_t bytesRead() const { return tls_.bytesRead(); }
  [[nodiscard]] std::uint64_t bytesWritten() const { return tls_.bytesWritten(); }

 private:
  CentreLine(int socket, TlsConnection tls) : socket_(socket), tls_(std::move(tls)) {}
  [[nodiscard]] Result<void> wait(TlsState state, Steady::time_point until) const;
  [[nodiscard]] Result<void> shake();
  [[nodiscard]] Result<void> send(std::string_view frame);
  [[nodiscard]] Result<void> fill(std::span<char> into, Steady::time_point until);
  int socket_;
  TlsConnection tls_;
};

}  // namespace bf
