#include "app/sync_ticker.h"

namespace bf {

Label progressWords(const SyncProgress& progress) {
  if (progress.flights == 0) return {"正在连接办公室", "connecting to the office"};
  const auto number = [](auto value) { return std::to_string(value); };
  const auto receipts = number(progress.changesReceipted) + " / " + number(progress.changesToSend);
  const auto records = number(progress.recordsTaken), batches = number(progress.batchesTaken);
  const auto files = number(progress.evidenceSent) + " / " + number(progress.evidenceTaken);
  const auto bytes = number(progress.bytesUp) + " / " + number(progress.bytesDown);
  return {"正在同步：回执 " + receipts + "，收到记录 " + records + "，收到批次 " + batches + "，文件（上/下）" + files +
              "，字节（上/下）" + bytes,
          "syncing: receipts " + receipts + ", records taken " + records + ", batches taken " + batches +
              ", files (up/down) " + files + ", bytes (up/down) " + bytes};
}

SyncTicker::SyncTicker(std::chrono::milliseconds every, std::function<void(const SyncProgress&)> tell)
    : tell_(std::move(tell)), thread_([this, every](const std::stop_token& stop) { run(stop, every); }) {}

void SyncTicker::saw(const SyncProgress& progress) {
  const std::lock_guard lock(mutex_);
  seen_ = progress;
}

void SyncTicker::run(const std::stop_token& stop, std::chrono::milliseconds every) {
  std::unique_lock lock(mutex_);
  for (;;) {
    ended_.wait_for(lock, stop, every, [] { return false; });
    if (stop.stop_requested()) return;
    const auto now = seen_;
    lock.unlock();
    tell_(now);
    lock.lock();
  }
}

}  // namespace bf
