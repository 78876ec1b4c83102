#include "app/visit/visit_desk.h"

namespace bf {

VisitDesk::VisitDesk(TabletSession& session, VisitDraft draft, QObject* parent)
    : QObject(parent), session_(session), draft_(std::move(draft)), editor_(session, draft_) {
  // A sync brings what others did, also to this household.
  connect(&session_, &TabletSession::recordChanged, this, [this](quint32 kind) {
    if (kind == 0) refresh();
  });
}

Visitor VisitDesk::visitor() const { return {session_.state().userName, session_.role()}; }

std::unique_ptr<FormController> VisitDesk::form(std::string_view name, const RecordId& record, const RecordId& parent) {
  // Role 0 may write nothing but what everybody may: a finished visit shows and asks no more.
  auto made = std::make_unique<FormController>(
      session_.schema(), editor_, session_.clock(),
      FormSubject{kind(name).number, record, record.isZero() ? parent : RecordId{}, 0, session_.role()});
  auto* form = made.get();
  form->load();
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
