// The log, the feed, the register and the counters of the SQLite engine.

#include <algorithm>

#include "shared/base/wire.h"
#include "shared/base/zstd.h"
#include "shared/merge/merge_limits.h"
#include "shared/store/sqlite_session.h"

namespace bf {
namespace {

/// A stored body is at most a batch as sent, plus what its framing adds.
constexpr std::size_t storedBatchBytesMax = 4 * batchBytesMax;

std::string heldBytes(const std::vector<std::uint32_t>& held) {
  std::string bytes;
  for (const auto index : held) appendVarint(bytes, index);
  return bytes;
}

std::vector<std::uint32_t> readHeld(std::string_view bytes) {
  std::vector<std::uint32_t> held;
  std::uint32_t value = 0;
  int shift = 0;
  for (const char c : bytes) {
    value |= static_cast<std::uint32_t>(c & 0x7f) << shift;
    shift += 7;
    if ((c & 0x80) != 0) continue;
    held.push_back(value);
    value = 0;
    shift = 0;
  }
  return held;
}

Result<LogBatch> readBatch(const Statement& statement) {
  LogBatch read;
  read.seq = statement.integer(0);
  read.received = statement.integer(1);
  const auto head = Hash::from(statement.bytes(2));
  if (!head) return fail(Errc::storageCorrupt, "name of a batch");
  read.head = *head;
  read.held = readHeld(statement.bytes(3));
  auto plain = decompress(statement.bytes(4), storedBatchBytesMax);
  if (!plain) return fail(Errc::storageCorrupt, "batch: " + plain.error().detail);
  auto batch = parseBatch(*plain);
  if (!batch) return fail(Errc::storageCorrupt, "batch: " + batch.error().detail);
  read.batch = std::move(*batch);
  return read;
}

Result<std::optional<LogBatch>> oneBatch(Statement& statement) {
  StatementUse use(statement);
  BF_LET(found, use->step());
  if (!found) return std::optional<LogBatch>{};
  BF_LET(batch, readBatch(statement));
  return std::optional(std::move(batch));
}

Result<std::vector<LogBatch>> manyBatches(Statement& statement) {
  StatementUse use(statement);
  std::vector<LogBatch> batches;
  for (;;) {
    BF_LET(found, use->step());
    if (!found) return batches;
    BF_LET(batch, readBatch(statement));
    batches.push_back(std::move(batch));
  }
}

/// The smallest text greater than every text that starts with `prefix`; empty when there is none.
std::string afterPrefix(std::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && end.back() == '\xff') end.pop_back();
  if (!end.empty()) end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1);
  return end;
}

}  // namespace

Result<std::int64_t> SqliteTx::lastSeq(bool provisional) {
  BF_LET(select, sql("SELECT value FROM counter WHERE name=?"));
  StatementUse use(*select);
  use->bind(1, provisional ? 1 : 0);
  BF_LET(found, use->step());
  return found ? use->integer(0) : provisional ? ownFrom - 1 : 0;
}

Result<void> SqliteTx::setLastSeq(bool provisional, std::int64_t seq) {
  BF_LET(put, sql("INSERT INTO counter(name,value) VALUES(?,?)"
                  " ON CONFLICT(name) DO UPDATE SET value=excluded.value"));
  put->bind(1, provisional ? 1 : 0).bind(2, seq);
  return put->run();
}

Result<void> SqliteTx::append(const LogBatch& batch) {
  BF_LET(insert, sql("INSERT INTO batch(seq,count,device,first,received,head,held,body)"
                     " VALUES(?,?,?,?,?,?,?,?)"));
  const auto body = compress(serialise(batch.batch), 1);
  const auto held = heldBytes(batch.held);
  insert->bind(1, batch.seq).bind(2, static_cast<std::int64_t>(batch.batch.entries.size()));
  insert->bind(3, batch.batch.device.view()).bind(4, static_cast<std::int64_t>(batch.batch.first));
  insert->bind(5, batch.received).bind(6, batch.head.view());
  if (held.empty()) insert->bindNull(7);
  else insert->bind(7, std::string_view(held));
  insert->bind(8, std::string_view(body));
  return insert->run();
}

Result<std::optional<LogBatch>> SqliteTx::batchAt(std::int64_t seq) {
  BF_LET(select, sql("SELECT seq,received,head,held,body,count FROM batch WHERE seq<=?"
                     " ORDER BY seq DESC LIMIT 1"));
  select->bind(1, seq);
  BF_LET(batch, oneBatch(*select));
  if (batch && batch->seq + static_cast<std::int64_t>(batch->batch.entries.size()) <= seq) batch.reset();
  return batch;
}

Result<std::optional<LogBatch>> SqliteTx::batchNamed(const Hash& head) {
  BF_LET(select, sql("SELECT seq,received,head,held,body FROM batch WHERE head=?"));
  select->bind(1, head.view());
  return oneBatch(*select);
}

Result<std::vector<LogBatch>> SqliteTx::batchesOf(const DeviceId& device, std::uint64_t position, std::uint64_t upto,
                                                  std::size_t most) {
  // No batch has more than batchChangesMax changes: one that reaches beyond the position begins near it.
  static_assert(batchChangesMax == 4096);
  BF_LET(select, sql("SELECT seq,received,head,held,body FROM batch WHERE device=?1 AND first>?2-4096"
                     " AND first<=?3 AND first+count-1>?2 ORDER BY first, seq LIMIT ?4"));
  select->bind(1, device.view()).bind(2, static_cast<std::int64_t>(position)).bind(3, static_cast<std::int64_t>(upto));
  select->bind(4, static_cast<std::int64_t>(most));
  return manyBatches(*select);
}

Result<std::vector<LogBatch>> SqliteTx::batchesFrom(std::int64_t seq, std::size_t most) {
  BF_LET(select, sql("SELECT seq,received,head,held,body FROM batch WHERE seq>=? ORDER BY seq LIMIT ?"));
  select->bind(1, seq).bind(2, static_cast<std::int64_t>(most));
  return manyBatches(*select);
}

Result<void> SqliteTx::renumberBatch(const Hash& head, std::int64_t seq, Micros received) {
  BF_LET(select, sql("SELECT seq,count FROM batch WHERE head=?"));
  std::int64_t old = 0;
  std::int64_t count = 0;
  {
    StatementUse use(*select);
    use->bind(1, head.view());
    BF_LET(found, use->step());
    if (!found) return fail(Errc::notFound, "batch");
    old = use->integer(0);
    count = use->integer(1);
  }
  BF_LET(batch, sql("UPDATE batch SET seq=?, received=? WHERE head=?"));
  batch->bind(1, seq).bind(2, received).bind(3, head.view());
  BF_CHECK(batch->run());
  if (old == seq) return {};
  // Provisional touches have an index of their own (it is empty at a centre); others move only when an epoch ends.
  static_assert(provisionalFrom == 1099511627776);
  BF_LET(touches, sql(isProvisional(old) ? "UPDATE OR REPLACE touch SET seq=seq+?"
                                           " WHERE seq>=1099511627776 AND seq>=? AND seq<?"
                                         : "UPDATE OR REPLACE touch SET seq=seq+? WHERE seq>=? AND seq<?"));
  touches->bind(1, seq - old).bind(2, old).bind(3, old + count);
  return touches->run();
}

Result<void> SqliteTx::voidBatches(std::int64_t common, std::uint64_t epoch) {
  const auto shift = voidedNumber(epoch, 0);
  BF_LET(batches, sql("UPDATE batch SET seq=seq+?1, received=0 WHERE seq>?2 AND seq<1099511627776"));
  batches->bind(1, shift).bind(2, common);
  BF_CHECK(batches->run());
  BF_LET(touches, sql("UPDATE touch SET seq=seq+?1 WHERE seq>?2 AND seq<1099511627776"));
  touches->bind(1, shift).bind(2, common);
  return touches->run();
}

Result<void> SqliteTx::setHeld(const Hash& head, const std::vector<std::uint32_t>& held) {
  BF_LET(update, sql("UPDATE batch SET held=? WHERE head=?"));
  const auto bytes = heldBytes(held);
  if (bytes.empty()) update->bindNull(1);
  else update->bind(1, std::string_view(bytes));
  update->bind(2, head.view());
  return update->run();
}

Result<void> SqliteTx::dropBatch(const Hash& head) {
  BF_LET(drop, sql("DELETE FROM batch WHERE head=?"));
  drop->bind(1, head.view());
  erases_ = true;
  return drop->run();
}

Result<void> SqliteTx::touch(std::int64_t rec, std::int64_t seq) {
  BF_LET(insert, sql("INSERT OR IGNORE INTO touch(rec,seq) VALUES(?,?)"));
  insert->bind(1, rec).bind(2, seq);
  return insert->run();
}

Result<std::vector<std::int64_t>> SqliteTx::touches(std::int64_t rec) {
  BF_LET(select, sql("SELECT seq FROM touch WHERE rec=? ORDER BY seq"));
  StatementUse use(*select);
  use->bind(1, rec);
  std::vector<std::int64_t> seqs;
  for (;;) {
    BF_LET(found, use->step());
    if (!found) return seqs;
    seqs.push_back(use->integer(0));
  }
}

Result<void> SqliteTx::addPending(const Pending& pending) {
  BF_LET(insert, sql("INSERT INTO pending(seq,region,change) VALUES(?,?,?)"));
  insert->bind(1, pending.seq).bind(2, static_cast<std::int64_t>(pending.region));
  insert->bind(3, std::string_view(pending.change));
  return insert->run();
}

Result<std::vector<StoreTx::Pending>> SqliteTx::pending(std::size_t most) {
  BF_LET(select, sql("SELECT seq,region,change FROM pending ORDER BY seq LIMIT ?"));
  StatementUse use(*select);
  use->bind(1, static_cast<std::int64_t>(most));
  std::vector<Pending> all;
  for (;;) {
    BF_LET(found, use->step());
    if (!found) return all;
    all.push_back({use->integer(0), static_cast<RegionCode>(use->integer(1)), std::string(use->bytes(2))});
  }
}

Result<std::optional<StoreTx::Pending>> SqliteTx::pendingAt(std::int64_t seq) {
  BF_LET(select, sql("SELECT seq,region,change FROM pending WHERE seq=?"));
  StatementUse use(*select);
  use->bind(1, seq);
  BF_LET(found, use->step());
  if (!found) return std::optional<Pending>{};
  return std::optional(Pending{use->integer(0), static_cast<RegionCode>(use->integer(1)), std::string(use->bytes(2))});
}

Result<void> SqliteTx::dropPending(std::int64_t uptoSeq) {
  BF_LET(drop, sql("DELETE FROM pending WHERE seq<=?"));
  drop->bind(1, uptoSeq);
  return drop->run();
}

Result<void> SqliteTx::publish(const FeedItem& item) {
  BF_LET(insert, sql("INSERT OR IGNORE INTO feed(region,seq,event,rec,kind) VALUES(?,?,?,?,?)"));
  insert->bind(1, static_cast<std::int64_t>(item.region)).bind(2, item.seq);
  insert->bind(3, static_cast<std::int64_t>(item.event)).bind(4, item.rec);
  insert->bind(5, static_cast<std::int64_t>(item.kind));
  return insert->run();
}

Result<std::vector<FeedItem>> SqliteTx::feed(RegionCode region, std::int64_t afterSeq, std::size_t most) {
  BF_LET(select, sql("SELECT seq,event,rec,kind FROM feed WHERE region=? AND seq>? ORDER BY seq,event,rec"
                     " LIMIT ?"));
  StatementUse use(*select);
  use->bind(1, static_cast<std::int64_t>(region)).bind(2, afterSeq).bind(3, static_cast<std::int64_t>(most));
  std::vector<FeedItem> items;
  for (;;) {
    BF_LET(found, use->step());
    if (!found) return items;
    items.push_back({region, use->integer(0), static_cast<FeedEvent>(use->integer(1)), use->integer(2),
                     static_cast<std::uint32_t>(use->integer(3))});
  }
}

Result<std::optional<std::string>> SqliteTx::get(Space space, std::string_view key) {
  BF_LET(select, sql("SELECT value FROM register WHERE space=? AND key=?"));
  StatementUse use(*select);
  use->bind(1, static_cast<std::int64_t>(space)).bind(2, key);
  BF_LET(found, use->step());
  if (!found) return std::optional<std::string>{};
  return std::optional(std::string(use->bytes(0)));
}

Result<void> SqliteTx::put(Space space, std::string_view key, std::string_view value) {
  BF_LET(put, sql("INSERT INTO register(space,key,value) VALUES(?,?,?)"
                  " ON CONFLICT(space,key) DO UPDATE SET value=excluded.value"));
  put->bind(1, static_cast<std::int64_t>(space)).bind(2, key).bind(3, value);
  return put->run();
}

Result<void> SqliteTx::erase(Space space, std::string_view key) {
  BF_LET(drop, sql("DELETE FROM register WHERE space=? AND key=?"));
  drop->bind(1, static_cast<std::int64_t>(space)).bind(2, key);
  return drop->run();
}

Result<std::vector<RegisterEntry>> SqliteTx::list(Space space, std::string_view prefix, std::string_view after,
                                                  std::size_t most) {
  const auto end = afterPrefix(prefix);
  BF_LET(select, sql("SELECT key,value FROM register WHERE space=? AND key>=? AND key>?"
                     " AND (?4 OR key<?5) ORDER BY key LIMIT ?6"));
  StatementUse use(*select);
  use->bind(1, static_cast<std::int64_t>(space)).bind(2, prefix).bind(3, after);
  use->bind(4, end.empty() ? 1 : 0).bind(5, std::string_view(end)).bind(6, static_cast<std::int64_t>(most));
  std::vector<RegisterEntry> entries;
  for (;;) {
    BF_LET(found, use->step());
    if (!found) return entries;
    entries.push_back({std::string(use->bytes(0)), std::string(use->bytes(1))});
  }
}

Result<std::optional<RegisterEntry>> SqliteTx::last(Space space) {
  BF_LET(select, sql("SELECT key,value FROM register WHERE space=? ORDER BY key DESC LIMIT 1"));
  StatementUse use(*select);
  use->bind(1, static_cast<std::int64_t>(space));
  BF_LET(found, use->step());
  if (!found) return std::optional<RegisterEntry>{};
  return std::optional(RegisterEntry{std::string(use->bytes(0)), std::string(use->bytes(1))});
}

}  // namespace bf
