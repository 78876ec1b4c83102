#include "sync-server/evidence_folder.h"

#include <algorithm>
#include <filesystem>

namespace bf {

namespace fs = std::filesystem;

std::string evidencePath(const std::string& folder, const Hash& hash) {
  const auto name = toHex(hash.view());
  return folder + "/" + name.substr(0, 2) + "/" + name;
}

Result<std::vector<EvidenceFile>> completeEvidence(const std::string& folder) {
  std::vector<EvidenceFile> files;
  std::error_code error;
  fs::recursive_directory_iterator at(folder, error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    const auto raw = fromHex(at->path().filename().string());
    const auto hash = raw ? Hash::from(*raw) : std::nullopt;
    std::error_code ignored;
    if (hash && at->is_regular_file(ignored) && at->path() == evidencePath(folder, *hash))
      files.push_back({*hash, at->file_size(ignored)});
  }
  if (error && error != std::errc::no_such_file_or_directory)
    return fail(Errc::storageFailed, folder + ": " + error.message());
  std::ranges::sort(files, {}, &EvidenceFile::hash);
  return files;
}

}  // namespace bf
