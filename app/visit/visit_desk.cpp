#include "app/visit/visit_desk.h"

#include "app/models/record_values.h"

namespace bf {

VisitDesk::VisitDesk(TabletSession& session, VisitDraft draft, QObject* parent)
    : PhotoDesk(parent), session_(session), draft_(std::move(draft)), editor_(session, draft_) {
  // A sync brings what others did, also to this household.
  connect(&session_, &TabletSession::recordChanged, this, [this](quint32 kind) {
    if (kind != 0) return;
    refresh();
    emit othersCame();
  });
}

PhotoBy VisitDesk::photoBy() const {
  const auto& visitKind = kind("visit");
  const auto& fields = draft_.visit().fields;
  PhotoBy by{draft_.facts().head, textIn(fields, numberOf(visitKind, "visitor_name")), {}};
  if (!draft_.facts().number.empty()) by.household += ' ' + draft_.facts().number;
  const auto at = [&](const char* name) {
    return static_cast<std::int32_t>(integerIn(fields, numberOf(visitKind, name)));
  };
  if (fieldIn(fields, numberOf(visitKind, "latitude")) != nullptr)
    by.place = PlaceFix{at("latitude"), at("longitude"), at("accuracy_cm")};
  return by;
}

RecordId VisitDesk::stage() const {
  if (const auto own = draft_.ownStage(); !own.isZero()) return own;
  const auto stages = draft_.stages();
  return stages.empty() ? RecordId{} : stages.back()->row.id;
}

Visitor VisitDesk::visitor() const { return {session_.state().userName, session_.role()}; }

bool VisitDesk::isSigner() const {
  const auto name = textIn(draft_.visit().fields, numberOf(kind("visit"), "visitor_name"));
  return !name.empty() && name == session_.state().userName;
}

std::unique_ptr<FormController> VisitDesk::form(std::string_view name, const RecordId& record, const RecordId& parent) {
  // Role 0 may write nothing but what everybody may: a finished visit shows and asks no more.
  auto made = std::make_unique<FormController>(
      session_.schema(), editor_, session_.clock(),
      FormSubject{kind(name).number, record, record.isZero() ? parent : RecordId{}, 0, session_.role()});
  auto* form = made.get();
  // Who signs is whose tablet it is.
  if (record == draft_.id() && isSigner()) form->fix(QStringLiteral("visitor_name"));
  if (draft_.foreign()) form->lock();
  else form->load();
  connect(this, &VisitDesk::othersCame, form, [form] {
    if (form->exists()) form->load();
  });
  const bool isNew = record.isZero();
  connect(form, &FormController::saved, this, [this, form, isNew, shown = false]() mutable {
    // With its first answer a record got others, which its form has not seen.
    if (isNew && !std::exchange(shown, true))
      QMetaObject::invokeMethod(form, &FormController::load, Qt::QueuedConnection);
    unsaved_.reset();
    refresh();
  });
  return made;
}

Result<RecordId> VisitDesk::save(const Edit& edit) {
  auto record = editor_.save(edit);
  say(record ? Result<void>() : Result<void>(std::unexpected(record.error())));
  if (record) refresh();
  return record;
}

bool VisitDesk::say(const Result<void>& result) {
  if (result) session_.editor().saved(kind("visit").number, draft_.id());
  return note(result);
}

bool VisitDesk::note(const Result<void>& result) {
  unsaved_.reset();
  if (!result) unsaved_ = result.error();
  emit changed();
  return result.has_value();
}

void VisitDesk::take(VisitDraft draft) {
  draft_ = std::move(draft);
  say({});
}

void VisitDesk::refresh() {
  const auto read = draft_.read();
  unread_.reset();
  if (!read) unread_ = read.error();
  emit changed();
}

}  // namespace bf
