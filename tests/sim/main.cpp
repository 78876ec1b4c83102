// bianfang-sim: plays seeded worlds and says what did not hold.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "tests/sim/runner.h"
#include "tests/sim/scenarios.h"
#include "tests/sim/weakenings.h"

namespace {

using namespace bf::sim;

struct Wishes {
  std::uint64_t seed = 0;
  std::string seeds;
  unsigned steps = stepsUsual;
  unsigned jobs = 1;
  unsigned replayEvery = 20;
  bool trace = false;
  bool goOn = false;
  std::string scenario;
  std::uint64_t scenarioSeeds = 0;
  std::string regressions;
  bool weakened = false;
  std::vector<std::string> weakeningNames;
};

/// The commit of the tree that this program was built from, as it is now; a failure is named by seed and commit.
std::string commit() {
  std::string text;
  auto* git = popen("git -C '" BIANFANG_SOURCE "' describe --always --dirty 2>/dev/null", "r");
  if (git == nullptr) return "unknown";
  for (int c = std::fgetc(git); c != EOF && c != '\n'; c = std::fgetc(git)) text += static_cast<char>(c);
  pclose(git);
  return text.empty() ? "unknown" : text;
}

/// "7" is 1 to 7, "100..200" is what it says.
bool readRange(const std::string& text, std::uint64_t& first, std::uint64_t& last) {
  const auto dots = text.find("..");
  std::istringstream from(dots == std::string::npos ? "1" : text.substr(0, dots));
  std::istringstream to(dots == std::string::npos ? text : text.substr(dots + 2));
  return static_cast<bool>(from >> first) && static_cast<bool>(to >> last) && first <= last;
}

/// One world a line: seed, and behind it steps and the name of a scenario where they matter.
bool addRegressions(const std::string& path, std::vector<WorldOptions>& worlds) {
  std::ifstream file(path);
  if (!file) return false;
  for (std::string line; std::getline(file, line);) {
    line = line.substr(0, line.find('#'));
    std::istringstream words(line);
    WorldOptions world;
    if (!(words >> world.seed)) continue;
    if (!(words >> world.steps)) world.steps = stepsUsual;
    words >> world.scenario;
    worlds.push_back(world);
  }
  return true;
}

bool planFor(const Wishes& wishes, RunPlan& plan) {
  plan.jobs = std::max(1U, wishes.jobs);
  plan.replayEvery = wishes.replayEvery;
  plan.stopAtFirst = !wishes.goOn;
  if (!wishes.regressions.empty() && !addRegressions(wishes.regressions, plan.worlds)) {
    std::fprintf(stderr, "cannot read %s\n", wishes.regressions.c_str());
    return false;
  }
  std::uint64_t first = 1;
  std::uint64_t last = 0;
  if (wishes.seed != 0) first = last = wishes.seed;
  if (!wishes.seeds.empty() && !readRange(wishes.seeds, first, last)) {
    std::fprintf(stderr, "--seeds: a number, or two with .. between them\n");
    return false;
  }
  for (auto seed = first; seed <= last; ++seed)
    plan.worlds.push_back({seed, wishes.steps, wishes.trace, wishes.scenario});
  for (const auto& scenario : scenarios())
    for (std::uint64_t seed = 1; seed <= wishes.scenarioSeeds; ++seed)
      plan.worlds.push_back({seed, wishes.steps, wishes.trace, scenario.name});
  return true;
}

void print(const RunReport& report) {
  const auto& stats = report.stats;
  const auto number = [](std::uint64_t count) { return static_cast<unsigned long long>(count); };
  std::printf("%llu worlds, %llu steps, %llu changes saved, %llu flights, %llu receipts, %llu quiet rounds, %.1f s\n",
              number(stats.worlds), number(stats.steps), number(stats.changes), number(stats.flights),
              number(stats.receipts), number(stats.rounds), report.seconds);
  std::printf("faults:");
  for (const auto& [fault, count] : stats.faults) std::printf(" %s %llu;", fault.c_str(), number(count));
  std::printf("\nchecked:");
  for (std::size_t i = 0; i + 1 < invariants; ++i)
    std::printf(" %s %llu;", name(static_cast<Invariant>(i)), number(stats.checked[i]));
  std::printf("\n%zu violated\n", report.failures.size());
}

void print(const Failure& failure) {
  std::printf("VIOLATED %s\n  seed %llu, step %llu, commit %s\n  %s\n  again: %s\n", name(failure.violation.invariant),
              static_cast<unsigned long long>(failure.world.seed),
              static_cast<unsigned long long>(failure.violation.step), commit().c_str(), failure.violation.what.c_str(),
              replayCommand(failure.world).c_str());
}

int playAll(const Wishes& wishes) {
  RunPlan plan;
  if (!planFor(wishes, plan)) return 2;
  if (plan.worlds.empty()) {
    std::fprintf(stderr, "which worlds? --seed, --seeds, --regressions or --scenarios\n");
    return 2;
  }
  const auto report = run(plan);
  for (const auto& failure : report.failures) print(failure);
  if (!report.failures.empty() && !wishes.trace) {
    std::printf("last lines of the first:\n");
    for (const auto& line : report.failures.front().lastLines) std::printf("  %s\n", line.c_str());
  }
  print(report);
  return report.failures.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Wishes wishes;
  CLI::App app("Plays small counties with every fault, by seed, and checks what must hold.");
  app.add_option("--seed", wishes.seed, "one world");
  app.add_option("--seeds", wishes.seeds, "several: 300, or 1001..2000");
  app.add_option("--steps", wishes.steps, "of the faulty phase of each world");
  app.add_option("--jobs", wishes.jobs, "processes");
  app.add_option("--replay-every", wishes.replayEvery, "play each so many worlds one twice; 0: never");
  app.add_flag("--trace", wishes.trace, "print what happens");
  app.add_flag("--go-on", wishes.goOn, "do not stop at the first violation");
  app.add_option("--scenario", wishes.scenario, "a directed world instead of chance");
  app.add_option("--scenarios", wishes.scenarioSeeds, "all directed worlds, with so many seeds each");
  app.add_option("--regressions", wishes.regressions, "a list of worlds that once failed");
  app.add_flag("--weakenings", wishes.weakened, "make the code wrong in every known way and see it caught");
  app.add_option("names", wishes.weakeningNames, "of weakenings; none: all");
  CLI11_PARSE(app, argc, argv);
  if (wishes.weakened) return tryWeakenings(wishes.weakeningNames, std::max(1U, wishes.jobs)) ? 0 : 1;
  return playAll(wishes);
}
