#include "sync-server/listener.h"

#include "shared/base/bilingual.h"
#include "shared/tls/tls_limits.h"
#include "sync-server/observer.h"

namespace bf {

Listener::Listener(asio::io_context& context, ServerCommons& commons, const AuthorityIssuer& issuer)
    : context_(context),
      commons_(commons),
      issuer_(issuer),
      strand_(asio::make_strand(context)),
      acceptor_(strand_),
      fresh_(strand_) {}

Result<std::shared_ptr<Listener>> Listener::start(asio::io_context& context, ServerCommons& commons,
                                                  const AuthorityIssuer& issuer) {
  const std::shared_ptr<Listener> listener(new Listener(context, commons, issuer));
  BF_CHECK(listener->renew());
  BF_CHECK(listenOn(listener->acceptor_, commons.config.listen));
  listener->port_ = listener->acceptor_.local_endpoint().port();
  asio::co_spawn(listener->strand_, accept(listener), asio::detached);
  asio::co_spawn(listener->strand_, keepFresh(listener), asio::detached);
  return listener;
}

void Listener::stop() {
  asio::post(strand_, [self = shared_from_this()] {
    error_code ignored;
    self->acceptor_.close(ignored);
    self->fresh_.cancel();
  });
}

/// A key and certificate that live in memory only: there is no file to guard or to forget, and the names are always
/// those of the configuration. Tablets know the CA, so they notice nothing.
Result<void> Listener::renew() {
  const auto now = commons_.clock.now();
  BF_LET(key, TlsKey::make());
  BF_LET(certificate, issuer_.own().issueServer(key, commons_.config.names, now));
  BF_LET(parsed, certificateFromDer(certificate));
  BF_LET(until, validUntil(parsed.get()));
  BF_LET(context, makeServerContext(issuer_.authority(), certificate, key));
  tls_ = std::move(context);
  validUntil_ = until;
  return {};
}

awaitable<void> Listener::keepFresh(std::shared_ptr<Listener> self) {
  const Micros third = std::chrono::microseconds(serverLifetime).count() / 3;
  while (self->acceptor_.is_open()) {
    self->fresh_.expires_after(certificateCheck);
    co_await self->fresh_.async_wait(asValue);
    if (!self->acceptor_.is_open() || self->validUntil_ - self->commons_.clock.now() > third) continue;
    const auto renewed = self->renew();
    if (renewed) self->commons_.log.info("certificate renewed");
    else
      self->commons_.log.error("certificate not renewed",
                               {{"why", inLanguage(renewed.error().detail, Language::english)}});
  }
}

awaitable<void> Listener::accept(std::shared_ptr<Listener> self) {
  asio::steady_timer pause(self->strand_);
  while (self->acceptor_.is_open()) {
    const asio::any_io_executor executor = asio::make_strand(self->context_);
    auto [error, socket] = co_await self->acceptor_.async_accept(executor, asValue);
    if (!error) {
      self->take(std::move(socket));
      continue;
    }
    if (!self->acceptor_.is_open()) co_return;
    // Out of descriptors, most likely: others give some back soon.
    self->commons_.log.warn("accept failed", {{"why", error.message()}});
    pause.expires_after(std::chrono::milliseconds(100));
    co_await pause.async_wait(asValue);
  }
}

void Listener::take(tcp::socket socket) {
  ++commons_.metrics.accepted;
  error_code error;
  const auto peer = socket.remote_endpoint(error);
  if (error) return;  // gone already
  auto address = peer.address().to_string();
  const auto admission = commons_.peers.enter(address);
  if (admission.admitted != PeerTable::Admitted::yes)
    commons_.metrics.turn(admission.why == PeerTable::Why::address ? Turned::address : Turned::sessions);
  if (admission.admitted == PeerTable::Admitted::no) return;
  socket.set_option(tcp::no_delay(true), error);
  socket.set_option(tcp::socket::send_buffer_size(kernelSendBytesMax), error);
  socket.native_non_blocking(true, error);
  auto tls = TlsConnection::server(tls_.get(), socket.native_handle());
  if (error || !tls) {
    commons_.peers.leave(address, admission.admitted);
    return;
  }
  PeerConnection::start(commons_, std::move(socket), std::move(*tls), std::move(address), admission.admitted);
}

}  // namespace bf
