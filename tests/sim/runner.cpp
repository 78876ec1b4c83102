#include "tests/sim/runner.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <sstream>

namespace bf::sim {
namespace {

/// A world in which the product itself stops the process (an assertion, a signal).
constexpr const char* stopped = "the process stopped";

std::string oneLine(std::string text) {
  for (auto& c : text)
    if (c == '\n') c = '\v';
  return text;
}

std::string manyLines(std::string text) {
  for (auto& c : text)
    if (c == '\v') c = '\n';
  return text;
}

/// What a process tells the one that started it, a line each; the last "begin" without an "end" is where it stopped.
class Teller {
 public:
  explicit Teller(std::FILE* to) : to_(to) {}

  void begin(std::size_t place) {
    std::fprintf(to_, "begin %zu\n", place);
    std::fflush(to_);
  }
  void failure(std::size_t place, const Outcome& outcome) {
    std::fprintf(to_, "fail %zu %llu %zu %s\n", place, static_cast<unsigned long long>(outcome.violation->step),
                 static_cast<std::size_t>(outcome.violation->invariant), oneLine(outcome.violation->what).c_str());
    for (const auto& line : outcome.lastLines) std::fprintf(to_, "line %s\n", oneLine(line).c_str());
  }
  void stats(const Stats& stats) {
    std::fprintf(to_, "stats %llu %llu %llu %llu %llu %llu %llu\n", ull(stats.worlds), ull(stats.steps),
                 ull(stats.saves), ull(stats.changes), ull(stats.flights), ull(stats.receipts), ull(stats.rounds));
    for (const auto& [fault, count] : stats.faults) std::fprintf(to_, "fault %llu %s\n", ull(count), fault.c_str());
    for (std::size_t i = 0; i < invariants; ++i) std::fprintf(to_, "check %zu %llu\n", i, ull(stats.checked[i]));
    std::fprintf(to_, "end\n");
    std::fflush(to_);
  }

 private:
  static unsigned long long ull(std::uint64_t number) { return number; }
  std::FILE* to_;
};

/// Reads what a Teller wrote.
class Listener {
 public:
  Listener(const RunPlan& plan, RunReport& report) : plan_(plan), report_(report) {}

  void hear(const std::string& line) {
    std::istringstream words(line);
    std::string what;
    words >> what;
    if (what == "begin") words >> begun_;
    else if (what == "end") ended_ = true;
    else if (what == "fail") failure(words);
    else if (what == "line") lines_->push_back(manyLines(line.substr(5)));
    else if (what == "stats") stats(words);
    else if (what == "fault") fault(words);
    else if (what == "check") check(words);
  }

  void close() {
    if (ended_) return;
    auto& failure = found_[begun_];
    failure = {plan_.worlds[begun_], {Invariant::unexpected, 0, stopped}, {}};
  }

  [[nodiscard]] const std::map<std::size_t, Failure>& found() const { return found_; }

 private:
  void failure(std::istringstream& words) {
    std::size_t place = 0;
    std::size_t invariant = 0;
    Violation violation;
    words >> place >> violation.step >> invariant;
    words.ignore(1);
    std::getline(words, violation.what);
    violation.invariant = static_cast<Invariant>(invariant);
    violation.what = manyLines(violation.what);
    auto& failure = found_[place];
    failure = {plan_.worlds[place], std::move(violation), {}};
    lines_ = &failure.lastLines;
  }
  void stats(std::istringstream& words) {
    Stats stats;
    words >> stats.worlds >> stats.steps >> stats.saves >> stats.changes >> stats.flights >> stats.receipts >>
        stats.rounds;
    report_.stats += stats;
  }
  void fault(std::istringstream& words) {
    std::uint64_t count = 0;
    std::string name;
    words >> count;
    words.ignore(1);
    std::getline(words, name);
    report_.stats.faults[name] += count;
  }
  void check(std::istringstream& words) {
    std::size_t at = 0;
    std::uint64_t count = 0;
    words >> at >> count;
    if (at < invariants) report_.stats.checked[at] += count;
  }

  const RunPlan& plan_;
  RunReport& report_;
  std::map<std::size_t, Failure> found_;
  std::vector<std::string>* lines_ = nullptr;
  std::size_t begun_ = 0;
  bool ended_ = false;
};

Outcome playTwice(const WorldOptions& world) {
  auto once = playWorld(world);
  const auto again = playWorld(world);
  ++once.stats.checked[static_cast<std::size_t>(Invariant::replay)];
  if (once.trace != again.trace && !once.violation)
    once.violation = Violation{Invariant::replay, 0, "two runs of the same seed differ"};
  return once;
}

void playShare(const RunPlan& plan, unsigned share, std::FILE* to) {
  Teller teller(to);
  Stats all;
  for (std::size_t place = share; place < plan.worlds.size(); place += plan.jobs) {
    teller.begin(place);
    const bool twice = plan.replayEvery != 0 && place % plan.replayEvery == 0;
    const auto outcome = twice ? playTwice(plan.worlds[place]) : playWorld(plan.worlds[place]);
    all += outcome.stats;
    if (!outcome.violation) continue;
    teller.failure(place, outcome);
    if (plan.stopAtFirst) break;
  }
  teller.stats(all);
}

struct Worker {
  pid_t pid = 0;
  std::FILE* from = nullptr;
};

Worker startWorker(const RunPlan& plan, unsigned share) {
  int ends[2] = {-1, -1};
  if (pipe(ends) != 0) std::abort();
  std::fflush(stdout);
  const auto pid = fork();
  if (pid < 0) std::abort();
  if (pid == 0) {
    close(ends[0]);
    auto* to = fdopen(ends[1], "w");
    playShare(plan, share, to);
    std::fclose(to);
    std::fflush(stdout);
    _exit(0);
  }
  close(ends[1]);
  return {pid, fdopen(ends[0], "r")};
}

void hearAll(std::FILE* from, Listener& listener) {
  char* line = nullptr;
  std::size_t room = 0;
  for (auto size = getline(&line, &room, from); size > 0; size = getline(&line, &room, from))
    listener.hear(std::string(line, static_cast<std::size_t>(size) - 1));
  std::free(line);
}

}  // namespace

RunReport run(const RunPlan& plan) {
  const auto began = std::chrono::steady_clock::now();
  RunReport report;
  std::vector<Worker> workers;
  for (unsigned share = 0; share < plan.jobs; ++share) workers.push_back(startWorker(plan, share));
  std::map<std::size_t, Failure> found;
  for (const auto& worker : workers) {
    Listener listener(plan, report);
    hearAll(worker.from, listener);
    std::fclose(worker.from);
    waitpid(worker.pid, nullptr, 0);
    listener.close();
    found.insert(listener.found().begin(), listener.found().end());
  }
  if (!found.empty()) report.firstFailure = found.begin()->first;
  for (auto& [place, failure] : found) report.failures.push_back(std::move(failure));
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  return report;
}

std::string replayCommand(const WorldOptions& world) {
  auto command = "bianfang-sim --seed " + std::to_string(world.seed);
  if (world.steps != stepsUsual) command += " --steps " + std::to_string(world.steps);
  if (!world.scenario.empty()) command += " --scenario " + world.scenario;
  return command + " --trace";
}

}  // namespace bf::sim
