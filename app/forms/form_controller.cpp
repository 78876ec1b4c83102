#include "app/forms/form_controller.h"

#include <QCoreApplication>
#include <QEvent>
#include <algorithm>
#include <utility>

#include "app/forms/dates_now.h"
#include "app/forms/day_doubts.h"
#include "app/forms/keepers.h"
#include "app/theme/appearance.h"
#include "shared/schema/calendar.h"

namespace bf {
namespace {

const KindSpec& kindOf(const Schema& schema, std::uint32_t number) {
  const auto* kind = schema.kind(number);
  Q_ASSERT_X(kind != nullptr, "FormController", "a kind of another schema");
  return *kind;
}

}  // namespace

FormController::FormController(const Schema& schema, RecordEditor& editor, Clock& clock, FormSubject subject,
                               QObject* parent)
    : QObject(parent),
      kind_(kindOf(schema, subject.kind)),
      editor_(editor),
      clock_(clock),
      subject_(subject),
      language_(screenLanguage()) {
  Label section;
  for (const auto* field : kind_.form()) {
    const bool opens = !field->section.empty() && !(field->section == section);
    section = field->section;
    auto* controller = new FieldController(*field, opens, *this, this);
    controller->setLanguage(language_);
    controller->setCanBeNow(canBeNow(kind_, *field));
    connect(controller, &FieldController::stateChanged, this, &FormController::judged);
    connect(controller, &FieldController::wanted, this, [this, controller] { emit wanted(controller); });
    fields_.push_back(controller);
  }
  qApp->installEventFilter(this);
}

FormController::~FormController() { qApp->removeEventFilter(this); }

/// The application is told of another language by Qt itself, whoever installed the translation.
bool FormController::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::LanguageChange && watched == qApp && language_ != screenLanguage()) {
    language_ = screenLanguage();
    for (auto* field : fields_) field->setLanguage(language_);
    emit wordsChanged();
    emit judged();
    emit problemChanged();
  }
  return QObject::eventFilter(watched, event);
}

QQmlListProperty<FieldController> FormController::fieldList() {
  using List = QQmlListProperty<FieldController>;
  const auto fieldsOf = [](List * list) -> auto& { return static_cast<FormController*>(list->object)->fields_; };
  static const auto all = fieldsOf;
  return {this, nullptr, [](List* list) -> qsizetype { return static_cast<qsizetype>(all(list).size()); },
          [](List* list, qsizetype index) { return all(list)[static_cast<std::size_t>(index)]; }};
}

bool FormController::mayWrite(const FieldSpec& field) const {
  return subject_.role == 0 || kind_.mayWrite(field, subject_.role);
}

QString FormController::keptBy() const {
  const bool any = std::ranges::any_of(fields_, [&](const auto* field) { return mayWrite(field->spec()); });
  return any ? QString() : QString::fromStdString(keptByLabel(kind_.writers).in(language_));
}

void FormController::load() {
  RecordView view;
  failed_ = false;
  if (exists()) {
    auto read = editor_.load(subject_.kind, subject_.record);
    if (read) view = std::move(*read);
    else fail(read.error());
  } else {
    view = editor_.before(subject_.kind, subject_.parent);
    for (const auto& [field, text] : typed_) view.drafts.emplace(field, text.toStdString());
  }
  readOnly_ = failed_ || (view.finished && kind_.immutableWhenFinished);
  values_ = view.values;
  const bool answered = !readOnly_ && !locked_ && keptBy().isEmpty();
  for (auto* field : fields_) {
    const auto& spec = field->spec();
    field->setKeptBy(answered && !mayWrite(spec) ? keptByLabel(spec.writers.empty() ? kind_.writers : spec.writers)
                                                 : Label());
    field->setReadOnly(readOnly_ || locked_ || fixed_.contains(spec.number) || !mayWrite(spec));
    field->show(view);
  }
  judge();
  emit loaded();
  emit problemChanged();
}

void FormController::lock() {
  locked_ = true;
  load();
}

void FormController::fix(const QString& name) {
  if (const auto* asked = field(name)) fixed_.insert(asked->spec().number);
}

void FormController::unlock() {
  locked_ = false;
  load();
}

void FormController::reloadAfter(const QString& name) {
  const auto* asked = field(name);
  if (asked == nullptr) return;
  connect(this, &FormController::saved, this, [this, number = asked->number()](int saved) {
    if (saved == number) QMetaObject::invokeMethod(this, &FormController::load, Qt::QueuedConnection);
  });
}

void FormController::commit() {
  for (auto* field : fields_) field->commit();
}

FieldController* FormController::field(const QString& name) const {
  const auto at = std::ranges::find_if(fields_, [&](const auto* field) { return field->name() == name; });
  return at == fields_.end() ? nullptr : *at;
}

bool FormController::saveAnswer(std::uint32_t field, const std::string& wire) {
  Edit edit;
  edit.kind = subject_.kind;
  edit.record = subject_.record;
  if (edit.record.isZero()) {
    edit.parent = subject_.parent;
    edit.region = subject_.region;
  }
  if (wire.empty()) edit.cleared.push_back(field);
  else edit.set.push_back({field, wire});
  objection_ = editor_.objection(edit);
  if (!objection_.empty()) return false;
  const auto record = editor_.save(edit);
  if (!record) {
    fail(record.error());
    return false;
  }
  subject_.record = *record;
  for (const auto& [other, text] : std::exchange(typed_, {}))
    if (other != field) keepDraft(other, text);
  if (failed_) {
    failed_ = false;
    emit problemChanged();
  }
  put(field, wire);
  judge();
  emit saved(static_cast<int>(field));
  return true;
}

void FormController::put(std::uint32_t field, const std::string& wire) {
  const auto at = std::ranges::lower_bound(values_, field, {}, &Field::number);
  const bool there = at != values_.end() && at->number == field;
  if (wire.empty()) {
    if (there) values_.erase(at);
  } else if (there) {
    at->wire = wire;
  } else {
    values_.insert(at, {field, wire});
  }
}

/// What is typed before there is a record waits for the answer that makes it, which may be to another question.
void FormController::keepDraft(std::uint32_t field, const QString& text) {
  if (!exists()) {
    if (text.isEmpty()) typed_.erase(field);
    else typed_[field] = text;
    return;
  }
  if (auto kept = editor_.keepDraft(subject_.kind, subject_.record, field, text.toStdString()); !kept)
    fail(kept.error());
}

void FormController::noteLook(std::uint32_t field) { editor_.lookedAt(subject_.kind, subject_.record, field); }

void FormController::judge() {
  std::map<std::uint32_t, Label> found;
  doubts_.clear();
  missing_ = 0;
  for (const auto& finding : validate(kind_, values_, Extent::whole)) {
    const bool isMissing = finding.code == "missing";
    if (isMissing) ++missing_;
    if (isMissing && !asksForMissing_) continue;
    if (!isMissing) doubts_.push_back(finding.message);
    found.try_emplace(finding.field, finding.message);
  }
  const auto today = dayOf(clock_.now());
  for (auto* field : fields_) {
    const auto doubt = dayDoubt(kind_, field->spec(), values_, today);
    if (doubt.empty()) continue;
    doubts_.push_back(doubt);
    found.try_emplace(field->spec().number, doubt);
  }
  for (auto* field : fields_) field->setFinding(found[field->spec().number]);
  emit judged();
}

void FormController::fail(const bf::Error& error) {
  problem_ = error;
  failed_ = true;
  emit problemChanged();
}

void FormController::setAsksForMissing(bool asks) {
  asksForMissing_ = asks;
  judge();
}

int FormController::errors() const {
  return static_cast<int>(
      std::ranges::count_if(fields_, [](const auto* field) { return field->state() == FieldController::Error; }));
}

QStringList FormController::doubts() const {
  QStringList texts;
  for (const auto& doubt : doubts_) texts.push_back(QString::fromStdString(doubt.in(language_)));
  return texts;
}

QString FormController::title() const { return QString::fromStdString(kind_.label.in(language_)); }
QString FormController::help() const { return QString::fromStdString(kind_.help.in(language_)); }
QString FormController::problem() const {
  return failed_ ? QString::fromStdString(describe(problem_, language_)) : QString();
}

void FormController::setRegions(const std::vector<RegionName>& regions) {
  std::vector<Choice> choices;
  for (const auto& region : regions) {
    Choice choice;
    choice.number = static_cast<std::int64_t>(region.code);
    choice.label = {region.name, region.name};
    choice.code = std::to_string(region.code);
    choices.push_back(std::move(choice));
  }
  for (auto* field : fields_)
    if (field->editor() == FieldController::RegionEditor) field->offer(choices);
}

}  // namespace bf
