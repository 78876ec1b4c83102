#include "app/controllers/tablet_app.h"

#include <array>

#include "app/controllers/conflicts_controller.h"
#include "app/controllers/household_controller.h"
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
    : QObject(parent), options_(std::move(options)), clock_(clock), random_(random) {
  enrol_ = std::make_unique<EnrolController>(options_.folder, clock_, random_);
  lock_ = std::make_unique<LockController>(options_.folder, clock_, options_.pinCost);
  lock_->setIdle(options_.idle);
  connect(enrol_.get(), &EnrolController::ready, this, [this] { enter(Locked); });
  connect(lock_.get(), &LockController::unlocked, this, &TabletApp::unlock);
  connect(lock_.get(), &LockController::idled, this, &TabletApp::lockNow);
  begin();
}

TabletApp::~TabletApp() { closeSession(); }

/// A tablet that was confirmed once has a picture of its village; before that it is still being enrolled.
void TabletApp::begin() {
  const auto home = TabletHome::open(options_.folder);
  if (!home && home.error().code != Errc::notFound) {
    problem_ = home.error();
    return enter(Failed);
  }
  if (!home || home->card().device.isZero()) {
    enter(Enrolling);
    return enrol_->resume();
  }
  auto store = home->openStore();
  if (!store) {
    problem_ = store.error();
    return enter(Failed);
  }
  TabletReplica replica(**store, clock_, home->signingKey(), {home->card().device, 0, 0});
  const auto state = replica.state();
  const bool synced = state && state->epoch != 0;
  store->reset();
  enter(synced ? Locked : Enrolling);
  if (!synced) enrol_->resume();
}

void TabletApp::enter(State state) {
  state_ = state;
  if (state == Locked) lock_->close();
  emit stateChanged();
}

QString TabletApp::problem() const { return errorWords(problem_); }

QString TabletApp::person() const { return session_ == nullptr ? QString() : words(session_->state().userName); }

void TabletApp::unlock() {
  if (session_ == nullptr) {
    auto opened = TabletSession::open(options_.folder, clock_);
    if (!opened) {
      problem_ = opened.error();
      return enter(Failed);
    }
    session_ = std::move(*opened);
    today_ = std::make_unique<HouseholdsController>(*session_, HouseholdsController::Scope::today);
    village_ = std::make_unique<HouseholdsController>(*session_, HouseholdsController::Scope::all);
    problems_ = std::make_unique<ProblemsController>(*session_);
    sync_ = std::make_unique<SyncController>(*session_, options_.syncEvery);
    connect(sync_.get(), &SyncController::erased, this, [this] {
      closeSession();
      enter(Enrolling);
    });
    emit sessionChanged();
  } else if (session_->book() != nullptr && session_->book()->today() != session_->today()) {
    session_->reread();  // it is another day: ages, deadlines and what is due are too
  }
  enter(Open);
}

void TabletApp::closeSession() {
  pages_.clear();
  // Pages let go of their controllers with the events of this turn; these outlive that.
  auto* const session = session_.release();
  const std::array<QObject*, 4> parts{today_.release(), village_.release(), problems_.release(), sync_.release()};
  emit sessionChanged();
  for (auto* part : parts) delete part;
  for (auto* open : pages_.findChildren<QObject*>(QString(), Qt::FindDirectChildrenOnly)) delete open;
  delete session;
}

void TabletApp::lockNow() {
  if (state_ != Open) return;
  // What is being typed is kept as it stands: pages stay as they are behind the lock.
  enter(Locked);
}

void TabletApp::changePin() {
  lock_->choose();
  state_ = Locked;
  emit stateChanged();
}

void TabletApp::go(Place place) {
  pages_.clear();
  if (place == place_) return;
  place_ = place;
  emit placeChanged();
}

void TabletApp::openHousehold(const QString& record) {
  const auto id = idFrom(record);
  if (session_ && id) pages_.open(page("HouseholdPage"), new HouseholdController(*session_, *id));
}

void TabletApp::openForm(const FormSubject& subject) {
  if (session_->schema().kind(subject.kind) == nullptr) return;
  pages_.open(page("RecordPage"), new RecordController(*session_, subject));
}

void TabletApp::openRecord(const QString& key) {
  const auto named = keyFrom(key);
  if (session_ && named) openForm({named->kind, named->record, {}, 0, session_->role()});
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

void TabletApp::openConflicts(const QString& household) {
  if (session_)
    pages_.open(page("ConflictsPage"), new ConflictsController(*session_, idFrom(household).value_or(RecordId{})));
}

void TabletApp::startVisit(const QString& household) {
  const auto id = idFrom(household);
  if (!session_ || !id || !options_.visit) return;
  const auto opened = options_.visit(*session_, *id);
  if (opened.controller != nullptr) pages_.open(opened.source, opened.controller);
}

void TabletApp::reword() {
  enrol_->reword();
  emit lock_->changed();
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
