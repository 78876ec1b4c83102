#include "app/visit/problem_controller.h"

#include <algorithm>
#include <utility>

#include "app/controllers/record_lines.h"
#include "app/models/record_values.h"
#include "app/models/words.h"
#include "app/visit/visit_sheet.h"

namespace bf {
namespace {

QUrl pageOfProblems() { return QUrl(QStringLiteral("qrc:/qt/qml/Bianfang/Visit/ProblemPage.qml")); }

std::shared_ptr<FormController> formOf(TabletSession& session, RecordEditor& editor, const RecordId& household,
                                       const RecordId& problem) {
  const auto kind = session.schema().kindByName("problem")->number;
  const auto parent = problem.isZero() ? household : RecordId{};
  return std::make_shared<FormController>(session.schema(), editor, session.clock(),
                                          FormSubject{kind, problem, parent, 0, session.role()});
}

}  // namespace

PhotoBy ProblemDesk::photoBy() const {
  const auto& kind = *session_.schema().kind(household().row.kind);
  const auto text = [&](const char* name) { return textIn(household().fields, numberOf(kind, name)); };
  PhotoBy by{text(kind.name == "household" ? "head_name" : "name"), session_.state().userName, {}};
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
  return OpenedPage{pageOfProblems(), new ProblemController(session, std::move(file), devices)};
}

Result<OpenedPage> followProblem(TabletSession& session, const RecordId& problem, const VisitDevices& devices) {
  RecordRow above;
  {
    BF_LET(tx, session.store().read());
    BF_LET(row, tx->find(session.schema().kindByName("problem")->number, problem));
    if (!row) return fail(Errc::notFound, "problem");
    BF_LET(parent, tx->load(row->parentKind, row->parent));
    if (!parent) return fail(Errc::notFound, "household");
    above = *parent;
  }
  BF_LET(file, RecordFile::read(session.store(), above.kind, above.id));
  return OpenedPage{pageOfProblems(), new ProblemController(session, std::move(file), devices, problem)};
}

ProblemController::ProblemController(TabletSession& session, RecordFile household, const VisitDevices& devices,
                                     const RecordId& problem, QObject* parent)
    : QObject(parent),
      session_(session),
      desk_(session, std::move(household)),
      editor_(session),
      form_(formOf(session, editor_, desk_.household().row.id, problem)),
      block_(form_),
      means_(devices),
      photos_(desk_, means_.pictures(), means_.camera()),
      follows_(!problem.isZero()) {
  form_->load();
  form_->reloadAfter(QStringLiteral("state"));
  connect(&block_, &VisitBlock::fieldsChanged, this, &ProblemController::fieldsChanged);
  connect(form_.get(), &FormController::saved, this, &ProblemController::saved);
  connect(form_.get(), &FormController::problemChanged, this, &ProblemController::changed);
  connect(&desk_, &PhotoDesk::changed, this, &ProblemController::changed);
  // What a sync brought shows before it is answered: an answer replaces what stood there, seen or not.
  connect(&session_, &TabletSession::recordChanged, this, [this](quint32 kind, const QByteArray& record) {
    const auto raw = record.toStdString();
    if (kind == 0 || RecordId::from(raw) == this->record()) follow();
    if (kind == 0 && exists() && !gone_) form_->load();
  });
  if (!follows_) return;
  asked_ = true;
  block_.setFields(questionsOf("problem", true, false));
  photos_.lookAt(problem, true);
}

ProblemController::~ProblemController() {
  if (!gone_) form_->commit();
}

/// Somebody wrote the problem, maybe this page.
void ProblemController::follow() {
  if (gone_ || !follows_) return;
  desk_.refresh();
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

QString ProblemController::title() const {
  if (!follows_) return words("登记问题", "New problem");
  return words("跟进 · %1", "Follow up · %1").arg(about()->shown());
}

QString ProblemController::householdRecord() const {
  const bool isHousehold = desk_.household().row.kind == session_.schema().kindByName("household")->number;
  return isHousehold ? QString::fromStdString(toHex(desk_.household().row.id.view())) : QString();
}

QString ProblemController::content() const {
  const auto* problem = follows_ ? desk_.file().find(record()) : nullptr;
  return problem == nullptr ? QString()
                            : shownIn(*session_.schema().kind(problem->row.kind), problem->fields, "content");
}

QString ProblemController::lacks() const {
  const auto* problem = follows_ ? desk_.file().find(record()) : nullptr;
  return problem == nullptr ? QString() : closingWords(session_.schema(), desk_.file(), *problem);
}

QString ProblemController::household() const { return words(desk_.photoBy().household); }

QString ProblemController::problem() const { return unremoved_ ? errorWords(*unremoved_) : form_->problem(); }

void ProblemController::remove() {
  if (!exists() || gone_ || follows_) return;
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
