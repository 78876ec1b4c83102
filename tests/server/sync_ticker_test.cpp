// What somebody who waits for a sync is told.

#include "app/sync_ticker.h"

#include <catch2/catch.hpp>
#include <future>

using namespace bf;

TEST_CASE("a line of progress says what is receipted and what came, or that nobody has answered yet") {
  SyncProgress progress;
  CHECK(progressWords(progress).zh == "正在连接办公室");
  CHECK(progressWords(progress).en == "connecting to the office");
  progress.flights = 2;
  progress.changesToSend = 9;
  progress.changesReceipted = 4;
  progress.recordsTaken = 1200;
  progress.batchesTaken = 3;
  progress.evidenceSent = 1;
  progress.evidenceTaken = 2;
  progress.bytesUp = 10;
  progress.bytesDown = 20;
  CHECK(progressWords(progress).en ==
        "syncing: receipts 4 / 9, records taken 1200, batches taken 3, files (up/down) 1 / 2, bytes (up/down) 10 / 20");
  CHECK(progressWords(progress).zh ==
        "正在同步：回执 4 / 9，收到记录 1200，收到批次 3，文件（上/下）1 / 2，字节（上/下）10 / 20");
}

TEST_CASE(
    "a person is told again and again without an answer from the centre, then of what was seen, and then no more") {
  std::promise<void> thrice, seen;
  int silent = 0, told = 0;
  bool saw = false;
  {
    SyncTicker ticker(std::chrono::milliseconds(1), [&](const SyncProgress& progress) {
      ++told;
      if (progress.flights == 0 && ++silent == 3) thrice.set_value();
      if (progress.flights == 7 && !saw) saw = true, seen.set_value();
    });
    thrice.get_future().wait();
    SyncProgress progress;
    progress.flights = 7;
    ticker.saw(progress);
    seen.get_future().wait();
  }
  CHECK(silent >= 3);
  CHECK(told > silent);
}
