#pragma once
// One sync on a thread of its own, over a connection to the store of its own, so that nobody at the screen waits for
// it. Made, watched by its signals, and gone when it is finished.

#include <QObject>
#include <QThread>
#include <atomic>
#include <memory>
#include <string>

#include "app/sync_worker.h"
#include "shared/store/store.h"

namespace bf {

/// The last sync that went through, whoever began it; it stays over a start.
struct LastSync {
  Micros at = 0;            ///< 0: there was none
  std::size_t records = 0;  ///< whole ones and changes of others that it brought
};

[[nodiscard]] LastSync lastSync(Store& store);

class SyncJob : public QObject {
  Q_OBJECT

 public:
  /// `clock` outlives the job.
  SyncJob(std::string folder, Clock& clock, QObject* parent = nullptr);
  /// Waits for the connection to come to its end: an answer that is on its way is still stored.
  ~SyncJob() override;
  void start();
  [[nodiscard]] bool running() const { return running_; }
  [[nodiscard]] const SyncProgress& progress() const { return progress_; }
  /// Of the last one that finished.
  [[nodiscard]] const SyncOutcome& outcome() const { return outcome_; }

 signals:
  void progressed();
  void finished();

 private:
  [[nodiscard]] SyncOutcome work();
  std::string folder_;
  Clock& clock_;
  std::unique_ptr<QThread> thread_;
  SyncProgress progress_;
  SyncOutcome outcome_;
  bool running_ = false;
};

}  // namespace bf
