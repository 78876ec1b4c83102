#include "app/centre_line.h"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "shared/sync/frame.h"
#include "shared/sync/sync_limits.h"

namespace bf {
namespace {

using Steady = CentreLine::Steady;

constexpr std::chrono::seconds connectTimeout{20};
constexpr std::size_t readPiece = 16 * 1024;

Result<void> waitFor(int socket, short events, Steady::time_point until) {
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Steady::now()).count();
    if (left <= 0) return fail(Errc::timeout, "the centre does not answer");
    pollfd waiting{socket, events, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(left) + 1);
    if (ready > 0) return {};
    if (ready < 0 && errno != EINTR) return fail(Errc::disconnected, std::strerror(errno));
  }
}

struct FreeAddresses {
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

Result<Addresses> lookUp(const ServerAddress& address) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  const int code = getaddrinfo(address.host.c_str(), std::to_string(address.port).c_str(), &hints, &list);
  if (code != 0) return fail(Errc::disconnected, address.host + ": " + gai_strerror(code));
  return Addresses(list);
}

Result<int> connectTo(const addrinfo& address, Steady::time_point until) {
  const int socket = ::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (socket < 0) return fail(Errc::disconnected, std::strerror(errno));
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  Result<void> connected;
  if (::connect(socket, address.ai_addr, address.ai_addrlen) != 0) {
    connected = errno == EINPROGRESS ? waitFor(socket, POLLOUT, until)
                                     : Result<void>(fail(Errc::disconnected, std::strerror(errno)));
    int error = 0;
    socklen_t size = sizeof error;
    if (connected && (::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0))
      connected = fail(Errc::disconnected, std::strerror(error));
  }
  if (connected) return socket;
  ::close(socket);
  return std::unexpected(connected.error());
}

}  // namespace

Result<CentreLine> CentreLine::open(const ServerAddress& address, SSL_CTX* context, const std::string& session) {
  BF_LET(addresses, lookUp(address));
  Result<int> socket = fail(Errc::disconnected, "no address");
  for (const auto* one = addresses.get(); one != nullptr && !socket; one = one->ai_next)
    socket = connectTo(*one, Steady::now() + connectTimeout);
  if (!socket) return std::unexpected(socket.error());
  auto tls = TlsConnection::client(context, *socket, session);
  if (!tls) {
    ::close(*socket);
    return std::unexpected(tls.error());
  }
  CentreLine line(*socket, std::move(*tls));
  BF_CHECK(line.shake());
  return line;
}

CentreLine::CentreLine(CentreLine&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), tls_(std::move(other.tls_)) {}

CentreLine::~CentreLine() {
  if (socket_ >= 0) ::close(socket_);
}

Result<void> CentreLine::wait(TlsState state, Steady::time_point until) const {
  return waitFor(socket_, state == TlsState::wantRead ? POLLIN : POLLOUT, until);
}

Result<void> CentreLine::shake() {
  const auto until = Steady::now() + connectTimeout;
  for (;;) {
    BF_LET(step, tls_.handshake());
    if (step.state == TlsState::done) return {};
    BF_CHECK(wait(step.state, until));
  }
}

Result<void> CentreLine::send(std::string_view frame) {
  const auto until = Steady::now() + frameTimeout;
  while (!frame.empty()) {
    BF_LET(step, tls_.write(frame));
    if (step.state == TlsState::closed) return fail(Errc::disconnected, "the centre ended the connection");
    frame.remove_prefix(step.bytes);
    if (step.state != TlsState::done) BF_CHECK(wait(step.state, until));
  }
  return {};
}

Result<void> CentreLine::fill(std::span<char> into, Steady::time_point until) {
  while (!into.empty()) {
    BF_LET(step, tls_.read(into));
    if (step.state == TlsState::closed) return fail(Errc::disconnected, "the centre ended the connection");
    into = into.subspan(step.bytes);
    if (step.state != TlsState::done) BF_CHECK(wait(step.state, until));
  }
  return {};
}

Result<std::string> CentreLine::exchange(std::string_view frame) {
  // A centre that refuses may answer and close before it has read everything: its answer is worth more than our error.
  const auto sent = send(frame);
  std::string answer(frameHeaderBytes, '\0');
  const auto begun = fill(answer, Steady::now() + answerTimeout);
  if (!begun) return std::unexpected(sent ? begun.error() : sent.error());
  BF_LET(length, readFrameHeader(answer, frameBytesMax));
  const auto until = Steady::now() + frameTimeout;
  while (answer.size() < frameHeaderBytes + length) {
    const auto at = answer.size();
    answer.resize(std::min(frameHeaderBytes + length, at + readPiece));
    BF_CHECK(fill(std::span<char>(answer).subspan(at), until));
  }
  return answer;
}

}  // namespace bf
