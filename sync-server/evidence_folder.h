#pragma once
// Evidence on the disk: whole files named by their content, unfinished ones in a folder of their own until their hash
// fits. Names are hex only, so nothing that a peer sends is ever a part of a path.

#include <cstdint>
#include <string>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/error.h"

namespace bf {

struct EvidenceFile {
  Hash hash;
  std::uint64_t size = 0;
};

/// Where a whole file lies: <folder>/ab/ab12….
[[nodiscard]] std::string evidencePath(const std::string& folder, const Hash& hash);
/// All whole files, ascending by name. Errors: Errc::storageFailed.
[[nodiscard]] Result<std::vector<EvidenceFile>> completeEvidence(const std::string& folder);

}  // namespace bf
