// History and conflicts on the tablet.

#include <algorithm>

#include "shared/replica/tablet_replica.h"

namespace bf {

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

Result<std::vector<HistoryEntry>> TabletReplica::history(std::uint32_t kind, const RecordId& record,
                                                         std::uint32_t field) {
  BF_LET(tx, store_.read());
  BF_LET(row, tx->find(kind, record));
  if (!row) return fail(Errc::notFound, "record");
  BF_LET(all, writes(*tx, *row));
  const auto heads = row->heads.headsOf(field);
  std::vector<HistoryEntry> found;
  for (auto& entry : all) {
    BF_LET(change, parseChange(entry.wire));
    const auto at = std::ranges::find(change.set, field, &Field::number);
    if (at == change.set.end() && std::ranges::find(change.cleared, field) == change.cleared.end()) continue;
    entry.change = idOf(hashOf(entry.wire));
    entry.device = change.device;
    entry.user = change.user;
    entry.role = change.role;
    entry.stamp = change.stamp;
    entry.wire = at == change.set.end() ? std::string{} : at->wire;
    entry.head = std::ranges::find(heads, entry.change) != heads.end();
    found.push_back(std::move(entry));
  }
  std::ranges::sort(found, [](const auto& a, const auto& b) { return a.stamp > b.stamp; });
  return found;
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
