#include "app/controllers/tablet_session.h"

#include "app/controllers/controller_limits.h"
#include "bianfang/registry.pb.h"

namespace bf {
namespace {

/// The one place where a tablet's store is opened for its pages: a sealed store takes here the key that the PIN opens.
Result<std::unique_ptr<SqliteStore>> openStoreOf(const TabletHome& home) { return home.openStore(); }

}  // namespace

Result<std::unique_ptr<TabletSession>> TabletSession::open(const std::string& folder, Clock& clock) {
  BF_LET(home, TabletHome::open(folder));
  BF_LET(store, openStoreOf(home));
  std::unique_ptr<TabletSession> session(new TabletSession(folder, std::move(home), std::move(store), clock));
  session->readStanding();
  session->readBook();
  return session;
}

TabletSession::TabletSession(std::string folder, TabletHome home, std::unique_ptr<SqliteStore> store, Clock& clock)
    : folder_(std::move(folder)),
      clock_(clock),
      home_(std::move(home)),
      store_(std::move(store)),
      judge_(std::make_unique<PolicyJudge>(*store_, dayOf(clock.now()))) {
  const TabletIdentity identity{home_.card().device, 0, 0};
  replica_ = std::make_unique<TabletReplica>(*store_, clock_, home_.signingKey(), identity);
  editor_ = std::make_unique<TabletEditor>(*replica_, clock_);
  editor_->saved = [this](std::uint32_t kind, const RecordId& record) { tell(kind, record); };
  evidence_ = std::make_unique<EvidenceBox>(*replica_, home_.evidenceFolder());
}

TabletSession::~TabletSession() {
  stopping_ = true;
  if (reader_) reader_->wait();
}

Day TabletSession::today() const { return dayOf(clock_.now()); }

void TabletSession::readStanding() {
  if (auto state = replica_->state()) state_ = std::move(*state);
  if (auto regions = replica_->regions()) regions_ = std::move(*regions);
  // Of the person's own role and number only the standing knows.
  const auto tx = store_->read();
  if (!tx) return;
  const auto stored = (*tx)->get(Space::meta, "standing");
  bianfang::Standing known;
  if (!stored || !*stored || !known.ParseFromString(**stored)) return;
  role_ = known.scope().role();
  userNumber_ = known.scope().user();
}

RegionCode TabletSession::region() const { return state_.grants.empty() ? 0 : state_.grants.front().region; }

std::string TabletSession::regionName() const {
  for (const auto& region : regions_)
    if (region.code() == this->region()) return region.name();
  return {};
}

VisitPlan::Options TabletSession::planOptions() const {
  constexpr Day firstOfYear = 101;
  return {today(), yearOf(today()) * 10000 + firstOfYear, roundOf(role_)};
}

void TabletSession::readBook() {
  if (reader_ && reader_->isRunning()) {
    again_ = true;
    return;
  }
  meanwhile_.clear();
  auto book = std::make_shared<VillageBook>(store_->schema(), *judge_, today(), state_.userName);
  const bool first = book_ == nullptr;
  const auto post = [this](std::shared_ptr<VillageBook> made) {
    QMetaObject::invokeMethod(
        this, [this, made = std::move(made)] { takeBook(made); }, Qt::QueuedConnection);
  };
  reader_.reset(QThread::create([this, book, first, post] {
    const auto goesOn = [this] { return !stopping_; };
    if (first) {
      // A long list shows its names before its members are counted.
      auto names = std::make_shared<VillageBook>(store_->schema(), *judge_, book->today());
      if (names->readHouseholds(*store_, goesOn) && names->rows().size() >= namesFirstFrom && !stopping_) post(names);
    }
    // Thousands of households are judged at once, on a connection of this thread.
    PolicyJudge whole(*store_, book->today());
    if (!whole.evaluateAll() || stopping_) return;
    if (book->readAll(*store_, goesOn, &whole) && !stopping_) post(book);
    // The first household that is opened need not wait for its rules; one that cannot be judged is unknown, and said
    // so.
    if (!stopping_) static_cast<void>(judge_->prepare());
  }));
  // Asked for again after the book was handed over, while the rules were still prepared: nobody else would see to it.
  connect(reader_.get(), &QThread::finished, this, [this] {
    if (!again_ || reader_->isRunning()) return;
    again_ = false;
    reader_->wait();
    readBook();
  });
  reader_->start();
}

void TabletSession::takeBook(const std::shared_ptr<VillageBook>& book) {
  book_ = book;
  if (book_->complete())
    for (const auto& [kind, record] : meanwhile_) static_cast<void>(book_->refresh(*store_, kind, record));
  emit bookChanged();
  if (!book_->complete() || !again_) return;
  again_ = false;
  reader_->wait();
  readBook();
}

void TabletSession::tell(std::uint32_t kind, const RecordId& record) {
  if (reader_ && reader_->isRunning()) meanwhile_.emplace_back(kind, record);
  if (book_ && book_->complete()) {
    const auto before = book_->rows().size();
    if (const auto row = book_->refresh(*store_, kind, record); row && *row) {
      if (book_->rows().size() != before) emit bookChanged();
      else emit rowChanged(static_cast<qsizetype>(**row));
    }
  }
  emit recordChanged(kind, QByteArray(record.view().data(), RecordId::size));
  emit standingChanged();
}

void TabletSession::reread() {
  readStanding();
  readBook();
  emit recordChanged(0, {});
  emit standingChanged();
}

}  // namespace bf
