#pragma once
// The lock of a person's store as a page shows it: choosing a PIN, unlocking with it, waiting after wrong ones, and
// locking by itself when nobody touches the tablet. Who chooses another PIN says the present one first.

#include <QObject>
#include <QTimer>
#include <QtQmlIntegration>
#include <chrono>

#include "app/controllers/pin_lock.h"

namespace bf {

class LockController : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("of TabletApp")
  Q_PROPERTY(bool choosing READ choosing NOTIFY changed)
  Q_PROPERTY(bool proving READ proving NOTIFY changed)
  Q_PROPERTY(bool changing READ changing NOTIFY changed)
  Q_PROPERTY(bool repeating READ repeating NOTIFY changed)
  Q_PROPERTY(QString pin READ pin NOTIFY changed)
  Q_PROPERTY(int waitSeconds READ waitSeconds NOTIFY changed)
  Q_PROPERTY(QString message READ message NOTIFY changed)
  Q_PROPERTY(int digitsMin READ digitsMin CONSTANT)

 public:
  /// `clock` outlives the controller.
  LockController(const std::string& folder, Clock& clock, PinCost cost, QObject* parent = nullptr);

  [[nodiscard]] bool choosing() const { return mode_ == Mode::choosing; }
  /// The present PIN is asked for before another one is chosen.
  [[nodiscard]] bool proving() const { return mode_ == Mode::proving; }
  /// Another PIN is being chosen, and the person can leave it at the present one.
  [[nodiscard]] bool changing() const { return changing_; }
  [[nodiscard]] bool repeating() const { return !chosen_.isEmpty(); }
  [[nodiscard]] QString pin() const { return pin_; }
  [[nodiscard]] int waitSeconds() const { return static_cast<int>(lock_.wait().count()); }
  [[nodiscard]] QString message() const;
  [[nodiscard]] int digitsMin() const;
  [[nodiscard]] bool isSet() const { return lock_.isSet(); }

  Q_INVOKABLE void press(int digit);
  Q_INVOKABLE void erase();
  /// Takes what was pressed: to unlock, as the present PIN, as the new one, or as its repetition.
  Q_INVOKABLE void enter();
  /// To choose another PIN: begins with the present one where there is one.
  Q_INVOKABLE void choose();
  /// Leaves it at the present PIN; cancelled() follows when another one was being chosen.
  Q_INVOKABLE void cancel();
  /// A person does something: the tablet does not lock yet.
  void touched();
  void setIdle(std::chrono::milliseconds idle);
  /// Begins at the lock again.
  void close();

 signals:
  void changed();
  /// The first digit of a PIN to unlock with: what a person will want next can be made ready while they type.
  void begun();
  void unlocked();
  void cancelled();
  /// Nobody touched the tablet for long enough.
  void idled();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  enum class Mode { unlocking, proving, choosing };
  enum class Said { nothing, wrong, wait, differs, tooShort, easy, failed };
  void say(Said said);
  void takeNew();
  [[nodiscard]] bool proves();
  PinLock lock_;
  QTimer idle_;
  QTimer second_;
  QString pin_, chosen_;
  Said said_ = Said::nothing;
  Mode mode_;
  bool changing_ = false;
};

}  // namespace bf
