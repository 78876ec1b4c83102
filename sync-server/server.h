#pragma once
// bianfangd as an object: opens the centre's folder, listens, serves tablets, answers Prometheus, stops gracefully.
// Tests start it in their own process.

#include <cstdint>
#include <memory>

#include "shared/base/env.h"
#include "sync-server/config.h"
#include "sync-server/metrics.h"
#include "sync-server/server_log.h"

namespace bf {

class Server {
 public:
  /// Listens and serves when it returns. `clock`, `random` and `log` outlive the server; random is used by several
  /// threads. Errors: Errc::configInvalid (an address cannot be used), those of openCentreKeys and openCentreStore.
  [[nodiscard]] static Result<std::unique_ptr<Server>> start(const ServerConfig& config, Clock& clock, Random& random,
                                                             const ServerLog& log);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Where it listens.
  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::uint16_t observePort() const;  ///< 0: none
  [[nodiscard]] const Metrics& metrics() const;
  [[nodiscard]] CommitterFigures committer() const;

  /// Waits for SIGTERM or SIGINT, then stops. To be called at most once.
  void runUntilSignal();
  /// Takes no new connection, answers the flights that were taken, then ends all; at most stopGrace long.
  void stop();

 private:
  struct Parts;
  explicit Server(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace bf
