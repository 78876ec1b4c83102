#pragma once
// The tablet's conversations with its centre over TLS: enrolment, and a sync from hello to the last receipt. Blocking:
// a screen runs it on a thread of its own.

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "app/tablet_home.h"
#include "shared/sync/client_session.h"

namespace bf {

/// Enrols the prepared tablet with its invitation's token. Result: the check code to read out to the office.
/// Errors: Errc::badToken, tls, disconnected, timeout, busy, badSignature, storage*.
[[nodiscard]] Result<std::string> enrolTablet(TabletHome& home, const std::string& token, const std::string& name,
                                              Random& random);

struct SyncOutcome {
  Result<void> result;
  SyncProgress progress;
  std::vector<RefusedBatch> refused;
  std::optional<std::chrono::milliseconds> retry;  ///< when the centre wants us again
  std::uint64_t wireUp = 0, wireDown = 0;          ///< bytes on the line, TLS included
  bool resumed = false;
  bool erased = false;  ///< the centre had this tablet erase itself
};

class SyncWorker {
 public:
  /// All outlive the worker; `evidence` may be null.
  SyncWorker(TabletHome& home, TabletReplica& replica, EvidenceOutbox* evidence, Clock& clock);

  /// One connection, as far as it comes. What was received and receipted stays even when it fails.
  [[nodiscard]] SyncOutcome sync();
  /// Again until it succeeds or can never succeed, at most `attempts` times, with growing pauses of which half is
  /// random. `pause` waits and says whether to go on.
  [[nodiscard]] SyncOutcome syncPatiently(unsigned attempts, Random& random,
                                          const std::function<bool(std::chrono::milliseconds)>& pause);
  /// Called after each answer; may be empty.
  std::function<void(const SyncProgress&)> onProgress;

 private:
  [[nodiscard]] Result<void> converse(SyncOutcome& outcome);
  [[nodiscard]] Result<ClientOptions> options() const;
  [[nodiscard]] Result<void> settle(const ClientSession& session);

  TabletHome& home_;
  TabletReplica& replica_;
  EvidenceOutbox* evidence_;
  Clock& clock_;
};

/// Whether trying again can help.
[[nodiscard]] bool worthRetrying(const Error& error);

}  // namespace bf
