#include "app/controllers/sync_controller.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>

#include "app/controllers/controller_limits.h"
#include "app/models/words.h"
#include "shared/replica/tablet_notes.h"

namespace bf {
namespace {

/// In China's time, as the records have it.
QString timeWords(Micros at, Day today) {
  if (at == 0) return {};
  const auto day = dayOf(at);
  const auto minutes = (at / 60'000'000 + 8 * 60) % (24 * 60);
  const auto clock =
      QStringLiteral("%1:%2").arg(minutes / 60, 2, 10, QLatin1Char('0')).arg(minutes % 60, 2, 10, QLatin1Char('0'));
  if (day == today) return words("今天 %1", "today %1").arg(clock);
  return dayWords(day, today) + QLatin1Char(' ') + clock;
}

constexpr Micros oneDay = 86'400'000'000;

/// Rounded up: what waits is never nothing.
QString bytesWords(std::uint64_t bytes) {
  constexpr std::uint64_t kilo = 1000;
  if (bytes < kilo * kilo) return QStringLiteral("%1 kB").arg((bytes + kilo - 1) / kilo);
  return QStringLiteral("%1 MB").arg(static_cast<double>(bytes) / (kilo * kilo), 0, 'f', 1);
}

/// What happened, as somebody at the office would say it; the error's own words where no better ones are known.
QString failureWords(const Error& error) {
  switch (error.code) {
    case Errc::disconnected:
    case Errc::timeout:
      return words("连不上办公室的服务器。内容都保存在平板上，回到办公室网络后会自动同步。",
                   "The office's server cannot be reached. Everything is kept on this tablet and goes "
                   "up by itself on the office's network.");
    case Errc::awaitingConfirmation:
      return words("办公室还没有确认这台平板的校验码，请联系镇扶贫办。",
                   "The office has not confirmed this tablet's check code yet.");
    case Errc::revoked:
      return words("这台平板已被停用。未同步的内容仍会交给办公室审核。",
                   "This tablet was revoked. What it holds is still handed in for review.");
    case Errc::tls:
      return words("无法确认服务器的身份。请检查平板的日期和时间，再联系县扶贫办。",
                   "The server could not be recognised. Check date and time of the tablet, then ask the "
                   "county office.");
    case Errc::busy: return words("服务器正忙，稍后自动再试。", "The server is busy; it is tried again by itself.");
    case Errc::storageFull: return words("平板存储空间不足，请先清理。", "The tablet's storage is full.");
    default: return errorWords(error);
  }
}

QString verdictWords(VerdictCode code) {
  switch (code) {
    case VerdictCode::heldOutOfScope: return words("不在你负责的地区", "outside of your region");
    case VerdictCode::heldUnknownRecord:
      return words("还在等它所属的那条记录", "waits for the record that it belongs to");
    case VerdictCode::heldFinished: return words("记录已完成，不能再改", "the record was finished");
    case VerdictCode::heldInvalid: return words("填的内容不合规定", "an answer breaks a rule");
    case VerdictCode::heldRevoked: return words("平板已停用", "tablet revoked");
    case VerdictCode::heldUnknownKind:
      return words("县里还不认识这种记录", "the county does not know this kind of record yet");
    case VerdictCode::accepted: break;
  }
  return {};
}

}  // namespace

SyncController::SyncController(TabletSession& session, std::chrono::milliseconds every, QObject* parent)
    : QObject(parent), session_(session), job_(session.folder(), session.clock()) {
  recount_.setSingleShot(true);
  recount_.setInterval(countAfterWork);
  connect(&recount_, &QTimer::timeout, this, &SyncController::count);
  // Every answer changes the standing; the log is not gone through for each of them.
  connect(&session_, &TabletSession::standingChanged, this, [this] {
    if (!recount_.isActive()) recount_.start();
  });
  connect(&job_, &SyncJob::progressed, this, &SyncController::changed);
  connect(&job_, &SyncJob::finished, this, &SyncController::finish);
  const auto byItself = [this] {
    byHand_ = false;
    job_.start();
    emit changed();
  };
  connect(&every_, &QTimer::timeout, this, byItself);
  soon_.setSingleShot(true);
  soon_.setInterval(syncAfterWork);
  connect(&soon_, &QTimer::timeout, this, byItself);
  if (every.count() > 0) every_.start(every);
  count();
}

void SyncController::count() {
  recount_.stop();
  const auto before = waiting_.changes;
  last_ = lastSync(session_.store());
  if (const auto waiting = session_.replica().waiting()) waiting_ = *waiting;
  if (const auto unsent = session_.evidence().unsent()) unsent_ = *unsent;
  if (auto receipts = session_.replica().receipts(receiptsShown)) held_ = std::move(*receipts);
  const auto conflicts = session_.replica().conflicts(conflictsMost);
  conflicts_ = conflicts ? static_cast<int>(conflicts->size()) : 0;
  if (const auto tx = session_.store().read())
    if (const auto lost = bf::overruled(**tx, conflictsMost)) overruled_ = static_cast<int>(lost->size());
  if (const auto state = session_.replica().state()) clockOff_ = state->clockOff;
  if (every_.isActive() && waiting_.changes > before && !running()) soon_.start();
  showReceipts();
  showNotes();
  emit changed();
}

void SyncController::showReceipts() {
  std::vector<FactLine> lines;
  for (const auto& receipt : held_) {
    const auto held = receipt.verdicts.size();
    lines.push_back({{},
                     receipt.count == 1
                         ? words("县里收到 1 项", "The county has received 1 change")
                         : words("县里收到 %1 项", "The county has received %1 changes").arg(receipt.count),
                     told(receipt.received),
                     QStringLiteral("cloud"),
                     held == 0 ? QString() : words("%1 项待审", "%1 to review").arg(held),
                     held == 0 ? Tone::Good : Tone::Warning,
                     {}});
  }
  receipts_.show(std::move(lines));
}

/// What the centre said about single things: held for review, refused, alarms.
void SyncController::showNotes() {
  std::vector<FactLine> lines;
  for (const auto& receipt : held_)
    for (const auto& verdict : receipt.verdicts)
      lines.push_back({{},
                       words("一项改动待审核", "One change is held for review"),
                       verdictWords(verdict.code),
                       QStringLiteral("warning"),
                       {},
                       Tone::Warning,
                       {}});
  for (std::size_t i = 0; i < job_.outcome().refused.size(); ++i)
    lines.push_back({{},
                     words("有一批改动县里没有收下", "The county did not take a run of changes"),
                     words("它仍保存在平板上，请联系县扶贫办", "It is kept on this tablet; ask the county office"),
                     QStringLiteral("crossSquare"),
                     {},
                     Tone::Bad,
                     {}});
  notes_.show(std::move(lines));
}

void SyncController::start() {
  byHand_ = true;
  job_.start();
  emit changed();
}

void SyncController::finish() {
  tried_ = true;
  if (job_.outcome().erased) {
    emit erased();
    return;
  }
  if (job_.outcome().progress.flights > 0) session_.reread();
  if (job_.outcome().retry) soon_.start(*job_.outcome().retry);
  count();
}

double SyncController::share() const {
  const auto& progress = job_.progress();
  const auto all = std::max<std::size_t>(1, progress.changesToSend + progress.regionsDue + unsent_.files);
  const auto done = progress.changesReceipted + std::min(progress.evidenceSent, unsent_.files);
  return std::min(1.0, static_cast<double>(done) / static_cast<double>(all));
}

QString SyncController::step() const {
  const auto& progress = job_.progress();
  if (progress.flights == 0) return words("正在连接办公室", "Connecting to the office");
  if (progress.changesReceipted < progress.changesToSend)
    return words("正在上传记录 %1 / %2", "Sending records %1 / %2")
        .arg(progress.changesReceipted)
        .arg(progress.changesToSend);
  if (progress.regionsDue > 0)
    return words("正在下载，已有 %1 条记录", "Receiving, %1 records so far").arg(progress.recordsTaken);
  if (progress.evidenceSent < unsent_.files)
    return words("正在上传照片 %1 / %2", "Sending photos %1 / %2").arg(progress.evidenceSent).arg(unsent_.files);
  return words("正在收尾", "Finishing");
}

QString SyncController::headline() const {
  if (running()) return words("正在同步", "Syncing");
  if (tried_ && !outcome().result && byHand_) return words("这次没有同步成功", "This sync did not succeed");
  if (nothingWaits())
    return held_.empty() ? words("没有要上传的", "Nothing to send")
                         : words("全部已交到县里", "Everything is at the county");
  return words("有 %1 项等待同步", "%1 changes wait").arg(waiting_.changes + unsent_.files);
}

QString SyncController::detail() const {
  if (running()) return words("可以继续工作，不必等待。", "Go on working; nothing waits for it.");
  if (tried_ && !outcome().result) return failureWords(outcome().result.error());
  if (nothingWaits() && last_.at != 0)
    return words("上次同步：%1，收到 %2 项，没有要上传的。", "Last sync: %1, %2 received, nothing to send.")
        .arg(lastWords())
        .arg(last_.records);
  if (nothingWaits())
    return held_.empty()
               ? words("连上办公室的网络后会自动同步。", "It syncs by itself on the office's network.")
               : words("县里收到的都列在下面，可以随时查对。", "What the county has received is listed below.");
  return words("都已保存在平板上，关机也不会丢失。",
               "All of it is saved on this tablet; nothing is lost when it is switched off.");
}

int SyncController::tone() const {
  if (running()) return Tone::Info;
  if (tried_ && !outcome().result && byHand_) return Tone::Warning;
  return nothingWaits() && (last_.at != 0 || !held_.empty()) ? Tone::Good : Tone::Info;
}

Micros SyncController::daysOff() const { return std::abs(clockOff_) < oneDay ? 0 : clockOff_; }

QString SyncController::told(Micros at) const {
  return daysOff() == 0 ? timeWords(at, session_.today()) : timeWords(at, 0);
}

/// Kept by the tablet's clock; told by the centre's, as the receipts are.
QString SyncController::lastWords() const { return last_.at == 0 ? QString() : told(last_.at + daysOff()); }

QString SyncController::clockWarning() const {
  if (daysOff() == 0) return {};
  const auto now = session_.clock().now();
  return words("平板的日期不对：平板上是%1，县里是%2。请先在系统设置里把日期改对再走访，日期不对时填的内容请核对。",
               "This tablet's date is wrong: it says %1, the county says %2. Put it right in the system's settings "
               "before the next visit, and check what was filled in meanwhile.")
      .arg(dayWords(dayOf(now), 0), dayWords(dayOf(now + daysOff()), 0));
}

QString SyncController::lastTime() const {
  // Of a tablet that was last synced before the time of it was kept, at least that of the last receipt.
  const auto received = held_.empty() ? Micros{0} : held_.front().received;
  if (std::max(last_.at, received) == 0) return words("还没有", "not yet");
  return last_.at + daysOff() >= received && last_.at != 0 ? lastWords() : told(received);
}

QString SyncController::waitingBytes() const { return bytesWords(unsent_.bytes); }

QString SyncController::details() const {
  QStringList lines{words("服务器 %1", "server %1").arg(words(textOf(session_.home().card().server))),
                    words("平板代号 %1", "tablet %1").arg(words(toHex(session_.home().card().device.view())))};
  if (!held_.empty()) lines << words("最近回执 %1", "last receipt %1").arg(held_.front().seq);
  return lines.join(QLatin1Char('\n'));
}

void SyncController::reword() {
  showReceipts();
  showNotes();
  emit changed();
}

}  // namespace bf
