#pragma once
// The disk of one simulated machine, ready for SQLite: open a database with sqlite3_open_v2(path, &db, flags,
// disk.vfsName()), do to the disk whatever DiskCore offers, close the dead connections, open again and look.
// Several disks may live at once; each belongs to one thread at a time.

#include "tests/sim/disk/sim_vfs.h"

namespace bf {

class SimDisk final : public DiskCore {
 public:
  /// The clock gives SQLite its time; `random` its randomness and the faults that come by chance. Both must outlive
  /// the disk, and every connection must be closed before the disk goes.
  SimDisk(Clock& clock, Random& random) : DiskCore(random), vfs_(*this, clock, random) {}

  [[nodiscard]] const char* vfsName() const { return vfs_.name(); }
  [[nodiscard]] const SimVfs& vfs() const { return vfs_; }

 private:
  SimVfs vfs_;
};

}  // namespace bf
