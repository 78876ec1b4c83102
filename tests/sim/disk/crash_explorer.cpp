#include "tests/sim/disk/crash_explorer.h"

#include <chrono>
#include <vector>

#include "shared/base/crypto.h"

namespace bf {
namespace {

constexpr const char* opNames[diskOpCount] = {"read",   "write",  "truncate", "sync",
                                              "create", "remove", "rename",   "directory sync"};

/// Recovery of a small database takes a handful of changes; a second cut behind them would never fall.
constexpr std::uint64_t secondCutWithin = 12;

struct CrashPoint {
  DiskImage image;
  std::size_t acknowledged = 0;
  std::string where;
};

/// Neighbouring seeds, points and images must not draw alike.
std::uint64_t mixed(std::uint64_t seed, std::uint64_t point, std::uint64_t image) {
  return (seed * 1'000'003 + point) * 1'009 + image;
}

class Explorer {
 public:
  Explorer(CrashWorkload& work, const CrashPlan& plan, Clock& clock) : work_(work), plan_(plan), clock_(clock) {}

  Result<CrashReport> explore() {
    BF_CHECK(record());
    const auto began = std::chrono::steady_clock::now();
    SeededRandom random(plan_.seed);
    SimDisk probe(clock_, random);
    probe.setIgnoreSyncs(plan_.ignoreSyncs);
    for (std::size_t point = 0; point < points_.size(); ++point)
      for (unsigned image = 0; image < plan_.imagesPerPoint; ++image) look(probe, point, image);
    report_.points = points_.size();
    report_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    return report_;
  }

 private:
  Result<> record() {
    SeededRandom random(plan_.seed);
    SimDisk disk(clock_, random);
    BF_CHECK(work_.prepare(disk));
    disk.crash(random, {Survival::everything, std::nullopt});
    disk.setIgnoreSyncs(plan_.ignoreSyncs);
    disk.watch([&](DiskOp op, std::string_view path) {
      const auto* name = opNames[static_cast<std::size_t>(op)];
      points_.push_back(
          {disk.image(), work_.acknowledged(), std::string("before ") + name + " of " + std::string(path)});
    });
    BF_CHECK(work_.run(disk));
    points_.push_back({disk.image(), work_.acknowledged(), "at the end"});
    return {};
  }

  void look(SimDisk& probe, std::size_t point, unsigned image) {
    SeededRandom random(mixed(plan_.seed, point, image));
    const auto& at = points_[point];
    seedSqlite(random);
    probe.restore(at.image);
    probe.crash(random, plan_.rules);
    if (random.chance(plan_.secondCutPercent)) cutDuringRecovery(probe, at, random);
    if (plan_.digest) report_.digest = hashOf(report_.digest.view(), probe.contentHash().view());
    const auto wrong = work_.verify(probe, at.acknowledged);
    if (plan_.digest) report_.digest = hashOf(report_.digest.view(), wrong);
    ++report_.images;
    if (wrong.empty()) return;
    if (report_.failures++ == 0)
      report_.firstFailure = "seed " + std::to_string(plan_.seed) + ", point " + std::to_string(point) + " (" +
                             at.where + "), image " + std::to_string(image) + ": " + wrong;
  }

  void cutDuringRecovery(SimDisk& probe, const CrashPoint& at, SeededRandom& random) {
    probe.inject({.kind = DiskFault::Kind::powerCut, .at = 1 + random.below(secondCutWithin)});
    (void)work_.verify(probe, at.acknowledged);
    if (!probe.hasPower()) ++report_.secondCuts;
    probe.clearFaults();
    probe.crash(random, plan_.rules);
  }

  CrashWorkload& work_;
  const CrashPlan& plan_;
  Clock& clock_;
  std::vector<CrashPoint> points_;
  CrashReport report_;
};

}  // namespace

CrashReport& CrashReport::operator+=(const CrashReport& other) {
  points += other.points;
  images += other.images;
  secondCuts += other.secondCuts;
  if (failures == 0) firstFailure = other.firstFailure;
  failures += other.failures;
  digest = hashOf(digest.view(), other.digest.view());
  seconds += other.seconds;
  return *this;
}

Result<CrashReport> exploreCrashes(CrashWorkload& work, const CrashPlan& plan, Clock& clock) {
  return Explorer(work, plan, clock).explore();
}

}  // namespace bf
