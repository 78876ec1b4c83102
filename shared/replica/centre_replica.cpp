#include "shared/replica/centre_replica.h"

#include <algorithm>

#include "shared/base/crypto.h"
#include "shared/base/weakening.h"
#include "shared/base/wire.h"
#include "shared/replica/codec.h"
#include "shared/replica/record_cache.h"
#include "shared/replica/registry.h"
#include "shared/replica/removal_conflict.h"

namespace bf {
namespace {

constexpr std::size_t epochsMax = 100000;

Result<std::vector<bianfang::Epoch>> epochs(StoreTx& tx) {
  BF_LET(entries, tx.list(Space::epoch, {}, {}, epochsMax));
  std::vector<bianfang::Epoch> all;
  for (const auto& entry : entries) {
    BF_LET(epoch, decode<bianfang::Epoch>(entry.value));
    all.push_back(std::move(epoch));
  }
  return all;
}

}  // namespace

bool Sender::mayRead(RegionCode region) const {
  return std::ranges::any_of(grants, [&](const GrantedRegion& grant) {
    // What lies above a grant (targets, parameters, ledgers of the township and county) names no person.
    return within(region, grant.region) || within(grant.region, region);
  });
}

bool Sender::mayWrite(RegionCode region) const {
  return std::ranges::any_of(grants,
                             [&](const GrantedRegion& grant) { return grant.write && within(region, grant.region); });
}

CentreReplica::CentreReplica(const Schema& schema, std::string receiptKey)
    : schema_(schema), rules_(schema), receiptKey_(std::move(receiptKey)) {}

Result<EpochInfo> CentreReplica::epoch(StoreTx& tx) const {
  BF_LET(newest, tx.last(Space::epoch));
  if (!newest) return EpochInfo{};
  BF_LET(epoch, decode<bianfang::Epoch>(newest->value));
  return EpochInfo{epoch.number(), static_cast<std::int64_t>(epoch.start())};
}

Result<EpochInfo> CentreReplica::beginEpoch(StoreTx& tx, std::uint64_t atLeast, Micros now,
                                            std::string_view why) const {
  BF_LET(present, epoch(tx));
  BF_LET(last, tx.lastSeq(false));
  bianfang::Epoch next;
  if (BF_WEAKENED("forget-epoch")) return present;
  next.set_number(std::max(present.number, atLeast) + 1);
  next.set_start(static_cast<std::uint64_t>(last));
  next.set_at(now);
  next.set_why(std::string(why));
  BF_CHECK(tx.put(Space::epoch, bigEndian(next.number()), encode(next)));
  BF_CHECK(Registry(tx).audit("server", "epoch.begin", "epoch:" + std::to_string(next.number()), why, now));
  return EpochInfo{next.number(), last};
}

Result<std::int64_t> CentreReplica::commonWith(StoreTx& tx, std::uint64_t tabletEpoch) const {
  BF_LET(common, tx.lastSeq(false));
  BF_LET(all, epochs(tx));
  // Each later epoch took over only what stood at its start; the least of these is what both still share.
  for (const auto& epoch : all)
    if (epoch.number() > tabletEpoch) common = std::min(common, static_cast<std::int64_t>(epoch.start()));
  return tabletEpoch == 0 ? 0 : common;
}

bool CentreReplica::gaveReceipt(const Receipt& receipt) const {
  return sameSecret(receiptMac(receiptKey_, receipt).view(), receipt.mac.view());
}

Result<std::int64_t> CentreReplica::archived(StoreTx& tx) const { return Registry(tx).archived(); }

Result<RegionCode> CentreReplica::regionOf(StoreTx& tx, const RecordRow& row) const {
  RecordCache cache(tx, rules_);
  return cache.regionOf(row);
}

Result<std::vector<ContestedField>> CentreReplica::conflicts(StoreTx& tx, std::uint32_t kind, std::int64_t afterRec,
                                                             std::size_t most) const {
  return contestedFields(tx, rules_, kind, afterRec, most);
}

namespace {

constexpr std::size_t rowsAtOnce = 64;

/// All heads of a contested field; nothing when they agree in value.
Result<std::optional<ContestedField>> contestedField(StoreTx& tx, const RecordRow& row, RegionCode region,
                                                     const FieldHeads& heads) {
  ContestedField field{row.kind, row.id, region, heads.field, {}};
  for (const auto& head : heads.heads) field.values.push_back({row.heads.writer(head), head.value});
  BF_LET(shown, tx.value(row.kind, row.rec, heads.field));
  field.values.front().wire = shown;
  const bool agree = std::ranges::all_of(field.values, [&](const auto& one) { return one.wire == shown; });
  return agree ? std::nullopt : std::optional(std::move(field));
}

Result<void> addContested(StoreTx& tx, const SchemaRules& rules, RecordCache& cache, const RecordRow& row,
                          std::vector<ContestedField>& found) {
  BF_LET(region, cache.regionOf(row));
  for (const auto number : row.heads.contested(rules, row.kind)) {
    const auto at = std::ranges::find(row.heads.fields(), number, &FieldHeads::field);
    BF_LET(field, contestedField(tx, row, region, *at));
    if (field) found.push_back(std::move(*field));
  }
  if (!row.heads.removedUnseen()) return {};
  ContestedField whole{row.kind, row.id, region, wholeRecord, {}};
  BF_LET(shown, tx.value(row.kind, row.rec, removalField));
  const auto at = std::ranges::find(row.heads.fields(), std::uint32_t{removalField}, &FieldHeads::field);
  if (at == row.heads.fields().end()) whole.values.push_back({row.heads.creator(), shown});
  else
    for (std::size_t i = 0; i < at->heads.size(); ++i) {
      const auto& reason = i == 0 ? shown : at->heads[i].value;
      if (!reason.empty()) whole.values.push_back({row.heads.writer(at->heads[i]), reason});
    }
  for (const auto& edit : editsUnseen(row.heads)) whole.values.push_back({edit, {}});
  found.push_back(std::move(whole));
  return {};
}

}  // namespace

Result<std::vector<ContestedField>> contestedFields(StoreTx& tx, const SchemaRules& rules, std::uint32_t kind,
                                                    std::int64_t afterRec, std::size_t most) {
  std::vector<ContestedField> found;
  RecordCache cache(tx, rules);
  for (;;) {
    BF_LET(rows, tx.contested(kind, afterRec, rowsAtOnce));
    for (const auto& row : rows) {
      // A record is listed whole: the next page begins after it.
      if (found.size() >= most) return found;
      BF_CHECK(addContested(tx, rules, cache, row, found));
      afterRec = row.rec;
    }
    if (rows.size() < rowsAtOnce) return found;
  }
}

}  // namespace bf
