#include "app/controllers/enrol_controller.h"

#include <QTime>

#include "app/controllers/controller_limits.h"
#include "app/models/words.h"
#include "shared/schema/calendar.h"

namespace bf {
namespace {

/// In China, with its seconds: whoever asks twice within a minute sees that it was asked again.
QString timeWords(Micros at) {
  constexpr Micros milli = 1000, day = 24LL * 3600 * 1'000'000;
  return QTime::fromMSecsSinceStartOfDay(static_cast<int>((at + chinaTime) % day / milli))
      .toString(QStringLiteral("HH:mm:ss"));
}

}  // namespace

EnrolController::EnrolController(std::string folder, Clock& clock, Random& random, FindCamera camera, QObject* parent)
    : QObject(parent),
      folder_(std::move(folder)),
      clock_(clock),
      random_(random),
      job_(folder_, clock),
      scanner_(std::move(camera), [](const QString& code) { return parseInvitation(code.toStdString()).has_value(); }) {
  again_.setSingleShot(true);
  again_.setInterval(confirmEvery);
  connect(&again_, &QTimer::timeout, this, &EnrolController::askNow);
  connect(&job_, &SyncJob::finished, this, &EnrolController::asked);
  connect(&job_, &SyncJob::progressed, this, &EnrolController::changed);
}

EnrolController::~EnrolController() {
  if (thread_) thread_->wait();
}

void EnrolController::resume() {
  const auto home = TabletHome::open(folder_);
  if (!home) return;
  server_ = textOf(home->card().server);
  if (home->card().device.isZero()) return;
  checkCode_ = home->card().checkCode;
  step_ = Confirmation;
  emit changed();
  askNow();
}

void EnrolController::reword() {
  scanner_.reword();
  emit changed();
}

void EnrolController::retire() {
  scanner_.close();
  retired_ = true;
  again_.stop();
  if (!busy_ && !job_.running()) deleteLater();
}

void EnrolController::enrol(const QString& invitation, const QString& name) {
  if (busy_) return;
  failed_ = false;
  const auto parsed = parseInvitation(invitation.toStdString());
  if (!parsed) return complain(parsed.error());
  server_ = textOf(parsed->server);
  busy_ = true;
  emit changed();
  if (thread_) thread_->wait();
  thread_.reset(QThread::create([this, invitation = *parsed, name = name.toStdString()] {
    auto home = TabletHome::prepare(folder_, invitation, random_);
    auto code = home ? enrolTablet(*home, invitation.token, name, random_) : std::unexpected(home.error());
    QMetaObject::invokeMethod(
        this, [this, code] { took(code); }, Qt::QueuedConnection);
  }));
  thread_->start();
}

void EnrolController::took(const Result<std::string>& code) {
  busy_ = false;
  if (retired_) return deleteLater();
  if (!code) return complain(code.error());
  checkCode_ = *code;
  step_ = Confirmation;
  emit changed();
  askNow();
}

void EnrolController::askNow() {
  again_.stop();
  job_.start();
  emit changed();
}

void EnrolController::asked() {
  if (retired_) return deleteLater();
  checkedAt_ = clock_.now();
  const auto& outcome = job_.outcome();
  if (outcome.result) {
    failed_ = false;
    emit changed();
    emit ready();
    return;
  }
  // Not yet confirmed is what one waits for here, nothing to complain about.
  failed_ = outcome.result.error().code != Errc::awaitingConfirmation;
  problem_ = outcome.result.error();
  if (worthRetrying(problem_)) again_.start();
  emit changed();
}

void EnrolController::complain(const Error& error) {
  failed_ = true;
  problem_ = error;
  emit changed();
}

QString EnrolController::checkCode() const {
  auto code = words(checkCode_).remove(QLatin1Char(' '));
  if (code.size() == 6) code.insert(3, QLatin1Char(' '));
  return code;
}

QString EnrolController::server() const { return words(server_); }

QString EnrolController::received() const {
  const auto taken = job_.progress().recordsTaken;
  return taken == 0 ? QString() : words("已收到 %1 条记录", "%1 records received").arg(taken);
}

QString EnrolController::checked() const {
  if (job_.running()) return words("正在检查…", "Checking …");
  if (checkedAt_ == 0) return {};
  const auto at = timeWords(checkedAt_);
  return failed_ ? words("%1 检查过：没有查成", "Checked at %1: it did not work").arg(at)
                 : words("%1 检查过：办公室还没有确认", "Checked at %1: the office has not confirmed yet").arg(at);
}

QString EnrolController::title() const {
  if (!failed_) return {};
  switch (problem_.code) {
    case Errc::malformed:
    case Errc::unsupportedVersion: return words("邀请码不完整或有误", "The invitation is incomplete or wrong");
    case Errc::badToken:
      return words("邀请码不对，或已用过、已过期", "The invitation is wrong, was used or has expired");
    case Errc::disconnected:
    case Errc::timeout: return words("连不上服务器", "The server cannot be reached");
    case Errc::tls:
    case Errc::badSignature: return words("服务器身份核对不上", "The server is not the one of the invitation");
    case Errc::busy: return words("服务器正忙", "The server is busy");
    case Errc::alreadyExists: return words("这台平板已经登记过", "This tablet is enrolled already");
    default: return words("没有登记成功", "It could not be enrolled");
  }
}

QString EnrolController::advice() const {
  if (!failed_) return {};
  switch (problem_.code) {
    case Errc::malformed:
    case Errc::unsupportedVersion:
      return words("请把办公室给的整行文字输入，从 bianfang: 开始。",
                   "Enter the whole line that the office gave you, from bianfang: on.");
    case Errc::badToken:
      return words(
          "请先对照办公室给的邀请码，看有没有输错；没有输错，再请办公室重新发一个。",
          "First compare it with what the office gave you: one letter may be wrong. If none is, ask for a new one.");
    case Errc::disconnected:
    case Errc::timeout:
      return words("请确认平板已连上办公室的网络，再试一次。",
                   "Make sure that the tablet is on the office's network, then try again.");
    case Errc::tls:
    case Errc::badSignature:
      return words("请先检查平板的日期和时间。仍然不行，不要继续，请联系县扶贫办。",
                   "Check date and time of the tablet first. If it stays, do not go on; ask the county office.");
    case Errc::busy: return words("请过一分钟再试。", "Try again in a minute.");
    default: return errorWords(problem_);
  }
}

}  // namespace bf
