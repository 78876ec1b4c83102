// Scopes, and what must not stay on this tablet when they change.

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>
#include <utility>

#include "shared/base/crypto.h"
#include "shared/base/weakening.h"
#include "shared/replica/codec.h"
#include "shared/replica/standing.h"
#include "shared/replica/tablet_notes.h"
#include "shared/replica/tablet_replica.h"

namespace bf {
namespace {

constexpr std::size_t everything = SIZE_MAX >> 1;

/// Records that hang from these, of kinds that this build does not know: nothing of them is here but the log.
std::vector<std::string> hangingUnknown(const std::vector<LogBatch>& log, const Schema& schema,
                                        const std::unordered_set<std::string>& records) {
  std::vector<std::string> found;
  for (const auto& batch : log)
    for (const auto& entry : batch.batch.entries) {
      if (entry.withheld()) continue;
      const auto change = parseChange(entry.change);
      if (!change || !change->creates() || schema.kind(change->kind) != nullptr) continue;
      const auto id = entry.id().str();
      if (records.contains(change->parent.str()) && !records.contains(id)) found.push_back(id);
    }
  return found;
}

/// Who left goes on being the author of what they wrote.
void keepNames(bianfang::Scope& scope, const bianfang::Scope& before) {
  std::set<std::uint32_t> told;
  for (const auto& person : scope.people()) told.insert(person.user());
  for (const auto& person : before.people())
    if (told.insert(person.user()).second) *scope.add_people() = person;
}

}  // namespace

Result<void> TabletReplica::evictTree(StoreTx& tx, const RecordRow& row) {
  BF_LET(children, tx.children(row.kind, row.rec));
  for (const auto& child : children) BF_CHECK(evictTree(tx, child));
  BF_CHECK(tx.put(Space::evicted, row.id.view(), {}));
  BF_CHECK(forgetNotes(tx, row.id));
  return tx.evict(row.kind, row.rec);
}

Result<void> TabletReplica::evictRegion(StoreTx& tx, RegionCode region) {
  for (const auto& kind : store_.schema().kinds()) {
    if (!kind.root) continue;
    BF_LET(roots, tx.roots(kind.number, region, 0, everything));
    for (const auto& root : roots) BF_CHECK(evictTree(tx, root));
  }
  return {};
}

Result<void> TabletReplica::takeScope(const bianfang::Scope& scope) {
  BF_LET(tx, store_.begin(Commit::lazy));
  BF_LET(known, standing(*tx));
  enum Seen { had = 1, has = 2 };
  std::map<std::uint64_t, int> seen;
  for (const auto& region : known.scope().regions()) seen[region.code()] |= had;
  for (const auto& region : scope.regions()) seen[region.code()] |= has;
  const auto before = std::exchange(*known.mutable_scope(), scope);
  keepNames(*known.mutable_scope(), before);
  for (const auto& [code, when] : seen) {
    if (when == has) dueAgain(known, code);
    if (when != had) continue;
    auto* due = known.mutable_snapshots_due();
    if (!due->empty() && due->Get(0) == code) known.clear_snapshot_after();
    due->erase(std::remove(due->begin(), due->end(), code), due->end());
    if (!BF_WEAKENED("keep-region-taken-away")) BF_CHECK(evictRegion(*tx, code));
  }
  BF_CHECK(purgeEvicted(*tx, static_cast<std::int64_t>(known.archived())));
  BF_CHECK(putStanding(*tx, known));
  return tx->commit();
}

Result<void> TabletReplica::setArchived(std::int64_t seq) {
  BF_LET(tx, store_.begin(Commit::lazy));
  BF_LET(known, standing(*tx));
  if (static_cast<std::int64_t>(known.archived()) == seq) return {};
  known.set_archived(static_cast<std::uint64_t>(seq));
  BF_CHECK(putStanding(*tx, known));
  BF_CHECK(purgeEvicted(*tx, seq));
  return tx->commit();
}

/// What was written about records that are gone from here stays in the log as long as a restore might need it; after
/// that only its hash does, so that the chain can still be verified.
Result<void> TabletReplica::purgeEvicted(StoreTx& tx, std::int64_t archived) {
  BF_LET(gone, tx.list(Space::evicted, {}, {}, everything));
  if (gone.empty()) return {};
  std::unordered_set<std::string> records;
  for (const auto& entry : gone) records.insert(entry.key);
  std::unordered_set<std::string> stillHeld;
  BF_LET(unsealed, tx.pending(everything));
  for (const auto& one : unsealed)
    if (const auto change = parseChange(one.change))
      stillHeld.insert((change->creates() ? idOf(hashOf(one.change)) : change->record).str());
  BF_LET(batches, tx.batchesFrom(0, everything));
  for (const auto& id : hangingUnknown(batches, store_.schema(), records)) {
    records.insert(id);
    gone.push_back({id, {}});
    BF_CHECK(tx.put(Space::evicted, id, {}));
  }
  for (auto& batch : batches) {
    const bool safe = BF_WEAKENED("purge-unarchived") ||
                      batch.seq + static_cast<std::int64_t>(batch.batch.entries.size()) - 1 <= archived;
    bool changed = false;
    for (auto& entry : batch.batch.entries) {
      if (entry.withheld()) continue;
      const auto change = parseChange(entry.change);
      const auto record = !change || change->creates() ? entry.id().str() : change->record.str();
      if (!records.contains(record)) continue;
      if (safe && !BF_WEAKENED("purge-nothing")) entry.change.clear();
      else stillHeld.insert(record);
      changed = changed || safe;
    }
    if (!changed) continue;
    BF_CHECK(tx.dropBatch(batch.head));
    BF_CHECK(tx.append(batch));
  }
  for (const auto& entry : gone)
    if (!stillHeld.contains(entry.key)) BF_CHECK(tx.erase(Space::evicted, entry.key));
  return {};
}

}  // namespace bf
