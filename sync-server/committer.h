#pragma once
// The one writer of the server: work from all connections is done on one thread, many pieces in one transaction, and
// each is told how it went only after the commit. So an fsync is shared by all who came meanwhile, and no receipt can
// leave the house before what it promises is on the disk.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "shared/store/store.h"
#include "sync-server/server_limits.h"

namespace bf {

struct Work {
  /// Runs in a transaction of its own within the common one. Must not throw.
  std::function<Result<void>(StoreTx&)> run;
  /// Hears after the commit how it went; called once, on the writer's thread, and must be quick.
  std::function<void(Result<void>)> done;
  std::size_t bytes = 0;  ///< memory that it holds while it waits
};

struct CommitterOptions {
  /// Opens the store: at the start, and again after a disk error (a handle that saw one is never trusted again).
  std::function<Result<std::unique_ptr<Store>>()> open;
  /// Called on the writer's thread between commits, at least each `tickEvery`.
  std::function<void(Store&)> tick;
  std::chrono::milliseconds tickEvery = revocationPoll;
  std::size_t waitingMost = waitingFlightsDefault;
  std::size_t waitingBytesMost = waitingBytesMax;
};

/// What metrics tell; all counts since the start.
struct CommitterFigures {
  std::uint64_t commits = 0;
  std::uint64_t flights = 0;
  std::uint64_t failures = 0;  ///< commits that failed
  std::uint64_t refused = 0;   ///< pieces that found the queue full
  std::size_t waiting = 0;     ///< now
  std::size_t waitingBytes = 0;
  bool healthy = true;  ///< the store is open and the last commit succeeded
};

/// All functions may be called from any thread.
class GroupCommitter {
 public:
  /// Opens the store and starts the writer. Errors: those of `open`.
  [[nodiscard]] static Result<std::unique_ptr<GroupCommitter>> start(CommitterOptions options);
  ~GroupCommitter();
  GroupCommitter(const GroupCommitter&) = delete;
  GroupCommitter& operator=(const GroupCommitter&) = delete;

  /// False when too much waits already, or after stop(): then neither function of the work is ever called.
  [[nodiscard]] bool submit(Work work);
  /// Finishes what was taken and ends the thread; `done` of every piece has been called on return.
  void stop();
  [[nodiscard]] CommitterFigures figures() const;

 private:
  explicit GroupCommitter(CommitterOptions options, std::unique_ptr<Store> store);
  void loop();
  [[nodiscard]] std::vector<Work> take();
  void commit(std::vector<Work> taken);
  [[nodiscard]] std::size_t runAll(StoreTx& tx, const std::vector<Work>& taken, std::vector<Result<void>>& outcomes);
  void putBack(std::vector<Work>& taken, std::size_t from);
  void ensureOpen();
  void tickWhenDue();

  CommitterOptions options_;
  std::unique_ptr<Store> store_;  ///< the writer's thread only, as the next two
  std::chrono::steady_clock::time_point lastTick_;
  std::chrono::steady_clock::time_point lastOpen_;

  mutable std::mutex mutex_;  ///< guards what follows
  std::condition_variable wake_;
  std::deque<Work> queue_;
  CommitterFigures figures_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace bf
