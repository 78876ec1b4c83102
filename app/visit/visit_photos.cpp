#include "app/visit/visit_photos.h"

#include <QUrl>
#include <utility>

#include "app/controllers/record_lines.h"
#include "app/models/problem_closing.h"
#include "app/models/record_values.h"
#include "app/models/words.h"
#include "app/visit/visit_choices.h"
#include "app/visit/visit_limits.h"
#include "shared/schema/plain_text.h"
#include "shared/schema/record_builder.h"

namespace bf {
namespace {

constexpr double degree = 1e7;
constexpr const char* chosenFile = "（从文件选择）";  // kept in Chinese, as what the photo is of

}  // namespace

VisitPhotos::VisitPhotos(PhotoDesk& desk, PhotoSource& source, FindLens findCamera, QObject* parent)
    : Sight(parent), desk_(desk), source_(source), view_(desk), findCamera_(std::move(findCamera)) {
  connect(&desk_, &PhotoDesk::changed, this, &VisitPhotos::changed);
}

/// Once: to ask a tablet for its cameras takes longer than to open a visit.
void VisitPhotos::lookForCamera() {
  if (!findCamera_) return;
  camera_ = std::exchange(findCamera_, nullptr)();
  if (camera_ == nullptr) return;
  connect(camera_, &CameraSource::seen, this, [this](const QImage& picture) {
    if (!parent_ || way_ != Aiming) return;
    show(picture);
  });
  connect(camera_, &CameraSource::shot, this, [this](const QImage& picture) {
    if (!parent_ || !shooting_) return;
    shooting_ = false;
    show(picture);
    way_ = Judging;
    emit changed();
  });
  connect(camera_, &CameraSource::failed, this, [this] {
    if (!parent_ || way_ == Folder) return;
    toFolder();
    cameraFailed_ = true;
    emit changed();
  });
}

QString VisitPhotos::complaint() const {
  if (complaint_ && complaint_->code == Errc::malformed)
    return words("这个文件不是完整的照片，请换一张，或重新拍。",
                 "This file is no whole photo; choose another, or take it again.");
  if (complaint_ && complaint_->code == Errc::notFound)
    return words("这张照片已不在原来的位置，请换一张。", "This photo is no longer where it was; choose another.");
  if (complaint_) return errorWords(*complaint_);
  return cameraFailed_ ? words("相机打不开。可以用其他方式拍好，再从下面选择。",
                               "The camera does not open. Take the photo by other means, then choose it below.")
                       : QString();
}

void VisitPhotos::lookAt(const RecordId& problem, bool remedy) {
  problem_ = problem;
  remedy_ = remedy;
  emit changed();
}

void VisitPhotos::choose(const RecordId& parent, const QString& caption) {
  if (desk_.finished() || parent.isZero()) return;
  parent_ = parent;
  caption_ = caption;
  complaint_.reset();
  cameraFailed_ = false;
  lookForCamera();
  if (camera_ != nullptr) return aim();
  toFolder();
}

void VisitPhotos::aim() {
  way_ = Aiming;
  show({});
  shooting_ = false;
  emit changed();
  camera_->open();
}

void VisitPhotos::toFolder() {
  if (camera_ != nullptr) camera_->close();
  way_ = Folder;
  shooting_ = false;
  files_ = source_.recent(recentPhotosMost);
  emit changed();
}

void VisitPhotos::shoot() {
  if (!parent_ || way_ != Aiming || shooting_) return;
  shooting_ = true;
  emit changed();
  camera_->shoot();
}

void VisitPhotos::retake() {
  if (!parent_ || way_ != Judging) return;
  complaint_.reset();
  aim();
}

void VisitPhotos::use() {
  if (!parent_ || way_ != Judging) return;
  kept(keep(picture(), {false, desk_.session().clock().now()}));
}

void VisitPhotos::chooseForHouse() { choose(desk_.house(), QStringLiteral("住房")); }
void VisitPhotos::chooseForProblem() {
  choose(problem_, remedy_ ? QString::fromUtf8(remedyCaption) : QStringLiteral("问题"));
}
void VisitPhotos::chooseForStage() { choose(desk_.stage(), QStringLiteral("危房改造")); }

void VisitPhotos::close() {
  if (!parent_) return;
  parent_.reset();
  show({});
  shooting_ = false;
  if (camera_ != nullptr) camera_->close();
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
  const auto& file = files_[index];
  const auto photo = source_.read(file);
  // A file of tomorrow was copied by a machine with another clock.
  const auto taken = source_.taken(file);
  const Origin origin{true, taken > desk_.session().clock().now() ? 0 : taken};
  kept(photo ? keep(*photo, origin) : Result<void>(std::unexpected(photo.error())));
}

/// The sheet closes over a photo that was kept, and stays with the reason over one that was not.
void VisitPhotos::kept(const Result<void>& result) {
  if (!result) {
    complaint_ = result.error();
    return emit changed();
  }
  close();
  desk_.refresh();
}

/// Who chose a picture from the folder need not have been there.
PhotoStamp VisitPhotos::stamp(const PhotoBy& by, const Origin& origin) const {
  PhotoStamp stamp;
  stamp.household = words(by.household);
  const auto day = dayOf(origin.taken);
  stamp.time = origin.taken == 0 ? words("拍摄时间不详", "time not known")
                                 : words(dateText(day)) + QLatin1Char(' ') +
                                       momentWords(origin.taken, day).section(QLatin1Char(' '), -1);
  if (origin.folder) stamp.time += words("（从文件选择）", " (from a file)");
  if (by.place && !origin.folder)
    stamp.place = QStringLiteral("%1, %2")
                      .arg(by.place->latitude / degree, 0, 'f', 6)
                      .arg(by.place->longitude / degree, 0, 'f', 6);
  stamp.visitor = origin.folder ? words("%1 添加", "added by %1").arg(words(by.visitor)) : words(by.visitor);
  stamp.record = QString::fromStdString(toHex(parent_->view()));
  return stamp;
}

Result<void> VisitPhotos::keep(const QImage& photo, const Origin& origin) {
  auto& session = desk_.session();
  const auto by = desk_.photoBy();
  BF_LET(made, stampPhoto(photo, stamp(by, origin)));
  RecordBuilder details(kind());
  details.set("evidence_type", std::int64_t{choice::evidencePhoto}).set("media_type", std::string("image/jpeg"));
  if (origin.taken != 0) details.set("taken", origin.taken);
  if (!origin.folder) details.set("taken_by", by.visitor);
  if (by.place && !origin.folder) {
    details.set("latitude", std::int64_t{by.place->latitude}).set("longitude", std::int64_t{by.place->longitude});
    if (by.place->accuracyCm > 0) details.set("accuracy_cm", std::int64_t{by.place->accuracyCm});
  }
  details.set("caption", (origin.folder ? caption_ + QString::fromUtf8(chosenFile) : caption_).toStdString());
  details.set("width", std::int64_t{made.size.width()}).set("height", std::int64_t{made.size.height()});
  NewEvidence evidence;
  evidence.parent = *parent_;
  evidence.content = made.content.toStdString();
  evidence.thumbnail = made.thumbnail.toStdString();
  BF_LET(list, details.fields());
  evidence.details = list;
  BF_LET(record, session.evidence().add(evidence));
  session.editor().saved(kind().number, record);
  return {};
}

QVariantList VisitPhotos::photosOf(const RecordId& record) const {
  QVariantList photos;
  if (record.isZero()) return photos;
  for (const auto* piece : desk_.evidenceOf(record)) {
    const bool image = textIn(piece->fields, numberOf(kind(), "media_type")).starts_with("image/");
    const bool small = !textIn(piece->fields, numberOf(kind(), "thumbnail_hash")).empty();
    if (!image && !small) continue;
    auto source = addressOf(desk_.session().evidence(), kind(), piece->fields, "thumbnail_hash");
    if (source.isEmpty() && image) source = addressOf(desk_.session().evidence(), kind(), piece->fields, "hash");
    const auto taken = integerIn(piece->fields, numberOf(kind(), "taken"));
    photos.push_back(QVariantMap{{QStringLiteral("source"), source},
                                 {QStringLiteral("caption"), taken == 0 ? words("时间不详", "time not known")
                                                                        : momentWords(taken, desk_.session().today())},
                                 {QStringLiteral("key"), keyOf(piece->row.kind, piece->row.id)}});
  }
  return photos;
}

}  // namespace bf
