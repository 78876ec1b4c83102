#pragma once
// Cuts the power at every single change that a piece of work makes to the disk, several times each with another
// choice of what survives, and lets the work's own check look at each disk so made. The work runs once: an image is
// taken before each change. Thousands of images a second; a failure is named by seed, point and image.

#include <cstdint>
#include <string>

#include "shared/base/bytes.h"
#include "shared/base/error.h"
#include "tests/sim/disk/sim_disk.h"

namespace bf {

class CrashWorkload {
 public:
  virtual ~CrashWorkload() = default;
  /// Makes what is there before the work; taken as safely on the disk. Leaves nothing open.
  [[nodiscard]] virtual Result<> prepare(SimDisk& disk) = 0;
  /// The work itself. Leaves nothing open.
  [[nodiscard]] virtual Result<> run(SimDisk& disk) = 0;
  /// How many results run() has promised to keep so far; asked at each change of the disk.
  [[nodiscard]] virtual std::size_t acknowledged() const = 0;
  /// Opens what a power cut left, after `acknowledged` promises, and says what is wrong; "" if nothing. Leaves nothing
  /// open. The power may go again in the middle of it: then the answer does not count.
  [[nodiscard]] virtual std::string verify(SimDisk& disk, std::size_t acknowledged) = 0;
};

struct CrashPlan {
  std::uint64_t seed = 1;
  unsigned imagesPerPoint = 4;
  unsigned secondCutPercent = 20;  ///< of the images lose power again while they are being recovered
  PowerCutRules rules;
  bool ignoreSyncs = false;  ///< negative control: see DiskCore::setIgnoreSyncs
  bool digest = false;       ///< fill CrashReport::digest; costs a hash of the whole disk an image
};

struct CrashReport {
  std::uint64_t points = 0;
  std::uint64_t images = 0;
  std::uint64_t secondCuts = 0;
  std::uint64_t failures = 0;
  std::string firstFailure;  ///< "seed 7, point 31 (before write of /a.db-wal), image 2: row 12 is missing"
  Hash digest;               ///< equal for equal seeds and code
  double seconds = 0;        ///< spent on images

  CrashReport& operator+=(const CrashReport& other);
  [[nodiscard]] double imagesPerSecond() const { return seconds > 0 ? static_cast<double>(images) / seconds : 0; }
};

/// Errors: those of prepare() and run(). The clock gives SQLite its time; it must not be what the work depends on.
[[nodiscard]] Result<CrashReport> exploreCrashes(CrashWorkload& work, const CrashPlan& plan, Clock& clock);

}  // namespace bf
