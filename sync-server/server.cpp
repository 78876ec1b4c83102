#include "sync-server/server.h"

#include <thread>
#include <vector>

#include "shared/replica/registry.h"
#include "shared/sync/evidence_files.h"
#include "shared/sync/restore_watch.h"
#include "sync-server/authority_issuer.h"
#include "sync-server/centre_home.h"
#include "sync-server/judge_loop.h"
#include "sync-server/listener.h"
#include "sync-server/observer.h"

namespace bf {
namespace {

/// Tells the connections of devices that were revoked since it last looked. Every revocation leaves an audit entry, so
/// nothing is looked at while the audit chain stands still.
class RevocationWatch {
 public:
  RevocationWatch(PeerTable& peers, const ServerLog& log) : peers_(peers), log_(log) {}

  void look(Store& store) {
    const auto version = store.dataVersion();
    if (!version || *version == version_) return;
    version_ = *version;
    const auto looked = lookCloser(store);
    if (!looked) log_.error("revocations not read", {{"code", name(looked.error().code)}});
  }

 private:
  [[nodiscard]] Result<void> lookCloser(Store& store) {
    BF_LET(tx, store.read());
    Registry registry(*tx);
    BF_LET(last, registry.lastAudit());
    if (last.number() == audit_) return {};
    audit_ = last.number();
    for (const auto& device : peers_.devices()) {
      const auto sender = registry.sender(device);
      if (sender && sender->depositOnly) peers_.revoke(device);
    }
    return {};
  }

  PeerTable& peers_;
  const ServerLog& log_;
  std::int64_t version_ = -1;
  std::uint64_t audit_ = 0;
};

/// A store with a lower epoch than this place has seen was copied back by hand: served, it would give out numbers that
/// tablets know as something else.
Result<void> checkEpoch(const CentrePaths& paths, const CentreReplica& centre, Store& store, Micros now) {
  BF_LET(tx, store.begin());
  BF_LET(epoch, centre.epoch(*tx));
  const auto witnessed = readEpochWitness(paths);
  if (epoch.number < witnessed)
    return fail(Errc::storageCorrupt, paths.store() + ": epoch " + std::to_string(epoch.number) + " < " +
                                          std::to_string(witnessed) + "; bianfangctl restore");
  BF_CHECK(noteStart(*tx, now));
  BF_CHECK(tx->commit());
  return epoch.number > witnessed ? writeEpochWitness(paths, epoch.number) : Result<void>();
}

}  // namespace

struct Server::Parts {
  ServerConfig config;
  const ServerLog& log;
  std::optional<HomeLock> lock;
  std::optional<AuthorityIssuer> issuer;
  std::optional<CentreReplica> centre;
  std::unique_ptr<FileEvidenceStore> evidence;
  std::unique_ptr<Store> reader;
  Metrics metrics;
  std::unique_ptr<PeerTable> peers;
  std::unique_ptr<RevocationWatch> revocations;
  std::unique_ptr<GroupCommitter> committer;
  std::optional<ServerCommons> commons;
  std::unique_ptr<JudgeLoop> judge;
  // Before what runs in it, so that it is destroyed after; connections left over go with it.
  asio::io_context context;
  std::shared_ptr<Listener> listener;
  std::shared_ptr<Observer> observer;
  std::vector<std::thread> threads;
  bool stopped = false;

  Parts(const ServerConfig& serverConfig, const ServerLog& serverLog) : config(serverConfig), log(serverLog) {}

  [[nodiscard]] Result<void> open(const CentrePaths& paths, Clock& clock, Random& random);
  [[nodiscard]] Result<void> listen();
  [[nodiscard]] Result<void> evaluate(const CentrePaths& paths, Clock& clock);
};

Result<void> Server::Parts::evaluate(const CentrePaths& paths, Clock& clock) {
  if (config.judgeSeconds == 0) return {};
  BF_LET(store, openCentreStore(paths));
  BF_LET(made, StandingJudge::open(std::move(store), config.packs, clock));
  judge = std::make_unique<JudgeLoop>(std::move(made), std::chrono::seconds(config.judgeSeconds), log);
  return {};
}

Result<void> Server::Parts::open(const CentrePaths& paths, Clock& clock, Random& random) {
  BF_LET(keys, openCentreKeys(paths));
  BF_LET(taken, HomeLock::take(paths));
  lock.emplace(std::move(taken));
  BF_LET(made, AuthorityIssuer::make(std::move(keys.authority)));
  issuer.emplace(std::move(made));
  BF_LET(store, openCentreStore(paths));
  centre.emplace(store->schema(), keys.receiptKey);
  reader = std::move(store);
  BF_CHECK(checkEpoch(paths, *centre, *reader, clock.now()));
  BF_LET(files, FileEvidenceStore::open(paths.evidence()));
  evidence = std::move(files);
  peers =
      std::make_unique<PeerTable>(PeerTable::Limits{config.sessions, config.sessionsPerAddress, sessionsToldBusyMax});
  revocations = std::make_unique<RevocationWatch>(*peers, log);
  CommitterOptions options;
  options.open = [paths]() -> Result<std::unique_ptr<Store>> {
    BF_LET(opened, openCentreStore(paths));
    return std::unique_ptr<Store>(std::move(opened));
  };
  options.tick = [this](Store& ticked) { revocations->look(ticked); };
  options.waitingMost = config.waitingFlights;
  BF_LET(started, GroupCommitter::start(std::move(options)));
  committer = std::move(started);
  commons.emplace(
      ServerCommons{config, clock, random, log, *centre, *issuer, *evidence, *committer, *reader, *peers, metrics});
  return {};
}

Result<void> Server::Parts::listen() {
  BF_LET(listening, Listener::start(context, *commons, *issuer));
  listener = listening;
  if (!config.observe.host.empty()) {
    ObservedState state{[this] { return committer->figures().healthy; },
                        [this] { return prometheusText(metrics, committer->figures()); }};
    BF_LET(observing, Observer::start(context, config.observe, std::move(state)));
    observer = observing;
  }
  for (std::size_t i = 0; i < config.networkThreads; ++i) threads.emplace_back([this] { context.run(); });
  return {};
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Result<std::unique_ptr<Server>> Server::start(const ServerConfig& config, Clock& clock, Random& random,
                                              const ServerLog& log) {
  auto parts = std::make_unique<Parts>(config, log);
  BF_CHECK(parts->open(CentrePaths(config.data), clock, random));
  BF_CHECK(parts->evaluate(CentrePaths(config.data), clock));
  BF_CHECK(parts->listen());
  log.info("listening", {{"address", config.listen.host},
                         {"port", static_cast<std::int64_t>(parts->listener->port())},
                         {"observe", static_cast<std::int64_t>(parts->observer ? parts->observer->port() : 0)}});
  return std::unique_ptr<Server>(new Server(std::move(parts)));
}

Server::~Server() { stop(); }

std::uint16_t Server::port() const { return parts_->listener->port(); }
std::uint16_t Server::observePort() const { return parts_->observer ? parts_->observer->port() : 0; }
const Metrics& Server::metrics() const { return parts_->metrics; }
CommitterFigures Server::committer() const { return parts_->committer->figures(); }

void Server::runUntilSignal() {
  asio::io_context waiting;
  asio::signal_set signals(waiting, SIGTERM, SIGINT);
  signals.async_wait([](const error_code&, int) {});
  waiting.run();
  // The set goes with this function: a second signal ends the process at once.
  signals.clear();
  stop();
}

void Server::stop() {
  if (parts_->stopped) return;
  parts_->stopped = true;
  parts_->log.info("stopping");
  parts_->listener->stop();
  if (parts_->judge) parts_->judge->stop();
  for (const auto& peer : parts_->peers->all()) peer->finish();
  if (!parts_->peers->waitEmpty(stopGrace)) parts_->log.warn("connections cut at the end of the grace time");
  if (parts_->observer) parts_->observer->stop();
  // What was taken is committed even when its connection is gone.
  parts_->committer->stop();
  parts_->judge.reset();
  parts_->context.stop();
  for (auto& thread : parts_->threads) thread.join();
  parts_->log.info("stopped");
}

}  // namespace bf
