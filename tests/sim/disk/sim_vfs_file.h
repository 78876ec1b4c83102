#pragma once
// One file that SQLite has open on a simulated disk: the calls of sqlite3_io_methods. Used by sim_vfs.cpp alone.

#include <sqlite3.h>

#include <memory>

#include "tests/sim/disk/disk_core.h"
#include "tests/sim/disk/disk_sharing.h"

namespace bf {

struct SimVfsOpened {
  DiskCore* disk = nullptr;
  int* openFiles = nullptr;  // of the VFS
  const char* vfsName = nullptr;
  DiskHandle handle;
  std::shared_ptr<FileSharing> sharing;
  bool readOnly = false;
  bool deleteOnClose = false;
  bool syncDirectoryToo = false;  // a new journal or WAL: its first fsync saves its name as well
  int persistWal = 0;
};

/// What SQLite allocates: szOsFile bytes that begin with a sqlite3_file.
struct SimVfsFile {
  sqlite3_file base;
  SimVfsOpened* opened;  // owned from xOpen to xClose
};

[[nodiscard]] const sqlite3_io_methods* simVfsFileMethods();

/// The SQLite code for `status`, where a plain I/O error is `ioError`, e.g. SQLITE_IOERR_WRITE.
[[nodiscard]] int sqliteCode(DiskStatus status, int ioError);

}  // namespace bf
