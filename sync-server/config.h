#pragma once
// The server's configuration file (TOML; bianfangd.example.toml has every key with its default). Every mistake in it
// is told at once, each with file, line and what to write instead; a key that nobody knows is a mistake.

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/error.h"
#include "shared/sync/sync_limits.h"
#include "shared/tls/invitation.h"
#include "sync-server/server_limits.h"

namespace bf {

enum class LogForm { text, json };

struct ServerConfig {
  std::string data;                ///< folder of the store, the keys, the evidence and the backups
  ServerAddress listen;            ///< port 0 in tests only: any free one
  std::vector<std::string> names;  ///< host names and addresses in the server's certificate
  ServerAddress announced;         ///< what invitations tell tablets
  ServerAddress observe;           ///< metrics and health on loopback; port 0: none
  std::string logLevel = "info";
  LogForm logForm = LogForm::text;
  std::string logFile;  ///< empty: standard error
  std::size_t networkThreads = 2;
  std::size_t sessions = sessionsDefault;
  std::size_t sessionsPerAddress = sessionsPerAddressDefault;
  std::size_t waitingFlights = waitingFlightsDefault;
  std::chrono::milliseconds idle = idleTimeout;
  std::chrono::milliseconds write = writeTimeout;
  std::chrono::milliseconds handshake = handshakeTimeoutDefault;
  std::size_t judgeSeconds = judgeSecondsDefault;  ///< between two looks of the evaluation; 0: none
  std::vector<std::string> packs;                  ///< ids or files; empty: those of this build
};

/// `name` stands in the messages. Errors: Errc::configInvalid; `detail` has one line a mistake, in both languages.
[[nodiscard]] Result<ServerConfig> parseConfig(std::string_view text, std::string_view name);
/// Errors: as parseConfig; Errc::notFound, Errc::storageFailed when the file cannot be read.
[[nodiscard]] Result<ServerConfig> loadConfig(const std::string& path);

/// Where the programs look when they are not told.
inline constexpr std::string_view configPathDefault = "/etc/bianfang/bianfangd.toml";

}  // namespace bf
