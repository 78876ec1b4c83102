#pragma once
// The centre's folder on disk: the store, the county's CA, the key of receipts, the office's own signing key, evidence
// and backups. `bianfangctl init` makes it once; the server and every other command open it.

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "shared/base/crypto.h"
#include "shared/base/env.h"
#include "shared/store/sqlite_store.h"
#include "shared/tls/authority.h"
#include "sync-server/server_limits.h"

namespace bf {

/// Names of what lies in the folder.
struct CentrePaths {
  explicit CentrePaths(std::string dataFolder) : folder(std::move(dataFolder)) {}
  std::string folder;
  [[nodiscard]] std::string store() const { return folder + "/county.db"; }
  [[nodiscard]] std::string authority() const { return folder + "/ca.pem"; }
  [[nodiscard]] std::string authorityKey() const { return folder + "/ca.key"; }
  [[nodiscard]] std::string receiptKey() const { return folder + "/receipt.key"; }
  [[nodiscard]] std::string officeKey() const { return folder + "/office.key"; }
  [[nodiscard]] std::string evidence() const { return folder + "/evidence"; }
  [[nodiscard]] std::string lock() const { return folder + "/server.lock"; }
  [[nodiscard]] std::string epochWitness() const { return folder + "/epoch.witness"; }
  [[nodiscard]] std::string backups() const { return folder + "/backups"; }
};

/// The device that stands for the office itself: imports and decisions are signed by it like any tablet's work.
struct OfficeKey {
  DeviceId device;
  SigningKey key;
};

struct CentreKeys {
  Authority authority;
  std::string receiptKey;  ///< 32 bytes
};

/// A new device and key for the office; writeOfficeKey() makes it the one in use.
[[nodiscard]] Result<OfficeKey> newOfficeKey(Random& random);
[[nodiscard]] Result<void> writeOfficeKey(const CentrePaths& paths, const OfficeKey& office);

/// Held by whoever must be alone with the folder: the server, a restore. Given up when destroyed or when the process
/// dies. Errors: Errc::busy when somebody else has it.
class HomeLock {
 public:
  [[nodiscard]] static Result<HomeLock> take(const CentrePaths& paths);
  ~HomeLock();
  HomeLock(HomeLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  HomeLock& operator=(HomeLock&&) = delete;

 private:
  explicit HomeLock(int fd) : fd_(fd) {}
  int fd_;
};

/// The highest epoch that ever began here, kept beside the store: a store that somebody copied back by hand is noticed.
/// 0: none known.
[[nodiscard]] std::uint64_t readEpochWitness(const CentrePaths& paths);
[[nodiscard]] Result<void> writeEpochWitness(const CentrePaths& paths, std::uint64_t epoch);

/// Makes the folder with new keys; nothing that exists is overwritten. Errors: Errc::alreadyExists, storage*, tls.
[[nodiscard]] Result<void> makeCentreHome(const CentrePaths& paths, std::string_view county, Random& random,
                                          Micros now);
/// Errors: Errc::notFound (no centre was made here), Errc::notAllowed (a key that others may read), Errc::tls.
[[nodiscard]] Result<CentreKeys> openCentreKeys(const CentrePaths& paths);
[[nodiscard]] Result<OfficeKey> openOfficeKey(const CentrePaths& paths);
/// The county's store with the schema of this build; `patience`: how long a transaction waits for another process that
/// writes. Errors: those of SqliteStore::open, Errc::notFound.
[[nodiscard]] Result<std::unique_ptr<SqliteStore>> openCentreStore(
    const CentrePaths& paths, bool create = false, std::chrono::milliseconds patience = storePatienceDefault);

}  // namespace bf
