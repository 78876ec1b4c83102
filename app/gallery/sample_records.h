#pragma once
// Records in memory with invented people, so that forms can be shown and tested without a store.

#include <map>
#include <utility>

#include "app/forms/record_editor.h"

namespace bf {

class SampleRecords : public RecordEditor {
 public:
  [[nodiscard]] Result<RecordView> load(std::uint32_t kind, const RecordId& record) override;
  [[nodiscard]] Result<RecordId> save(const Edit& edit) override;
  [[nodiscard]] Result<void> keepDraft(std::uint32_t kind, const RecordId& record, std::uint32_t field,
                                       std::string_view text) override;
  void lookedAt(std::uint32_t kind, const RecordId& record, std::uint32_t field) override;

  /// What load() will give; made when it is not there.
  [[nodiscard]] RecordView& view(std::uint32_t kind, const RecordId& record) { return records_[{kind, record}]; }
  /// From now on save() fails with this error; Errc::internal with an empty detail ends that.
  void failWith(Error error) { failure_ = std::move(error); }
  [[nodiscard]] const std::vector<Edit>& edits() const { return edits_; }
  /// Fields whose sensitive value was uncovered, in order.
  [[nodiscard]] const std::vector<std::uint32_t>& looks() const { return looks_; }

 private:
  std::map<std::pair<std::uint32_t, RecordId>, RecordView> records_;
  std::vector<Edit> edits_;
  std::vector<std::uint32_t> looks_;
  Error failure_;
  unsigned char made_ = 0;
};

}  // namespace bf
