#include "app/controllers/lock_controller.h"

#include <QCoreApplication>
#include <QEvent>

#include "app/controllers/controller_limits.h"
#include "app/models/words.h"

namespace bf {

namespace {

/// What is tried first by whoever finds a tablet: one digit all along, or each the next of the one before, up or down.
bool easilyGuessed(const QString& pin) {
  const auto stepsBy = [&](int by) {
    for (qsizetype i = 1; i < pin.size(); ++i)
      if (pin[i].digitValue() - pin[i - 1].digitValue() != by) return false;
    return true;
  };
  return stepsBy(0) || stepsBy(1) || stepsBy(-1);
}

}  // namespace

LockController::LockController(const std::string& folder, Clock& clock, PinCost cost, QObject* parent)
    : QObject(parent), lock_(folder, clock, cost), mode_(lock_.isSet() ? Mode::unlocking : Mode::choosing) {
  idle_.setSingleShot(true);
  idle_.setInterval(idleBeforeLock);
  connect(&idle_, &QTimer::timeout, this, &LockController::idled);
  second_.setInterval(std::chrono::seconds(1));
  connect(&second_, &QTimer::timeout, this, [this] {
    if (waitSeconds() == 0) {
      second_.stop();
      said_ = Said::nothing;
    }
    emit changed();
  });
  if (waitSeconds() > 0) say(Said::wait);
  QCoreApplication::instance()->installEventFilter(this);
}

int LockController::digitsMin() const { return pinDigitsMin; }

QString LockController::message() const {
  switch (said_) {
    case Said::nothing: return {};
    case Said::wrong: return words("密码不对，请再试一次", "Wrong PIN, try again");
    case Said::wait: return words("请等待 %1 秒后再试", "Wait %1 s, then try again").arg(waitSeconds());
    case Said::differs: return words("两次输入不一致，请重新设置", "The two do not agree; choose again");
    case Said::tooShort: return words("密码为 4 至 12 位数字", "A PIN has 4 to 12 digits");
    case Said::easy:
      return words("这个密码太容易猜到，不要用相同或连着的数字",
                   "Too easily guessed: not one digit all along, nor a run");
    case Said::failed:
      return words("密码没有保存成功，请检查存储空间", "The PIN could not be saved; check the storage");
  }
  return {};
}

void LockController::say(Said said) {
  said_ = said;
  if (said == Said::wait) second_.start();
  emit changed();
}

void LockController::press(int digit) {
  if (pin_.size() >= pinDigitsMax || waitSeconds() > 0) return;
  pin_ += QString::number(digit);
  if (said_ != Said::wait) said_ = Said::nothing;
  emit changed();
  if (mode_ == Mode::unlocking && pin_.size() == 1) emit begun();
}

void LockController::erase() {
  pin_.chop(1);
  emit changed();
}

void LockController::takeNew() {
  if (pin_.size() < pinDigitsMin) return say(Said::tooShort);
  if (chosen_.isEmpty() && easilyGuessed(pin_)) {
    pin_.clear();
    return say(Said::easy);
  }
  if (chosen_.isEmpty()) {
    chosen_ = pin_;
    pin_.clear();
    return say(Said::nothing);
  }
  const bool same = chosen_ == pin_;
  const auto kept = same ? lock_.set(pin_.toStdString()) : Result<void>();
  chosen_.clear();
  pin_.clear();
  if (!same) return say(Said::differs);
  if (!kept) return say(Said::failed);
  mode_ = Mode::unlocking;
  changing_ = false;
  say(Said::nothing);
  touched();
  emit unlocked();
}

/// Whether what was pressed is the present PIN; says why not.
bool LockController::proves() {
  const auto opened = lock_.unlock(pin_.toStdString());
  pin_.clear();
  if (!opened) {
    const bool wait = opened.error().code == Errc::busy || waitSeconds() > 0;
    say(wait ? Said::wait : opened.error().code == Errc::badToken ? Said::wrong : Said::failed);
  }
  return opened.has_value();
}

void LockController::enter() {
  if (choosing()) return takeNew();
  const bool another = proving();
  if (!proves()) return;
  mode_ = another ? Mode::choosing : Mode::unlocking;
  say(Said::nothing);
  touched();
  if (!another) emit unlocked();
}

void LockController::choose() {
  changing_ = lock_.isSet();
  mode_ = changing_ ? Mode::proving : Mode::choosing;
  pin_.clear();
  chosen_.clear();
  say(waitSeconds() > 0 ? Said::wait : Said::nothing);
}

void LockController::cancel() {
  if (!changing_) return;
  close();
  touched();
  emit cancelled();
}

void LockController::close() {
  changing_ = false;
  mode_ = lock_.isSet() ? Mode::unlocking : Mode::choosing;
  pin_.clear();
  chosen_.clear();
  idle_.stop();
  say(waitSeconds() > 0 ? Said::wait : Said::nothing);
}

void LockController::setIdle(std::chrono::milliseconds idle) {
  idle_.setInterval(idle);
  if (idle_.isActive()) idle_.start();
}

void LockController::touched() { idle_.start(); }

bool LockController::eventFilter(QObject* watched, QEvent* event) {
  switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::TouchBegin:
    case QEvent::KeyPress:
      if (idle_.isActive()) idle_.start();
      break;
    default: break;
  }
  return QObject::eventFilter(watched, event);
}

}  // namespace bf
