#pragma once
// Gives a DiskCore to SQLite as a VFS (https://sqlite.org/vfs.html) that answers and syncs as SQLite's own unix VFS
// does, so that a crash test of the simulator says something about the real one. Time and randomness are passed in.

#include <sqlite3.h>

#include <cstdint>
#include <string>

#include "shared/base/env.h"
#include "tests/sim/disk/disk_core.h"

namespace bf {

/// SQLite has one random generator for the whole process, which salts write-ahead logs and names rows by randomblob().
/// This starts it from `random`, so that what follows in this process replays. Costs 4 bytes of `random`.
void seedSqlite(Random& random);

class SimVfs {
 public:
  /// Registers itself under a name of its own and seeds SQLite from `random`; all three must outlive it.
  SimVfs(DiskCore& disk, Clock& clock, Random& random);
  /// Every connection must be closed by then: asserted, since SQLite would go on using the freed VFS.
  ~SimVfs();
  SimVfs(const SimVfs&) = delete;
  SimVfs& operator=(const SimVfs&) = delete;

  /// For sqlite3_open_v2(); valid as long as this object.
  [[nodiscard]] const char* name() const { return name_.c_str(); }
  /// Files that SQLite has open, dead ones included.
  [[nodiscard]] int openFiles() const { return openFiles_; }
  /// What SQLite wanted to sleep in all (a busy handler); nobody slept. Microseconds.
  [[nodiscard]] std::int64_t slept() const { return slept_; }

 private:
  friend struct SimVfsCalls;
  DiskCore& disk_;
  Clock& clock_;
  Random& random_;
  std::string name_;
  sqlite3_vfs vfs_{};
  int openFiles_ = 0;
  std::int64_t slept_ = 0;
};

}  // namespace bf
