#pragma once
// What a visit has of the tablet, without one: a receiver under an open sky, and a camera that took a house.

#include <QTemporaryDir>

#include "app/controllers/place_source.h"
#include "app/visit/photo_source.h"

namespace bf {

class ClearSky final : public PlaceSource {
 public:
  void seek() override { emit found({239'123'456, 1'157'654'321, 850}); }
};

/// A picture as a camera makes it: large, and with detail that does not compress away.
[[nodiscard]] QImage housePicture();

/// A folder with that picture in it.
class HouseCamera final : public PhotoSource {
 public:
  HouseCamera();
  [[nodiscard]] QStringList recent(int most) override { return folder_.recent(most); }
  [[nodiscard]] Result<QImage> read(const QString& file) override { return folder_.read(file); }
  [[nodiscard]] Micros taken(const QString& file) override { return folder_.taken(file); }

 private:
  QTemporaryDir dir_;
  FolderPhotos folder_;
};

}  // namespace bf
