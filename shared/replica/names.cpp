#include "shared/replica/names.h"

namespace bf {

Result<const RecordRow*> Names::row(std::uint32_t kind, const RecordId& id) {
  if (latest_ && latest_->kind == kind && latest_->id == id) return &*latest_;
  BF_LET(found, tx_.find(kind, id));
  if (!found) return nullptr;
  latest_ = std::move(*found);
  return &*latest_;
}

Result<std::optional<std::int64_t>> Names::seqOfRecord(std::uint32_t kind, const RecordId& id) {
  BF_LET(found, row(kind, id));
  if (found == nullptr || isProvisional(found->rec)) return std::optional<std::int64_t>{};
  return std::optional(found->rec);
}

Result<std::optional<std::int64_t>> Names::seqOfChange(std::uint32_t kind, const RecordId& record,
                                                       const ChangeId& change) {
  BF_LET(found, row(kind, record));
  if (found == nullptr) return std::optional<std::int64_t>{};
  if (found->id == change) return isProvisional(found->rec) ? std::nullopt : std::optional(found->rec);
  for (const auto& writer : found->heads.writers())
    if (writer.id == change && writer.seq > 0 && !isProvisional(writer.seq)) return std::optional(writer.seq);
  return std::optional<std::int64_t>{};
}

Result<std::optional<RecordId>> Names::recordAt(std::uint32_t kind, std::int64_t seq) {
  if (latest_ && latest_->kind == kind && latest_->rec == seq) return std::optional(latest_->id);
  BF_LET(found, tx_.load(kind, seq));
  if (found) {
    latest_ = std::move(*found);
    return std::optional(latest_->id);
  }
  // A record that this store made itself keeps its provisional number; the log knows the other one.
  BF_LET(batch, tx_.batchAt(seq));
  if (!batch) return std::optional<RecordId>{};
  return std::optional(batch->batch.entries[static_cast<std::size_t>(seq - batch->seq)].id());
}

Result<std::optional<ChangeId>> Names::changeAt(std::uint32_t kind, const RecordId& record, std::int64_t seq) {
  BF_LET(found, row(kind, record));
  if (found != nullptr) {
    if (found->rec == seq) return std::optional(found->id);
    for (const auto& writer : found->heads.writers())
      if (writer.seq == seq) return std::optional(writer.id);
  }
  BF_LET(batch, tx_.batchAt(seq));
  if (!batch) return std::optional<ChangeId>{};
  return std::optional(batch->batch.entries[static_cast<std::size_t>(seq - batch->seq)].id());
}

}  // namespace bf
