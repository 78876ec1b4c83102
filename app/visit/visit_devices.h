#pragma once
// What visits and problems have of the tablet: its receiver, its camera, its pictures; or what a test hands over.

#include <functional>
#include <memory>

#include "app/camera/camera_source.h"
#include "app/controllers/place_source.h"
#include "app/visit/photo_source.h"

namespace bf {

/// What a visit has of the tablet; null: the tablet's own. Not owned.
struct VisitDevices {
  PlaceSource* place = nullptr;
  PhotoSource* photos = nullptr;
  CameraSource* camera = nullptr;  ///< null beside photos of somebody else's: no camera
};

/// Where photos come from: the devices given, or the tablet's own, which it makes and keeps.
class PhotoMeans {
 public:
  explicit PhotoMeans(const VisitDevices& devices);
  [[nodiscard]] PhotoSource& pictures() { return *pictures_; }
  /// Finds the camera when it is first asked; null where there is none. The means outlive what it gives.
  [[nodiscard]] std::function<CameraSource*()> camera();

 private:
  std::unique_ptr<PhotoSource> folder_;
  std::unique_ptr<CameraSource> lens_;
  PhotoSource* pictures_;
  CameraSource* given_;
  bool own_;
};

}  // namespace bf
