#pragma once
// Forms over the tablet's replica: records as they stand here, drafts in the store's register, each look at a sensitive
// value noted there.

#include <functional>

#include "app/forms/record_editor.h"
#include "shared/replica/tablet_replica.h"

namespace bf {

class TabletEditor final : public RecordEditor {
 public:
  /// Both outlive the editor. `saved` hears of every record that was written; it may be empty.
  TabletEditor(TabletReplica& replica, Clock& clock);
  std::function<void(std::uint32_t kind, const RecordId& record)> saved;

  [[nodiscard]] Result<RecordView> load(std::uint32_t kind, const RecordId& record) override;
  /// Of a problem that would be closed without what that needs; a decision between two that said so stands.
  [[nodiscard]] Label objection(const Edit& edit) override;
  /// Errors beside those of the replica: Errc::invalidValue while there is an objection.
  [[nodiscard]] Result<RecordId> save(const Edit& edit) override;
  [[nodiscard]] Result<void> keepDraft(std::uint32_t kind, const RecordId& record, std::uint32_t field,
                                       std::string_view text) override;
  /// Something was typed in it that is no answer.
  [[nodiscard]] bool hasDraft(std::uint32_t kind, const RecordId& record);
  void lookedAt(std::uint32_t kind, const RecordId& record, std::uint32_t field) override;

 private:
  [[nodiscard]] Edit whole(const Edit& edit);
  TabletReplica& replica_;
  Clock& clock_;
};

}  // namespace bf
