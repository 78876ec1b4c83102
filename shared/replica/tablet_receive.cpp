// Taking in what others did: batches and whole records.

#include <algorithm>
#include <unordered_map>

#include "shared/base/weakening.h"
#include "shared/replica/codec.h"
#include "shared/replica/standing.h"
#include "shared/replica/tablet_notes.h"
#include "shared/replica/tablet_replica.h"

namespace bf {
namespace {

constexpr std::size_t everything = SIZE_MAX >> 1;
constexpr std::string_view unknownKindsKey = "unknown-kinds";

/// Kinds that came before this build's schema knew them: one byte each.
Result<void> noteUnknownKind(StoreTx& tx, std::uint32_t kind) {
  BF_LET(noted, tx.get(Space::meta, unknownKindsKey));
  auto kinds = noted.value_or(std::string{});
  const auto one = static_cast<char>(kind);
  if (kind > 255 || kinds.contains(one)) return {};
  return tx.put(Space::meta, unknownKindsKey, kinds + one);
}

/// After an update of the schema: what was passed over until now is fetched with the next pictures.
Result<void> fetchNewKinds(StoreTx& tx, const Schema& schema, bianfang::Standing& standing) {
  BF_LET(noted, tx.get(Space::meta, unknownKindsKey));
  if (!noted) return {};
  auto kinds = *noted;
  std::erase_if(kinds, [&](char kind) { return schema.kind(static_cast<unsigned char>(kind)) != nullptr; });
  if (kinds == *noted) return {};
  if (!BF_WEAKENED("pass-over-new-kinds")) dueAllAgain(standing);
  return kinds.empty() ? tx.erase(Space::meta, unknownKindsKey) : tx.put(Space::meta, unknownKindsKey, kinds);
}

/// Where a change stands at the centre.
struct ChangePlace {
  std::int64_t seq = 0;
  Micros received = 0;
};

/// Changes that an overlapping batch of the same device brought already, and where they stand in the first that did:
/// two images of one tablet were at work.
Result<std::unordered_map<ChangeId, ChangePlace>> broughtBefore(StoreTx& tx, const LogBatch& batch) {
  std::unordered_map<ChangeId, ChangePlace> brought;
  const auto last = batch.batch.first + batch.batch.entries.size() - 1;
  BF_LET(overlapping, tx.batchesOf(batch.batch.device, batch.batch.first - 1, last, everything));
  for (const auto& one : overlapping) {
    if (one.head == batch.head || BF_WEAKENED("apply-twice")) continue;
    for (std::size_t i = 0; i < one.batch.entries.size(); ++i) {
      const auto& entry = one.batch.entries[i];
      const ChangePlace place{one.seq + static_cast<std::int64_t>(i), one.received};
      if (entry.withheld()) continue;
      const auto at = brought.emplace(entry.id(), place).first;
      if (place.seq < at->second.seq) at->second = place;
    }
  }
  return brought;
}

/// Values that cannot be united, of a field that the centre did not know: kept in the log, not shown.
Result<void> applied(const Result<Applied>& result) {
  if (result || result.error().code == Errc::malformed || result.error().code == Errc::tooLarge) return {};
  return std::unexpected(result.error());
}

/// A batch of this tablet that it does not know is of before it was put back to an older image. What it seals next
/// continues from there, if nothing else was sealed meanwhile.
void continueOwn(bianfang::Standing& standing, const Batch& batch, const Hash& head) {
  const auto chain = Hash::from(standing.chain()).value_or(Hash{});
  if (batch.first != standing.position() + 1 || batch.prev != chain) return;
  standing.set_position(standing.position() + batch.entries.size());
  standing.set_chain(head.str());
}

}  // namespace

Result<bool> TabletReplica::takeChange(StoreTx& tx, RecordCache& cache, const Change& change, const Writer& by) {
  BF_LET(row, cache.find(change.kind, change.creates() ? by.id : change.record));
  RecordRow* parent = nullptr;
  if (change.creates()) {
    if (row != nullptr) return true;
    if (!change.parent.isZero()) {
      BF_LET(found, cache.findAny(store_.schema().kind(change.kind)->parents, change.parent));
      if (found == nullptr) return false;
      parent = found;
    }
    BF_CHECK(tx.erase(Space::evicted, by.id.view()));
  } else {
    if (row == nullptr) return false;
    BF_CHECK(tx.touch(row->rec, by.seq));
    if (by.seq <= row->heads.asOf()) return true;  // the picture that the record came with contains it
    BF_CHECK(noteReplaced(tx, cache, *row, change));
    BF_CHECK(noteOverruled(tx, cache, rules_, *row, change, by.id, identity_.device));
  }
  BF_CHECK(applied(cache.apply(change, by, parent)));
  return true;
}

Result<bool> TabletReplica::takeEntry(StoreTx& tx, RecordCache& cache, const LogBatch& batch, std::uint32_t index) {
  const auto& entry = batch.batch.entries[index];
  if (entry.withheld()) return true;
  const auto change = parseChange(entry.change);
  if (!change) return true;
  if (store_.schema().kind(change->kind) == nullptr) {
    BF_CHECK(noteUnknownKind(tx, change->kind));
    return true;
  }
  return takeChange(tx, cache, *change, writerOf(*change, entry.id(), batch.seq + index, batch.received));
}

/// A change that several batches have stands where the centre met it first.
Result<void> TabletReplica::bind(StoreTx& tx, RecordCache& cache, const LogBatch& batch) {
  BF_LET(before, broughtBefore(tx, batch));
  for (std::size_t i = 0; i < batch.batch.entries.size(); ++i) {
    const auto& entry = batch.batch.entries[i];
    if (entry.withheld()) continue;
    const auto change = parseChange(entry.change);
    if (!change) continue;
    BF_LET(row, cache.find(change->kind, change->creates() ? entry.id() : change->record));
    if (row == nullptr) continue;
    ChangePlace place{batch.seq + static_cast<std::int64_t>(i), batch.received};
    if (const auto at = before.find(entry.id()); at != before.end() && at->second.seq < place.seq) place = at->second;
    BF_CHECK(cache.rebind(*row, entry.id(), place.seq, place.received));
  }
  return {};
}

Result<void> TabletReplica::takeBatch(StoreTx& tx, RecordCache& cache, Intake& intake, const LogBatch& batch) {
  BF_LET(known, tx.batchNamed(batch.head));
  if (known && known->batch.entries.size() != batch.batch.entries.size())
    return fail(Errc::malformed, "another batch ends at the same place of the chain");
  auto filled = known ? *known : batch;
  std::vector<std::uint32_t> fresh;
  bool anew = false;  // whether something is here already, by another number
  for (std::uint32_t i = 0; i < batch.batch.entries.size(); ++i) {
    if (batch.batch.entries[i].withheld() || (known && !known->batch.entries[i].withheld())) continue;
    filled.batch.entries[i] = batch.batch.entries[i];
    fresh.push_back(i);
  }
  if (known && (known->seq != batch.seq || known->received != batch.received)) {
    BF_CHECK(tx.renumberBatch(batch.head, batch.seq, batch.received));
    filled.seq = batch.seq;
    filled.received = batch.received;
    BF_CHECK(bind(tx, cache, filled));
  }
  if (known && fresh.empty()) return {};
  if (known) BF_CHECK(tx.dropBatch(batch.head));
  BF_CHECK(tx.append(filled));
  BF_LET(before, broughtBefore(tx, batch));
  for (const auto index : fresh) {
    if (before.contains(batch.batch.entries[index].id())) {
      anew = true;
      continue;
    }
    BF_LET(taken, takeEntry(tx, cache, filled, index));
    if (!taken) intake.early.push_back({filled, index});
  }
  if (anew) BF_CHECK(bind(tx, cache, filled));
  if (batch.batch.device == identity_.device) continueOwn(intake.standing, batch.batch, batch.head);
  return {};
}

Result<RecordRow*> TabletReplica::parentOf(StoreTx& tx, RecordCache& cache, const RecordState& state) {
  BF_LET(parent, cache.load(state.parentKind, state.parentSeq));
  if (parent != nullptr) return parent;
  // A record that this tablet made keeps the number that it had then; the log knows the centre's.
  BF_LET(batch, tx.batchAt(state.parentSeq));
  if (!batch) return nullptr;
  const auto index = static_cast<std::size_t>(state.parentSeq - batch->seq);
  return cache.find(state.parentKind, batch->batch.entries[index].id());
}

Result<TabletReplica::Unseen> TabletReplica::unseenBy(StoreTx& tx, const RecordRow& row, std::int64_t asOf) {
  Unseen unseen;
  BF_LET(touched, tx.touches(row.rec));
  for (const auto seq : touched) {
    if (seq <= asOf) continue;
    BF_LET(batch, tx.batchAt(seq));
    if (batch) {
      unseen.sealed = unseen.sealed || isProvisional(seq);
      const auto index = static_cast<std::size_t>(seq - batch->seq);
      unseen.changes.push_back({seq, batch->received, std::move(batch->batch.entries[index].change)});
      continue;
    }
    BF_LET(waiting, tx.pendingAt(seq));
    if (waiting) unseen.changes.push_back({seq, 0, std::move(waiting->change)});
  }
  return unseen;
}

Result<void> TabletReplica::applyAgain(RecordCache& cache, const UnseenChange& one) {
  const auto change = parseChange(one.bytes);
  if (!change || change->creates()) return {};
  return applied(cache.apply(*change, writerOf(*change, idOf(hashOf(one.bytes)), one.seq, one.received), nullptr));
}

Result<bool> TabletReplica::takeState(StoreTx& tx, RecordCache& cache, Intake& intake, const RecordState& state) {
  if (store_.schema().kind(state.kind) == nullptr) {
    BF_CHECK(noteUnknownKind(tx, state.kind));
    return true;
  }
  RecordRow row{state.kind, state.seq, state.id, 0, 0, state.region, {}};
  BF_LET(heads, RecordHeads::parse(state.heads, state.id, state.seq));
  row.heads = std::move(heads);
  BF_LET(values, splitFields(state.values));
  if (state.parentSeq != 0) {
    BF_LET(parent, parentOf(tx, cache, state));
    if (parent == nullptr) return false;
    row.parent = parent->rec;
    row.parentKind = parent->kind;
  }
  BF_LET(there, cache.find(state.kind, state.id));
  Unseen unseen;
  if (there != nullptr) {
    BF_LET(found, unseenBy(tx, *there, row.heads.asOf()));
    unseen = std::move(found);
  }
  if (unseen.sealed && !BF_WEAKENED("picture-over-sealed-work")) {
    // It may be on its way, or have arrived with its receipt lost: nobody can say whether this picture contains it.
    BF_LET(region, cache.regionOf(*there));
    intake.postponed.insert(region);
    return true;
  }
  // Void since an epoch ended: what hangs from it is told by the number that it has now.
  if (there != nullptr && isProvisional(there->rec) && there->rec < ownFrom && !isProvisional(state.seq))
    BF_CHECK(cache.rekey(*there, state.seq));
  BF_CHECK(cache.replace(std::move(row), std::move(values)));
  BF_CHECK(tx.erase(Space::evicted, state.id.view()));
  // What the picture does not contain: what came after it, and what this tablet has not shown anybody yet.
  if (BF_WEAKENED("picture-over-own-work")) unseen.changes.clear();
  for (const auto& one : unseen.changes) BF_CHECK(applyAgain(cache, one));
  return true;
}

Result<void> TabletReplica::takeStates(StoreTx& tx, RecordCache& cache, Intake& intake,
                                       const std::vector<RecordState>& states) {
  for (const auto& state : states) {
    BF_LET(taken, takeState(tx, cache, intake, state));
    if (!taken) intake.orphans.push_back(&state);
  }
  return {};
}

/// What came before that on which it rests. What is still without it then has to come with a picture.
Result<void> TabletReplica::takeRest(StoreTx& tx, RecordCache& cache, Intake& intake) {
  for (const auto* state : intake.orphans) {
    BF_LET(taken, takeState(tx, cache, intake, *state));
    if (!taken) intake.postponed.insert(0);
  }
  for (const auto& [batch, index] : intake.early) {
    BF_LET(taken, takeEntry(tx, cache, batch, index));
    if (taken) continue;
    BF_LET(change, parseChange(batch.batch.entries[index].change));
    intake.postponed.insert(change.region);
  }
  for (const auto region : intake.postponed) BF_CHECK(postpone(tx, intake.standing, region));
  return cache.flush();
}

Result<void> TabletReplica::take(const PullResult& pulled) {
  BF_LET(tx, store_.begin(Commit::lazy));
  BF_LET(known, standing(*tx));
  BF_CHECK(fetchNewKinds(*tx, store_.schema(), known));
  RecordCache cache(*tx, rules_);
  Intake intake{known, {}, {}, {}};
  // Records first: the batches of the same answer may write to them.
  BF_CHECK(takeStates(*tx, cache, intake, pulled.states));
  for (const auto& batch : pulled.batches) BF_CHECK(takeBatch(*tx, cache, intake, batch));
  BF_CHECK(takeRest(*tx, cache, intake));
  for (const auto& left : pulled.left) {
    BF_LET(row, tx->find(left.kind, left.record));
    if (row && !BF_WEAKENED("keep-what-left")) BF_CHECK(evictTree(*tx, *row));
  }
  if (!pulled.left.empty()) BF_CHECK(purgeEvicted(*tx, static_cast<std::int64_t>(known.archived())));
  known.set_cursor(static_cast<std::uint64_t>(pulled.cursor));
  BF_CHECK(putStanding(*tx, known));
  return tx->commit();
}

Result<void> TabletReplica::take(RegionCode region, const SnapshotResult& chunk) {
  BF_LET(tx, store_.begin(Commit::lazy));
  BF_LET(known, standing(*tx));
  BF_CHECK(fetchNewKinds(*tx, store_.schema(), known));
  RecordCache cache(*tx, rules_);
  Intake intake{known, {}, {}, {}};
  BF_CHECK(takeStates(*tx, cache, intake, chunk.states));
  if (chunk.after.empty()) BF_CHECK(pictured(*tx, known, region));
  BF_CHECK(takeRest(*tx, cache, intake));
  known.set_snapshot_after(chunk.after);
  if (chunk.after.empty()) {
    const auto cursor = static_cast<std::uint64_t>(chunk.cursor);
    known.set_snapshot_cursor(known.snapshot_started() ? std::min(known.snapshot_cursor(), cursor) : cursor);
    known.set_snapshot_started(true);
    if (known.snapshots_due().empty()) {
      // From here on the feed tells; it is read again from where the earliest picture can vouch for.
      known.set_cursor(known.complete() ? std::min(known.cursor(), known.snapshot_cursor()) : known.snapshot_cursor());
      known.set_complete(true);
      known.set_snapshot_started(false);
    }
  }
  BF_CHECK(putStanding(*tx, known));
  return tx->commit();
}

}  // namespace bf
