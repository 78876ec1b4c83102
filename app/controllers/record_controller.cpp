#include "app/controllers/record_controller.h"

#include "app/controllers/field_history.h"
#include "app/controllers/record_lines.h"
#include "app/models/household_file.h"
#include "app/models/record_values.h"
#include "app/models/words.h"

namespace bf {
namespace {

QString pictureOf(TabletSession& session, const KindSpec& kind, const FileRecord& record) {
  if (kind.name != "evidence") return {};
  const bool image = textIn(record.fields, numberOf(kind, "media_type")).starts_with("image/");
  // Of a scan or a sound there is at most a thumbnail.
  const auto large = image ? addressOf(session.evidence(), kind, record.fields, "hash") : QString();
  return large.isEmpty() ? addressOf(session.evidence(), kind, record.fields, "thumbnail_hash") : large;
}

QString householdAbove(TabletSession& session, const FileRecord& record) {
  const auto household = session.schema().kindByName("household")->number;
  const auto tx = session.store().read();
  if (!tx || record.row.parentKind != household) return {};
  const auto row = (*tx)->load(household, record.row.parent);
  return row && *row ? QString::fromStdString(toHex((*row)->id.view())) : QString();
}

}  // namespace

RecordController::RecordController(TabletSession& session, FormSubject subject, std::uint32_t field, QObject* parent)
    : QObject(parent),
      session_(session),
      kind_(*session.schema().kind(subject.kind)),
      sought_(field),
      made_(subject.record.isZero()),
      editor_(session) {
  form_ = std::make_unique<FormController>(session.schema(), editor_, session.clock(), subject);
  std::vector<RegionName> regions;
  for (const auto& region : session_.regions()) regions.push_back({region.code(), region.name()});
  form_->setRegions(regions);
  form_->load();
  if (form_->exists() && (fixed() || sought_ == 0 || isFinding())) form_->lock();
  connect(&session_, &TabletSession::recordChanged, this, [this](quint32, const QByteArray& record) { take(record); });
  if (kind_.name == "problem") form_->reloadAfter(QStringLiteral("state"));
  // With its first answer the record is there; the form knows it only once that was saved.
  if (made_) connect(form_.get(), &FormController::saved, this, &RecordController::read);
  read();
}

RecordController::~RecordController() {
  if (!gone_) form_->commit();
}

/// A member of whom only the sex was tapped counts as a person: nothing is kept before there is a name.
QString RecordController::first() const {
  const bool nameless = made_ && !form_->exists() && kind_.name == "member";
  return nameless ? QStringLiteral("name") : QString();
}

bool RecordController::canRemove() const { return made_ && form_->exists() && !gone_; }

void RecordController::remove() {
  if (!canRemove()) return;
  form_->commit();
  const auto record = form_->subject().record;
  const auto removed = session_.replica().remove(kind_.number, record, "登记有误");
  gone_ = removed.has_value();
  failure_ = gone_ ? QString() : errorWords(removed.error());
  if (gone_) session_.editor().saved(kind_.number, record);
  emit changed();
}

/// A sync may have brought other answers: they show, unless it was this page that wrote.
void RecordController::take(const QByteArray& record) {
  if (gone_) return;
  if (record.isEmpty() && form_->exists()) form_->load();
  read();
}

void RecordController::read() {
  line_.clear();
  picture_.clear();
  std::vector<FactLine> lines;
  if (form_->exists())
    if (const auto file = RecordFile::read(session_.store(), kind_.number, form_->subject().record)) {
      line_ = lineOf(session_.schema(), file->top(), session_.today()).title;
      picture_ = pictureOf(session_, kind_, file->top());
      if (kind_.name == "problem") household_ = householdAbove(session_, file->top());
      // What hangs from a household has a page of its own.
      if (kind_.name != "household")
        for (const auto* record : file->below(file->top()))
          lines.push_back(lineOf(session_.schema(), *record, session_.today()));
    }
  below_.show(std::move(lines));
  emit changed();
}

QString RecordController::title() const {
  return line_.isEmpty() || line_ == words(kind_.label) ? words(kind_.label) : line_;
}

QString RecordController::subtitle() const { return title() == words(kind_.label) ? QString() : words(kind_.label); }

QString RecordController::sought() const {
  const auto* field = kind_.field(sought_);
  return field == nullptr ? QString() : QStringLiteral("field.") + words(field->name);
}

/// What somebody else has found is not altered by a stray tap of who only wants to see it.
bool RecordController::isFinding() const { return kind_.name == "housing_assessment"; }

bool RecordController::fixed() const { return kind_.name == "evidence" || kind_.name == "visit"; }

QString RecordController::problem() const {
  const bool known = kind_.name == "problem" && form_->exists();
  return known ? QString::fromStdString(toHex(form_->subject().record.view())) : QString();
}

QString RecordController::historyOf() const {
  const auto* field = kind_.field(field_);
  return field == nullptr ? QString() : words(field->label);
}

void RecordController::lookBack(int number) {
  field_ = static_cast<std::uint32_t>(number);
  const auto* field = kind_.field(field_);
  history_.show(field == nullptr ? std::vector<FactLine>()
                                 : historyLines(session_, kind_, form_->subject().record, *field));
  emit historyChanged();
}

void RecordController::reword() {
  read();
  if (field_ != 0) lookBack(static_cast<int>(field_));
}

}  // namespace bf
