#include "tests/server/tls_pair.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>

namespace bf::test {

Micros wallClock() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(since).count();
}

PublicKey signingKeyOfTests() { return *PublicKey::from(std::string(PublicKey::size, 'k')); }

County County::make(Micros now) {
  auto authority = Authority::make("441424", now).value();
  auto der = authority.certificateDer().value();
  const auto key = TlsKey::make().value();
  const auto certificate = authority.issueServer(key, {"localhost", "127.0.0.1"}, now).value();
  auto server = makeServerContext(der, certificate, key).value();
  return {std::move(authority), der, authorityPin(der), std::move(server)};
}

TabletKeys TabletKeys::make(const Authority& authority, const DeviceId& device, Micros now) {
  auto key = TlsKey::make().value();
  auto certificate = authority.issueDevice(key.request().value(), device, signingKeyOfTests(), now).value();
  return {std::move(key), std::move(certificate)};
}

TlsPair::TlsPair(SSL_CTX* serverContext, SSL_CTX* clientContext, const std::string& session) {
  socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, sockets_);
  server = std::make_unique<TlsConnection>(TlsConnection::server(serverContext, sockets_[0]).value());
  client = std::make_unique<TlsConnection>(TlsConnection::client(clientContext, sockets_[1], session).value());
}

TlsPair::~TlsPair() {
  for (const int socket : sockets_) close(socket);
}

bool TlsPair::step(TlsConnection& end) {
  const auto stepped = end.handshake();
  if (stepped) return stepped->state == TlsState::done;
  if (!failed) error = stepped.error();
  failed = true;
  return false;
}

bool TlsPair::connect() {
  for (int turn = 0; turn < 20 && !failed; ++turn) {
    const bool clientDone = step(*client);
    const bool serverDone = step(*server);
    if (clientDone && serverDone) return true;
  }
  return false;
}

std::string TlsPair::transfer(TlsConnection& from, TlsConnection& to, std::string_view text) {
  std::string arrived;
  std::array<char, 4096> buffer{};
  for (int turn = 0; turn < 100 && arrived.size() < text.size(); ++turn) {
    if (turn == 0 && !from.write(text)) return "(not sent)";
    const auto got = to.read(buffer);
    if (!got) {
      error = got.error();
      return "(error)";
    }
    if (got->state == TlsState::closed) return "(closed)";
    arrived.append(buffer.data(), got->bytes);
  }
  return arrived;
}

}  // namespace bf::test
