#pragma once
// The records of a visit as its forms see them: beside each answer the one from before the visit with who gave it and
// when, and in each record that a first answer makes what the visit knows already (date, visitor, state).

#include "app/controllers/tablet_session.h"
#include "app/forms/record_editor.h"
#include "app/visit/visit_draft.h"

namespace bf {

class VisitEditor final : public RecordEditor {
 public:
  /// Both outlive the editor.
  VisitEditor(TabletSession& session, VisitDraft& draft) : session_(session), draft_(draft) {}

  [[nodiscard]] Result<RecordView> load(std::uint32_t kind, const RecordId& record) override;
  [[nodiscard]] RecordView before(std::uint32_t kind, const RecordId& parent) override;
  [[nodiscard]] Label objection(const Edit& edit) override { return session_.editor().objection(edit); }
  [[nodiscard]] Result<RecordId> save(const Edit& edit) override;
  [[nodiscard]] Result<void> keepDraft(std::uint32_t kind, const RecordId& record, std::uint32_t field,
                                       std::string_view text) override;
  void lookedAt(std::uint32_t kind, const RecordId& record, std::uint32_t field) override;

 private:
  void addPrior(RecordView& view, const KindSpec& kind, const RecordId& record);
  void addPriorVisit(RecordView& view) const;
  [[nodiscard]] const FileRecord* predecessor(const KindSpec& kind, const RecordId& record,
                                              const RecordId& parent) const;
  void addPredecessor(RecordView& view, const KindSpec& kind, const RecordId& record, const RecordId& parent) const;
  /// Saves when the visitor came, and with it the day of the visit and of what was written down at it.
  [[nodiscard]] Result<RecordId> arrive(const Edit& edit);
  /// What was written down at this visit with its day gets another one.
  [[nodiscard]] std::vector<Edit> dated(Day day) const;
  /// What a record of this kind begins with at this visit.
  [[nodiscard]] Result<std::vector<Field>> beginning(const KindSpec& kind, const Edit& edit) const;
  TabletSession& session_;
  VisitDraft& draft_;
};

}  // namespace bf
