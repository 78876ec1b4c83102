#pragma once
// One tablet's connection: handshake, then frame by frame in, served by the writer, and the reply out. Everything of it
// runs on its own strand but serve(), which runs on the writer's thread while the strand waits.

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "shared/sync/server_session.h"
#include "sync-server/committer.h"
#include "sync-server/metrics.h"
#include "sync-server/peer_table.h"
#include "sync-server/server_log.h"
#include "sync-server/tls_stream.h"

namespace bf {

/// What all connections share; outlives them.
struct ServerCommons {
  const ServerConfig& config;
  Clock& clock;
  Random& random;
  const ServerLog& log;
  const CentreReplica& centre;
  CertificateIssuer& issuer;
  EvidenceStore& evidence;
  GroupCommitter& committer;
  Store& reader;  ///< for flights that write nothing
  PeerTable& peers;
  Metrics& metrics;
};

class PeerConnection final : public ConnectedPeer, public std::enable_shared_from_this<PeerConnection> {
 public:
  /// Serves until the peer or the server ends it. `address` was counted by peers.enter().
  static void start(ServerCommons& commons, tcp::socket socket, TlsConnection tls, std::string address,
                    PeerTable::Admitted admitted);
  ~PeerConnection() override;

  [[nodiscard]] bool giveWay() override;
  void revoked() override;
  void finish() override;

 private:
  void cut(const char* why);
  using Steady = std::chrono::steady_clock;

  PeerConnection(ServerCommons& commons, tcp::socket socket, TlsConnection tls, std::string address,
                 PeerTable::Admitted admitted);
  [[nodiscard]] static awaitable<void> run(std::shared_ptr<PeerConnection> self);
  [[nodiscard]] awaitable<Result<void>> converse();
  [[nodiscard]] awaitable<Result<bool>> admitPeer();
  /// The next frame, header included; nothing when the peer went in peace or the server stops.
  [[nodiscard]] awaitable<Result<std::optional<std::string>>> nextFrame();
  /// True: go on with the next frame.
  [[nodiscard]] awaitable<Result<bool>> answer(std::string frame);
  [[nodiscard]] awaitable<void> serve(Flight flight);
  [[nodiscard]] awaitable<Result<void>> say(std::string frame);
  [[nodiscard]] awaitable<Result<void>> sayLast(std::string frame);
  void serveReading(Flight& flight);
  void afterFlight(Steady::time_point began);
  void failedWith(const Error& error);
  void logEnd(const Result<void>& outcome) const;
  void setIdle(bool idle);

  ServerCommons& commons_;
  asio::any_io_executor strand_;
  TlsStream stream_;
  asio::steady_timer served_;  ///< cancelled when the writer has answered
  std::optional<Result<void>> outcome_;
  std::string address_;
  PeerTable::Admitted admitted_;
  std::optional<ServerSession> session_;
  std::optional<DeviceId> device_;
  const char* cutWhy_ = nullptr;
  bool finishing_ = false;
  bool stranger_ = true;
  std::atomic<bool> serving_{false};        ///< not only depositing: see revocation
  std::atomic<std::int64_t> idleSince_{0};  ///< steady milliseconds; 0: at work
  Steady::time_point began_ = Steady::now();
  std::size_t flights_ = 0, changes_ = 0, held_ = 0;
};

}  // namespace bf
