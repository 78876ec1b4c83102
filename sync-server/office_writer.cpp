#include "sync-server/office_writer.h"

#include <algorithm>

#include "bianfang/change.pb.h"
#include "shared/base/bilingual.h"
#include "shared/merge/change.h"
#include "shared/merge/merge_limits.h"
#include "shared/replica/registry.h"

namespace bf {
namespace {

/// Half of a batch's limit, so that its frame around the changes is never the question.
constexpr std::size_t officeBatchBytes = batchBytesMax / 2;
constexpr std::size_t officeBatchChanges = batchChangesMax / 2;

std::string words(VerdictCode code) {
  switch (code) {
    case VerdictCode::heldOutOfScope: return bilingual("不在本县", "out of the county");
    case VerdictCode::heldUnknownRecord: return bilingual("没有这条记录", "unknown record");
    case VerdictCode::heldFinished: return bilingual("记录已完成", "the record is finished");
    case VerdictCode::heldInvalid: return bilingual("值不合规则", "a value breaks a rule");
    case VerdictCode::heldRevoked: return bilingual("办公室的设备已停用", "the office's device is revoked");
    case VerdictCode::heldUnknownKind: return bilingual("不认识的记录种类", "unknown kind of record");
    case VerdictCode::accepted: break;
  }
  return bilingual("已采纳", "accepted");
}

}  // namespace

Result<OfficeWriter> OfficeWriter::open(StoreTx& tx, const CentreReplica& centre, OfficeKey key) {
  BF_LET(sender, Registry(tx).sender(key.device));
  return OfficeWriter(centre, std::move(key), std::move(sender));
}

Entry OfficeWriter::complete(Change change, Micros now) {
  lastStamp_ = std::max(now, lastStamp_ + 1);
  change.device = key_.device;
  change.user = sender_.user;
  change.role = sender_.role;
  change.stamp = lastStamp_;
  return entryOf(serialise(change));
}

Result<Batch> OfficeWriter::sealed(StoreTx& tx, RegionCode region, std::vector<Entry> entries) const {
  BF_LET(device, Registry(tx).device(key_.device));
  if (!device) return fail(Errc::notFound, bilingual("办公室的设备", "the office's device"));
  Batch batch;
  batch.device = key_.device;
  batch.first = device->position() + 1;
  batch.prev = Hash::from(device->chain()).value_or(Hash{});
  batch.region = region;
  batch.entries = std::move(entries);
  batch.signature = key_.key.sign(signedBytes(batch, chainHead(batch)));
  return batch;
}

Result<void> OfficeWriter::admit(StoreTx& tx, RegionCode region, std::vector<Entry> entries, Micros now) const {
  auto next = entries.begin();
  while (next != entries.end()) {
    std::vector<Entry> part;
    std::size_t bytes = 0;
    while (next != entries.end() && part.size() < officeBatchChanges && (part.empty() || bytes < officeBatchBytes)) {
      bytes += next->change.size();
      part.push_back(std::move(*next++));
    }
    BF_LET(batch, sealed(tx, region, std::move(part)));
    BF_LET(receipt, centre_->admit(tx, batch, sender_, now));
    if (receipt.verdicts.empty()) continue;
    const auto& verdict = receipt.verdicts.front();
    return fail(Errc::invalidValue, words(verdict.code) + bilingual("，字段 ", ", field ") +
                                        std::to_string(verdict.field) +
                                        (verdict.detail.empty() ? "" : ": " + verdict.detail));
  }
  return {};
}

namespace {

constexpr const char* officeName = "office";

Result<void> addOfficeDevice(Registry& registry, const OfficeKey& key, std::uint32_t user, Micros now) {
  bianfang::Device device;
  device.set_name(officeName);
  device.set_user(user);
  device.set_signing_key(key.key.publicKey().str());
  device.set_enrolled(now);
  device.set_confirmed(now);
  return registry.addDevice(key.device, device, now);
}

}  // namespace

Result<void> registerOffice(StoreTx& tx, const OfficeKey& key, RegionCode county, std::string_view actor, Micros now) {
  Registry registry(tx);
  BF_LET(user, registry.addUser("县办公室", bianfang::COUNTY_OFFICE, {{county, true}}, actor, now));
  return addOfficeDevice(registry, key, user.number(), now);
}

Result<void> replaceOffice(StoreTx& tx, const OfficeKey& key, Micros now) {
  Registry registry(tx);
  BF_LET(devices, registry.devices());
  for (const auto& listed : devices)
    if (listed.device.name() == officeName && listed.device.certificate().empty())
      return addOfficeDevice(registry, key, listed.device.user(), now);
  return fail(Errc::notFound, bilingual("办公室的设备", "the office's device"));
}

}  // namespace bf
