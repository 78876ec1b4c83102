#pragma once
// The running evaluation on a thread of its own: a look at the start and then at every interval.

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "sync-server/server_log.h"
#include "sync-server/standing_judge.h"

namespace bf {

class JudgeLoop {
 public:
  /// `log` outlives it.
  JudgeLoop(std::unique_ptr<StandingJudge> judge, std::chrono::seconds every, const ServerLog& log);
  ~JudgeLoop();
  /// Asks a look that runs to end; the destructor waits for it.
  void stop();
  JudgeLoop(const JudgeLoop&) = delete;
  JudgeLoop& operator=(const JudgeLoop&) = delete;

 private:
  void run();
  void look();

  std::unique_ptr<StandingJudge> judge_;
  std::chrono::seconds every_;
  const ServerLog& log_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace bf
