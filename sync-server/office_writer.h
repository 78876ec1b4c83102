#pragma once
// The office's pen: imports and decisions are changes like any tablet's, chained and signed by the office's own device,
// and go through the same admission. Beside a running server it works in transactions of its own.

#include <cstdint>
#include <string>
#include <vector>

#include "shared/replica/centre_replica.h"
#include "sync-server/centre_home.h"

namespace bf {

class OfficeWriter {
 public:
  /// Errors: Errc::notFound when the office's device is not in the register.
  [[nodiscard]] static Result<OfficeWriter> open(StoreTx& tx, const CentreReplica& centre, OfficeKey key);

  /// Completes a change (device, user, role, and a stamp of its own at or after `now`). The entry's id is the change's
  /// name, and that of the record where it creates one.
  [[nodiscard]] Entry complete(Change change, Micros now);
  /// Admits changes that lie in one region, in as many batches as their size asks for. Errors: those of admit();
  /// Errc::invalidValue with the verdict when one of them was held instead of applied: then the caller does not commit.
  [[nodiscard]] Result<void> admit(StoreTx& tx, RegionCode region, std::vector<Entry> entries, Micros now) const;

 private:
  OfficeWriter(const CentreReplica& centre, OfficeKey key, Sender sender)
      : centre_(&centre), key_(std::move(key)), sender_(std::move(sender)) {}
  [[nodiscard]] Result<Batch> sealed(StoreTx& tx, RegionCode region, std::vector<Entry> entries) const;
  const CentreReplica* centre_;
  OfficeKey key_;
  Sender sender_;
  Micros lastStamp_ = 0;
};

/// Makes the office's user and device in an empty register. `grants` is the county.
[[nodiscard]] Result<void> registerOffice(StoreTx& tx, const OfficeKey& key, RegionCode county, std::string_view actor,
                                          Micros now);

/// Gives the office another device, under the user that its devices always had. Errors: Errc::notFound.
[[nodiscard]] Result<void> replaceOffice(StoreTx& tx, const OfficeKey& key, Micros now);

}  // namespace bf
