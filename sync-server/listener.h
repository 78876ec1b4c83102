#pragma once
// Accepts tablets and gives each its connection; keeps the server's own certificate fresh.

#include <atomic>
#include <memory>
#include <mutex>

#include "shared/tls/tls_context.h"
#include "sync-server/authority_issuer.h"
#include "sync-server/net.h"
#include "sync-server/peer_connection.h"

namespace bf {

class Listener : public std::enable_shared_from_this<Listener> {
 public:
  /// Listens and accepts until stop(). `commons` and `issuer` outlive the context. Errors: Errc::configInvalid, tls.
  [[nodiscard]] static Result<std::shared_ptr<Listener>> start(asio::io_context& context, ServerCommons& commons,
                                                               const AuthorityIssuer& issuer);
  [[nodiscard]] std::uint16_t port() const { return port_; }
  /// Takes no further connection.
  void stop();

 private:
  Listener(asio::io_context& context, ServerCommons& commons, const AuthorityIssuer& issuer);
  [[nodiscard]] Result<void> renew();
  [[nodiscard]] static awaitable<void> accept(std::shared_ptr<Listener> self);
  [[nodiscard]] static awaitable<void> keepFresh(std::shared_ptr<Listener> self);
  void take(tcp::socket socket);

  asio::io_context& context_;
  ServerCommons& commons_;
  const AuthorityIssuer& issuer_;
  asio::strand<asio::io_context::executor_type> strand_;
  tcp::acceptor acceptor_;
  asio::steady_timer fresh_;
  ContextHandle tls_;  ///< used on the strand only
  Micros validUntil_ = 0;
  std::uint16_t port_ = 0;
};

}  // namespace bf
