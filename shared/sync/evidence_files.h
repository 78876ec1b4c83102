#pragma once
// Evidence as files in one folder: <folder>/<first two hex digits>/<hash in hex>, and <folder>/parts/<hash>.<device>
// while incomplete. Names are made of hashes only, so nothing that a peer sends can name another file; a file gets its
// final name only after its content had that hash and it and its folder are on the disk.

#include <memory>
#include <string>

#include "shared/sync/evidence.h"

namespace bf {

class FileEvidenceStore final : public EvidenceStore {
 public:
  /// Makes the folder where it is missing (mode 0700). Errors: storage*.
  [[nodiscard]] static Result<std::unique_ptr<FileEvidenceStore>> open(const std::string& folder);
  ~FileEvidenceStore() override;
  FileEvidenceStore(const FileEvidenceStore&) = delete;
  FileEvidenceStore& operator=(const FileEvidenceStore&) = delete;

  [[nodiscard]] Result<std::uint64_t> have(const Hash& hash, std::uint64_t size, const DeviceId& from) override;
  [[nodiscard]] Result<std::uint64_t> add(const Hash& hash, std::uint64_t size, const DeviceId& from,
                                          std::uint64_t offset, std::string_view content) override;
  [[nodiscard]] Result<std::uint64_t> sizeOf(const Hash& hash) override;
  [[nodiscard]] Result<std::string> read(const Hash& hash, std::uint64_t offset, std::size_t most) override;

 private:
  FileEvidenceStore(int folder, int parts) : folder_(folder), parts_(parts) {}
  [[nodiscard]] Result<void> complete(const Hash& hash, int file, const std::string& part);
  [[nodiscard]] Result<void> admitNew(const DeviceId& from);

  int folder_;  ///< directories stay open: a path changed under our feet changes nothing
  int parts_;
};

}  // namespace bf
