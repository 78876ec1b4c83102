#include "sync-server/tls_stream.h"

#include <sys/socket.h>

#include <array>

namespace bf {

/// Shared with the timer's handler, which may run after the stream is gone.
struct TlsStream::Watch {
  TlsStream* stream = nullptr;
  Clock::time_point deadline = Clock::time_point::max();
  bool late = false;
  bool cut = false;
};

TlsStream::TlsStream(tcp::socket socket, TlsConnection tls)
    : socket_(std::move(socket)),
      tls_(std::move(tls)),
      timer_(socket_.get_executor()),
      watch_(std::make_shared<Watch>()) {
  watch_->stream = this;
}

TlsStream::~TlsStream() { watch_->stream = nullptr; }

void TlsStream::cut() {
  watch_->cut = true;
  // Not close(): OpenSSL has the descriptor, and a number given back may belong to somebody else the next moment.
  ::shutdown(socket_.native_handle(), SHUT_RDWR);
  error_code ignored;
  socket_.cancel(ignored);
}

void TlsStream::deadlineIn(Clock::duration time) {
  watch_->deadline = Clock::now() + time;
  // A deadline that moves away costs nothing: the timer finds out when it fires.
  if (timer_.expiry() <= Clock::now() || timer_.expiry() > watch_->deadline) arm();
}

void TlsStream::arm() {
  timer_.expires_at(watch_->deadline);
  timer_.async_wait([watch = watch_](const error_code& error) {
    if (error || watch->stream == nullptr) return;
    if (Clock::now() < watch->deadline) return watch->stream->arm();
    watch->late = true;
    watch->stream->cut();
  });
}

awaitable<Result<void>> TlsStream::ready(TlsState state) {
  if (!watch_->cut) {
    const auto what = state == TlsState::wantRead ? tcp::socket::wait_read : tcp::socket::wait_write;
    co_await socket_.async_wait(what, asValue);
  }
  if (watch_->late) co_return fail(Errc::timeout, "no progress in time");
  if (watch_->cut) co_return fail(Errc::disconnected, "cut by the server");
  co_return Result<void>();
}

awaitable<Result<void>> TlsStream::handshake() {
  while (true) {
    const auto step = tls_.handshake();
    if (!step) co_return std::unexpected(step.error());
    if (step->state == TlsState::done) co_return Result<void>();
    auto waited = co_await ready(step->state);
    if (!waited) co_return waited;
  }
}

awaitable<Result<bool>> TlsStream::readAll(std::span<char> into) {
  std::size_t got = 0;
  while (got < into.size()) {
    const auto step = tls_.read(into.subspan(got));
    const bool ended = step ? step->state == TlsState::closed : step.error().code == Errc::disconnected;
    if (ended && got == 0 && !watch_->cut) co_return false;
    if (ended) co_return fail(Errc::disconnected, "the connection ended within a frame");
    if (!step) co_return std::unexpected(step.error());
    got += step->bytes;
    if (step->state == TlsState::done) continue;
    const auto waited = co_await ready(step->state);
    if (!waited) co_return std::unexpected(waited.error());
  }
  co_return true;
}

awaitable<Result<void>> TlsStream::writeAll(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto step = tls_.write(bytes);
    if (!step) co_return std::unexpected(step.error());
    if (step->state == TlsState::closed) co_return fail(Errc::disconnected, "the peer is gone");
    bytes.remove_prefix(step->bytes);
    if (step->state == TlsState::done) continue;
    auto waited = co_await ready(step->state);
    if (!waited) co_return waited;
  }
  co_return Result<void>();
}

awaitable<void> TlsStream::lastWords(std::size_t bytesMost) {
  ::shutdown(socket_.native_handle(), SHUT_WR);
  std::array<char, 2048> away{};
  std::size_t got = 0;
  while (got < bytesMost && !watch_->cut) {
    // Below TLS: what it says is of no interest any more.
    const auto count = ::recv(socket_.native_handle(), away.data(), away.size(), MSG_DONTWAIT);
    if (count == 0 || (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK)) co_return;
    if (count > 0) {
      got += static_cast<std::size_t>(count);
      continue;
    }
    const auto waited = co_await ready(TlsState::wantRead);
    if (!waited) co_return;
  }
}

}  // namespace bf
