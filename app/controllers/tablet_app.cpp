#include "app/controllers/tablet_app.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTimer>
#include <algorithm>
#include <array>

#include "app/controllers/conflicts_controller.h"
#include "app/controllers/household_controller.h"
#include "app/controllers/ledgers_controller.h"
#include "app/controllers/map_controller.h"
#include "app/controllers/record_controller.h"
#include "app/controllers/record_lines.h"
#include "app/models/words.h"

namespace bf {
namespace {

QUrl page(const char* name) {
  return QUrl(QStringLiteral("qrc:/qt/qml/Bianfang/Pages/") + QLatin1String(name) + QStringLiteral(".qml"));
}

std::optional<RecordId> idFrom(const QString& hex) {
  const auto raw = fromHex(hex.toStdString());
  return raw ? RecordId::from(*raw) : std::nullopt;
}

}  // namespace

TabletApp::TabletApp(Options options, Clock& clock, Random& random, QObject* parent)
    : QObject(parent), options_(std::move(options)), people_(options_.folder, clock), clock_(clock), random_(random) {
  if (options_.place == nullptr) receiver_ = receiverOfTablet();
  whereabouts_ = std::make_unique<Whereabouts>(receiver_ ? receiver_.get() : options_.place, clock_);
  begin();
}

TabletApp::~TabletApp() { closeSession(); }

/// With people on this tablet it waits for one of them; without, it is being enrolled.
void TabletApp::begin() {
  users_ = people_.list();
  if (users_.empty()) return enrolNext();
  user_ = 0;
  serve(users_.front().folder);
  enter(Locked);
}

/// Lock and enrolment of one person's folder. Pages that show those of another one let go of them first.
void TabletApp::serve(const std::string& folder) {
  auto enrol = std::make_unique<EnrolController>(folder, clock_, random_, options_.camera);
  auto lock = std::make_unique<LockController>(folder, clock_, options_.pinCost);
  lock->setIdle(options_.idle);
  connect(enrol.get(), &EnrolController::ready, this, &TabletApp::enrolled);
  connect(lock.get(), &LockController::begun, this,
          [this] { QTimer::singleShot(openAheadAfter, this, &TabletApp::openAhead); });
  connect(lock.get(), &LockController::unlocked, this, &TabletApp::unlock);
  connect(lock.get(), &LockController::cancelled, this, [this] { enter(Open); });
  connect(lock.get(), &LockController::idled, this, &TabletApp::lockNow);
  enrol_.swap(enrol);
  lock_.swap(lock);
  emit userChanged();
  // QML may be calling into them.
  if (enrol) {
    enrol->disconnect(this);
    enrol->setParent(this);
    enrol.release()->retire();
  }
  if (lock) {
    lock->disconnect(this);
    lock.release()->deleteLater();
  }
}

void TabletApp::enrolNext() {
  user_ = -1;
  const auto folder = people_.nextFolder();
  serve(folder);
  // A folder that cannot be read is not enrolled over.
  const auto home = TabletHome::open(folder);
  if (!home && home.error().code != Errc::notFound) {
    problem_ = home.error();
    return enter(Failed);
  }
  enter(Enrolling);
  enrol_->resume();
}

void TabletApp::enrolled() {
  const auto folder = enrol_->folder();
  users_ = people_.list();
  const auto at = std::ranges::find(users_, folder, &TabletUsers::User::folder);
  user_ = at == users_.end() ? -1 : static_cast<int>(at - users_.begin());
  emit userChanged();
  enter(Locked);
}

QStringList TabletApp::users() const {
  QStringList names;
  for (std::size_t i = 0; i < users_.size(); ++i)
    names << (users_[i].name.empty() ? words("使用人 %1", "User %1").arg(i + 1) : words(users_[i].name));
  return names;
}

void TabletApp::chooseUser(int user) {
  if (state_ != Locked || user < 0 || user >= static_cast<int>(users_.size()) || user == user_) return;
  user_ = user;
  serve(users_[static_cast<std::size_t>(user)].folder);
  enter(Locked);
}

void TabletApp::addUser() {
  if (state_ != Locked && state_ != Open) return;
  if (canAddUser()) enrolNext();
}

void TabletApp::cancelAdding() {
  if (state_ != Enrolling || users_.empty()) return;
  user_ = 0;
  for (std::size_t i = 0; i < users_.size(); ++i)
    if (session_ != nullptr && session_->folder() == users_[i].folder) user_ = static_cast<int>(i);
  serve(users_[static_cast<std::size_t>(user_)].folder);
  enter(Locked);
}

QString TabletApp::removalProblem() {
  if (!session_) return words("请先解锁", "Unlock first");
  if (sync_->running()) return words("正在同步，请稍等", "A sync is running; wait for it");
  const auto waiting = session_->replica().waiting();
  const auto unsent = session_->evidence().unsent();
  if (!waiting || !unsent) return words("读不出还有什么没有交", "What waits to be sent cannot be read");
  if (waiting->changes > 0 || unsent->files > 0)
    return words("还有 %1 条记录、%2 个文件没有交到县里，请先同步",
                 "%1 records and %2 files wait to be sent; sync first")
        .arg(waiting->changes)
        .arg(unsent->files);
  // What the centre holds but has in no backup could still be lost there; then this tablet is asked for it again.
  if (waiting->unarchived > 0)
    return words("县里收到的 %1 条记录还没有存底。请办公室做一次备份并把更早的备份作废，再同步一次即可移除",
                 "%1 records at the county are not in every backup yet. Ask the office to make a backup and to retire "
                 "the earlier ones, then sync once more")
        .arg(waiting->unarchived);
  return {};
}

void TabletApp::removeUser() { QMetaObject::invokeMethod(this, &TabletApp::eraseUser, Qt::QueuedConnection); }

void TabletApp::eraseUser() {
  if (state_ != Open || !removalProblem().isEmpty()) return;
  const auto folder = session_->folder();
  closeSession();
  const auto home = TabletHome::open(folder);
  const auto erased = home ? home->erase() : Result<void>(std::unexpected(home.error()));
  if (!erased) {
    problem_ = erased.error();
    return enter(Failed);
  }
  forgetUser();
}

/// The folder of the person is gone.
void TabletApp::forgetUser() {
  place_ = Today;
  emit placeChanged();
  begin();
}

void TabletApp::enter(State state) {
  state_ = state;
  if (state == Locked) lock_->close();
  emit stateChanged();
}

QString TabletApp::problem() const { return errorWords(problem_); }

QString TabletApp::person() const { return user_ < 0 ? QString() : users().at(user_); }

/// While the PIN is typed: the store is not sealed, and a PIN keeps the screen from others, not the disk; once one is,
/// it is opened by unlock() alone. Nothing shows, as the pages behind a lock show nothing; what another person left
/// open stays, and what cannot be opened is said when they are in.
void TabletApp::openAhead() {
  if (state_ == Locked && session_ == nullptr && user_ >= 0) static_cast<void>(openSession());
}

/// Of the person who is chosen.
Result<void> TabletApp::openSession() {
  BF_LET(opened, TabletSession::open(users_[static_cast<std::size_t>(user_)].folder, clock_));
  session_ = std::move(opened);
  session_->setPeople(TabletUsers(options_.folder, clock_).names());
  rememberName();
  connect(session_.get(), &TabletSession::standingChanged, this, &TabletApp::rememberName);
  today_ = std::make_unique<HouseholdsController>(*session_, *whereabouts_, HouseholdsController::Scope::today);
  village_ = std::make_unique<HouseholdsController>(*session_, *whereabouts_, HouseholdsController::Scope::all);
  problems_ = std::make_unique<ProblemsController>(*session_);
  sync_ = std::make_unique<SyncController>(*session_, options_.syncEvery);
  connect(sync_.get(), &SyncController::erased, this, [this] {
    closeSession();
    forgetUser();
  });
  emit sessionChanged();
  working_ = true;
  emit workingChanged();
  return {};
}

void TabletApp::unlock() {
  if (user_ < 0) return;
  // One person at a time: what another one left open is saved and closed.
  if (session_ != nullptr && session_->folder() != users_[static_cast<std::size_t>(user_)].folder) closeSession();
  if (session_ == nullptr)
    if (const auto opened = openSession(); !opened) {
      problem_ = opened.error();
      return enter(Failed);
    }
  if (session_->book() != nullptr && session_->book()->today() != session_->today())
    session_->reread();  // it is another day: ages, deadlines and what is due are too
  today_->resume();
  village_->resume();
  enter(Open);
}

/// The name may come, or become another one, with a sync.
void TabletApp::rememberName() {
  const auto user = std::ranges::find(users_, session_->folder(), &TabletUsers::User::folder);
  const auto& name = session_->state().userName;
  if (user == users_.end() || user->name == name) return;
  user->name = name;
  TabletUsers::remember(user->folder, name);
  emit userChanged();
}

void TabletApp::closeSession() {
  pages_.clear();
  // Places and pages go before what they show: a binding that finds nothing would complain.
  working_ = false;
  emit workingChanged();
  QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  auto* const session = session_.release();
  // What was being typed is saved as its page goes; this app has nothing to say to that any more.
  if (session != nullptr) session->disconnect(this);
  const std::array<QObject*, 4> parts{today_.release(), village_.release(), problems_.release(), sync_.release()};
  emit sessionChanged();
  for (auto* part : parts) delete part;
  for (auto* open : pages_.findChildren<QObject*>(QString(), Qt::FindDirectChildrenOnly)) delete open;
  delete session;
}

void TabletApp::lockNow() {
  // Who was choosing another PIN and walked away finds a lock, not the way back.
  if (state_ == Locked && lock_->changing()) lock_->close();
  if (state_ != Open) return;
  // What is being typed is kept as it stands: pages stay as they are behind the lock.
  enter(Locked);
}

void TabletApp::changePin() {
  lock_->choose();
  state_ = Locked;
  emit stateChanged();
}

void TabletApp::go(Place place) { show(place, false); }

void TabletApp::search() { show(Village, true); }

void TabletApp::show(Place place, bool searching) {
  pages_.clear();
  if (place == place_ && searching == searching_) return;
  place_ = place;
  searching_ = searching;
  emit placeChanged();
}

void TabletApp::openHousehold(const QString& record) {
  const auto id = idFrom(record);
  if (session_ && id) pages_.open(page("HouseholdPage"), new HouseholdController(*session_, *id));
}

void TabletApp::openForm(const FormSubject& subject, std::uint32_t field) {
  if (session_->schema().kind(subject.kind) == nullptr) return;
  pages_.open(page("RecordPage"), new RecordController(*session_, subject, field));
}

void TabletApp::openRecord(const QString& key) {
  const auto named = keyFrom(key);
  if (!session_ || !named) return;
  const auto* kind = session_->schema().kind(named->kind);
  const bool visit = kind != nullptr && kind->name == "visit" && options_.look && !named->record.isZero();
  if (const auto household = visit ? householdOf(named->record) : std::nullopt)
    return open(options_.look(*session_, *household, named->record));
  openForm({named->kind, named->record, named->parent, 0, session_->role()}, named->field);
}

void TabletApp::addRecord(const QString& kind, const QString& household) {
  const auto id = idFrom(household);
  const auto* spec = session_ ? session_->schema().kindByName(kind.toStdString()) : nullptr;
  if (spec != nullptr && id) openForm({spec->number, {}, *id, 0, session_->role()});
}

void TabletApp::openVillage() {
  if (!session_) return;
  const auto kind = session_->schema().kindByName("village")->number;
  const auto tx = session_->store().read();
  const auto rows = tx ? (*tx)->records(kind, 0, 1) : Result<std::vector<RecordRow>>();
  if (rows && !rows->empty()) openForm({kind, rows->front().id, {}, 0, session_->role()});
}

void TabletApp::openMap() {
  if (session_) pages_.open(page("MapPage"), new MapController(*session_, *whereabouts_));
}

void TabletApp::openLedgers() {
  if (session_) pages_.open(page("LedgersPage"), new LedgersController(*session_));
}

void TabletApp::openConflicts(const QString& household) {
  if (session_)
    pages_.open(page("ConflictsPage"), new ConflictsController(*session_, idFrom(household).value_or(RecordId{})));
}

void TabletApp::addProblem(const QString& household) {
  const auto id = idFrom(household);
  if (!options_.problem) return addRecord(QStringLiteral("problem"), household);
  if (!session_ || !id) return;
  const auto opened = options_.problem(*session_, *id);
  if (opened) pages_.open(opened->source, opened->controller);
  else emit refused(words("问题没有登记：%1", "No problem was written down: %1").arg(errorWords(opened.error())));
}

void TabletApp::followProblem(const QString& problem) {
  const auto id = idFrom(problem);
  if (!session_ || !id || !options_.follow) return;
  const auto opened = options_.follow(*session_, *id);
  if (opened) pages_.open(opened->source, opened->controller);
  else emit refused(words("问题没有打开：%1", "The problem did not open: %1").arg(errorWords(opened.error())));
}

void TabletApp::startVisit(const QString& household) {
  const auto id = idFrom(household);
  if (!session_ || !id || !options_.visit) return;
  open(options_.visit(*session_, *id));
}

void TabletApp::open(const Result<OpenedPage>& opened) {
  if (opened) pages_.open(opened->source, opened->controller);
  else emit refused(words("走访没有打开：%1", "The visit did not open: %1").arg(errorWords(opened.error())));
}

std::optional<RecordId> TabletApp::householdOf(const RecordId& visit) const {
  const auto tx = session_->store().read();
  if (!tx) return std::nullopt;
  const auto row = (*tx)->find(session_->schema().kindByName("visit")->number, visit);
  // A visit of the village itself has none.
  if (!row || !*row || (*row)->parentKind != session_->schema().kindByName("household")->number) return std::nullopt;
  const auto parent = (*tx)->load((*row)->parentKind, (*row)->parent);
  return parent && *parent ? std::optional((*parent)->id) : std::nullopt;
}

void TabletApp::startOver() {
  if (state_ == Failed) begin();
}

void TabletApp::reword() {
  enrol_->reword();
  emit whereabouts_->changed();
  emit lock_->changed();
  emit userChanged();
  emit stateChanged();
  if (!session_) return;
  today_->reword();
  village_->reword();
  problems_->reword();
  sync_->reword();
  for (auto* open : pages_.findChildren<QObject*>(QString(), Qt::FindDirectChildrenOnly))
    QMetaObject::invokeMethod(open, "reword");
}

}  // namespace bf
