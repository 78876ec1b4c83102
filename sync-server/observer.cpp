#include "sync-server/observer.h"

#include <array>
#include <boost/asio/write.hpp>

#include "shared/base/bilingual.h"
#include "sync-server/server_limits.h"

namespace bf {

Result<void> listenOn(tcp::acceptor& acceptor, const ServerAddress& address) {
  error_code error;
  const auto ip = asio::ip::make_address(address.host, error);
  const tcp::endpoint endpoint(ip, address.port);
  if (!error) acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(acceptBacklog, error);
  if (!error) return {};
  return fail(Errc::configInvalid,
              bilingual("无法监听 ", "cannot listen on ") + textOf(address) + ": " + error.message());
}

Observer::Observer(asio::io_context& context, ObservedState state)
    : state_(std::move(state)), strand_(asio::make_strand(context)), acceptor_(strand_) {}

Result<std::shared_ptr<Observer>> Observer::start(asio::io_context& context, const ServerAddress& address,
                                                  ObservedState state) {
  const std::shared_ptr<Observer> observer(new Observer(context, std::move(state)));
  BF_CHECK(listenOn(observer->acceptor_, address));
  asio::co_spawn(observer->strand_, accept(observer), asio::detached);
  return observer;
}

std::uint16_t Observer::port() const {
  error_code ignored;
  return acceptor_.local_endpoint(ignored).port();
}

void Observer::stop() {
  asio::post(strand_, [self = shared_from_this()] {
    error_code ignored;
    self->acceptor_.close(ignored);
  });
}

awaitable<void> Observer::accept(std::shared_ptr<Observer> self) {
  asio::steady_timer pause(self->strand_);
  while (self->acceptor_.is_open()) {
    auto [error, socket] = co_await self->acceptor_.async_accept(self->strand_, asValue);
    if (error == asio::error::operation_aborted) co_return;
    if (error) {
      pause.expires_after(std::chrono::milliseconds(100));  // out of descriptors: others give some back soon
      co_await pause.async_wait(asValue);
      continue;
    }
    if (self->open_ >= httpConnectionsMax) continue;
    ++self->open_;
    asio::co_spawn(self->strand_, serve(self, std::move(socket)), asio::detached);
  }
}

awaitable<void> Observer::serve(std::shared_ptr<Observer> self, tcp::socket accepted) {
  const auto shared = std::make_shared<tcp::socket>(std::move(accepted));  // the timer's handler may outlive us
  auto& socket = *shared;
  asio::steady_timer deadline(self->strand_, httpTimeout);
  deadline.async_wait([shared](const error_code& error) {
    error_code ignored;
    if (!error) shared->close(ignored);
  });
  std::string received;
  std::array<char, 1024> buffer{};
  std::optional<HttpRequest> request;
  while (!request && received.size() < httpRequestBytesMax) {
    const auto into = asio::buffer(buffer);
    const auto [error, count] = co_await socket.async_read_some(into, asValue);
    if (error) break;
    received.append(buffer.data(), count);
    request = parseHttpHead(received);
  }
  if (request) {
    const auto answer = answerHttp(*request, self->state_);
    const auto bytes = asio::buffer(answer);
    co_await asio::async_write(socket, bytes, asValue);
    error_code ignored;
    socket.shutdown(tcp::socket::shutdown_both, ignored);
  }
  deadline.cancel();
  --self->open_;
}

}  // namespace bf
