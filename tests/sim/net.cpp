#include "tests/sim/net.h"

#include <algorithm>

namespace bf::sim {
namespace {

constexpr std::size_t framesRemembered = 40;

/// Ends of a session that need no explanation beyond the faults and offices of a world.
bool explained(Errc code) {
  switch (code) {
    case Errc::disconnected:
    case Errc::timeout:
    case Errc::busy:
    case Errc::revoked:
    case Errc::notAllowed:
    case Errc::notFound:
    case Errc::outOfScope:
    case Errc::storageFull:
    case Errc::storageFailed:
    case Errc::storageReadOnly: return true;
    default: return false;
  }
}

/// As tablets of several builds on several lines: whole flights or a batch at a time, columns or exact bytes.
ClientOptions drawOptions(SeededRandom& random) {
  ClientOptions options;
  if (random.chance(20)) options.features &= ~static_cast<std::uint32_t>(bianfang::FEATURE_COLUMNS);
  if (random.chance(20)) options.features &= ~static_cast<std::uint32_t>(bianfang::FEATURE_DICTIONARY);
  if (random.chance(10)) options.features &= ~static_cast<std::uint32_t>(bianfang::FEATURE_ZSTD);
  if (random.chance(40)) options.pushBytes = 1;
  if (random.chance(50)) options.pullBytes = 1;
  if (random.chance(50)) options.snapshotBytes = 1;
  return options;
}

}  // namespace

Net::Net(World& world, TabletLife& tablets, Office& office, Checks& checks)
    : world_(world), tablets_(tablets), office_(office), checks_(checks) {
  office_.connectionsEnd = [this] {
    checks_.forgetBefore();
    endAll();
  };
  office_.storeCloses = [this] { checks_.forgetBefore(); };
  tablets_.connectionsEnd = [this](const SimTablet& tablet) { endOf(tablet); };
}

std::unique_ptr<ServerSession> Net::serverFor(const SimTablet& tablet) {
  return std::make_unique<ServerSession>(
      world_.centre->replica(), issuer_, evidence_,
      Peer{tablet.identity().device, false, tablet.key().publicKey().str(), tablet.key().publicKey()});
}

bool Net::connect(SimTablet& tablet) {
  sweep();
  if (!tablets_.start(tablet) || !office_.start()) return false;
  // The server answers SAME_DEVICE to a second connection of one device, clones included, before any session.
  for (const auto& one : open_)
    if (one->tablet.identity().device == tablet.identity().device) return false;
  auto connection = std::make_unique<Connection>(tablet, world_.random);
  connection->client =
      std::make_unique<ClientSession>(tablet.replica(), nullptr, tablet.machine().clock(), drawOptions(world_.random));
  auto frame = connection->client->start();
  if (!frame) {
    tablets_.trouble(tablet, frame.error());
    return false;
  }
  connection->server = serverFor(tablet);
  remember(tablet, *frame);
  connection->up.send(*frame);
  world_.say(tablet.name() + " connects");
  open_.push_back(std::move(connection));
  return true;
}

void Net::remember(const SimTablet& tablet, const std::string& frame) {
  world_.trace.note(frame);
  seen_.push_back({tablet.number(), frame});
  if (seen_.size() > framesRemembered) seen_.pop_front();
}

Net::Connection* Net::draw() {
  sweep();
  return open_.empty() ? nullptr : open_[world_.random.below(open_.size())].get();
}

void Net::exchange() {
  for (auto count = 1 + world_.random.below(10); count > 0; --count) {
    auto* connection = draw();
    if (connection == nullptr) return;
    // Flights that arrive while another is served wait for the next commit, all of them together.
    const bool served = connection->waiting && world_.random.chance(60);
    if (served) serve();
    else stepOf(*connection);
  }
  sweep();
}

void Net::stepOf(Connection& connection) {
  if (connection.up.waiting() && (!connection.down.waiting() || world_.random.chance(50))) toCentre(connection);
  else if (connection.down.waiting()) toTablet(connection);
  else if (connection.waiting) serve();
  else if (connection.serverDone || world_.random.chance(30)) connection.clientDone = true;  // nobody speaks: timeout
}

void Net::toCentre(Connection& connection) {
  const auto bytes = connection.up.deliver();
  if (!bytes || !connection.atCentre.feed(*bytes)) {
    connection.clientDone = true;
    world_.say(connection.tablet.name() + "'s line breaks");
    return;
  }
  while (const auto frame = connection.atCentre.next()) frameAtCentre(connection, *frame);
}

void Net::frameAtCentre(Connection& connection, const std::string& frame) {
  if (connection.waiting || connection.serverDone) return;
  ++world_.stats.flights;
  if (++connection.flights > quietFlightsMax) world_.wrong(Invariant::bounded, "flights without end");
  auto flight = connection.server->decode(frame);
  if (flight) connection.waiting = std::move(*flight);
  else answer(connection);
}

void Net::serve() {
  std::vector<Connection*> waiting;
  for (const auto& one : open_)
    if (one->waiting && !one->clientDone) waiting.push_back(one.get());
  if (waiting.empty()) return;
  world_.say("the centre serves " + std::to_string(waiting.size()));
  checks_.beforeCommit();
  const auto served = serveAll(waiting);
  for (auto* connection : waiting) {
    connection->waiting.reset();
    if (!served) connection->server->failed(served.error());
  }
  if (!served) office_.trouble(served.error());
  for (auto* connection : waiting)
    if (!connection->clientDone) answer(*connection);  // else the power went, and all connections with it
  if (served) checks_.afterCommit();
}

Result<void> Net::serveAll(const std::vector<Connection*>& waiting) {
  BF_LET(tx, world_.centre->store().begin());
  for (auto* connection : waiting)
    BF_CHECK(connection->server->serve(*tx, *connection->waiting, world_.centre->now(), world_.random));
  return tx->commit();
}

void Net::answer(Connection& connection) {
  auto reply = connection.server->reply();
  world_.trace.note(reply.frame);
  checks_.frameFor(connection.tablet, reply.frame);
  connection.down.send(reply.frame);
  connection.serverDone = connection.serverDone || reply.close;
}

void Net::toTablet(Connection& connection) {
  const auto bytes = connection.down.deliver();
  if (!bytes || !connection.atTablet.feed(*bytes)) {
    connection.clientDone = true;
    world_.say(connection.tablet.name() + "'s line breaks");
    return;
  }
  while (const auto frame = connection.atTablet.next()) {
    if (connection.clientDone) return;
    frameAtTablet(connection, *frame);
  }
}

void Net::frameAtTablet(Connection& connection, const std::string& frame) {
  auto& tablet = connection.tablet;
  const auto unreceipted = [&]() -> Result<std::vector<LogBatch>> {
    BF_LET(tx, tablet.replica().store().read());
    return tx->batchesFrom(provisionalFrom, SIZE_MAX >> 1);
  }();
  const auto step = connection.client->receive(frame);
  if (unreceipted) noteReceipts(tablet, *unreceipted);
  if (step.kind == ClientStep::Kind::send) {
    remember(tablet, step.frame);
    connection.up.send(step.frame);
  } else {
    finished(connection, step);
  }
  if (!tablet.running()) return;
  tablets_.checkMonotonic(tablet);
  if (!world_.quiet && world_.random.chance(10)) checks_.cursorOf(tablet);
}

void Net::finished(Connection& connection, const ClientStep& step) {
  auto& tablet = connection.tablet;
  connection.clientDone = true;
  connection.complete = step.kind == ClientStep::Kind::done;
  for (const auto& refused : connection.client->refused()) {
    world_.say(tablet.name() + "'s batch " + shortName(refused.head.view()) + " was refused: " + refused.detail);
    if (!tablet.hostile) world_.wrong(Invariant::noLoss, tablet.name() + "'s batch was refused: " + refused.detail);
  }
  if (connection.complete) return world_.say(tablet.name() + " has said everything");
  world_.say(tablet.name() + "'s session ends: " + bf::name(step.error.code) + " " + step.error.detail);
  if (isStorageError(step.error.code) && step.error.code != Errc::busy) return tablets_.trouble(tablet, step.error);
  if (!explained(step.error.code) && !tablet.hostile && !putOff(step))
    world_.wrong(Invariant::unexpected,
                 tablet.name() + "'s session: " + bf::name(step.error.code) + " " + step.error.detail);
}

/// A tablet that is ahead of a centre that was put back untold, and has no receipt to prove it, is to come again
/// (PROTOCOL.md, Witness): until another has the proof, or the office begins an epoch.
bool Net::putOff(const ClientStep& step) const {
  if (step.error.code != Errc::brokenChain || !step.retry) return false;
  const auto epoch = [&]() -> Result<EpochInfo> {
    BF_LET(tx, world_.centre->store().read());
    return world_.centre->replica().epoch(*tx);
  }();
  return epoch && epoch->number == world_.untoldEpoch;
}

void Net::noteReceipts(SimTablet& tablet, const std::vector<LogBatch>& before) {
  if (before.empty() || !tablet.running()) return;
  const auto received = [&]() -> Result<std::vector<Hash>> {
    BF_LET(tx, tablet.replica().store().read());
    std::vector<Hash> heads;
    for (const auto& batch : before) {
      BF_LET(now, tx->batchNamed(batch.head));
      if (now && !isProvisional(now->seq)) heads.push_back(batch.head);
    }
    return heads;
  }();
  if (!received) return;
  for (const auto& head : *received) checks_.receiptFor(tablet, head);
}

void Net::sweep() {
  std::erase_if(open_, [](const Open& one) {
    return one->clientDone || (one->serverDone && !one->down.waiting() && !one->waiting);
  });
}

bool Net::syncWhole(SimTablet& tablet) {
  endOf(tablet);
  if (!connect(tablet)) return false;
  for (;;) {
    const auto at = std::ranges::find_if(open_, [&](const Open& one) { return &one->tablet == &tablet; });
    if (at == open_.end()) return false;
    auto& connection = **at;
    if (connection.waiting) serve();
    else if (connection.up.waiting()) toCentre(connection);
    else if (connection.down.waiting()) toTablet(connection);
    else connection.clientDone = true;
    if (world_.failed()) connection.clientDone = true;
    const bool complete = connection.complete;
    const bool over = connection.clientDone;
    sweep();
    if (over) return complete;
  }
}

void Net::disconnectOne() {
  auto* connection = draw();
  if (connection == nullptr) return;
  world_.fault("disconnect");
  world_.say(connection->tablet.name() + " is cut off");
  connection->clientDone = true;
  sweep();
}

void Net::spoil() {
  auto* connection = draw();
  if (connection == nullptr) return;
  const auto fault = static_cast<LineFault>(world_.random.below(lineFaults));
  auto& line = world_.random.chance(50) ? connection->up : connection->down;
  if (!line.spoil(fault)) return;
  world_.fault(std::string("line: ") + name(fault));
  world_.say(std::string(name(fault)) + " on the line of " + connection->tablet.name());
}

void Net::hostileFrames() {
  if (seen_.empty() || !office_.start()) return;
  const auto seen = seen_[world_.random.below(seen_.size())];
  auto frame = seen.frame;
  const bool spoiled = world_.random.chance(50) && !frame.empty();
  if (spoiled && world_.random.chance(30)) frame.resize(world_.random.below(frame.size()));
  else if (spoiled) frame[world_.random.below(frame.size())] ^= static_cast<char>(1 << world_.random.below(8));
  auto& tablet = *world_.tablets[seen.tablet];
  for (const auto& one : open_)
    if (one->tablet.identity().device == tablet.identity().device) return;
  world_.fault(spoiled ? "frame spoiled by a client" : "frame played again");
  world_.say(spoiled ? "a spoiled frame" : "a frame played again");
  Connection connection(tablet, world_.random);
  connection.server = serverFor(tablet);
  auto flight = connection.server->decode(frame);
  if (!flight) {
    (void)connection.server->reply();
    return;
  }
  connection.waiting = std::move(*flight);
  checks_.beforeCommit();
  const auto served = serveAll({&connection});
  if (!served) return office_.trouble(served.error());
  checks_.frameFor(tablet, connection.server->reply().frame);
  checks_.afterCommit();
}

// Those who are in the middle of a call may still hold a connection: it is only marked here, and swept later.

void Net::endAll() {
  for (const auto& one : open_) one->clientDone = true;
}

void Net::endOf(const SimTablet& tablet) {
  for (const auto& one : open_)
    if (&one->tablet == &tablet) one->clientDone = true;
}

}  // namespace bf::sim
