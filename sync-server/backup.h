#pragma once
// A backup is a folder: the store, the keys, the list of the evidence with its sizes, and a manifest with digests. The
// evidence itself, named by its content, lies once beside all backups. What a manifest does not vouch for is never
// restored, and a restored centre begins a new epoch, so that tablets offer again what the backup does not have.

#include <cstdint>
#include <string>

#include "shared/replica/centre_replica.h"
#include "sync-server/centre_home.h"

namespace bf {

struct BackupManifest {
  std::int64_t seq = 0;  ///< every change up to here is inside
  std::uint64_t epoch = 0;
  Micros at = 0;
  std::size_t evidence = 0;    ///< files
  std::string storeDigest;     ///< see digestOfFile(); hex
  std::string evidenceDigest;  ///< of the list; hex
};

/// Digest of a file in pieces of 1 MiB: d(0) = 32 zero bytes, d(i) = BLAKE2b-256(d(i-1) || piece i).
[[nodiscard]] Result<Hash> digestOfFile(const std::string& path);

[[nodiscard]] std::string manifestText(const BackupManifest& manifest);
/// Errors: Errc::storageCorrupt, also when its last line, the digest of the others, does not fit.
[[nodiscard]] Result<BackupManifest> parseManifest(std::string_view text);

/// Copies a running centre into `folder`, which must not exist. Result: what the manifest says. Errors: storage*.
[[nodiscard]] Result<BackupManifest> writeBackup(const CentrePaths& paths, Store& store, const std::string& folder,
                                                 Micros now);
/// Reads every byte of a backup again: digests, the store's own check, the audit chain, the evidence.
/// Errors: Errc::storageCorrupt, brokenChain, notFound; the detail says what is damaged.
[[nodiscard]] Result<BackupManifest> checkBackup(const std::string& folder);

struct Restored {
  std::uint64_t epoch = 0;
  std::int64_t seq = 0;
  std::string replaced;  ///< where the store that was there before lies now; empty: there was none
};
/// Puts a sound backup in the place of the store and begins a new epoch above any that this place, the backup, or
/// `epochAtLeast` know of; the office gets a new device, because its old chain may be longer than the backup knows.
/// No server may run. Errors: those of checkBackup(), Errc::busy.
[[nodiscard]] Result<Restored> restoreFrom(const CentrePaths& paths, const std::string& folder,
                                           std::uint64_t epochAtLeast, Random& random, std::string_view actor,
                                           Micros now);

}  // namespace bf
