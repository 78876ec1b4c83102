// Taking in what others did, scopes, epochs.

#include <algorithm>
#include <map>

#include "shared/replica/codec.h"
#include "shared/replica/names.h"
#include "shared/replica/tablet_replica.h"

namespace bf {
namespace {

constexpr std::size_t everything = SIZE_MAX >> 1;

void dueAgain(bianfang::Standing& standing, RegionCode region) {
  const auto& due = standing.snapshots_due();
  if (std::find(due.begin(), due.end(), region) == due.end()) standing.add_snapshots_due(region);
}

}  // namespace

Result<TabletState> TabletReplica::state() {
  BF_LET(tx, store_.read());
  BF_LET(known, standing(*tx));
  TabletState state;
  state.epoch = known.epoch();
  state.cursor = static_cast<std::int64_t>(known.cursor());
  state.scope = known.scope().version();
  for (const auto& grant : known.scope().grants()) state.grants.push_back({grant.region(), grant.write()});
  state.userName = known.scope().name();
  state.position = known.position();
  state.chain = Hash::from(known.chain()).value_or(Hash{});
  state.audit = known.audit();
  state.auditHead = Hash::from(known.audit_head()).value_or(Hash{});
  state.archived = static_cast<std::int64_t>(known.archived());
  state.clockOff = known.clock_off();
  state.snapshotsDue.assign(known.snapshots_due().begin(), known.snapshots_due().end());
  state.snapshotAfter = known.snapshot_after();
  return state;
}

Result<std::vector<bianfang::ScopeRegion>> TabletReplica::regions() {
  BF_LET(tx, store_.read());
  BF_LET(known, standing(*tx));
  return std::vector<bianfang::ScopeRegion>(known.scope().regions().begin(), known.scope().regions().end());
}

Result<void> TabletReplica::takeEntry(StoreTx& tx, RecordCache& cache, bianfang::Standing& standing,
                                      const LogBatch& batch, std::uint32_t index) {
  const auto& entry = batch.batch.entries[index];
  if (entry.withheld()) return {};
  const auto parsed = parseChange(entry.change);
  if (!parsed || store_.schema().kind(parsed->kind) == nullptr)
    return {};  // a newer schema's: kept, shown after update
  const auto& change = *parsed;
  const auto seq = batch.seq + index;
  const Writer by{entry.id(), seq, std::min(change.stamp, batch.received), change.role};
  BF_LET(row, cache.find(change.kind, change.creates() ? entry.id() : change.record));
  if (change.creates()) {
    if (row != nullptr) return {};
    RecordRow* parent = nullptr;
    if (!change.parent.isZero()) {
      BF_LET(found, cache.findAny(store_.schema().kind(change.kind)->parents, change.parent));
      parent = found;
      if (parent == nullptr) {
        dueAgain(standing, change.region);
        return {};
      }
    }
    BF_LET(applied, cache.apply(change, by, parent));
    (void)applied;
    return {};
  }
  if (row == nullptr) {
    // The batch shows a record that should be here: the next picture of its region brings it.
    dueAgain(standing, change.region);
    return {};
  }
  BF_CHECK(tx.touch(row->rec, seq));
  if (seq <= row->heads.asOf()) return {};  // the picture that the record came with contains it
  BF_LET(applied, cache.apply(change, by, nullptr));
  (void)applied;
  return {};
}

Result<void> TabletReplica::takeBatch(StoreTx& tx, RecordCache& cache, bianfang::Standing& standing,
                                      const LogBatch& batch) {
  BF_LET(known, tx.batchNamed(batch.head));
  if (!known) {
    BF_CHECK(tx.append(batch));
    for (std::uint32_t i = 0; i < batch.batch.entries.size(); ++i) BF_CHECK(takeEntry(tx, cache, standing, batch, i));
    return {};
  }
  auto filled = *known;
  bool more = false;
  for (std::size_t i = 0; i < filled.batch.entries.size(); ++i)
    if (filled.batch.entries[i].withheld() && !batch.batch.entries[i].withheld()) {
      filled.batch.entries[i] = batch.batch.entries[i];
      more = true;
    }
  if (filled.seq != batch.seq || filled.received != batch.received) {
    BF_CHECK(tx.renumberBatch(batch.head, batch.seq, batch.received));
    filled.seq = batch.seq;
    filled.received = batch.received;
    BF_CHECK(bind(cache, filled));
  }
  if (!more) return {};
  BF_CHECK(tx.dropBatch(batch.head));
  BF_CHECK(tx.append(filled));
  for (std::uint32_t i = 0; i < filled.batch.entries.size(); ++i)
    if (known->batch.entries[i].withheld()) BF_CHECK(takeEntry(tx, cache, standing, filled, i));
  return {};
}

Result<void> TabletReplica::takeState(StoreTx& tx, RecordCache& cache, const RecordState& state) {
  if (store_.schema().kind(state.kind) == nullptr) return {};
  RecordRow row;
  row.kind = state.kind;
  row.rec = state.seq;
  row.id = state.id;
  row.region = state.region;
  BF_LET(heads, RecordHeads::parse(state.heads, state.id, state.seq));
  row.heads = std::move(heads);
  if (state.parentSeq != 0) {
    Names names(tx);
    BF_LET(parentId, names.recordAt(state.parentKind, state.parentSeq));
    RecordRow* parent = nullptr;
    if (parentId) {
      BF_LET(found, cache.find(state.parentKind, *parentId));
      parent = found;
    }
    if (parent == nullptr) {
      BF_LET(found, cache.load(state.parentKind, state.parentSeq));
      parent = found;
    }
    if (parent == nullptr) return fail(Errc::malformed, "a record came before its parent");
    row.parent = parent->rec;
    row.parentKind = parent->kind;
  }
  BF_LET(values, splitFields(state.values));
  BF_LET(there, cache.find(state.kind, state.id));
  const auto asOf = row.heads.asOf();
  std::vector<std::pair<std::int64_t, std::string>> later;
  if (there != nullptr) {
    BF_LET(touched, tx.touches(there->rec));
    for (const auto seq : touched) {
      if (seq <= asOf) continue;
      BF_LET(batch, tx.batchAt(seq));
      if (batch) {
        later.emplace_back(seq, batch->batch.entries[static_cast<std::size_t>(seq - batch->seq)].change);
        continue;
      }
      BF_LET(waiting, tx.pendingAt(seq));
      if (waiting) later.emplace_back(seq, waiting->change);
    }
  }
  BF_LET(kept, cache.replace(std::move(row), std::move(values)));
  (void)kept;
  // What the picture does not contain yet: this tablet's own work, and what came after.
  for (const auto& [seq, bytes] : later) {
    if (bytes.empty()) continue;
    BF_LET(change, parseChange(bytes));
    if (change.creates()) continue;
    BF_LET(batch, tx.batchAt(seq));
    const auto received = batch && batch->received != 0 ? batch->received : INT64_MAX;
    const Writer by{idOf(hashOf(bytes)), seq, std::min(change.stamp, received), change.role};
    BF_LET(applied, cache.apply(change, by, nullptr));
    (void)applied;
  }
  return {};
}

Result<void> TabletReplica::evictTree(StoreTx& tx, const RecordRow& row) {
  BF_LET(children, tx.children(row.kind, row.rec));
  for (const auto& child : children) BF_CHECK(evictTree(tx, child));
  BF_CHECK(tx.put(Space::evicted, row.id.view(), {}));
  return tx.evict(row.kind, row.rec);
}

Result<void> TabletReplica::take(const PullResult& pulled) {
  BF_LET(tx, store_.begin());
  BF_LET(known, standing(*tx));
  {
    RecordCache cache(*tx, rules_);
    for (const auto& batch : pulled.batches) BF_CHECK(takeBatch(*tx, cache, known, batch));
    BF_CHECK(cache.flush());
  }
  {
    RecordCache cache(*tx, rules_);
    for (const auto& state : pulled.states) BF_CHECK(takeState(*tx, cache, state));
    BF_CHECK(cache.flush());
  }
  for (const auto& left : pulled.left) {
    BF_LET(row, tx->find(left.kind, left.record));
    if (row) BF_CHECK(evictTree(*tx, *row));
  }
  known.set_cursor(static_cast<std::uint64_t>(pulled.cursor));
  BF_CHECK(putStanding(*tx, known));
  return tx->commit();
}

Result<void> TabletReplica::take(RegionCode region, const SnapshotResult& chunk) {
  BF_LET(tx, store_.begin());
  BF_LET(known, standing(*tx));
  RecordCache cache(*tx, rules_);
  for (const auto& state : chunk.states) BF_CHECK(takeState(*tx, cache, state));
  BF_CHECK(cache.flush());
  known.set_snapshot_after(chunk.after);
  if (chunk.after.empty()) {
    const auto cursor = static_cast<std::uint64_t>(chunk.cursor);
    known.set_snapshot_cursor(known.snapshot_started() ? std::min(known.snapshot_cursor(), cursor) : cursor);
    known.set_snapshot_started(true);
    auto* due = known.mutable_snapshots_due();
    due->erase(std::remove(due->begin(), due->end(), region), due->end());
    if (due->empty()) {
      // From here on the feed tells; it is read again from where the earliest picture can vouch for.
      known.set_cursor(known.complete() ? std::min(known.cursor(), known.snapshot_cursor()) : known.snapshot_cursor());
      known.set_complete(true);
      known.set_snapshot_started(false);
    }
  }
  BF_CHECK(putStanding(*tx, known));
  return tx->commit();
}

Result<void> TabletReplica::takeScope(const bianfang::Scope& scope) {
  BF_LET(tx, store_.begin());
  BF_LET(known, standing(*tx));
  std::map<std::uint64_t, int> seen;  // 1: had, 2: has, 3: both
  for (const auto& region : known.scope().regions()) seen[region.code()] |= 1;
  for (const auto& region : scope.regions()) seen[region.code()] |= 2;
  for (const auto& [code, when] : seen) {
    if (when == 2) dueAgain(known, code);
    if (when != 1) continue;
    auto* due = known.mutable_snapshots_due();
    if (!due->empty() && due->Get(0) == code) known.clear_snapshot_after();
    due->erase(std::remove(due->begin(), due->end(), code), due->end());
    for (const auto& kind : store_.schema().kinds()) {
      if (!kind.root) continue;
      BF_LET(roots, tx->roots(kind.number, code, 0, everything));
      for (const auto& root : roots) BF_CHECK(evictTree(*tx, root));
    }
  }
  *known.mutable_scope() = scope;
  BF_CHECK(putStanding(*tx, known));
  return tx->commit();
}

Result<void> TabletReplica::enterEpoch(std::uint64_t epoch, std::int64_t common) {
  BF_LET(tx, store_.begin());
  BF_LET(known, standing(*tx));
  if (epoch <= known.epoch() && known.epoch() != 0)
    return fail(Errc::brokenChain, "epoch " + std::to_string(epoch) + " after " + std::to_string(known.epoch()));
  const bool first = known.epoch() == 0;
  known.set_epoch(epoch);
  if (first) {
    BF_CHECK(putStanding(*tx, known));
    return tx->commit();
  }
  std::map<std::int64_t, std::pair<std::int64_t, std::size_t>> moved;  // old number -> new number, count
  BF_LET(batches, tx->batchesFrom(common + 1, everything));
  for (const auto& batch : batches) {
    if (isProvisional(batch.seq)) break;
    BF_LET(last, tx->lastSeq(true));
    BF_CHECK(tx->renumberBatch(batch.head, last + 1, 0));
    const auto count = batch.batch.entries.size();
    BF_CHECK(tx->setLastSeq(true, last + static_cast<std::int64_t>(count)));
    moved[batch.seq] = {last + 1, count};
  }
  // A batch may begin before `common` and end behind it only when it is whole in both epochs: it was one commit.
  const auto map = [&](std::int64_t seq) -> std::int64_t {
    if (seq <= common || isProvisional(seq)) return seq;
    auto at = moved.upper_bound(seq);
    if (at == moved.begin()) return 0;
    --at;
    const auto offset = seq - at->first;
    return offset < static_cast<std::int64_t>(at->second.second) ? at->second.first + offset : 0;
  };
  for (const auto& kind : store_.schema().kinds()) {
    BF_LET(rows, tx->records(kind.number, 0, everything));
    for (auto& row : rows) {
      row.heads.renumber(map);
      row.heads.setAsOf(std::min(row.heads.asOf(), common));
      const auto contested = row.heads.contested(rules_, row.kind).size() + (row.heads.removedUnseen() ? 1 : 0);
      BF_CHECK(tx->update(row, {}, contested));
      if (row.rec <= common || isProvisional(row.rec)) continue;
      auto rec = map(row.rec);
      if (rec == 0) {
        BF_LET(last, tx->lastSeq(true));
        rec = last + 1;
        BF_CHECK(tx->setLastSeq(true, rec));
      }
      BF_CHECK(tx->rekey(kind.number, row.rec, rec));
    }
  }
  known.set_cursor(std::min(known.cursor(), static_cast<std::uint64_t>(common)));
  known.set_archived(std::min(known.archived(), static_cast<std::uint64_t>(common)));
  known.clear_snapshot_after();
  known.clear_audit();
  known.clear_audit_head();
  BF_CHECK(putStanding(*tx, known));
  return tx->commit();
}

Result<void> TabletReplica::witnessAudit(std::uint64_t number, const Hash& head) {
  BF_LET(tx, store_.begin());
  BF_LET(known, standing(*tx));
  if (number < known.audit() || (number == known.audit() && number != 0 && known.audit_head() != head.view()))
    return fail(Errc::brokenChain, "audit entry " + std::to_string(number));
  known.set_audit(number);
  known.set_audit_head(head.str());
  BF_CHECK(putStanding(*tx, known));
  return tx->commit();
}

Result<void> TabletReplica::setClockOff(Micros off) {
  BF_LET(tx, store_.begin());
  BF_LET(known, standing(*tx));
  known.set_clock_off(off);
  BF_CHECK(putStanding(*tx, known));
  return tx->commit();
}

}  // namespace bf
