#pragma once
// Health and metrics over HTTP on a loopback address.

#include <cstdint>
#include <memory>

#include "shared/base/error.h"
#include "shared/tls/invitation.h"
#include "sync-server/http_page.h"
#include "sync-server/net.h"

namespace bf {

class Observer : public std::enable_shared_from_this<Observer> {
 public:
  /// Listens and answers until the context stops or stop() is called. Port 0 takes any free one.
  /// Errors: Errc::configInvalid when the address cannot be used.
  [[nodiscard]] static Result<std::shared_ptr<Observer>> start(asio::io_context& context, const ServerAddress& address,
                                                               ObservedState state);
  [[nodiscard]] std::uint16_t port() const;
  void stop();

 private:
  Observer(asio::io_context& context, ObservedState state);
  [[nodiscard]] static awaitable<void> accept(std::shared_ptr<Observer> self);
  [[nodiscard]] static awaitable<void> serve(std::shared_ptr<Observer> self, tcp::socket socket);

  ObservedState state_;
  asio::strand<asio::io_context::executor_type> strand_;
  tcp::acceptor acceptor_;
  std::size_t open_ = 0;
};

/// Opens, binds and listens. Errors: Errc::configInvalid with the address and the system's words.
[[nodiscard]] Result<void> listenOn(tcp::acceptor& acceptor, const ServerAddress& address);

}  // namespace bf
