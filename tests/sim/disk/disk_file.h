#pragma once
// One file as the operating system and the disk see it: the bytes a reader gets now, the bytes that are surely on
// the disk, and in order the writes and truncations in between, each of which a power cut may keep, lose or tear.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/sim/disk/disk_pages.h"

namespace bf {

class FileSharing;

/// A write, or a truncation when `bytes` is null, that no fsync has covered yet.
struct UnsyncedWrite {
  std::uint64_t seq = 0;  ///< place in the order of all changes of the disk
  std::uint64_t offset = 0;
  std::shared_ptr<const std::string> bytes;  ///< shared with images; null: the file was cut or grown to sizeAfter
  std::uint64_t sizeAfter = 0;               ///< of the file, bytes
};

class DiskFile {
 public:
  DiskFile() = default;
  /// A file whose whole content is on the disk, as found after a restart.
  explicit DiskFile(DiskPages content) : live_(content), durable_(std::move(content)) {}

  void write(std::uint64_t seq, std::uint64_t offset, std::string_view bytes);
  void truncate(std::uint64_t seq, std::uint64_t size);
  /// A successful fsync: all that was written is on the disk.
  void sync();
  /// A failed fsync, as Linux answers it: readers still see the writes, but the kernel takes the pages for clean and
  /// no later fsync writes them, unless they are written again ("fsyncgate", https://lwn.net/Articles/752063/).
  void syncFailed() { unsynced_.clear(); }
  /// Bit rot: in what is read and on the disk, if the byte is already there.
  void flipBit(std::uint64_t offset, unsigned bit);

  [[nodiscard]] const DiskPages& live() const { return live_; }
  [[nodiscard]] const DiskPages& durable() const { return durable_; }
  [[nodiscard]] const std::vector<UnsyncedWrite>& unsynced() const { return unsynced_; }

  /// Locks and shared memory of the handles that are open now; a copy of the file starts without.
  std::weak_ptr<FileSharing>& sharing() { return sharing_; }
  [[nodiscard]] std::shared_ptr<DiskFile> copy() const;

 private:
  DiskPages live_;
  DiskPages durable_;
  std::vector<UnsyncedWrite> unsynced_;
  std::weak_ptr<FileSharing> sharing_;
};

}  // namespace bf
