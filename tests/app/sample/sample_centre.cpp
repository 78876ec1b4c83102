#include "tests/app/sample/sample_centre.h"

#include "bianfang/change.pb.h"
#include "shared/exchange/register_import.h"
#include "shared/merge/change.h"
#include "shared/replica/registry.h"
#include "tests/county/tables.h"

namespace bf {
namespace {

constexpr const char* actor = "sample";
constexpr std::size_t batchChanges = 1000;
constexpr std::size_t chunkBytes = 256 * 1024;

DeviceId officeDevice() {
  DeviceId id;
  id.bytes.back() = 1;
  return id;
}

}  // namespace

Result<std::unique_ptr<SampleCentre>> SampleCentre::open(const std::string& file, Micros now) {
  BF_LET(store, SqliteStore::open({.path = file, .vfs = {}, .search = false}, builtinSchema()));
  return std::unique_ptr<SampleCentre>(new SampleCentre(std::move(store), now));
}

Result<void> SampleCentre::putRegions(const county::County& county) {
  BF_LET(tx, store_->begin());
  Registry registry(*tx);
  BF_CHECK(registry.putRegion(county.region.code / 10000, "广东省"));
  BF_CHECK(registry.putRegion(county.region.code / 100, "梅州市"));
  BF_CHECK(registry.putRegion(county.region.code, county.region.name));
  for (const auto& township : county.townships) BF_CHECK(registry.putRegion(township.code, township.name));
  for (const auto& village : county.villages) BF_CHECK(registry.putRegion(village.code, village.name));
  return tx->commit();
}

Result<SampleCentre::Author> SampleCentre::enrol(std::string_view name, std::uint32_t role, RegionCode region,
                                                 const DeviceId& device, const SigningKey& key) {
  BF_LET(tx, store_->begin());
  Registry registry(*tx);
  BF_LET(user, registry.addUser(name, role, {{region, true}}, actor, now));
  bianfang::Device entry;
  entry.set_name(std::string(name));
  entry.set_user(user.number());
  entry.set_signing_key(key.publicKey().str());
  entry.set_enrolled(now);
  entry.set_confirmed(now);
  BF_CHECK(registry.addDevice(device, entry, now));
  BF_CHECK(tx->commit());
  return Author{key, device, 0, {}};
}

Result<void> SampleCentre::admit(StoreTx& tx, Author& author, RegionCode region, std::vector<Entry> entries) {
  if (entries.empty()) return {};
  BF_LET(sender, Registry(tx).sender(author.device));
  Batch batch{author.device, author.position + 1, author.chain, region, std::move(entries), {}};
  const auto head = chainHead(batch);
  batch.signature = author.key.sign(signedBytes(batch, head));
  author.position += batch.entries.size();
  author.chain = head;
  BF_LET(receipt, centre_.admit(tx, batch, sender, now));
  if (receipt.verdicts.empty()) return {};
  const auto& verdict = receipt.verdicts.front();
  return fail(Errc::invalidValue, "the sample's centre does not take a change in " + std::to_string(region) +
                                      ": verdict " + std::to_string(static_cast<int>(verdict.code)) + " " +
                                      verdict.detail);
}

Result<RecordId> SampleCentre::write(Author& author, std::uint32_t kind, const RecordId& record, RegionCode region,
                                     std::vector<Field> set) {
  BF_LET(tx, store_->begin());
  BF_LET(sender, Registry(*tx).sender(author.device));
  Change change;
  change.kind = kind;
  change.record = record;
  change.region = region;
  change.device = author.device;
  change.user = sender.user;
  change.role = sender.role;
  change.stamp = now;
  change.set = std::move(set);
  BF_LET(row, tx->find(kind, record));
  if (!row) return fail(Errc::notFound, "record");
  for (const auto& field : change.set) {
    const auto heads = row->heads.headsOf(field.number);
    if (!heads.empty()) change.bases.push_back({{field.number}, heads});
  }
  std::vector<Entry> entries{entryOf(serialise(change))};
  const auto id = entries.front().id();
  BF_CHECK(admit(*tx, author, region, std::move(entries)));
  BF_CHECK(tx->commit());
  return id;
}

Result<void> SampleCentre::import(const county::County& county) {
  BF_CHECK(putRegions(county));
  const auto key = *SigningKey::fromSeed(std::string(32, 'o'));
  BF_LET(office, enrol("县办公室", bianfang::COUNTY_OFFICE, county.region.code, officeDevice(), key));
  RegionTable regions;
  regions.add({county.region.code / 10000, "广东省"});
  regions.add({county.region.code / 100, "梅州市"});
  regions.add({county.region.code, county.region.name});
  for (const auto& township : county.townships) regions.add({township.code, township.name});
  for (const auto& village : county.villages) regions.add({village.code, village.name});
  std::vector<ImportFile> files;
  for (const auto& table : county::countyTables())
    if (table.name != "一般农户" || !county.light.empty()) files.push_back({county::inMemory(county, table), {}});
  BF_LET(tx, store_->begin());
  BF_LET(sender, Registry(*tx).sender(office.device));
  std::map<std::string, RecordId> ids;
  const auto household = builtinSchema().kindByName("household")->number;
  Micros stamp = now;
  const auto sink = [&](RegionCode region, std::vector<ImportedRecord>&& records) -> Result<void> {
    std::vector<Entry> entries;
    for (auto& record : records) {
      Change change;
      change.kind = record.kind;
      change.region = region;
      change.device = office.device;
      change.user = sender.user;
      change.role = sender.role;
      change.stamp = ++stamp;
      change.set = std::move(record.fields);
      if (record.parentKind != 0) change.parent = ids.at(std::to_string(record.parentKind) + "/" + record.parentKey);
      entries.push_back(entryOf(serialise(change)));
      ids[std::to_string(record.kind) + "/" + record.key] = entries.back().id();
      if (record.kind == household) households_[record.key] = entries.back().id();
      if (entries.size() < batchChanges) continue;
      BF_CHECK(admit(*tx, office, region, std::move(entries)));
      entries.clear();
    }
    return admit(*tx, office, region, std::move(entries));
  };
  BF_CHECK(importRegister(builtinSchema(), regions, std::move(files), sink));
  return tx->commit();
}

Result<bianfang::Scope> SampleCentre::scopeOf(StoreTx& tx, std::uint32_t number) {
  Registry registry(tx);
  BF_LET(user, registry.user(number));
  BF_LET(scope, registry.scope(user));
  BF_LET(regions, registry.regions());
  for (const auto& region : regions)
    for (const auto& grant : user.grants())
      if (within(region.code(), grant.region()) || within(grant.region(), region.code())) {
        auto* made = scope.add_regions();
        made->set_code(region.code());
        made->set_name(region.name());
        break;
      }
  return scope;
}

Result<void> SampleCentre::push(TabletReplica& tablet, const Sender& sender) {
  for (;;) {
    BF_LET(batches, tablet.toSend(chunkBytes));
    if (batches.empty()) return {};
    for (const auto& batch : batches) {
      BF_LET(tx, store_->begin());
      BF_LET(receipt, centre_.admit(*tx, batch.batch, sender, now));
      BF_CHECK(tx->commit());
      BF_CHECK(tablet.take(receipt));
    }
  }
}

Result<void> SampleCentre::takePictures(TabletReplica& tablet, const Sender& sender) {
  for (;;) {
    BF_LET(state, tablet.state());
    if (state.snapshotsDue.empty()) return {};
    const auto region = state.snapshotsDue.front();
    BF_LET(tx, store_->read());
    BF_LET(chunk, centre_.snapshot(*tx, sender, region, state.snapshotAfter, chunkBytes));
    BF_CHECK(tablet.take(region, chunk));
  }
}

Result<void> SampleCentre::meet(TabletReplica& tablet) {
  BF_CHECK(tablet.seal());
  BF_LET(state, tablet.state());
  BF_LET(tx, store_->begin());
  BF_LET(sender, Registry(*tx).sender(tablet.identity().device));
  BF_LET(epoch, centre_.epoch(*tx));
  BF_LET(scope, scopeOf(*tx, sender.user));
  BF_CHECK(tx->commit());
  tx.reset();
  if (state.epoch != epoch.number) BF_CHECK(tablet.enterEpoch(epoch.number, 0));
  if (scope.version() != state.scope) BF_CHECK(tablet.takeScope(scope));
  BF_CHECK(push(tablet, sender));
  BF_CHECK(takePictures(tablet, sender));
  for (bool more = true; more;) {
    BF_LET(reached, tablet.state());
    BF_LET(reading, store_->read());
    BF_LET(pulled, centre_.pull(*reading, sender, reached.cursor, false, chunkBytes));
    more = pulled.more;
    BF_CHECK(tablet.take(pulled));
  }
  return {};
}

}  // namespace bf
