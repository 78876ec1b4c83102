#include "app/controllers/sync_job.h"

#include "app/evidence_box.h"

namespace bf {

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
  return worker.sync();
}

}  // namespace bf
