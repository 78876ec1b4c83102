#include "sync-server/committer.h"

#include <algorithm>
#include <utility>

namespace bf {
namespace {

using Steady = std::chrono::steady_clock;

/// The disk itself failed: what the connection believes about the file may be wrong from now on.
bool killsHandle(const Error& error) { return error.code == Errc::storageFailed || error.code == Errc::storageCorrupt; }

}  // namespace

GroupCommitter::GroupCommitter(CommitterOptions options, std::unique_ptr<Store> store)
    : options_(std::move(options)), store_(std::move(store)), lastTick_(Steady::now()), lastOpen_(lastTick_) {
  thread_ = std::thread([this] { loop(); });
}

Result<std::unique_ptr<GroupCommitter>> GroupCommitter::start(CommitterOptions options) {
  BF_LET(store, options.open());
  return std::unique_ptr<GroupCommitter>(new GroupCommitter(std::move(options), std::move(store)));
}

GroupCommitter::~GroupCommitter() { stop(); }

bool GroupCommitter::submit(Work work) {
  {
    const std::lock_guard lock(mutex_);
    const bool full = queue_.size() >= options_.waitingMost ||
                      figures_.waitingBytes + work.bytes > std::max(options_.waitingBytesMost, work.bytes);
    if (stopping_ || full) {
      ++figures_.refused;
      return false;
    }
    figures_.waitingBytes += work.bytes;
    queue_.push_back(std::move(work));
  }
  wake_.notify_one();
  return true;
}

void GroupCommitter::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

CommitterFigures GroupCommitter::figures() const {
  const std::lock_guard lock(mutex_);
  auto figures = figures_;
  figures.waiting = queue_.size();
  return figures;
}

void GroupCommitter::loop() {
  while (true) {
    auto taken = take();
    if (taken.empty()) {
      const std::lock_guard lock(mutex_);
      if (stopping_ && queue_.empty()) return;
    } else {
      commit(std::move(taken));
    }
    tickWhenDue();
  }
}

std::vector<Work> GroupCommitter::take() {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, options_.tickEvery, [this] { return stopping_ || !queue_.empty(); });
  const auto count = std::min(queue_.size(), flightsPerCommit);
  std::vector<Work> taken(std::make_move_iterator(queue_.begin()), std::make_move_iterator(queue_.begin() + count));
  queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(count));
  for (const auto& work : taken) figures_.waitingBytes -= work.bytes;
  return taken;
}

std::size_t GroupCommitter::runAll(StoreTx& tx, const std::vector<Work>& taken, std::vector<Result<void>>& outcomes) {
  const auto began = Steady::now();
  for (std::size_t i = 0; i < taken.size(); ++i) {
    if (i > 0 && Steady::now() - began > commitFillTime) return i;
    outcomes.push_back(tx.nested([&] { return taken[i].run(tx); }));
  }
  return taken.size();
}

/// What did not fit into this commit is first in the next one.
void GroupCommitter::putBack(std::vector<Work>& taken, std::size_t from) {
  const std::lock_guard lock(mutex_);
  for (auto i = taken.size(); i > from; --i) {
    figures_.waitingBytes += taken[i - 1].bytes;
    queue_.push_front(std::move(taken[i - 1]));
  }
  taken.resize(from);
}

void GroupCommitter::commit(std::vector<Work> taken) {
  ensureOpen();
  std::vector<Result<void>> outcomes;
  Result<void> committed = fail(Errc::storageFailed, "the store cannot be opened");
  if (store_ != nullptr) {
    auto tx = store_->begin();
    if (tx) {
      putBack(taken, runAll(**tx, taken, outcomes));
      committed = (*tx)->commit();
    } else {
      committed = std::unexpected(tx.error());
    }
  }
  const auto dead = [](const Result<void>& outcome) { return !outcome && killsHandle(outcome.error()); };
  if (dead(committed) || std::any_of(outcomes.begin(), outcomes.end(), dead)) store_.reset();
  {
    const std::lock_guard lock(mutex_);
    ++figures_.commits;
    figures_.flights += taken.size();
    figures_.failures += committed ? 0 : 1;
    figures_.healthy = committed.has_value();
  }
  for (std::size_t i = 0; i < taken.size(); ++i) taken[i].done(committed ? outcomes[i] : committed);
}

void GroupCommitter::ensureOpen() {
  if (store_ != nullptr || Steady::now() - lastOpen_ < reopenPause) return;
  lastOpen_ = Steady::now();
  if (auto opened = options_.open()) store_ = std::move(*opened);
}

void GroupCommitter::tickWhenDue() {
  if (!options_.tick || store_ == nullptr || Steady::now() - lastTick_ < options_.tickEvery) return;
  lastTick_ = Steady::now();
  options_.tick(*store_);
}

}  // namespace bf
