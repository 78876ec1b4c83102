#pragma once
// A name book in memory: what one side of a conversation knows of records and changes.

#include <algorithm>
#include <map>
#include <vector>

#include "shared/sync/name_book.h"

namespace bf::test {

class FakeNames final : public NameBook {
 public:
  struct Record {
    std::uint32_t kind = 0;
    std::int64_t seq = 0;  ///< 0: only provisional here
    RecordId id;
    RecordId parent;
    std::vector<ChangeId> changes;  ///< newest first
  };

  void add(Record record) { records_[record.id] = std::move(record); }
  void forget(const RecordId& id) { records_.erase(id); }
  [[nodiscard]] Record* find(const RecordId& id) {
    const auto at = records_.find(id);
    return at == records_.end() ? nullptr : &at->second;
  }

  Result<std::optional<std::int64_t>> numberOf(std::uint32_t kind, const RecordId& id) override {
    const auto* record = find(id);
    return record != nullptr && record->kind == kind && record->seq != 0 ? std::optional(record->seq) : std::nullopt;
  }
  Result<std::optional<RecordNumber>> parentOf(std::uint32_t, const ChangeId&, const RecordId& parent) override {
    const auto* record = find(parent);
    return record != nullptr && record->seq != 0 ? std::optional(RecordNumber{record->kind, record->seq})
                                                 : std::nullopt;
  }
  Result<std::optional<RecordId>> recordAt(std::uint32_t kind, std::int64_t seq) override {
    for (const auto& [id, record] : records_)
      if (record.kind == kind && record.seq == seq) return std::optional(id);
    return std::optional<RecordId>{};
  }
  Result<std::optional<ChangeId>> changeNamed(std::uint32_t, const RecordId& id, std::uint32_t,
                                              std::string_view prefix) override {
    const auto* record = find(id);
    if (record == nullptr) return std::optional<ChangeId>{};
    for (const auto& change : record->changes)
      if (change.view().substr(0, prefix.size()) == prefix) return std::optional(change);
    return std::optional<ChangeId>{};
  }

 private:
  std::map<RecordId, Record> records_;
};

}  // namespace bf::test
