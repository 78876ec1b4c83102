#include "app/controllers/record_controller.h"

#include <algorithm>

#include "app/controllers/field_history.h"
#include "app/controllers/record_lines.h"
#include "app/models/household_file.h"
#include "app/models/record_values.h"
#include "app/models/words.h"

namespace bf {
namespace {

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
  if (made_ || kind_.name == "enrolment") connect(form_.get(), &FormController::saved, this, &RecordController::read);
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
  pictureAway_ = removalOpen_ = false;
  readMember();
  std::vector<FactLine> lines;
  if (form_->exists())
    if (const auto file = RecordFile::read(session_.store(), kind_.number, form_->subject().record)) {
      line_ = lineOf(session_.schema(), file->top(), session_.today()).title;
      readPicture(file->top());
      removalOpen_ = fieldIn(file->top().fields, removalField) != nullptr;
      if (kind_.name == "problem") household_ = householdAbove(session_, file->top());
      // What hangs from a household has a page of its own.
      if (kind_.name != "household")
        for (const auto* record : file->below(file->top()))
          lines.push_back(lineOf(session_.schema(), *record, session_.today()));
    }
  below_.show(std::move(lines));
  emit changed();
}

/// A photo that is not here is asked for by who looks at its record.
void RecordController::readPicture(const FileRecord& record) {
  if (kind_.name != "evidence") return;
  const bool image = textIn(record.fields, numberOf(kind_, "media_type")).starts_with("image/");
  // Of a scan or a sound there is at most a thumbnail.
  picture_ = image ? addressOf(session_.evidence(), kind_, record.fields, "hash") : QString();
  pictureAway_ = image && picture_.isEmpty();
  if (picture_.isEmpty()) picture_ = addressOf(session_.evidence(), kind_, record.fields, "thumbnail_hash");
  const auto hash = Hash::from(textIn(record.fields, numberOf(kind_, "hash")));
  const auto size = static_cast<std::uint64_t>(integerIn(record.fields, numberOf(kind_, "size")));
  if (pictureAway_ && hash) static_cast<void>(session_.evidence().want(*hash, size));
}

QString RecordController::pictureNote() const {
  if (!pictureAway_) return {};
  return picture_.isEmpty()
             ? words("照片还在中心，下次同步取来。", "The photo is at the centre; the next sync brings it.")
             : words("这是小图；原图还在中心，下次同步取来。", "A small picture; the next sync brings the large one.");
}

/// The member that the record hangs from, or is to hang from, with all that hangs there; nothing where it is none.
std::optional<RecordFile> RecordController::memberFile() const {
  const auto& member = *session_.schema().kindByName("member");
  if (std::ranges::find(kind_.parents, member.number) == kind_.parents.end()) return std::nullopt;
  auto above = form_->subject().parent;
  if (form_->exists()) {
    const auto tx = session_.store().read();
    if (!tx) return std::nullopt;
    const auto row = (*tx)->find(kind_.number, form_->subject().record);
    if (!row || !*row || (*row)->parentKind != member.number) return std::nullopt;
    const auto owner = (*tx)->load(member.number, (*row)->parent);
    if (!owner || !*owner) return std::nullopt;
    above = (*owner)->id;
  }
  auto file = RecordFile::read(session_.store(), member.number, above);
  return file ? std::optional(std::move(*file)) : std::nullopt;
}

/// Whose it is; and of what a person has once a year, whether there is another one.
void RecordController::readMember() {
  whose_.clear();
  twin_.clear();
  const auto file = memberFile();
  if (!file) return;
  whose_ = shownIn(*session_.schema().kindByName("member"), file->top().fields, "name");
  const auto* own = file->find(form_->subject().record);
  if (own == nullptr || kind_.name != "enrolment") return;
  const auto year = integerIn(own->fields, numberOf(kind_, "year"));
  for (const auto* other : file->of(kind_.number))
    if (year != 0 && other != own && integerIn(other->fields, numberOf(kind_, "year")) == year)
      twin_ = words("%1的%2年度已有另一条记录。每人每年度只记一条，请在那一条上修改。",
                    "There is another record of %1 for %2. One a person and year: please correct that one.")
                  .arg(whose_)
                  .arg(year);
}

QString RecordController::title() const {
  return line_.isEmpty() || line_ == words(kind_.label) ? words(kind_.label) : line_;
}

/// What hangs from a member says whose it is: in one household there may be four alike.
QString RecordController::subtitle() const {
  QStringList parts{whose_, title() == words(kind_.label) ? QString() : words(kind_.label)};
  parts.removeAll(QString());
  return parts.join(QStringLiteral(" · "));
}

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

bool RecordController::historyMasked() const {
  const auto* field = kind_.field(field_);
  return field != nullptr && field->sensitivity == Sensitivity::sensitive;
}

void RecordController::lookBack(int number) {
  field_ = static_cast<std::uint32_t>(number);
  revealHistory(false);
}

void RecordController::revealHistory(bool whole) {
  const auto* field = kind_.field(field_);
  const auto& record = form_->subject().record;
  historyWhole_ = whole && historyMasked();
  if (historyWhole_) session_.editor().lookedAt(kind_.number, record, field_);
  history_.show(field == nullptr ? std::vector<FactLine>()
                                 : historyLines(session_, kind_, record, *field, historyWhole_));
  emit historyChanged();
}

void RecordController::reword() {
  read();
  if (field_ != 0) lookBack(static_cast<int>(field_));
}

}  // namespace bf
