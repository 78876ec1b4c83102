#pragma once
// The centre's folder on disk: the store, the county's CA, the key of receipts, the office's own signing key, evidence
// and backups. `bianfangctl init` makes it once; the server and every other command open it.

#include <string>
#include <string_view>

#include "shared/base/crypto.h"
#include "shared/base/env.h"
#include "shared/store/sqlite_store.h"
#include "shared/tls/authority.h"

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

/// Makes the folder with new keys; nothing that exists is overwritten. Errors: Errc::alreadyExists, storage*, tls.
[[nodiscard]] Result<void> makeCentreHome(const CentrePaths& paths, std::string_view county, Random& random,
                                          Micros now);
/// Errors: Errc::notFound (no centre was made here), Errc::notAllowed (a key that others may read), Errc::tls.
[[nodiscard]] Result<CentreKeys> openCentreKeys(const CentrePaths& paths);
[[nodiscard]] Result<OfficeKey> openOfficeKey(const CentrePaths& paths);
/// The county's store with the schema of this build. Errors: those of SqliteStore::open, Errc::notFound.
[[nodiscard]] Result<std::unique_ptr<SqliteStore>> openCentreStore(const CentrePaths& paths, bool create = false);

}  // namespace bf
