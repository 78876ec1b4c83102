#include "tests/sim/weakenings.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "shared/base/weakening.h"
#include "tests/sim/runner.h"

namespace bf::sim {
namespace {

/// A weakening that this many worlds do not show is not worth a daily run: it is rare, or the check is missing.
constexpr std::uint64_t seedsMost = 60;
constexpr std::uint64_t seedsMostOfRare = 400;

#ifdef BIANFANG_WEAKENINGS

std::uint64_t worldsFor(const Weakening& weakening) { return weakening.rare ? seedsMostOfRare : seedsMost; }

/// Until the first world that is caught; its scenario on every second seed, chance on the others.
RunReport playSome(const Weakening& weakening) {
  RunPlan plan;
  plan.stopAtFirst = true;
  for (std::uint64_t seed = 1; seed <= worldsFor(weakening); ++seed) {
    WorldOptions world;
    world.seed = seed;
    if (seed % 2 == 1) world.scenario = weakening.scenario;
    plan.worlds.push_back(world);
  }
  activeWeakening = weakening.name;
  auto report = run(plan);
  activeWeakening = {};
  return report;
}

bool tryOne(const Weakening& weakening) {
  const auto report = playSome(weakening);
  if (report.failures.empty()) {
    std::printf("%-26s NOT CAUGHT in %llu worlds %20.1f s  %s\n", weakening.name,
                static_cast<unsigned long long>(worldsFor(weakening)), report.seconds, weakening.what);
  } else {
    const auto& failure = report.failures.front();
    std::printf("%-26s caught by %-22s at seed %-3llu %5.1f s  %s\n", weakening.name, name(failure.violation.invariant),
                static_cast<unsigned long long>(failure.world.seed), report.seconds, weakening.what);
  }
  std::fflush(stdout);
  return !report.failures.empty();
}

/// Every `jobs`-th of them in a process of its own. Result: how many were not caught.
int tryShare(const std::vector<const Weakening*>& chosen, unsigned share, unsigned jobs) {
  int missed = 0;
  for (std::size_t i = share; i < chosen.size(); i += jobs) missed += tryOne(*chosen[i]) ? 0 : 1;
  return missed;
}

int tryAll(const std::vector<const Weakening*>& chosen, unsigned jobs) {
  std::vector<pid_t> workers;
  std::fflush(stdout);
  for (unsigned share = 0; share < jobs; ++share) {
    const auto pid = fork();
    if (pid < 0) std::abort();
    if (pid == 0) _exit(tryShare(chosen, share, jobs));
    workers.push_back(pid);
  }
  int missed = 0;
  for (const auto pid : workers) {
    int status = 0;
    waitpid(pid, &status, 0);
    missed += WIFEXITED(status) ? WEXITSTATUS(status) : 1;
  }
  return missed;
}

#endif

}  // namespace

const std::vector<Weakening>& weakenings() {
  static const std::vector<Weakening> all{
      {"acknowledge-before-sync", "a commit returns before its log is on the disk", "centre-crashes"},
      {"edit-without-log", "some edits are shown and not put into the log", "upgrades"},
      {"skip-bases", "an edit does not name what it replaces", "upgrades"},
      {"decide-for-one-head", "a decision names one head of a conflict", "upgrades"},
      {"believe-clocks", "a stamp is not bounded by the time of receipt", "moves"},
      {"forget-awaited", "a base that has not arrived yet is forgotten", "clones", true},
      {"last-write-wins", "of several heads only the newest is kept", "upgrades"},
      {"removal-wins", "a removal is not asked what it had seen", "upgrades"},
      {"drop-unknown-fields", "fields of a newer schema are dropped", "upgrades"},
      {"pass-over-new-kinds", "records of a kind that was unknown are not fetched later", "upgrades"},
      {"prune-on-receipt", "a tablet drops a batch as soon as it has its receipt", "restores"},
      {"purge-unarchived", "what left the scope is purged before every backup holds it", "moves"},
      {"newest-backup-counts", "archived is what the newest backup holds, not the oldest", "restores", true},
      {"part-is-whole", "a batch that became whole counts as archived by older backups", "restores", true},
      {"first-offer-is-whole", "the rest of a batch that was offered in part is not taken", "restores", true},
      {"forget-epoch", "a restored centre goes on in the old epoch", "restores"},
      {"offer-nothing-again", "a tablet keeps its old receipts in a new epoch", "restores"},
      {"keep-cursor-of-old-epoch", "a tablet reads on from its cursor of the old epoch", "restores"},
      {"no-picture-of-new-epoch", "a tablet takes no picture after a restore", "restores", true},
      {"epoch-goes-back", "an older epoch is told and taken", "restores"},
      {"audit-goes-back", "a tablet witnesses an older audit head", "restores", true},
      {"trust-the-centre", "a tablet's proof that the centre was put back is not asked for", "restores"},
      {"unchain-audit", "audit entries do not name the one before", "restores"},
      {"name-by-position", "a batch is known by device and position, not by its hash", "clones"},
      {"ignore-forks", "two continuations of a chain raise no alarm", "clones"},
      {"apply-twice", "what two images of one tablet brought is applied twice", "clones"},
      {"never-tell-own", "an image is not told what the other image did", "clones"},
      {"forget-the-other-image", "what an image passed over before the alarm is not told again", "clones"},
      {"picture-over-own-work", "a picture replaces work that was not sent yet", "restores", true},
      {"picture-over-sealed-work", "a picture replaces work whose receipt was lost", "restores", true},
      {"picture-of-the-future", "what changed while a picture was read is passed over", "restores", true},
      {"cursor-of-full-answer", "an answer that is full moves the cursor to the end", "restores"},
      {"skip-veil", "batches go out with changes of other regions in them", "moves"},
      {"tell-everyone", "a record's state goes to whoever reads its old region", "moves"},
      {"tell-no-leave", "nobody hears that a household moved away", "moves"},
      {"tell-no-enter", "nobody hears that a household moved in", "moves"},
      {"keep-what-left", "a tablet keeps households that moved away", "moves"},
      {"keep-region-taken-away", "a tablet keeps a region that was taken from it", "moves"},
      {"purge-nothing", "texts of what left stay in the tablet's log", "moves"},
      {"leave-erased-pages", "erased texts stay in free pages of the file", "moves", true},
      {"skip-scope-check", "edits in any region are applied", "liars"},
      {"create-anywhere", "records are created in any region", "liars"},
      {"move-anywhere", "households are moved into any region", "liars"},
      {"write-to-finished", "a finished visit takes further changes", "liars"},
      {"skip-role-check", "a change may claim any role", "liars"},
      {"skip-device-check", "a change may claim any device", "liars"},
      {"skip-hard-rules", "values against the schema are applied", "liars"},
      {"admit-what-waited", "what waited for its record is applied unjudged", "liars", true},
      {"drop-held", "a held change is in no list for review", "liars"},
      {"serve-revoked", "a revoked tablet is served", "liars"},
      {"apply-work-of-revoked", "the work of a revoked tablet is applied", "liars"},
      {"skip-signature", "a batch may carry any signature", "liars"},
  };
  return all;
}

bool tryWeakenings(const std::vector<std::string>& only, unsigned jobs) {
#ifdef BIANFANG_WEAKENINGS
  std::vector<const Weakening*> chosen;
  for (const auto& weakening : weakenings())
    if (only.empty() ? !weakening.rare : std::ranges::find(only, weakening.name) != only.end())
      chosen.push_back(&weakening);
  const auto missed = tryAll(chosen, jobs);
  std::printf("%zu of %zu weakenings caught\n", chosen.size() - static_cast<std::size_t>(missed), chosen.size());
  return !chosen.empty() && missed == 0;
#else
  (void)only;
  (void)jobs;
  (void)seedsMost;
  (void)seedsMostOfRare;
  std::printf("this build has no weakenings: use bianfang-sim-weak\n");
  return false;
#endif
}

}  // namespace bf::sim
