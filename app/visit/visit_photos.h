#pragma once
// The photos of a visit, or of a problem: those that belong to one record, and the way to another one, by the camera
// where there is one and from a folder otherwise. Each is stamped, made small and kept as evidence at once.

#include <QStringList>
#include <QVariantList>
#include <QtQmlIntegration>
#include <functional>
#include <optional>

#include "app/camera/camera_source.h"
#include "app/camera/viewfinder.h"
#include "app/visit/photo_desk.h"
#include "app/visit/photo_source.h"
#include "app/visit/photo_stamp.h"
#include "app/visit/photo_view.h"

namespace bf {

class VisitPhotos : public bf::Sight {  // qmltyperegistrar finds a base by its whole name only
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("of a VisitController")
  Q_PROPERTY(bool choosing READ choosing NOTIFY changed)
  Q_PROPERTY(Way way READ way NOTIFY changed)
  Q_PROPERTY(bool hasCamera READ hasCamera NOTIFY changed)
  Q_PROPERTY(bool shooting READ shooting NOTIFY changed)
  Q_PROPERTY(QStringList recent READ recent NOTIFY changed)
  Q_PROPERTY(QVariantList house READ house NOTIFY changed)
  Q_PROPERTY(QVariantList problem READ problem NOTIFY changed)
  Q_PROPERTY(QVariantList stage READ stage NOTIFY changed)
  Q_PROPERTY(QString complaint READ complaint NOTIFY changed)
  Q_PROPERTY(bf::PhotoView* view READ view CONSTANT)

 public:
  /// How the photo comes: aimed at, taken and looked at, or chosen from a folder.
  enum Way { Aiming, Judging, Folder };
  Q_ENUM(Way)

  /// Looks for the camera when the first photo is wanted; null where there is none.
  using FindLens = std::function<CameraSource*()>;

  /// All outlive it, and what findCamera gives.
  VisitPhotos(PhotoDesk& desk, PhotoSource& source, FindLens findCamera, QObject* parent = nullptr);
  ~VisitPhotos() override { close(); }

  [[nodiscard]] bool choosing() const { return parent_.has_value(); }
  [[nodiscard]] Way way() const { return way_; }
  [[nodiscard]] bool hasCamera() const { return camera_ != nullptr; }
  [[nodiscard]] bool shooting() const { return shooting_; }
  /// Addresses of the pictures that can be chosen.
  [[nodiscard]] QStringList recent() const;
  /// Of the visit, and of the problem that lies open: {source, caption, key}; no source: the file is not on this
  /// tablet.
  [[nodiscard]] QVariantList house() const { return photosOf(desk_.house()); }
  [[nodiscard]] QVariantList problem() const { return photosOf(problem_); }
  /// Of the renovation's latest stage.
  [[nodiscard]] QVariantList stage() const { return photosOf(desk_.stage()); }
  /// Why the last one could not be kept; "" when it was.
  [[nodiscard]] QString complaint() const;
  /// The one that is looked at.
  [[nodiscard]] PhotoView* view() { return &view_; }
  /// The problem that lies open; `remedy`: photos of it show what was done, not what was found.
  void lookAt(const RecordId& problem, bool remedy = false);

  Q_INVOKABLE void chooseForHouse();
  Q_INVOKABLE void chooseForProblem();
  Q_INVOKABLE void chooseForStage();
  Q_INVOKABLE void take(int index);
  /// Presses the button of the camera; Judging follows.
  Q_INVOKABLE void shoot();
  /// Throws the picture away and aims again.
  Q_INVOKABLE void retake();
  /// Keeps the picture that was taken.
  Q_INVOKABLE void use();
  /// Chooses from the folder instead.
  Q_INVOKABLE void toFolder();
  Q_INVOKABLE void close();

 signals:
  void changed();

 private:
  void choose(const RecordId& parent, const QString& caption);
  [[nodiscard]] QVariantList photosOf(const RecordId& record) const;
  [[nodiscard]] const KindSpec& kind() const { return *desk_.session().schema().kindByName("evidence"); }
  /// What a photo vouches for itself: one of the camera was taken now and here; one of the folder was taken when its
  /// file says, wherever.
  struct Origin {
    bool folder = false;
    Micros taken = 0;  ///< 0: nobody knows
  };
  [[nodiscard]] PhotoStamp stamp(const PhotoBy& by, const Origin& origin) const;
  void lookForCamera();
  void aim();
  void kept(const Result<void>& result);
  [[nodiscard]] Result<void> keep(const QImage& photo, const Origin& origin);
  PhotoDesk& desk_;
  PhotoSource& source_;
  PhotoView view_;
  FindLens findCamera_;
  CameraSource* camera_ = nullptr;
  Way way_ = Folder;
  bool shooting_ = false;
  bool cameraFailed_ = false;
  QStringList files_;
  std::optional<RecordId> parent_;  ///< what the next photo belongs to
  QString caption_;
  RecordId problem_;
  bool remedy_ = false;
  std::optional<Error> complaint_;
};

}  // namespace bf
