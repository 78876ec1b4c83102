#pragma once
// The disk of one simulated machine and everything that may happen to it: power cuts, killed processes, errors, a
// full or read-only disk, rotten bits, and images to go back to. SimDisk gives it to SQLite, SimFiles to evidence.
// Used by one thread at a time; equal calls with equal random bytes give equal disks.

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/bytes.h"
#include "tests/sim/disk/disk_fault.h"
#include "tests/sim/disk/disk_names.h"
#include "tests/sim/disk/power_cut.h"

namespace bf {

enum class DiskStatus {
  ok,
  failed,    ///< an input/output error, a handle from before a crash, or no power
  full,      ///< a write may have been done in part
  readOnly,  ///< nothing was changed
  notFound,
};

/// An open file. Dead after the next crash or restore: every call with it answers `failed`.
struct DiskHandle {
  std::shared_ptr<DiskFile> file;
  std::string path;  ///< empty: a temporary file without a name
  std::uint64_t life = 0;
};

/// A whole disk at one moment, synced or not; cheap to copy, independent of the disk it came from.
class DiskImage {
 private:
  friend class DiskCore;
  std::shared_ptr<const DiskNames> names_ = std::make_shared<const DiskNames>();
  std::uint64_t seq_ = 0;
};

class DiskCore {
 public:
  /// `random` draws the faults that come by chance; it must outlive the disk.
  explicit DiskCore(Random& random) : dice_(random) {}

  // What happens to the machine.

  /// From now on every call fails, until crash().
  void cutPower() { power_ = false; }
  [[nodiscard]] bool hasPower() const { return power_; }
  /// Power cut, if not already, and restart: unsynced changes survive as drawn from `random`; all handles are dead.
  void crash(Random& random, const PowerCutRules& rules = {});
  /// kill -9 of the process: handles are dead, the operating system keeps all writes and may still lose them later.
  void crashKeepingAll();

  // Faults.

  void inject(const DiskFault& fault) { faults_.add(fault); }
  void clearFaults() { faults_.clear(); }
  /// Space for file contents in bytes, counted in whole pages of the files that have a name; empty: endless.
  void setCapacity(std::optional<std::uint64_t> bytes) { capacity_ = bytes; }
  [[nodiscard]] std::uint64_t usedBytes() const;
  void setReadOnly(bool readOnly) { readOnly_ = readOnly; }
  [[nodiscard]] bool readOnly() const { return readOnly_; }
  /// A disk that says "synced" at once and lies; a negative control for crash tests.
  void setIgnoreSyncs(bool ignore) { ignoreSyncs_ = ignore; }
  struct Rot {
    std::string path;
    std::uint64_t offset = 0;
  };
  /// Flips one bit in all that is stored, every byte being as likely; nothing when no file has content.
  std::optional<Rot> flipBit(Random& random);
  /// False when there is no such byte.
  bool flipBit(std::string_view path, std::uint64_t offset, unsigned bit);

  // Images.

  [[nodiscard]] DiskImage image() const;
  /// Replaces the whole disk (a backup put back, a cloned tablet); power is on, all handles are dead.
  void restore(const DiskImage& image);

  // What is there.

  [[nodiscard]] std::vector<std::string> paths() const;
  /// Equal for equal names and contents as a reader sees them now.
  [[nodiscard]] Hash contentHash() const;
  /// Calls that reached the disk so far, failed ones included.
  [[nodiscard]] std::uint64_t count(DiskOp op) const { return counts_[static_cast<std::size_t>(op)]; }
  /// All of them but reads: the numbers that DiskFault::at counts.
  [[nodiscard]] std::uint64_t changes() const { return changes_; }
  /// Called before each change takes place; it may take images, and must not change the disk.
  void watch(std::function<void(DiskOp, std::string_view path)> watcher) { watcher_ = std::move(watcher); }

  // Calls of the operating system. Offsets and sizes in bytes.

  DiskStatus open(const std::string& path, bool create, DiskHandle& out);
  DiskHandle openNameless();
  [[nodiscard]] bool alive(const DiskHandle& handle) const { return power_ && handle.life == life_; }
  /// `got` is how many bytes there were.
  DiskStatus read(const DiskHandle& handle, std::uint64_t offset, std::span<char> out, std::size_t& got);
  DiskStatus write(const DiskHandle& handle, std::uint64_t offset, std::string_view bytes);
  DiskStatus truncate(const DiskHandle& handle, std::uint64_t size);
  DiskStatus sync(const DiskHandle& handle);
  DiskStatus remove(const std::string& path);
  DiskStatus rename(const std::string& from, const std::string& to);
  DiskStatus syncDirectory(std::string_view directory);
  /// Size in bytes; nothing when no file stands there.
  [[nodiscard]] std::optional<std::uint64_t> sizeOf(std::string_view path) const;

 private:
  struct Entered {
    DiskStatus status = DiskStatus::ok;
    bool cutAfter = false;  // the power goes while this change is under way
  };
  Entered enter(DiskOp op, std::string_view path);
  template <class Apply>
  DiskStatus change(DiskOp op, std::string_view path, Apply apply);
  std::size_t roomFor(const DiskFile& file, std::uint64_t offset, std::size_t bytes) const;
  void killHandles();

  Dice dice_;
  DiskNames names_;
  DiskFaults faults_;
  std::optional<std::uint64_t> capacity_;
  std::function<void(DiskOp, std::string_view)> watcher_;
  std::array<std::uint64_t, diskOpCount> counts_{};
  std::uint64_t changes_ = 0;
  std::uint64_t seq_ = 0;   // of the last change
  std::uint64_t life_ = 1;  // between two crashes
  bool power_ = true;
  bool readOnly_ = false;
  bool ignoreSyncs_ = false;
};

}  // namespace bf
