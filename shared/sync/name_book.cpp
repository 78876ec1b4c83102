#include "shared/sync/name_book.h"

#include <algorithm>

#include "shared/sync/sync_limits.h"

namespace bf {
namespace {

bool startsWith(const ChangeId& id, std::string_view prefix) { return id.view().substr(0, prefix.size()) == prefix; }

ChangeId idAt(const LogBatch& batch, std::int64_t seq) {
  return batch.batch.entries[static_cast<std::size_t>(seq - batch.seq)].id();
}

std::optional<ChangeId> amongHeads(const RecordHeads& heads, std::uint32_t field, std::string_view prefix) {
  for (const auto& id : heads.headsOf(field))
    if (startsWith(id, prefix)) return id;
  for (const auto& writer : heads.writers())
    if (startsWith(writer.id, prefix)) return writer.id;
  return std::nullopt;
}

}  // namespace

Result<std::optional<std::int64_t>> StoreNames::sharedNumber(const RecordRow& row) {
  if (!isProvisional(row.rec)) return std::optional(row.rec);
  // A record that a tablet made keeps its provisional number there; its creation has another in the log, once received.
  BF_LET(touches, tx_.touches(row.rec));
  for (const auto seq : touches) {
    if (isProvisional(seq) || ++logReads_ > logReadsMax) continue;
    BF_LET(batch, tx_.batchAt(seq));
    if (batch && idAt(*batch, seq) == row.id) return std::optional(seq);
  }
  return std::optional<std::int64_t>{};
}

Result<const RecordRow*> StoreNames::keep(Result<std::optional<RecordRow>> found) {
  // Of kinds that came with a newer schema nothing is here but the log.
  if (!found && found.error().code == Errc::unknownKind) return nullptr;
  BF_CHECK(found);
  if (!*found) return nullptr;
  latest_ = std::move(**found);
  return &*latest_;
}

Result<const RecordRow*> StoreNames::find(std::uint32_t kind, const RecordId& id) {
  if (latest_ && latest_->kind == kind && latest_->id == id) return &*latest_;
  return keep(tx_.find(kind, id));
}

Result<const RecordRow*> StoreNames::load(std::uint32_t kind, std::int64_t seq) {
  if (latest_ && latest_->kind == kind && latest_->rec == seq) return &*latest_;
  return keep(tx_.load(kind, seq));
}

Result<std::optional<std::int64_t>> StoreNames::numberOf(std::uint32_t kind, const RecordId& id) {
  BF_LET(row, find(kind, id));
  if (row == nullptr) return std::optional<std::int64_t>{};
  return sharedNumber(*row);
}

Result<std::optional<RecordNumber>> StoreNames::parentOf(std::uint32_t kind, const ChangeId& created,
                                                         const RecordId& parent) {
  BF_LET(row, find(kind, created));
  if (row == nullptr || row->parent == 0) return std::optional<RecordNumber>{};
  const auto parentKind = row->parentKind;
  BF_LET(above, load(parentKind, row->parent));
  if (above == nullptr || above->id != parent) return std::optional<RecordNumber>{};
  BF_LET(seq, sharedNumber(*above));
  return seq ? std::optional(RecordNumber{parentKind, *seq}) : std::nullopt;
}

Result<std::optional<RecordId>> StoreNames::recordAt(std::uint32_t kind, std::int64_t seq) {
  if (seq <= 0 || isProvisional(seq)) return std::optional<RecordId>{};
  BF_LET(row, load(kind, seq));
  if (row != nullptr) return std::optional(row->id);
  if (++logReads_ > logReadsMax) return std::optional<RecordId>{};
  BF_LET(batch, tx_.batchAt(seq));
  if (!batch) return std::optional<RecordId>{};
  return std::optional(idAt(*batch, seq));
}

Result<std::optional<ChangeId>> StoreNames::changeNamed(std::uint32_t kind, const RecordId& record, std::uint32_t field,
                                                        std::string_view prefix) {
  BF_LET(row, find(kind, record));
  if (row == nullptr) return std::optional<ChangeId>{};
  if (const auto head = amongHeads(row->heads, field, prefix)) return head;
  return inLog(*row, prefix);
}

Result<std::optional<ChangeId>> StoreNames::inLog(const RecordRow& row, std::string_view prefix) {
  BF_LET(touches, tx_.touches(row.rec));
  std::ranges::sort(touches, std::greater{});
  for (const auto seq : touches) {
    if (++logReads_ > logReadsMax) break;
    BF_LET(batch, tx_.batchAt(seq));
    if (!batch) continue;
    const auto id = idAt(*batch, seq);
    if (startsWith(id, prefix)) return std::optional(id);
  }
  return std::optional<ChangeId>{};
}

}  // namespace bf
