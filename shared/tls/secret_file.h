#pragma once
// Files that only their owner may read: keys, tokens, TLS sessions. A write replaces the whole file or nothing.

#include <string>
#include <string_view>

#include "shared/base/error.h"

namespace bf {

/// Writes `bytes` with mode 0600 (temporary file, fsync, rename, fsync of the folder). Errors: storage*.
[[nodiscard]] Result<void> writeSecretFile(const std::string& path, std::string_view bytes);
/// The same without waiting for the disk: for what only spares work, and may be gone or empty after a crash.
[[nodiscard]] Result<void> writeSecretCache(const std::string& path, std::string_view bytes);
/// The content. Errors: Errc::notFound, notAllowed (others may read it; `detail` says how to mend that), tooLarge,
/// storageFailed.
[[nodiscard]] Result<std::string> readSecretFile(const std::string& path);
/// As writeSecretFile, but with mode 0644: certificates, and what else anybody may see.
[[nodiscard]] Result<void> writePublicFile(const std::string& path, std::string_view bytes);
/// As readSecretFile, whoever else may read it.
[[nodiscard]] Result<std::string> readPublicFile(const std::string& path);

}  // namespace bf
