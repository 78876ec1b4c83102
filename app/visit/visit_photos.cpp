#include "app/visit/visit_photos.h"

#include <QUrl>

#include "app/controllers/record_lines.h"
#include "app/models/record_values.h"
#include "app/models/words.h"
#include "app/visit/visit_choices.h"
#include "app/visit/visit_limits.h"
#include "shared/schema/record_builder.h"

namespace bf {
namespace {

constexpr double degree = 1e7;

}  // namespace

VisitPhotos::VisitPhotos(VisitDesk& desk, PhotoSource& source, QObject* parent)
    : QObject(parent), desk_(desk), source_(source) {
  connect(&desk_, &VisitDesk::changed, this, &VisitPhotos::changed);
}

QString VisitPhotos::complaint() const { return complaint_ ? errorWords(*complaint_) : QString(); }

void VisitPhotos::lookAt(const RecordId& problem) {
  problem_ = problem;
  emit changed();
}

void VisitPhotos::choose(const RecordId& parent, const QString& caption) {
  if (desk_.draft().finished()) return;
  parent_ = parent;
  caption_ = caption;
  complaint_.reset();
  files_ = source_.recent(recentPhotosMost);
  emit changed();
}

void VisitPhotos::chooseForHouse() { choose(desk_.draft().id(), QStringLiteral("住房")); }
void VisitPhotos::chooseForProblem() {
  if (!problem_.isZero()) choose(problem_, QStringLiteral("问题"));
}

void VisitPhotos::chooseForStage() {
  const auto stages = desk_.draft().stages();
  if (!stages.empty()) choose(stages.back()->row.id, QStringLiteral("危房改造"));
}

QVariantList VisitPhotos::stage() const {
  const auto stages = desk_.draft().stages();
  return stages.empty() ? QVariantList() : photosOf(stages.back()->row.id);
}

void VisitPhotos::close() {
  if (!parent_) return;
  parent_.reset();
  emit changed();
}

QStringList VisitPhotos::recent() const {
  QStringList addresses;
  if (!parent_) return addresses;
  for (const auto& file : files_) addresses.push_back(QUrl::fromLocalFile(file).toString());
  return addresses;
}

void VisitPhotos::take(int index) {
  if (!parent_ || index < 0 || index >= files_.size()) return;
  const auto kept = keep(files_[index]);
  if (!kept) {
    complaint_ = kept.error();
    emit changed();
    return;
  }
  parent_.reset();
  desk_.refresh();
}

PhotoStamp VisitPhotos::stamp() const {
  auto& draft = desk_.draft();
  const auto& kind = desk_.kind("visit");
  const auto& fields = draft.visit().fields;
  PhotoStamp stamp;
  stamp.household = words(draft.facts().head);
  if (!draft.facts().number.empty()) stamp.household += QLatin1Char(' ') + words(draft.facts().number);
  const auto now = desk_.session().clock().now();
  const auto day = dayOf(now);
  stamp.time = QStringLiteral("%1-%2-%3 ")
                   .arg(day / 10000)
                   .arg(day / 100 % 100, 2, 10, QLatin1Char('0'))
                   .arg(day % 100, 2, 10, QLatin1Char('0')) +
               momentWords(now, day).section(QLatin1Char(' '), -1);
  if (fieldIn(fields, numberOf(kind, "latitude")) != nullptr) {
    const auto at = [&](const char* name) {
      return static_cast<double>(static_cast<std::int32_t>(integerIn(fields, numberOf(kind, name)))) / degree;
    };
    stamp.place = QStringLiteral("%1, %2").arg(at("latitude"), 0, 'f', 6).arg(at("longitude"), 0, 'f', 6);
  }
  stamp.visitor = words(textIn(fields, numberOf(kind, "visitor_name")));
  stamp.record = QString::fromStdString(toHex(parent_->view()));
  return stamp;
}

Result<void> VisitPhotos::keep(const QString& file) {
  auto& session = desk_.session();
  BF_LET(photo, source_.read(file));
  BF_LET(made, stampPhoto(photo, stamp()));
  const auto& visitKind = desk_.kind("visit");
  const auto& fields = desk_.draft().visit().fields;
  RecordBuilder details(desk_.kind("evidence"));
  details.set("evidence_type", std::int64_t{choice::evidencePhoto}).set("media_type", std::string("image/jpeg"));
  details.set("taken", session.clock().now()).set("taken_by", textIn(fields, numberOf(visitKind, "visitor_name")));
  for (const auto* name : {"latitude", "longitude", "accuracy_cm"})
    if (fieldIn(fields, numberOf(visitKind, name)) != nullptr)
      details.set(name, integerIn(fields, numberOf(visitKind, name)));
  details.set("caption", caption_.toStdString());
  details.set("width", std::int64_t{made.size.width()}).set("height", std::int64_t{made.size.height()});
  NewEvidence evidence;
  evidence.parent = *parent_;
  evidence.content = made.content.toStdString();
  evidence.thumbnail = made.thumbnail.toStdString();
  BF_LET(list, details.fields());
  evidence.details = list;
  BF_LET(record, session.evidence().add(evidence));
  session.editor().saved(desk_.kind("evidence").number, record);
  return {};
}

QVariantList VisitPhotos::photosOf(const RecordId& record) const {
  QVariantList photos;
  if (record.isZero()) return photos;
  const auto& kind = desk_.kind("evidence");
  for (const auto* piece : desk_.draft().evidenceOf(record)) {
    const auto hash = Hash::from(textIn(piece->fields, numberOf(kind, "thumbnail_hash")));
    const auto path = hash ? desk_.session().evidence().pathOf(*hash) : Result<std::string>(fail(Errc::notFound));
    if (!path) continue;
    const auto taken = integerIn(piece->fields, numberOf(kind, "taken"));
    photos.push_back(QVariantMap{{QStringLiteral("source"), QUrl::fromLocalFile(words(*path)).toString()},
                                 {QStringLiteral("caption"), momentWords(taken, desk_.draft().day())}});
  }
  return photos;
}

}  // namespace bf
