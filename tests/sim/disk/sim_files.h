#pragma once
// Plain files (evidence blobs, key files) on a simulated disk beside its databases, with the same durability: what is
// not synced may be lost or torn, and a name is safe only after its directory is synced. Paths begin with '/'.
// Errors: storageFailed, storageFull, storageReadOnly, notFound.

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/error.h"
#include "tests/sim/disk/disk_core.h"

namespace bf {

class SimFiles {
 public:
  /// `disk` must outlive it; a crash of the disk does not end it.
  explicit SimFiles(DiskCore& disk) : disk_(disk) {}

  /// Replaces the whole content in place; makes the file if it is not there.
  [[nodiscard]] Result<> write(const std::string& path, std::string_view bytes);
  [[nodiscard]] Result<> append(const std::string& path, std::string_view bytes);
  [[nodiscard]] Result<std::string> read(const std::string& path) const;
  /// Takes the place of what stands at `to`.
  [[nodiscard]] Result<> rename(const std::string& from, const std::string& to);
  [[nodiscard]] Result<> remove(const std::string& path);
  /// fsync of the content; the name needs syncDirectory().
  [[nodiscard]] Result<> sync(const std::string& path);
  [[nodiscard]] Result<> syncDirectory(std::string_view directory);
  /// Paths below `directory`, sorted.
  [[nodiscard]] std::vector<std::string> list(std::string_view directory) const;

 private:
  DiskCore& disk_;
};

}  // namespace bf
