#pragma once
// Looks through the camera until it sees a QR code of the kind that is wanted. Without a camera it says what to do
// instead.

#include <QString>
#include <functional>

#include "app/camera/camera_source.h"
#include "app/camera/viewfinder.h"

namespace bf {

class CodeScanner : public bf::Sight {  // qmltyperegistrar finds a base by its whole name only
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("of the controller that wants a code")
  Q_PROPERTY(bool looking READ looking NOTIFY changed)
  Q_PROPERTY(bool looksOut READ looksOut NOTIFY changed)
  Q_PROPERTY(QString complaint READ complaint NOTIFY changed)

 public:
  /// Whether a code is one that is looked for.
  using Wanted = std::function<bool(const QString& code)>;
  /// `findCamera` is asked when somebody first scans: a tablet takes its time to answer.
  CodeScanner(FindCamera findCamera, Wanted wanted, QObject* parent = nullptr);

  [[nodiscard]] bool looking() const { return looking_; }
  /// Whether there is a camera to aim.
  [[nodiscard]] bool looksOut() const { return trouble_ != Trouble::NoCamera && trouble_ != Trouble::Broken; }
  /// Why nothing is seen, or what was seen instead; "" while all is well.
  [[nodiscard]] QString complaint() const;
  Q_INVOKABLE void open();
  Q_INVOKABLE void close();
  void reword() { emit changed(); }

 signals:
  void changed();
  /// The camera is let go before.
  void found(const QString& code);

 private:
  enum class Trouble { None, NoCamera, Broken, Foreign };
  void see(const QImage& picture);
  void say(Trouble trouble);
  FindCamera findCamera_;
  Wanted wanted_;
  std::unique_ptr<CameraSource> camera_;
  Trouble trouble_ = Trouble::None;
  bool looking_ = false;
};

}  // namespace bf
