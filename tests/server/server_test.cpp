#include "sync-server/server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "app/sync_worker.h"
#include "shared/policy/policy_pack.h"
#include "shared/replica/registry.h"
#include "shared/sync/frame.h"
#include "tests/server/running_centre.h"

using namespace bf;
using namespace bf::test;
using namespace std::chrono_literals;

namespace {

std::uint64_t turned(const RunningCentre& centre, Turned reason) {
  return centre.server->metrics().turned[static_cast<std::size_t>(reason)];
}

/// A TCP connection that says whatever a test wants.
class BareSocket {
 public:
  explicit BareSocket(std::uint16_t port) : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
    const int small = 4096;  // so that a test of an unread answer need not send megabytes
    setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0);
  }
  ~BareSocket() { close(fd_); }
  void say(std::string_view text) const { REQUIRE(send(fd_, text.data(), text.size(), MSG_NOSIGNAL) > 0); }
  [[nodiscard]] int descriptor() const { return fd_; }
  /// Everything until the other side closes.
  [[nodiscard]] std::string readAll() const {
    std::string all;
    char buffer[4096];
    for (;;) {
      const auto count = recv(fd_, buffer, sizeof buffer, 0);
      if (count <= 0) return all;
      all.append(buffer, static_cast<std::size_t>(count));
    }
  }

 private:
  int fd_;
};

std::string http(std::uint16_t port, const std::string& request) {
  const BareSocket socket(port);
  socket.say(request);
  return socket.readAll();
}

std::string headerOf(std::uint32_t length) {
  std::string header(frameHeaderBytes, '\0');
  for (int i = 0; i < 4; ++i) header[static_cast<std::size_t>(i)] = static_cast<char>(length >> (8 * i));
  return header;
}

/// A tablet's connection that speaks in pieces.
class HalfSaid {
 public:
  HalfSaid(const RunningCentre& centre, const TestTablet& tablet)
      : context_(makeClientContext({centre.pin(), tablet.certificate, &tablet.key, 0}).value()),
        socket_(centre.server->port()),
        tls_(TlsConnection::client(context_.get(), socket_.descriptor(), {}).value()) {
    REQUIRE(tls_.handshake().value().state == TlsState::done);
  }
  void say(std::string_view bytes) {
    const auto written = tls_.write(bytes);
    REQUIRE(written);
    REQUIRE(written->bytes == bytes.size());
  }
  /// The next frame; the socket waits for it.
  [[nodiscard]] std::string answer() {
    std::string frame(frameHeaderBytes, '\0');
    fill(frame, 0);
    frame.resize(frameHeaderBytes + readFrameHeader(frame, frameBytesMax).value());
    fill(frame, frameHeaderBytes);
    return frame;
  }

 private:
  void fill(std::string& into, std::size_t from) {
    while (from < into.size()) {
      const auto got = tls_.read(std::span(into).subspan(from));
      REQUIRE(got);
      REQUIRE(got->state != TlsState::closed);
      from += got->bytes;
    }
  }
  ContextHandle context_;
  BareSocket socket_;
  TlsConnection tls_;
};

}  // namespace

TEST_CASE("a tablet enrols with a code, waits for the office, and then syncs and resumes") {
  RunningCentre centre;
  const std::string folder = centre.paths.folder + "/tablet";
  auto home = TabletHome::prepare(folder, {centre.address(), centre.pin(), {}}, centre.random).value();
  const auto code = enrolTablet(home, centre.token(), "test", centre.random).value();
  CHECK(code.size() == 6);
  auto store = home.openStore().value();
  TabletReplica replica(*store, centre.clock, home.signingKey(), {home.card().device, 0, 0});
  SyncWorker worker(home, replica, nullptr, centre.clock);
  CHECK(worker.sync().result.error().code == Errc::awaitingConfirmation);

  centre.onRegister([&](StoreTx& tx) -> Result<void> {
    BF_LET(device, Registry(tx).device(home.card().device));
    CHECK(device->check_code() == code);
    return Registry(tx).confirm(home.card().device, "test", centre.clock.now());
  });
  const auto synced = worker.sync();
  INFO((synced.result ? std::string() : describe(synced.result.error(), Language::english)));
  REQUIRE(synced.result);
  CHECK(replica.state().value().grants.size() == 1);
  const auto again = worker.sync();
  CHECK(again.result);
  CHECK(again.resumed);
  CHECK(again.wireUp + again.wireDown < 1500);
}

TEST_CASE("a used token enrols nobody else") {
  RunningCentre centre;
  const auto token = centre.token();
  auto first =
      TabletHome::prepare(centre.paths.folder + "/a", {centre.address(), centre.pin(), {}}, centre.random).value();
  auto second =
      TabletHome::prepare(centre.paths.folder + "/b", {centre.address(), centre.pin(), {}}, centre.random).value();
  CHECK(enrolTablet(first, token, "a", centre.random));
  CHECK(enrolTablet(second, token, "b", centre.random).error().code == Errc::badToken);
}

TEST_CASE("without a certificate there is nothing but enrolment") {
  RunningCentre centre;
  auto line = centre.strangersLine().value();
  CHECK(refusalIn(line.exchange(helloFrame()).value()) == bianfang::NOT_ENROLLED);
}

TEST_CASE("a certificate of another CA never comes to a frame") {
  RunningCentre centre;
  auto tablet = centre.tablet(1);
  const auto rogue = Authority::make("441424", centre.clock.now()).value();
  tablet.certificate =
      rogue.issueDevice(tablet.key.request().value(), tablet.device, tablet.signing.publicKey(), centre.clock.now())
          .value();
  auto line = centre.line(tablet);
  // In TLS 1.3 the client hears of it with its first read.
  CHECK_FALSE((line && line->exchange(helloFrame())));
  CHECK(eventually([&] { return turned(centre, Turned::handshake) == 1; }));
}

TEST_CASE("an expired certificate may deposit and nothing else") {
  RunningCentre centre;
  const auto tablet = centre.tablet(1, centre.clock.now() - 2 * year);
  auto line = centre.line(tablet).value();
  CHECK(answerIn(line.exchange(helloFrame()).value()).welcome().deposit_only());
}

TEST_CASE("who does not shake hands in time is cut, and so is a stranger who sends a frame byte by byte") {
  RunningCentre centre([](ServerConfig& config) { config.handshake = 300ms; });
  const BareSocket silent(centre.server->port());
  CHECK(silent.readAll().empty());
  CHECK(eventually([&] { return turned(centre, Turned::slow) == 1; }));
  std::optional<CentreLine> line;
  // On a busy machine this side, too, may need several tries to shake hands in time; each of them is cut.
  REQUIRE(eventually([&] {
    auto opened = centre.strangersLine();
    if (opened) line.emplace(std::move(*opened));
    return line.has_value();
  }));
  const auto before = turned(centre, Turned::slow);
  CHECK_FALSE(line->exchange(headerOf(100)));
  CHECK(eventually([&] { return turned(centre, Turned::slow) >= std::max<std::uint64_t>(before, 2); }));
}

TEST_CASE("a silent tablet is cut after the idle time") {
  RunningCentre centre([](ServerConfig& config) { config.idle = 300ms; });
  const auto tablet = centre.tablet(1);
  std::optional<CentreLine> line;
  REQUIRE(eventually([&] {
    auto opened = centre.line(tablet);
    if (!opened) return false;
    line.emplace(std::move(*opened));
    const auto answer = line->exchange(helloFrame());  // cut before it was sent, when this machine is busy
    return answer && answerIn(*answer).has_welcome();
  }));
  CHECK(eventually([&] { return centre.server->metrics().sessions == 0; }));
}

TEST_CASE("a frame that is too large or none is refused before any memory is taken for it") {
  RunningCentre centre;
  const auto refusalOfHeader = [&](const std::string& header, bool stranger) {
    auto line = stranger ? centre.strangersLine().value() : centre.line(centre.tablet(7)).value();
    return refusalIn(line.exchange(header).value());
  };
  CHECK(refusalOfHeader(headerOf(frameBytesMax + 1), false) == bianfang::TOO_LARGE);
  CHECK(refusalOfHeader(headerOf(strangerFrameBytesMax + 1), true) == bianfang::TOO_LARGE);
  auto flags = headerOf(3);
  flags.back() = '\x40';
  CHECK(refusalOfHeader(flags, true) == bianfang::MALFORMED);
  CHECK(refusalOfHeader(headerOf(3) + "xyz", true) == bianfang::MALFORMED);
  CHECK(turned(centre, Turned::malformed) == 4);
}

TEST_CASE("more connections than allowed hear that it is busy") {
  RunningCentre centre([](ServerConfig& config) { config.sessions = 1; });
  auto first = centre.line(centre.tablet(1)).value();
  REQUIRE(answerIn(first.exchange(helloFrame()).value()).has_welcome());
  auto second = centre.line(centre.tablet(2)).value();
  const auto answer = answerIn(second.exchange(helloFrame()).value());
  CHECK(answer.refusal().code() == bianfang::BUSY);
  CHECK(answer.refusal().retry_ms() >= static_cast<std::uint32_t>(busyRetry.count()));
  CHECK(turned(centre, Turned::sessions) == 1);
}

TEST_CASE("a device has one connection: an idle one gives way to the next") {
  RunningCentre centre;
  const auto tablet = centre.tablet(1);
  auto first = centre.line(tablet).value();
  REQUIRE(answerIn(first.exchange(helloFrame()).value()).has_welcome());
  CHECK(eventually([&] {
    auto next = centre.line(tablet);
    const auto answer = next ? next->exchange(helloFrame()) : Result<std::string>(fail(Errc::disconnected));
    return answer && answerIn(*answer).has_welcome();
  }));
  CHECK_FALSE(first.exchange(helloFrame()));
}

TEST_CASE("a second connection of a device that is at work is told so, and the first one is served") {
  RunningCentre centre;
  const auto tablet = centre.tablet(1);
  const auto frame = helloFrame();
  std::optional<HalfSaid> first;
  // The server may meet the second connection before it has read the header of the first one's frame: then the first
  // one is idle still, gives way, and the two change places.
  REQUIRE(eventually([&] {
    first.emplace(centre, tablet);
    first->say(std::string_view(frame).substr(0, frameHeaderBytes + 1));
    auto second = centre.line(tablet);
    const auto answer = second ? second->exchange(frame) : Result<std::string>(fail(Errc::disconnected));
    if (!answer || refusalIn(*answer) != bianfang::SAME_DEVICE) return false;
    CHECK(answerIn(*answer).refusal().retry_ms() >= static_cast<std::uint32_t>(busyRetry.count()));
    return true;
  }));
  CHECK(turned(centre, Turned::sameDevice) >= 1);
  first->say(std::string_view(frame).substr(frameHeaderBytes + 1));
  CHECK(answerIn(first->answer()).has_welcome());
}

TEST_CASE("after a refusal that ends the connection the device may come back at once") {
  RunningCentre centre;
  const auto tablet = centre.tablet(1);
  // None of the refused connections is closed by the tablet: the server waits for the end of each of them.
  std::vector<CentreLine> refused;
  for (int i = 0; i < 8; ++i) {
    refused.push_back(centre.line(tablet).value());
    CHECK(refusalIn(refused.back().exchange(headerOf(frameBytesMax + 1)).value()) == bianfang::TOO_LARGE);
  }
  auto line = centre.line(tablet).value();
  CHECK(answerIn(line.exchange(helloFrame()).value()).has_welcome());
  CHECK(turned(centre, Turned::sameDevice) == 0);
}

TEST_CASE("a peer that never reads is cut, and others are served meanwhile") {
  RunningCentre centre([](ServerConfig& config) { config.write = 500ms; });
  const auto tablet = centre.tablet(1);
  const auto context = makeClientContext({centre.pin(), tablet.certificate, &tablet.key, 0}).value();
  const BareSocket socket(centre.server->port());
  auto deaf = TlsConnection::client(context.get(), socket.descriptor(), {}).value();
  REQUIRE(deaf.handshake().value().state == TlsState::done);
  fcntl(socket.descriptor(), F_SETFL, O_NONBLOCK);
  auto other = centre.line(centre.tablet(2)).value();
  REQUIRE(deaf.write(helloFrame()));
  bianfang::ToCentre wish;
  for (char i = 0; i < 64; ++i) wish.add_wanted()->set_hash(std::string(32, i));  // each is answered with a refusal
  const auto frame = makeFrame(wish.SerializeAsString(), Compression::none);
  // Its own buffers fill, then the server's, then the server waits for it to read, and not for long.
  CHECK(eventually([&] {
    const auto written = deaf.write(frame);
    return !written || turned(centre, Turned::slow) == 1;
  }));
  CHECK(eventually([&] { return turned(centre, Turned::slow) == 1; }));
  CHECK(answerIn(other.exchange(helloFrame()).value()).has_welcome());
}

TEST_CASE("revocation cuts an open connection, which would else stay for long") {
  RunningCentre centre([](ServerConfig& config) { config.idle = 1h; });
  const auto tablet = centre.tablet(1);
  auto line = centre.line(tablet).value();
  REQUIRE(answerIn(line.exchange(helloFrame()).value()).has_welcome());
  centre.onRegister(
      [&](StoreTx& tx) { return Registry(tx).revoke(tablet.device, "lost", "test", centre.clock.now()); });
  CHECK(eventually([&] { return centre.server->metrics().sessions == 0; }));
  CHECK(turned(centre, Turned::revoked) == 1);
  auto again = centre.line(tablet).value();
  CHECK(answerIn(again.exchange(helloFrame()).value()).welcome().deposit_only());
}

TEST_CASE("stopping ends idle connections and takes no new ones") {
  RunningCentre centre;
  auto line = centre.line(centre.tablet(1)).value();
  REQUIRE(answerIn(line.exchange(helloFrame()).value()).has_welcome());
  const auto tablet = centre.tablet(2);
  centre.server->stop();
  CHECK_FALSE(line.exchange(helloFrame()));
  CHECK_FALSE(centre.line(tablet));
}

TEST_CASE("health and metrics are told on loopback") {
  RunningCentre centre;
  const auto port = centre.server->observePort();
  CHECK(http(port, "GET /healthz HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 200 OK\r\n"));
  auto line = centre.line(centre.tablet(1)).value();
  REQUIRE(answerIn(line.exchange(helloFrame()).value()).has_welcome());
  const auto page = http(port, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(page.find("\nbianfang_sessions 1\n") != std::string::npos);
  CHECK(page.find("\nbianfang_handshakes_total{kind=\"full\"} 1\n") != std::string::npos);
  CHECK(http(port, std::string(20'000, 'x')).empty());
}

TEST_CASE("one folder has one server, and a store put back by hand is not served") {
  RunningCentre centre;
  CHECK(Server::start(centre.config, centre.clock, centre.random, centre.log).error().code == Errc::busy);
  centre.server.reset();
  REQUIRE(writeEpochWitness(centre.paths, 7));
  CHECK(Server::start(centre.config, centre.clock, centre.random, centre.log).error().code == Errc::storageCorrupt);
}

TEST_CASE("a running server judges by the county's own pack") {
  auto text = std::string(builtinPack("wuhua-2018"));
  for (const char* period : {"\nfrom = 20180101", "\nto = 20181231"}) {
    const auto at = text.find(period);
    REQUIRE(at != std::string::npos);
    text.replace(at, std::string(period).size(), period[1] == 'f' ? "\nfrom = 20180101" : "\nto = 29981231");
  }
  text.replace(text.find("id = \"wuhua-2018\""), 17, "id = \"own-2018\"");
  const auto file = std::filesystem::temp_directory_path() / ("bianfang-pack-" + std::to_string(getpid()) + ".toml");
  std::ofstream(file) << text;
  RunningCentre centre([&](ServerConfig& config) { config.packs = {file.string()}; });
  bool judged = false;
  CHECK(eventually([&] {
    centre.onRegister([&](StoreTx& tx) -> Result<void> {
      BF_LET(last, tx.last(Space::judgedRows));
      judged = last.has_value();
      return {};
    });
    return judged;
  }));
  std::filesystem::remove(file);
}

TEST_CASE("a server does not start with a pack that is wrong") {
  RunningCentre centre;
  centre.server.reset();
  auto config = centre.config;
  config.packs = {"no-such-pack"};
  const auto started = Server::start(config, centre.clock, centre.random, centre.log);
  REQUIRE_FALSE(started.has_value());
  CHECK(started.error().code == Errc::notFound);
}
