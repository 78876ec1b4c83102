#pragma once
// What the parts of a visit's page share: the session, the draft, and the forms over it. Every answer goes through it,
// and every part hears of it.

#include <QObject>
#include <memory>
#include <optional>

#include "app/forms/form_controller.h"
#include "app/visit/photo_desk.h"
#include "app/visit/visit_editor.h"

namespace bf {

class VisitDesk : public PhotoDesk {
  Q_OBJECT

 public:
  /// The session outlives the desk.
  VisitDesk(TabletSession& session, VisitDraft draft, QObject* parent = nullptr);

  [[nodiscard]] TabletSession& session() override { return session_; }
  [[nodiscard]] VisitDraft& draft() { return draft_; }
  [[nodiscard]] const VisitDraft& draft() const { return draft_; }
  [[nodiscard]] const KindSpec& kind(std::string_view name) const { return *session_.schema().kindByName(name); }
  [[nodiscard]] Visitor visitor() const;

  /// A form over a record, or over one that its first answer makes below `parent`. Read-only once the visit is
  /// finished.
  [[nodiscard]] std::unique_ptr<FormController> form(std::string_view kind, const RecordId& record,
                                                     const RecordId& parent);
  /// Saves one record with several answers at once, as a form would one answer.
  [[nodiscard]] Result<RecordId> save(const Edit& edit);
  /// After the draft wrote to its visit: tells everyone. Result: whether it went well.
  bool say(const Result<void>& result);
  /// As say() for what is no record, like where the person stands.
  bool note(const Result<void>& result);
  /// Takes another visit in place of this one.
  void take(VisitDraft draft);
  /// Reads again what was saved elsewhere; what could not be saved stays told.
  void refresh() override;
  [[nodiscard]] bool finished() const override { return draft_.readOnly(); }
  [[nodiscard]] PhotoBy photoBy() const override;
  [[nodiscard]] const RecordFile& file() const override { return draft_.file(); }
  [[nodiscard]] std::vector<const FileRecord*> evidenceOf(const RecordId& record) const override {
    return draft_.evidenceOf(record);
  }
  [[nodiscard]] RecordId house() const override { return draft_.id(); }
  [[nodiscard]] RecordId stage() const override;
  /// What the last thing to be saved failed with, else what reading failed with; null when both went well.
  [[nodiscard]] const Error* problem() const { return unsaved_ ? &*unsaved_ : unread_ ? &*unread_ : nullptr; }

 signals:
  /// A sync brought what others did: every form shows it before it is answered.
  void othersCame();

 private:
  /// The visitor that the visit names is the person of this tablet.
  [[nodiscard]] bool isSigner() const;
  TabletSession& session_;
  VisitDraft draft_;
  VisitEditor editor_;
  std::optional<Error> unsaved_, unread_;
};

}  // namespace bf
