#include "app/controllers/sync_job.h"

#include <charconv>
#include <string>

#include "app/evidence_box.h"

namespace bf {
namespace {

constexpr std::string_view lastKey = "sync/last";  // in Space::draft, which is never sent

/// A sync went through also when the time of it cannot be kept.
void note(Store& store, Micros now, const SyncProgress& progress) {
  auto tx = store.begin(Commit::lazy);
  if (!tx) return;
  const auto brought = progress.recordsTaken + progress.batchesTaken;
  if ((*tx)->put(Space::draft, lastKey, std::to_string(now) + " " + std::to_string(brought)))
    static_cast<void>((*tx)->commit());
}

}  // namespace

LastSync lastSync(Store& store) {
  LastSync last;
  const auto tx = store.read();
  if (!tx) return last;
  const auto note = (*tx)->get(Space::draft, lastKey);
  if (!note || !*note) return last;
  const auto& text = **note;
  const auto* end = text.data() + text.size();
  const auto* space = std::from_chars(text.data(), end, last.at).ptr;
  if (space != end) std::from_chars(space + 1, end, last.records);
  return last;
}

SyncJob::SyncJob(std::string folder, Clock& clock, QObject* parent)
    : QObject(parent), folder_(std::move(folder)), clock_(clock) {}

SyncJob::~SyncJob() {
  if (thread_) thread_->wait();
}

void SyncJob::start() {
  if (running_) return;
  if (thread_) thread_->wait();
  running_ = true;
  progress_ = {};
  thread_.reset(QThread::create([this] {
    auto outcome = std::make_shared<SyncOutcome>(work());
    QMetaObject::invokeMethod(
        this,
        [this, outcome] {
          outcome_ = std::move(*outcome);
          progress_ = outcome_.progress;
          running_ = false;
          emit finished();
        },
        Qt::QueuedConnection);
  }));
  thread_->start();
}

SyncOutcome SyncJob::work() {
  SyncOutcome failed;
  auto home = TabletHome::open(folder_);
  if (!home) return failed.result = std::unexpected(home.error()), failed;
  auto store = home->openStore();
  if (!store) return failed.result = std::unexpected(store.error()), failed;
  TabletReplica replica(**store, clock_, home->signingKey(), {home->card().device, 0, 0});
  EvidenceBox evidence(replica, home->evidenceFolder());
  SyncWorker worker(*home, replica, &evidence, clock_);
  worker.onProgress = [this](const SyncProgress& progress) {
    QMetaObject::invokeMethod(
        this,
        [this, progress] {
          progress_ = progress;
          emit progressed();
        },
        Qt::QueuedConnection);
  };
  auto outcome = worker.sync();
  if (outcome.result && !outcome.erased) note(**store, clock_.now(), outcome.progress);
  return outcome;
}

}  // namespace bf
