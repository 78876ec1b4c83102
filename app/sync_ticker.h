#pragma once
// Tells a person who waits for a sync how far it has come.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "shared/schema/schema.h"
#include "shared/sync/client_session.h"

namespace bf {

/// In one line: that it still connects, or receipts, records, files and bytes so far.
[[nodiscard]] Label progressWords(const SyncProgress& progress);

/// Calls `tell` on a thread of its own each time that `every` has passed, until it is destroyed: also while the line is
/// silent. A sync that is over sooner is told nothing of.
class SyncTicker {
 public:
  SyncTicker(std::chrono::milliseconds every, std::function<void(const SyncProgress&)> tell);
  /// From any thread.
  void saw(const SyncProgress& progress);

 private:
  void run(const std::stop_token& stop, std::chrono::milliseconds every);

  std::function<void(const SyncProgress&)> tell_;
  std::mutex mutex_;
  std::condition_variable_any ended_;
  SyncProgress seen_;
  std::jthread thread_;  ///< the last: it is joined before the others go
};

}  // namespace bf
