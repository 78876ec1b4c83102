// Standing, history and conflicts on the tablet.

#include <algorithm>

#include "shared/base/weakening.h"
#include "shared/replica/tablet_replica.h"

namespace bf {

Result<TabletState> TabletReplica::state() {
  BF_LET(tx, store_.read());
  BF_LET(known, standing(*tx));
  TabletState state;
  state.epoch = known.epoch();
  state.cursor = static_cast<std::int64_t>(known.cursor());
  state.scope = known.scope().version();
  for (const auto& grant : known.scope().grants()) state.grants.push_back({grant.region(), grant.write()});
  state.userName = known.scope().name();
  for (const auto& person : known.scope().people()) state.people.emplace(person.user(), person.name());
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

Result<void> TabletReplica::witnessAudit(std::uint64_t number, const Hash& head) {
  BF_LET(tx, store_.begin());
  BF_LET(known, standing(*tx));
  const bool older = number < known.audit();
  if ((older && !BF_WEAKENED("audit-goes-back")) ||
      (number == known.audit() && number != 0 && known.audit_head() != head.view()))
    return fail(Errc::brokenChain, "audit entry " + std::to_string(number));
  known.set_audit(number);
  known.set_audit_head(head.str());
  BF_CHECK(putStanding(*tx, known));
  return tx->commit();
}

Result<void> TabletReplica::setClockOff(Micros off) {
  BF_LET(tx, store_.begin(Commit::lazy));
  BF_LET(known, standing(*tx));
  known.set_clock_off(off);
  BF_CHECK(putStanding(*tx, known));
  return tx->commit();
}

Result<std::vector<HistoryEntry>> TabletReplica::writes(StoreTx& tx, const RecordRow& row) {
  std::vector<HistoryEntry> found;
  BF_LET(seqs, tx.touches(row.rec));
  if (!isProvisional(row.rec)) seqs.insert(seqs.begin(), row.rec);
  for (const auto seq : seqs) {
    HistoryEntry entry;
    entry.seq = seq;
    BF_LET(batch, tx.batchAt(seq));
    if (batch) {
      entry.wire = batch->batch.entries[static_cast<std::size_t>(seq - batch->seq)].change;
      entry.received = batch->received;
    } else {
      BF_LET(waiting, tx.pendingAt(seq));
      if (waiting) entry.wire = std::move(waiting->change);
    }
    if (!entry.wire.empty()) found.push_back(std::move(entry));
  }
  return found;
}

Result<std::map<std::uint32_t, std::vector<HistoryEntry>>> TabletReplica::histories(std::uint32_t kind,
                                                                                    const RecordId& record) {
  BF_LET(tx, store_.read());
  BF_LET(row, tx->find(kind, record));
  if (!row) return fail(Errc::notFound, "record");
  BF_LET(all, writes(*tx, *row));
  std::map<std::uint32_t, std::vector<HistoryEntry>> found;
  for (const auto& written : all) {
    BF_LET(change, parseChange(written.wire));
    const auto id = idOf(hashOf(written.wire));
    const auto add = [&](std::uint32_t field, std::string_view wire) {
      HistoryEntry entry{id,           written.seq,      change.device,     change.user, change.role,
                         change.stamp, written.received, std::string(wire), {},          false};
      for (const auto& seen : change.bases)
        if (std::ranges::find(seen.fields, field) != seen.fields.end()) entry.bases = seen.ids;
      const auto heads = row->heads.headsOf(field);
      entry.head = std::ranges::find(heads, id) != heads.end();
      found[field].push_back(std::move(entry));
    };
    for (const auto& field : change.set) add(field.number, field.wire);
    for (const auto field : change.cleared) add(field, {});
  }
  for (auto& [field, entries] : found)
    std::ranges::sort(entries, [](const auto& a, const auto& b) { return a.stamp > b.stamp; });
  return found;
}

Result<std::vector<HistoryEntry>> TabletReplica::history(std::uint32_t kind, const RecordId& record,
                                                         std::uint32_t field) {
  BF_LET(all, histories(kind, record));
  return std::move(all[field]);
}

Result<std::vector<ContestedField>> TabletReplica::conflicts(std::size_t most) {
  BF_LET(tx, store_.read());
  std::vector<ContestedField> found;
  for (const auto& kind : store_.schema().kinds()) {
    if (found.size() >= most) break;
    BF_LET(some, contestedFields(*tx, rules_, kind.number, 0, most - found.size()));
    std::ranges::move(some, std::back_inserter(found));
  }
  return found;
}

}  // namespace bf
