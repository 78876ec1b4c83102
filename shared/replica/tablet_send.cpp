// Sealing, sending, receipts.

#include <algorithm>

#include "shared/base/weakening.h"
#include "shared/merge/merge_limits.h"
#include "shared/replica/codec.h"
#include "shared/replica/receipt_message.h"
#include "shared/replica/standing.h"
#include "shared/replica/tablet_replica.h"

namespace bf {
namespace {

constexpr std::size_t everything = SIZE_MAX >> 1;

std::string receiptKey(const Receipt& receipt) {
  return bigEndian(receipt.epoch) + bigEndian(static_cast<std::uint64_t>(receipt.seq));
}

/// Whether a pending change may join a batch that ends with the one before it.
bool joins(const StoreTx::Pending& next, const StoreTx::Pending& last, std::size_t count, std::size_t bytes) {
  return next.region == last.region && next.seq == last.seq + 1 && count < batchChangesMax &&
         bytes + next.change.size() <= batchBytesMax;
}

/// A move that was held: the record may have been evicted because it lay elsewhere here, and nobody will tell of it.
bool holdsMove(const LogBatch& batch, const Receipt& receipt) {
  return std::ranges::any_of(receipt.verdicts, [&](const Verdict& verdict) {
    if (verdict.index >= batch.batch.entries.size()) return false;
    const auto change = parseChange(batch.batch.entries[verdict.index].change);
    return change && std::ranges::find(change->set, std::uint32_t{regionField}, &Field::number) != change->set.end();
  });
}

}  // namespace

Result<void> TabletReplica::seal() {
  BF_LET(tx, store_.begin());
  BF_LET(waiting, tx->pending(everything));
  if (waiting.empty()) return {};
  BF_LET(known, standing(*tx));
  Hash chain = Hash::from(known.chain()).value_or(Hash{});
  for (std::size_t from = 0; from < waiting.size();) {
    LogBatch log;
    log.seq = waiting[from].seq;
    log.batch = {identity_.device, known.position() + 1, chain, waiting[from].region, {}, {}};
    std::size_t bytes = 0;
    std::size_t at = from;
    do {
      bytes += waiting[at].change.size();
      log.batch.entries.push_back(entryOf(std::move(waiting[at].change)));
      ++at;
    } while (at < waiting.size() && joins(waiting[at], waiting[at - 1], at - from, bytes));
    log.head = chainHead(log.batch);
    log.batch.signature = key_.sign(signedBytes(log.batch, log.head));
    BF_CHECK(tx->append(log));
    chain = log.head;
    known.set_position(known.position() + log.batch.entries.size());
    from = at;
  }
  known.set_chain(chain.str());
  BF_CHECK(putStanding(*tx, known));
  BF_CHECK(tx->dropPending(waiting.back().seq));
  return tx->commit();
}

Result<std::vector<LogBatch>> TabletReplica::toSend(std::size_t bytesMax) {
  BF_LET(tx, store_.read());
  std::vector<LogBatch> chosen;
  std::size_t bytes = 0;
  auto from = provisionalFrom;
  for (;;) {
    BF_LET(some, tx->batchesFrom(from, 64));
    for (auto& batch : some) {
      std::size_t size = 0;
      for (const auto& entry : batch.batch.entries) size += entry.change.size() + Hash::size;
      if (!chosen.empty() && bytes + size > bytesMax) return chosen;
      bytes += size;
      from = batch.seq + 1;
      chosen.push_back(std::move(batch));
    }
    if (some.size() < 64) return chosen;
  }
}

Result<void> TabletReplica::take(const Receipt& receipt) {
  BF_LET(tx, store_.begin(Commit::lazy));
  BF_LET(known, standing(*tx));
  if (receipt.epoch != known.epoch())
    return fail(Errc::brokenChain, "a receipt of epoch " + std::to_string(receipt.epoch));
  BF_LET(found, tx->batchNamed(receipt.head));
  if (!found) return fail(Errc::notFound, "the batch of a receipt");
  auto& batch = *found;
  if (batch.seq != receipt.seq || batch.received != receipt.received) {
    BF_CHECK(tx->renumberBatch(receipt.head, receipt.seq, receipt.received));
    batch.seq = receipt.seq;
    batch.received = receipt.received;
    RecordCache cache(*tx, rules_);
    BF_CHECK(bind(*tx, cache, batch));
    BF_CHECK(cache.flush());
  }
  // A centre that was put back may know the batch in part, from somebody who saw no more of it, and its backups too:
  // until it says again how far they reach, they are not taken to hold this.
  const bool lowers = receipt.seq <= static_cast<std::int64_t>(known.archived());
  if (lowers) known.set_archived(static_cast<std::uint64_t>(receipt.seq) - 1);
  const bool heldMove = holdsMove(batch, receipt);
  if (heldMove) dueAllAgain(known);
  if (lowers || heldMove) BF_CHECK(putStanding(*tx, known));
  BF_CHECK(tx->put(Space::witness, receiptKey(receipt), encode(toMessage(receipt))));
  if (BF_WEAKENED("prune-on-receipt")) BF_CHECK(tx->dropBatch(receipt.head));
  return tx->commit();
}

Result<std::optional<Receipt>> TabletReplica::newestReceipt() {
  BF_LET(tx, store_.read());
  BF_LET(newest, tx->last(Space::witness));
  if (!newest) return std::optional<Receipt>{};
  BF_LET(stored, decode<bianfang::Receipt>(newest->value));
  BF_LET(receipt, fromMessage(stored));
  return std::optional(receipt);
}

Result<std::vector<Receipt>> TabletReplica::receipts(std::size_t most) {
  BF_LET(tx, store_.read());
  BF_LET(entries, tx->list(Space::witness, {}, {}, everything));
  std::vector<Receipt> all;
  for (auto at = entries.rbegin(); at != entries.rend() && all.size() < most; ++at) {
    BF_LET(stored, decode<bianfang::Receipt>(at->value));
    BF_LET(receipt, fromMessage(stored));
    all.push_back(std::move(receipt));
  }
  return all;
}

Result<Waiting> TabletReplica::waiting() {
  BF_LET(tx, store_.read());
  BF_LET(known, standing(*tx));
  BF_LET(unsealed, tx->pending(everything));
  Waiting waiting;
  waiting.changes = unsealed.size();
  BF_LET(batches, tx->batchesFrom(static_cast<std::int64_t>(known.archived()) + 1, everything));
  for (const auto& batch : batches) {
    if (isProvisional(batch.seq)) {
      waiting.changes += batch.batch.entries.size();
      ++waiting.batches;
    } else if (batch.batch.device == identity_.device) {
      waiting.unarchived += batch.batch.entries.size();
    }
  }
  return waiting;
}

}  // namespace bf
