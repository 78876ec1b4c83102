#pragma once
// The tablet's camera: what it sees, and a picture of it when somebody presses the button. Where there is none, a
// person goes on by other means: a photo is chosen from a folder, an invitation is typed.

#include <QImage>
#include <QObject>
#include <functional>
#include <memory>

namespace bf {

class CameraSource : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;
  /// Begins to see; seen() follows again and again, or failed().
  virtual void open() = 0;
  virtual void close() = 0;
  /// Takes a picture; shot() follows, or failed().
  virtual void shoot() = 0;

 signals:
  /// For the viewfinder: small, and not more often than it is worth.
  void seen(const QImage& picture);
  /// Upright and as large as the camera gives it.
  void shot(const QImage& picture);
  void failed();
};

/// The tablet's own by Qt Multimedia; nothing where there is none.
[[nodiscard]] std::unique_ptr<CameraSource> cameraOfTablet();
using FindCamera = std::function<std::unique_ptr<CameraSource>()>;

}  // namespace bf
