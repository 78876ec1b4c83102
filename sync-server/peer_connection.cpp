#include "sync-server/peer_connection.h"

#include <array>

#include "shared/base/bilingual.h"

namespace bf {
namespace {

constexpr std::size_t readPiece = 16 * 1024;
/// What a peer may still send while it reads our last words.
constexpr std::size_t drainedBytesMax = frameBytesMax + frameHeaderBytes;
constexpr std::chrono::seconds drainTimeout{2};
/// The writer answers in milliseconds; the stream's deadline must not fire meanwhile.
constexpr std::chrono::hours whileServing{1};

std::int64_t steadyMillis() {
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

/// Tablets that were turned away together must not come back together.
std::chrono::milliseconds jittered(std::chrono::milliseconds least, Random& random) {
  std::array<unsigned char, 2> bytes{};
  random.fill(bytes);
  return least + least * (bytes[0] * 256 + bytes[1]) / 65536;
}

}  // namespace

PeerConnection::PeerConnection(ServerCommons& commons, tcp::socket socket, TlsConnection tls, std::string address,
                               PeerTable::Admitted admitted)
    : commons_(commons),
      strand_(socket.get_executor()),
      stream_(std::move(socket), std::move(tls)),
      served_(strand_, Steady::time_point::max()),
      address_(std::move(address)),
      admitted_(admitted) {
  ++commons_.metrics.sessions;
}

PeerConnection::~PeerConnection() {
  commons_.metrics.bytesRead += stream_.tls().bytesRead();
  commons_.metrics.bytesWritten += stream_.tls().bytesWritten();
  --commons_.metrics.sessions;
  commons_.peers.leave(address_, admitted_);
  commons_.peers.remove(this);
}

void PeerConnection::start(ServerCommons& commons, tcp::socket socket, TlsConnection tls, std::string address,
                           PeerTable::Admitted admitted) {
  const auto strand = socket.get_executor();
  // Whoever lets go of it last, it is destroyed on its strand, where its timer's handler cannot be running.
  const auto onStrand = [strand](PeerConnection* connection) {
    asio::post(strand, [owned = std::unique_ptr<PeerConnection>(connection)] {});
  };
  const std::shared_ptr<PeerConnection> connection(
      new PeerConnection(commons, std::move(socket), std::move(tls), std::move(address), admitted), onStrand);
  commons.peers.add(connection);
  asio::co_spawn(strand, run(connection), asio::detached);
}

bool PeerConnection::giveWay() {
  const auto since = idleSince_.load();
  if (since == 0 || steadyMillis() - since < givesWayAfter.count()) return false;
  cut("another connection of the device");
  return true;
}

void PeerConnection::cut(const char* why) {
  asio::post(strand_, [self = shared_from_this(), why] {
    self->cutWhy_ = why;
    self->stream_.cut();
  });
}

void PeerConnection::revoked() {
  if (!serving_) return;
  commons_.metrics.turn(Turned::revoked);
  cut("revoked");
}

void PeerConnection::finish() {
  asio::post(strand_, [self = shared_from_this()] {
    self->finishing_ = true;
    if (self->idleSince_ != 0 || !self->session_) self->stream_.cut();
  });
}

void PeerConnection::setIdle(bool idle) { idleSince_ = idle ? steadyMillis() : 0; }

awaitable<void> PeerConnection::run(std::shared_ptr<PeerConnection> self) {
  const auto outcome = co_await self->converse();
  if (self->device_) self->commons_.peers.release(*self->device_, self.get());
  self->logEnd(outcome);
}

awaitable<Result<void>> PeerConnection::converse() {
  auto admitted = co_await admitPeer();
  if (!admitted) co_return std::unexpected(admitted.error());
  bool more = *admitted;
  while (more && !finishing_) {
    auto frame = co_await nextFrame();
    if (!frame) co_return std::unexpected(frame.error());
    if (!*frame) break;
    auto bytes = std::move(**frame);
    auto answered = co_await answer(std::move(bytes));
    if (!answered) co_return std::unexpected(answered.error());
    more = *answered;
  }
  co_return Result<void>();
}

awaitable<Result<bool>> PeerConnection::admitPeer() {
  stream_.deadlineIn(commons_.config.handshake);
  auto shaken = co_await stream_.handshake();
  if (!shaken) {
    commons_.metrics.turn(shaken.error().code == Errc::timeout ? Turned::slow : Turned::handshake);
    co_return std::unexpected(shaken.error());
  }
  ++(stream_.tls().resumed() ? commons_.metrics.handshakesResumed : commons_.metrics.handshakesFull);
  const auto certificate = stream_.tls().peerCertificate(commons_.clock.now());
  if (!certificate) co_return std::unexpected(certificate.error());
  if (admitted_ == PeerTable::Admitted::onlyToHearBusy) {
    const Refused busy{bianfang::BUSY, {}, jittered(busyRetry, commons_.random)};
    auto frame = refusalFrame(busy);
    auto said = co_await sayLast(std::move(frame));
    co_return said ? Result<bool>(false) : std::unexpected(said.error());
  }
  Peer peer;
  if (*certificate) {
    peer = {(*certificate)->device, (*certificate)->expired, (*certificate)->hash, (*certificate)->signingKey};
    if (!commons_.peers.claim(*peer.device, shared_from_this())) {
      commons_.metrics.turn(Turned::sameDevice);
      const Refused refused{bianfang::SAME_DEVICE, {}, jittered(busyRetry, commons_.random)};
      auto frame = refusalFrame(refused);
      auto said = co_await sayLast(std::move(frame));
      co_return said ? Result<bool>(false) : std::unexpected(said.error());
    }
    device_ = peer.device;
    stranger_ = false;
  } else {
    ++commons_.metrics.enrolments;
  }
  session_.emplace(commons_.centre, commons_.issuer, commons_.evidence, std::move(peer));
  co_return true;
}

awaitable<Result<std::optional<std::string>>> PeerConnection::nextFrame() {
  // A stranger's one deadline covers everything up to the end of its frame.
  if (!stranger_) stream_.deadlineIn(commons_.config.idle);
  setIdle(true);
  std::string frame(frameHeaderBytes, '\0');
  const std::span<char> header(frame);
  auto begun = co_await stream_.readAll(header);
  setIdle(false);
  if (!begun && begun.error().code == Errc::timeout && stranger_) commons_.metrics.turn(Turned::slow);
  if (!begun) co_return std::unexpected(begun.error());
  if (!*begun) co_return std::optional<std::string>();
  const auto length = readFrameHeader(frame, session_->frameBytesMaxNow());
  if (!length) {
    commons_.metrics.turn(Turned::malformed);
    const auto refused = refusalOf(length.error());
    auto last = refusalFrame(refused);
    auto said = co_await sayLast(std::move(last));
    co_return std::unexpected(length.error());
  }
  if (!stranger_) stream_.deadlineIn(frameTimeout);
  // Memory grows with what arrives, not with what was announced.
  while (frame.size() < frameHeaderBytes + *length) {
    const auto at = frame.size();
    frame.resize(std::min(frameHeaderBytes + *length, at + readPiece));
    const auto piece = std::span<char>(frame).subspan(at);
    auto got = co_await stream_.readAll(piece);
    if (got && !*got) got = fail(Errc::disconnected, "the connection ended within a frame");
    if (!got && got.error().code == Errc::timeout) commons_.metrics.turn(Turned::slow);
    if (!got) co_return std::unexpected(got.error());
  }
  co_return std::optional(std::move(frame));
}

awaitable<Result<bool>> PeerConnection::answer(std::string frame) {
  const auto began = Steady::now();
  stream_.deadlineIn(whileServing);
  auto flight = session_->decode(frame);
  std::string().swap(frame);
  if (flight) {
    auto taken = std::move(*flight);
    co_await serve(std::move(taken));
  } else {
    commons_.metrics.turn(Turned::malformed);
  }
  auto reply = session_->reply();
  afterFlight(began);
  const bool last = reply.close || finishing_;
  auto bytes = std::move(reply.frame);
  Result<void> said;
  if (last) said = co_await sayLast(std::move(bytes));
  else said = co_await say(std::move(bytes));
  co_return said ? Result<bool>(!last) : std::unexpected(said.error());
}

void PeerConnection::serveReading(Flight& flight) {
  auto tx = commons_.reader.read();
  auto outcome = tx ? session_->serve(**tx, flight, commons_.clock.now(), commons_.random)
                    : Result<void>(std::unexpected(tx.error()));
  if (!outcome) failedWith(outcome.error());
}

void PeerConnection::failedWith(const Error& error) {
  session_->failed(error);
  commons_.log.error("flight failed",
                     {{"code", name(error.code)}, {"detail", inLanguage(error.detail, Language::english)}});
}

awaitable<void> PeerConnection::serve(Flight flight) {
  if (!session_->writes(flight)) {
    serveReading(flight);
    co_return;
  }
  outcome_.reset();
  Work work;
  work.bytes = flight.message.ByteSizeLong();
  // Raw: `done` keeps the connection alive until the strand has heard of the outcome.
  work.run = [this, &flight](StoreTx& tx) {
    return session_->serve(tx, flight, commons_.clock.now(), commons_.random);
  };
  work.done = [self = shared_from_this()](Result<void> outcome) {
    asio::post(self->strand_, [self, outcome = std::move(outcome)] {
      self->outcome_ = outcome;
      self->served_.cancel();
    });
  };
  if (!commons_.committer.submit(std::move(work))) {
    commons_.metrics.turn(Turned::waiting);
    session_->failed({Errc::busy, {}});
    co_return;
  }
  while (!outcome_) co_await served_.async_wait(asValue);
  if (!*outcome_) failedWith(outcome_->error());
}

void PeerConnection::afterFlight(Steady::time_point began) {
  commons_.metrics.flightTook(std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - began));
  const auto& figures = session_->figures();
  ++flights_;
  changes_ += figures.changes;
  held_ += figures.held;
  serving_ = session_->state() == ServerSession::State::serving;
  if (!device_ && session_->device()) {
    device_ = session_->device();
    static_cast<void>(commons_.peers.claim(*device_, shared_from_this()));
  }
}

awaitable<Result<void>> PeerConnection::say(std::string frame) {
  stream_.deadlineIn(commons_.config.write);
  auto written = co_await stream_.writeAll(frame);
  if (!written && written.error().code == Errc::timeout) commons_.metrics.turn(Turned::slow);
  co_return written;
}

awaitable<Result<void>> PeerConnection::sayLast(std::string frame) {
  // Before the words: whoever has read them may come back at once, while this side still waits for the end.
  if (device_) commons_.peers.release(*device_, this);
  auto said = co_await say(std::move(frame));
  if (!said) co_return said;
  stream_.deadlineIn(drainTimeout);
  co_await stream_.lastWords(drainedBytesMax);
  co_return Result<void>();
}

void PeerConnection::logEnd(const Result<void>& outcome) const {
  const auto device = device_ ? toHex(device_->view()) : std::string("-");
  const auto why = cutWhy_ != nullptr ? std::string(cutWhy_) : outcome ? std::string() : outcome.error().detail;
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - began_).count();
  const auto count = [](auto number) { return static_cast<std::int64_t>(number); };
  const auto* code = outcome ? "done" : name(outcome.error().code);
  commons_.log.info("closed", {{"device", device},
                               {"address", address_},
                               {"code", code},
                               {"why", why},
                               {"resumed", count(stream_.tls().resumed() ? 1 : 0)},
                               {"flights", count(flights_)},
                               {"changes", count(changes_)},
                               {"held", count(held_)},
                               {"in", count(stream_.tls().bytesRead())},
                               {"out", count(stream_.tls().bytesWritten())},
                               {"ms", count(took)}});
}

}  // namespace bf
