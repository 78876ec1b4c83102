#pragma once
// What the connections to one database file share in memory: its locks (the five levels of
// https://sqlite.org/lockingv3.html) and, for WAL, the shared-memory regions with their eight locks
// (https://sqlite.org/walformat.html#locks). Answers are SQLite codes. Nothing of this survives a restart.

#include <array>
#include <map>
#include <memory>
#include <vector>

namespace bf {

class FileLocks {
 public:
  /// Raises the lock of `who` to `level`: SQLITE_OK, or SQLITE_BUSY; a failed exclusive lock leaves it pending.
  [[nodiscard]] int lock(const void* who, int level);
  /// Lowers it to SQLITE_LOCK_SHARED or SQLITE_LOCK_NONE.
  void unlock(const void* who, int level);
  /// True when anybody holds a reserved lock or more.
  [[nodiscard]] bool reserved() const;

 private:
  [[nodiscard]] int highestOfOthers(const void* who) const;
  std::map<const void*, int> levels_;
};

class SharedMemory {
 public:
  /// Lets `who` take part and gives the region's memory, zeroed when new; null when it does not exist and `extend`
  /// is false. Valid until everybody has left, or this object is gone.
  [[nodiscard]] char* region(const void* who, std::size_t index, std::size_t bytes, bool extend);
  [[nodiscard]] bool exists() const { return !regions_.empty(); }
  /// xShmLock: `flags` of SQLITE_SHM_LOCK or _UNLOCK with _SHARED or _EXCLUSIVE. SQLITE_OK or SQLITE_BUSY.
  [[nodiscard]] int lock(const void* who, int first, int count, int flags);
  /// Gives up all locks of `who`; the memory is gone with the last one, as the unix VFS's first opener truncates it.
  void leave(const void* who);

 private:
  struct Held {
    unsigned shared = 0;  // one bit a lock
    unsigned exclusive = 0;
  };
  std::vector<std::unique_ptr<char[]>> regions_;
  std::map<const void*, Held> held_;
};

class FileSharing {
 public:
  FileLocks locks;
  SharedMemory memory;
};

}  // namespace bf
