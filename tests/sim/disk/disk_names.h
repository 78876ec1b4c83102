#pragma once
// Which file stands under which path, now and surely on the disk. A creation, removal or renaming is durable only
// after its directory is synced; until then a power cut may lose it, but never out of order (the journal of ext4).
// fsync of a file does not save its name: stricter than ext4, as POSIX allows. Directories need not be made.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/sim/disk/disk_file.h"

namespace bf {

/// "/a/b" for "/a/b/c.db"; "" for a name without a slash.
[[nodiscard]] std::string_view directoryOf(std::string_view path);

class DiskNames {
 public:
  using Files = std::map<std::string, std::shared_ptr<DiskFile>, std::less<>>;

  /// Null when no file stands there.
  [[nodiscard]] std::shared_ptr<DiskFile> find(std::string_view path) const;
  void link(std::uint64_t seq, const std::string& path, std::shared_ptr<DiskFile> file);
  /// The path must exist.
  void unlink(std::uint64_t seq, const std::string& path);
  /// `from` must exist; replaces what stands at `to`.
  void rename(std::uint64_t seq, const std::string& from, const std::string& to);
  void syncDirectory(std::string_view directory);

  [[nodiscard]] const Files& live() const { return live_; }
  /// The names on the disk if only the changes before `seq` got there.
  [[nodiscard]] Files durableBefore(std::uint64_t seq) const;
  /// The order numbers of the changes that no directory sync has covered.
  [[nodiscard]] std::vector<std::uint64_t> unsynced() const;
  /// Every file that any present or durable name leads to, once each.
  [[nodiscard]] std::vector<std::shared_ptr<DiskFile>> files() const;

  /// Everything durable and nothing under way: the disk as found after a restart.
  static DiskNames found(Files files);
  /// A copy whose files are its own; pages are shared.
  [[nodiscard]] DiskNames copy() const;

 private:
  struct Change {
    std::uint64_t seq = 0;
    std::string removed;  // empty: none
    std::string linked;   // empty: none
    std::shared_ptr<DiskFile> file;
  };
  static void apply(const Change& change, Files& files);
  void record(Change change);

  Files live_;
  Files durable_;
  std::vector<Change> unsynced_;
};

}  // namespace bf
