#pragma once
// The centre behind a sample: the register imported, two people enrolled, and what a sync would carry handed over in
// one process.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "shared/base/crypto.h"
#include "shared/replica/centre_replica.h"
#include "shared/replica/tablet_replica.h"
#include "shared/store/sqlite_store.h"
#include "tests/county/county.h"

namespace bf {

/// The world's time, as a hand sets it.
class SampleClock final : public Clock {
 public:
  Micros now() override { return time; }
  Micros time = 0;
};

class SampleCentre {
 public:
  struct Author {
    SigningKey key;
    DeviceId device;
    std::uint64_t position = 0;
    Hash chain;
  };

  [[nodiscard]] static Result<std::unique_ptr<SampleCentre>> open(const std::string& file, Micros now);
  /// Takes over the register of a county; in `households` their records by register number.
  [[nodiscard]] Result<void> import(const county::County& county);
  /// A person with a device that may write in a region.
  [[nodiscard]] Result<Author> enrol(std::string_view name, std::uint32_t role, RegionCode region,
                                     const DeviceId& device, const SigningKey& key);
  /// A change of somebody who is not the tablet, admitted at once. Result: the record.
  [[nodiscard]] Result<RecordId> write(Author& author, std::uint32_t kind, const RecordId& record, RegionCode region,
                                       std::vector<Field> set);
  /// A whole meeting with the tablet: up, down, receipts.
  [[nodiscard]] Result<void> meet(TabletReplica& tablet);

  [[nodiscard]] const std::map<std::string, RecordId>& households() const { return households_; }
  Micros now;

 private:
  SampleCentre(std::unique_ptr<SqliteStore> store, Micros at)
      : now(at), store_(std::move(store)), centre_(store_->schema(), std::string(32, 's')) {}
  [[nodiscard]] Result<void> putRegions(const county::County& county);
  [[nodiscard]] Result<void> admit(StoreTx& tx, Author& author, RegionCode region, std::vector<Entry> entries);
  [[nodiscard]] Result<bianfang::Scope> scopeOf(StoreTx& tx, std::uint32_t user);
  [[nodiscard]] Result<void> takePictures(TabletReplica& tablet, const Sender& sender);
  [[nodiscard]] Result<void> push(TabletReplica& tablet, const Sender& sender);

  std::unique_ptr<SqliteStore> store_;
  CentreReplica centre_;
  std::map<std::string, RecordId> households_;
};

}  // namespace bf
