#pragma once
// Where photos come from: pictures that the tablet's camera has put into its folder, or what a test hands over.

#include <QImage>
#include <QString>
#include <QStringList>

#include "app/visit/photo_time.h"
#include "shared/base/error.h"

namespace bf {

class PhotoSource {
 public:
  virtual ~PhotoSource() = default;
  /// Files to choose from, the newest first.
  [[nodiscard]] virtual QStringList recent(int most) = 0;
  /// Upright. Errors: Errc::notFound, Errc::malformed (no picture), Errc::tooLarge (visit_limits.h).
  [[nodiscard]] virtual Result<QImage> read(const QString& file) = 0;
  /// When it was taken; 0: nobody knows.
  [[nodiscard]] virtual Micros taken(const QString& file) = 0;
};

/// Pictures in a folder and in those below it.
class FolderPhotos final : public PhotoSource {
 public:
  explicit FolderPhotos(QString folder) : folder_(std::move(folder)) {}
  [[nodiscard]] QStringList recent(int most) override;
  [[nodiscard]] Result<QImage> read(const QString& file) override;
  [[nodiscard]] Micros taken(const QString& file) override { return takenTime(file); }

 private:
  QString folder_;
};

}  // namespace bf
