#include "tests/sim/weakenings.h"

#include <algorithm>
#include <cstdio>

#include "shared/base/weakening.h"
#include "tests/sim/runner.h"

namespace bf::sim {
namespace {

/// A weakening that this many worlds do not show would not be shown by a night of them either.
constexpr std::uint64_t seedsMost = 200;
/// Worlds played before it is looked at whether one of them caught it.
constexpr std::uint64_t seedsAtOnce = 10;

#ifdef BIANFANG_WEAKENINGS

RunReport playSome(const Weakening& weakening, std::uint64_t first, unsigned jobs) {
  RunPlan plan;
  plan.jobs = jobs;
  plan.stopAtFirst = true;
  for (auto seed = first; seed < first + seedsAtOnce; ++seed) {
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

bool tryOne(const Weakening& weakening, unsigned jobs) {
  double seconds = 0;
  for (std::uint64_t first = 1; first <= seedsMost; first += seedsAtOnce) {
    const auto report = playSome(weakening, first, jobs);
    seconds += report.seconds;
    if (report.failures.empty()) continue;
    const auto& failure = report.failures.front();
    std::printf("%-26s caught by %-22s at seed %-3llu %5.1f s  %s\n", weakening.name, name(failure.violation.invariant),
                static_cast<unsigned long long>(failure.world.seed), seconds, weakening.what);
    std::fflush(stdout);
    return true;
  }
  std::printf("%-26s NOT CAUGHT in %llu worlds %20.1f s  %s\n", weakening.name,
              static_cast<unsigned long long>(seedsMost), seconds, weakening.what);
  std::fflush(stdout);
  return false;
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
      {"forget-awaited", "a base that has not arrived yet is forgotten", "clones"},
      {"last-write-wins", "of several heads only the newest is kept", "upgrades"},
      {"removal-wins", "a removal is not asked what it had seen", "upgrades"},
      {"drop-unknown-fields", "fields of a newer schema are dropped", "upgrades"},
      {"pass-over-new-kinds", "records of a kind that was unknown are not fetched later", "upgrades"},
      {"refuse-unknown-kinds", "a batch with a kind that the centre does not know is refused", "upgrades"},
      {"prune-on-receipt", "a tablet drops a batch as soon as it has its receipt", "restores"},
      {"purge-unarchived", "what left the scope is purged before every backup holds it", "moves"},
      {"newest-backup-counts", "archived is what the newest backup holds, not the oldest", "restores"},
      {"part-is-whole", "a batch that became whole counts as archived by older backups", "restores"},
      {"first-offer-is-whole", "the rest of a batch that was offered in part is not taken", "restores"},
      {"forget-epoch", "a restored centre goes on in the old epoch", "restores"},
      {"offer-nothing-again", "a tablet keeps its old receipts in a new epoch", "restores"},
      {"keep-cursor-of-old-epoch", "a tablet reads on from its cursor of the old epoch", "restores"},
      {"no-picture-of-new-epoch", "a tablet takes no picture after a restore", "restores"},
      {"epoch-goes-back", "an older epoch is told and taken", "restores"},
      {"audit-goes-back", "a tablet witnesses an older audit head", "restores"},
      {"trust-the-centre", "a tablet's proof that the centre was put back is not asked for", "restores"},
      {"unchain-audit", "audit entries do not name the one before", "restores"},
      {"name-by-position", "a batch is known by device and position, not by its hash", "clones"},
      {"ignore-forks", "two continuations of a chain raise no alarm", "clones"},
      {"apply-twice", "what two images of one tablet brought is applied twice", "clones"},
      {"never-tell-own", "an image is not told what the other image did", "clones"},
      {"forget-the-other-image", "what an image passed over before the alarm is not told again", "clones"},
      {"picture-over-own-work", "a picture replaces work that was not sent yet", "restores"},
      {"picture-over-sealed-work", "a picture replaces work whose receipt was lost", "restores"},
      {"picture-of-the-future", "what changed while a picture was read is passed over", "restores"},
      {"cursor-of-full-answer", "an answer that is full moves the cursor to the end", "restores"},
      {"skip-veil", "batches go out with changes of other regions in them", "moves"},
      {"tell-everyone", "a record's state goes to whoever reads its old region", "moves"},
      {"tell-no-leave", "nobody hears that a household moved away", "moves"},
      {"tell-no-enter", "nobody hears that a household moved in", "moves"},
      {"keep-what-left", "a tablet keeps households that moved away", "moves"},
      {"keep-region-taken-away", "a tablet keeps a region that was taken from it", "moves"},
      {"purge-nothing", "texts of what left stay in the tablet's log", "moves"},
      {"leave-erased-pages", "erased texts stay in free pages of the file", "moves"},
      {"skip-scope-check", "edits in any region are applied", "liars"},
      {"create-anywhere", "records are created in any region", "liars"},
      {"move-anywhere", "households are moved into any region", "liars"},
      {"write-to-finished", "a finished visit takes further changes", "liars"},
      {"skip-role-check", "a change may claim any role", "liars"},
      {"skip-device-check", "a change may claim any device", "liars"},
      {"skip-hard-rules", "values against the schema are applied", "liars"},
      {"admit-what-waited", "what waited for its record is applied unjudged", "liars"},
      {"drop-held", "a held change is in no list for review", "liars"},
      {"serve-revoked", "a revoked tablet is served", "liars"},
      {"apply-work-of-revoked", "the work of a revoked tablet is applied", "liars"},
      {"skip-signature", "a batch may carry any signature", "liars"},
  };
  return all;
}

bool tryWeakenings(const std::vector<std::string>& only, unsigned jobs) {
#ifdef BIANFANG_WEAKENINGS
  std::size_t tried = 0;
  std::size_t caught = 0;
  for (const auto& weakening : weakenings()) {
    if (!only.empty() && std::ranges::find(only, weakening.name) == only.end()) continue;
    ++tried;
    caught += tryOne(weakening, jobs) ? 1 : 0;
  }
  std::printf("%zu of %zu weakenings caught\n", caught, tried);
  return tried > 0 && caught == tried;
#else
  (void)only;
  (void)jobs;
  (void)seedsMost;
  (void)seedsAtOnce;
  std::printf("this build has no weakenings: use bianfang-sim-weak\n");
  return false;
#endif
}

}  // namespace bf::sim
