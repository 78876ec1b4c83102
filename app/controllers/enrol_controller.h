#pragma once
// A new tablet: the invitation's text goes in, a check code comes out, and once the office has confirmed it the first
// sync brings the village. What goes wrong is said in words that tell what to do.

#include <QObject>
#include <QThread>
#include <QTimer>
#include <QtQmlIntegration>
#include <memory>
#include <string>

#include "app/camera/code_scanner.h"
#include "app/controllers/sync_job.h"

namespace bf {

class EnrolController : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("of TabletApp")
  Q_PROPERTY(Step step READ step NOTIFY changed)
  Q_PROPERTY(bool busy READ busy NOTIFY changed)
  Q_PROPERTY(QString checkCode READ checkCode NOTIFY changed)
  Q_PROPERTY(QString title READ title NOTIFY changed)
  Q_PROPERTY(QString advice READ advice NOTIFY changed)
  Q_PROPERTY(QString server READ server NOTIFY changed)
  Q_PROPERTY(QString received READ received NOTIFY changed)
  Q_PROPERTY(QString checked READ checked NOTIFY changed)
  Q_PROPERTY(bf::CodeScanner* scanner READ scanner CONSTANT)

 public:
  enum Step { Invitation, Confirmation };
  Q_ENUM(Step)

  /// `clock` and `random` outlive the controller.
  EnrolController(std::string folder, Clock& clock, Random& random, FindCamera camera, QObject* parent = nullptr);
  ~EnrolController() override;

  [[nodiscard]] const std::string& folder() const { return folder_; }
  [[nodiscard]] Step step() const { return step_; }
  [[nodiscard]] bool busy() const { return busy_; }
  [[nodiscard]] QString checkCode() const;
  /// What went wrong, and what to do; "" when nothing did.
  [[nodiscard]] QString title() const;
  [[nodiscard]] QString advice() const;
  [[nodiscard]] QString server() const;
  [[nodiscard]] QString received() const;
  /// When the office was asked last, to the second, and what came of it; that it is being asked now; "": never yet.
  [[nodiscard]] QString checked() const;
  /// Finds the invitation as a QR code.
  [[nodiscard]] CodeScanner* scanner() { return &scanner_; }

  /// Takes the invitation as somebody typed or pasted it, and the name of this tablet.
  Q_INVOKABLE void enrol(const QString& invitation, const QString& name);
  /// Asks whether the office has confirmed, at once.
  Q_INVOKABLE void askNow();
  /// Looks at the folder: a tablet that was enrolled and not yet confirmed goes on where it stopped.
  void resume();
  void reword();
  /// Nobody looks at it any more: it goes by itself once what it began has come to its end.
  void retire();

 signals:
  void changed();
  /// Confirmed, and the first picture of the village is here.
  void ready();

 private:
  void took(const Result<std::string>& code);
  void asked();
  void complain(const Error& error);
  std::string folder_;
  Clock& clock_;
  Random& random_;
  SyncJob job_;
  CodeScanner scanner_;
  QTimer again_;
  std::unique_ptr<QThread> thread_;
  std::string checkCode_, server_;
  Step step_ = Invitation;
  Micros checkedAt_ = 0;
  Error problem_;
  bool failed_ = false;
  bool busy_ = false;
  bool retired_ = false;
};

}  // namespace bf
