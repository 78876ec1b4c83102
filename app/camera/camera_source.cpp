#include "app/camera/camera_source.h"

#include <QCamera>
#include <QElapsedTimer>
#include <QImageCapture>
#include <QMediaCaptureSession>
#include <QMediaDevices>
#include <QVideoFrame>
#include <QVideoSink>

#include "app/camera/camera_limits.h"

namespace bf {
namespace {

class Lens final : public CameraSource {
 public:
  explicit Lens(const QCameraDevice& device) : camera_(device) {
    session_.setCamera(&camera_);
    session_.setImageCapture(&capture_);
    session_.setVideoSink(&sink_);
    connect(&sink_, &QVideoSink::videoFrameChanged, this, &Lens::see);
    connect(&capture_, &QImageCapture::imageCaptured, this, [this](int, const QImage& picture) { emit shot(picture); });
    connect(&capture_, &QImageCapture::errorOccurred, this, [this] { emit failed(); });
    connect(&camera_, &QCamera::errorOccurred, this, [this] { emit failed(); });
  }
  void open() override { camera_.start(); }
  void close() override { camera_.stop(); }
  void shoot() override { capture_.capture(); }

 private:
  void see(const QVideoFrame& frame) {
    if (since_.isValid() && since_.elapsed() < viewfinderEvery.count()) return;
    since_.start();
    const auto picture = frame.toImage();
    if (!picture.isNull()) emit seen(picture.scaledToWidth(viewfinderWidth));
  }

  QCamera camera_;
  QImageCapture capture_;
  QVideoSink sink_;
  QMediaCaptureSession session_;
  QElapsedTimer since_;
};

}  // namespace

std::unique_ptr<CameraSource> cameraOfTablet() {
  const auto cameras = QMediaDevices::videoInputs();
  if (cameras.isEmpty()) return nullptr;
  // A house is in front of the tablet, not behind the person who holds it.
  for (const auto& camera : cameras)
    if (camera.position() == QCameraDevice::BackFace) return std::make_unique<Lens>(camera);
  return std::make_unique<Lens>(cameras.front());
}

}  // namespace bf
