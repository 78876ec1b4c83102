#include "app/visit/visit_devices.h"

#include <QStandardPaths>

namespace bf {

PhotoMeans::PhotoMeans(const VisitDevices& devices)
    : folder_(std::make_unique<FolderPhotos>(QStandardPaths::writableLocation(QStandardPaths::PicturesLocation))),
      pictures_(devices.photos == nullptr ? folder_.get() : devices.photos),
      given_(devices.camera),
      own_(devices.camera == nullptr && devices.photos == nullptr) {}

/// A camera of somebody else's, none beside photos of somebody else's, or the tablet's own.
std::function<CameraSource*()> PhotoMeans::camera() {
  return [this] {
    if (!own_) return given_;
    lens_ = cameraOfTablet();
    return lens_.get();
  };
}

}  // namespace bf
