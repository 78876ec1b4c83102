#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "shared/tls/tls_context.h"
#include "tests/server/tls_pair.h"

using namespace bf;
using namespace bf::test;

namespace {

const DeviceId device = *DeviceId::from("tablet-1");

ContextHandle enrolling(const County& county) { return makeClientContext({county.pin, {}, nullptr, 0}).value(); }

}  // namespace

TEST_CASE("a tablet with a certificate of the county is known by its device id") {
  const auto now = wallClock();
  const auto county = County::make(now);
  const auto tablet = TabletKeys::make(county.authority, device, now);
  const auto context = makeClientContext(tablet.identity(county.pin)).value();
  TlsPair pair(county.server.get(), context.get());
  REQUIRE(pair.connect());
  const auto peer = pair.server->peerCertificate(now).value();
  REQUIRE(peer);
  CHECK(peer->device == device);
  CHECK_FALSE(peer->expired);
  CHECK(peer->hash == sha256(tablet.certificate));
  CHECK(pair.toServer("up") == "up");
  CHECK(pair.toClient("down") == "down");
}

TEST_CASE("a tablet without a certificate is let in, as nobody") {
  const auto county = County::make(wallClock());
  const auto context = enrolling(county);
  TlsPair pair(county.server.get(), context.get());
  REQUIRE(pair.connect());
  CHECK_FALSE(pair.server->peerCertificate(wallClock()).value());
}

TEST_CASE("a certificate of another CA ends the handshake, even under the same names") {
  const auto now = wallClock();
  const auto county = County::make(now);
  const auto rogue = County::make(now);
  const auto tablet = TabletKeys::make(rogue.authority, device, now);
  const auto context = makeClientContext(tablet.identity(county.pin)).value();
  TlsPair pair(county.server.get(), context.get());
  CHECK_FALSE(pair.connect());
  CHECK(pair.error.code == Errc::tls);
}

TEST_CASE("an expired certificate of the county is let in and said to be expired, also when resumed") {
  const auto now = wallClock();
  const auto county = County::make(now - 3 * year);
  const auto fresh = TlsKey::make().value();
  const auto server =
      makeServerContext(county.authorityDer, county.authority.issueServer(fresh, {"localhost"}, now).value(), fresh)
          .value();
  const auto tablet = TabletKeys::make(county.authority, device, now - 2 * year);
  const auto context = makeClientContext(tablet.identity(county.pin)).value();
  TlsPair first(server.get(), context.get());
  REQUIRE(first.connect());
  CHECK(first.server->peerCertificate(now).value()->expired);
  CHECK(first.toClient("x") == "x");
  TlsPair second(server.get(), context.get(), first.client->resumable());
  REQUIRE(second.connect());
  CHECK(second.server->resumed());
  CHECK(second.server->peerCertificate(now).value()->expired);
}

TEST_CASE("a tablet refuses a centre whose CA does not have the pin") {
  const auto county = County::make(wallClock());
  const auto rogue = County::make(wallClock());
  const auto context = enrolling(county);
  TlsPair pair(rogue.server.get(), context.get());
  CHECK_FALSE(pair.connect());
  CHECK(pair.error.code == Errc::tls);
}

TEST_CASE("a tablet refuses another tablet that poses as the centre") {
  const auto now = wallClock();
  const auto county = County::make(now);
  const auto other = TabletKeys::make(county.authority, device, now);
  const auto posing = makeServerContext(county.authorityDer, other.certificate, other.key).value();
  const auto context = enrolling(county);
  TlsPair pair(posing.get(), context.get());
  CHECK_FALSE(pair.connect());
  CHECK(pair.error.detail == "unsuitable certificate purpose");
}

TEST_CASE("TLS 1.2 is refused by both ends") {
  const auto county = County::make(wallClock());
  const ContextHandle old(SSL_CTX_new(TLS_client_method()));
  SSL_CTX_set_max_proto_version(old.get(), TLS1_2_VERSION);
  TlsPair asClient(county.server.get(), old.get());
  CHECK_FALSE(asClient.connect());

  const ContextHandle oldServer(SSL_CTX_new(TLS_server_method()));
  SSL_CTX_set_max_proto_version(oldServer.get(), TLS1_2_VERSION);
  const auto context = enrolling(county);
  TlsPair asServer(oldServer.get(), context.get());
  CHECK_FALSE(asServer.connect());
}

TEST_CASE("the centre's certificate is held against the centre's time and not against the tablet's clock") {
  const auto now = wallClock();
  const auto authority = Authority::make("441424", now - 5 * year).value();
  const auto der = authority.certificateDer().value();
  const auto key = TlsKey::make().value();
  const auto expired = authority.issueServer(key, {"localhost"}, now - 4 * year).value();
  const auto server = makeServerContext(der, expired, key).value();
  const auto connects = [&](Micros centreTime) {
    const auto context = makeClientContext({authorityPin(der), {}, nullptr, centreTime}).value();
    return TlsPair(server.get(), context.get()).connect();
  };
  CHECK_FALSE(connects(now));
  CHECK(connects(now - 4 * year));
  CHECK(connects(now - 9 * year));  // a centre that was reinstalled with a clock that had been ahead
  CHECK(connects(0));
}

TEST_CASE("a connection goes on from the last one with another secret each time, and keeps the device") {
  const auto now = wallClock();
  const auto county = County::make(now);
  const auto tablet = TabletKeys::make(county.authority, device, now);
  const auto context = makeClientContext(tablet.identity(county.pin)).value();
  auto opened = std::make_unique<TlsPair>(county.server.get(), context.get());
  auto& first = *opened;
  REQUIRE(first.connect());
  CHECK_FALSE(first.client->resumed());
  CHECK(first.toServer("hello") == "hello");
  CHECK(first.toClient("hello") == "hello");
  const auto session = first.client->resumable();
  REQUIRE_FALSE(session.empty());
  opened.reset();  // closing a connection must not make the centre forget it

  TlsPair second(county.server.get(), context.get(), session);
  REQUIRE(second.connect());
  CHECK(second.client->resumed());
  CHECK(second.server->peerCertificate(now).value()->device == device);
  CHECK(second.toClient("x") == "x");
  CHECK(second.client->resumable() != session);
}

TEST_CASE("a resumed connection with a flight each way costs at most 600 bytes beside the content") {
  const auto now = wallClock();
  const auto county = County::make(now);
  const auto tablet = TabletKeys::make(county.authority, device, now);
  const auto context = makeClientContext(tablet.identity(county.pin)).value();
  TlsPair first(county.server.get(), context.get());
  REQUIRE(first.connect());
  REQUIRE(first.toClient("x") == "x");
  TlsPair second(county.server.get(), context.get(), first.client->resumable());
  REQUIRE(second.connect());
  const std::string flight(1000, 'u');
  CHECK(second.toServer(flight) == flight);
  CHECK(second.toClient(flight) == flight);
  const auto beside = second.client->bytesRead() + second.client->bytesWritten() - 2 * flight.size();
  INFO(beside << " bytes of TLS; read " << second.client->bytesRead() << ", written " << second.client->bytesWritten());
  CHECK(beside <= 600);
}

TEST_CASE("a damaged session only makes the handshake longer") {
  const auto county = County::make(wallClock());
  const auto context = enrolling(county);
  TlsPair pair(county.server.get(), context.get(), "not a session");
  CHECK(pair.connect());
}

TEST_CASE("a peer that does not speak TLS is refused with a reason") {
  const auto county = County::make(wallClock());
  const auto context = enrolling(county);
  int sockets[2];
  REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, sockets) == 0);
  auto server = TlsConnection::server(county.server.get(), sockets[0]).value();
  REQUIRE(write(sockets[1], "GET / HTTP/1.1\r\n\r\n", 18) == 18);
  const auto stepped = server.handshake();
  REQUIRE_FALSE(stepped);
  CHECK(stepped.error().code == Errc::tls);
  close(sockets[0]);
  close(sockets[1]);
}
