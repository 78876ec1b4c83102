#include "app/visit/problem_controller.h"

#include <utility>

#include "app/models/record_values.h"
#include "app/models/words.h"
#include "app/visit/visit_sheet.h"

namespace bf {
namespace {

std::shared_ptr<FormController> formOf(TabletSession& session, RecordEditor& editor, const RecordId& household) {
  const auto kind = session.schema().kindByName("problem")->number;
  return std::make_shared<FormController>(session.schema(), editor, session.clock(),
                                          FormSubject{kind, {}, household, 0, session.role()});
}

}  // namespace

PhotoBy ProblemDesk::photoBy() const {
  const auto& kind = *session_.schema().kindByName("household");
  const auto text = [&](const char* name) { return textIn(household().fields, numberOf(kind, name)); };
  PhotoBy by{text("head_name"), session_.state().userName, {}};
  if (const auto number = text("register_number"); !number.empty()) by.household += ' ' + number;
  return by;
}

std::vector<const FileRecord*> ProblemDesk::evidenceOf(const RecordId& record) const {
  auto found = file_.of(session_.schema().kindByName("evidence")->number);
  std::erase_if(found, [&](const FileRecord* one) { return file_.records()[one->above].row.id != record; });
  return found;
}

void ProblemDesk::refresh() {
  const auto& top = household().row;
  if (auto file = RecordFile::read(session_.store(), top.kind, top.id)) file_ = std::move(*file);
  emit changed();
}

Result<OpenedPage> openProblem(TabletSession& session, const RecordId& household, const VisitDevices& devices) {
  BF_LET(file, RecordFile::read(session.store(), session.schema().kindByName("household")->number, household));
  return OpenedPage{QUrl(QStringLiteral("qrc:/qt/qml/Bianfang/Visit/ProblemPage.qml")),
                    new ProblemController(session, std::move(file), devices)};
}

ProblemController::ProblemController(TabletSession& session, RecordFile household, const VisitDevices& devices,
                                     QObject* parent)
    : QObject(parent),
      session_(session),
      desk_(session, std::move(household)),
      editor_(session),
      form_(formOf(session, editor_, desk_.household().row.id)),
      block_(form_),
      means_(devices),
      photos_(desk_, means_.pictures(), means_.camera()) {
  form_->load();
  connect(&block_, &VisitBlock::fieldsChanged, this, &ProblemController::fieldsChanged);
  connect(form_.get(), &FormController::saved, this, &ProblemController::saved);
  connect(form_.get(), &FormController::problemChanged, this, &ProblemController::changed);
}

ProblemController::~ProblemController() {
  if (!gone_) form_->commit();
}

/// With its first answer the record got others, which the form has not seen.
void ProblemController::saved() {
  if (unremoved_) unremoved_.reset(), emit changed();
  if (std::exchange(asked_, true)) return;
  QMetaObject::invokeMethod(form_.get(), &FormController::load, Qt::QueuedConnection);
  auto others = questionsOf("problem", true, true);
  others.removeAll(about()->name());
  block_.setFields(others);
  photos_.lookAt(record());
  emit changed();
}

QString ProblemController::title() const { return words("登记问题", "New problem"); }

QString ProblemController::household() const { return words(desk_.photoBy().household); }

QString ProblemController::problem() const { return unremoved_ ? errorWords(*unremoved_) : form_->problem(); }

void ProblemController::remove() {
  if (!exists() || gone_) return;
  form_->commit();
  const auto kind = form_->subject().kind;
  const auto removed = session_.replica().remove(kind, record(), "登记有误");
  gone_ = removed.has_value();
  unremoved_.reset();
  if (gone_) session_.editor().saved(kind, record());
  else unremoved_ = removed.error();
  emit changed();
}

void ProblemController::reword() { emit changed(); }

}  // namespace bf
