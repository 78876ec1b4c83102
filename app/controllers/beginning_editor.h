#pragma once
// The tablet's editor for records that are made on a page of their own: with the first answer goes what the record
// begins with (record_beginning.h).

#include "app/controllers/tablet_session.h"
#include "app/forms/record_editor.h"

namespace bf {

class BeginningEditor final : public RecordEditor {
 public:
  /// The session outlives the editor.
  explicit BeginningEditor(TabletSession& session) : session_(session) {}

  [[nodiscard]] Result<RecordView> load(std::uint32_t kind, const RecordId& record) override {
    return session_.editor().load(kind, record);
  }
  [[nodiscard]] Label objection(const Edit& edit) override { return session_.editor().objection(edit); }
  [[nodiscard]] Result<RecordId> save(const Edit& edit) override;
  [[nodiscard]] Result<void> keepDraft(std::uint32_t kind, const RecordId& record, std::uint32_t field,
                                       std::string_view text) override {
    return session_.editor().keepDraft(kind, record, field, text);
  }
  void lookedAt(std::uint32_t kind, const RecordId& record, std::uint32_t field) override {
    session_.editor().lookedAt(kind, record, field);
  }

 private:
  TabletSession& session_;
};

/// The edit of a new record with these fields beside those that it has.
[[nodiscard]] Edit begunWith(const Edit& edit, const std::vector<Field>& fields);

}  // namespace bf
