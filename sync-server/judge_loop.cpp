#include "sync-server/judge_loop.h"

namespace bf {

JudgeLoop::JudgeLoop(std::unique_ptr<StandingJudge> judge, std::chrono::seconds every, const ServerLog& log)
    : judge_(std::move(judge)), every_(every), log_(log), thread_([this] { run(); }) {}

JudgeLoop::~JudgeLoop() {
  stop();
  thread_.join();
}

void JudgeLoop::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  judge_->stop();
  wake_.notify_all();
}

void JudgeLoop::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    look();
    lock.lock();
    wake_.wait_for(lock, every_, [this] { return stopping_; });
  }
}

void JudgeLoop::look() {
  const auto made = judge_->look();
  if (!made) {
    log_.error("evaluation failed", {{"code", name(made.error().code)}});
    return;
  }
  // Details name rules and tables, never what a record holds.
  for (const auto& one : made->failed)
    log_.error(
        "evaluation failed",
        {{"pack", one.pack}, {"code", name(one.error.code)}, {"detail", describe(one.error, Language::english)}});
  for (const auto& one : made->frozen)
    log_.info("ranking frozen", {{"number", static_cast<std::int64_t>(one.number())},
                                 {"pack", one.pack()},
                                 {"day", static_cast<std::int64_t>(one.day())}});
  if (made->changed > 0) log_.info("verdicts changed", {{"count", static_cast<std::int64_t>(made->changed)}});
}

}  // namespace bf
