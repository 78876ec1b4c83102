#include "sync-server/standing_judge.h"

#include <algorithm>

#include "shared/policy/ranking.h"
#include "shared/replica/codec.h"
#include "shared/replica/registry.h"
#include "shared/schema/calendar.h"
#include "sync-server/frozen.h"
#include "sync-server/rejudged.h"
#include "sync-server/server_limits.h"
#include "sync-server/snapshot.h"

namespace bf {
namespace {

constexpr const char* actor = "server";

bool holds(const Period& period, std::int32_t day) { return period.from <= day && day <= period.to; }

/// When the register of this centre began; nothing can be missing of days before.
Result<std::int32_t> foundedOn(StoreTx& tx) {
  BF_LET(first, tx.list(Space::audit, {}, {}, 1));
  if (first.empty()) return 99991231;
  BF_LET(entry, decode<bianfang::AuditEntry>(first.front().value));
  return dayOf(entry.at());
}

}  // namespace

struct StandingJudge::Judged {
  OpenedPack opened;
  RegionCode region = 0;
  std::unique_ptr<PolicyDatabase> database;
  std::unique_ptr<PolicyEngine> engine;  ///< after the database, which it uses
  bianfang::Judged state;

  [[nodiscard]] const Pack& pack() const { return opened.pack; }
  [[nodiscard]] Result<std::unique_ptr<PolicyEngine>> evaluated(std::int32_t day) {
    BF_LET(made, PolicyEngine::make(*database, pack(), {region, day}));
    BF_CHECK(made->evaluate());
    BF_CHECK(made->prepareUpdates());
    return std::move(made);
  }
  /// Nothing that was seen counts any more.
  void forget() { engine.reset(), database.reset(); }
};

StandingJudge::StandingJudge(std::unique_ptr<SqliteStore> store, Clock& clock)
    : store_(std::move(store)), clock_(clock) {}
StandingJudge::~StandingJudge() = default;

Result<std::unique_ptr<StandingJudge>> StandingJudge::open(std::unique_ptr<SqliteStore> store,
                                                           const std::vector<std::string>& packs, Clock& clock) {
  std::unique_ptr<StandingJudge> made(new StandingJudge(std::move(store), clock));
  auto wanted = packs;
  if (wanted.empty())
    for (const auto id : builtinPacks()) wanted.emplace_back(id);
  for (const auto& named : wanted) {
    PackProblems problems;
    auto opened = openPack(named, problems);
    if (!opened && !problems.empty()) return std::unexpected(wrongPack(named, problems));
    if (!opened) return std::unexpected(opened.error());
    made->packs_.push_back(std::make_unique<Judged>(Judged{std::move(*opened), 0, {}, {}, {}}));
  }
  return made;
}

Result<StandingJudge::Look> StandingJudge::look() {
  const auto day = dayOf(clock_.now());
  BF_LET(version, store_->dataVersion());
  if (day == day_ && version == version_) return Look{};
  BF_CHECK(readRegions());
  Look made;
  for (auto& one : packs_) {
    if (stopping_) break;
    const auto done = lookAt(*one, day, made);
    if (done) continue;
    // What is wrong with one pack is not for the others to suffer: it begins anew, alone.
    one->forget();
    if (stopping_) continue;
    made.failed.push_back({one->pack().id, done.error()});
    // A store that does not take this either is told as the failure that it is.
    if (const auto told = tellFailure(*one, done.error()); !told) made.failed.push_back({one->pack().id, told.error()});
  }
  if (made.failed.empty() && !stopping_) day_ = day, version_ = version;
  return made;
}

/// For those who do not read the server's log. Each look tells it again: what stands there already is not written anew.
Result<void> StandingJudge::tellFailure(const Judged& of, const Error& error) {
  BF_LET(tx, store_->begin(Commit::lazy));
  RejudgedRegister kept(*tx, of.pack().id, of.region);
  BF_LET(state, kept.state());
  auto told = state.value_or(bianfang::Judged{});
  const auto chinese = describe(error, Language::chinese);
  if (told.failure_zh() == chinese) return {};
  told.set_failure_zh(chinese);
  told.set_failure_en(describe(error, Language::english));
  BF_CHECK(kept.putState(told));
  return tx->commit();
}

Result<void> StandingJudge::lookAt(Judged& of, std::int32_t day, Look& made) {
  const auto covers = [&](const PolicyRegion& known) { return within(known.code, of.region); };
  if (std::ranges::none_of(regions_, covers)) return {};
  BF_LET(days, missing(of, day));
  const bool now = holds(of.pack().effective, day);
  if (days.empty() && !now) {
    of.forget();
    return {};
  }
  if (!of.database) {
    BF_LET(database, PolicyDatabase::open(*store_, regions_));
    of.database = std::move(database);
    of.database->setGoesOn([this] { return !stopping_; });
  }
  BF_CHECK(of.database->see());
  for (const auto late : days) BF_CHECK(freeze(of, late, made));
  if (now) BF_CHECK(judge(of, day, made));
  // Between two looks nothing of the past is held on to, so that the log of the database can be shortened.
  return of.database->see();
}

Result<void> StandingJudge::readRegions() {
  BF_LET(tx, store_->read());
  BF_LET(known, Registry(*tx).regions());
  const bool same = std::ranges::equal(known, regions_, {}, &bianfang::Region::code, &PolicyRegion::code);
  if (same) return {};
  regions_.clear();
  for (const auto& region : known) regions_.push_back({region.code(), region.name()});
  for (auto& one : packs_) one->forget(), one->region = regionOf(one->pack(), regions_);
  return {};
}

Result<std::vector<std::int32_t>> StandingJudge::missing(const Judged& of, std::int32_t day) {
  std::vector<std::int32_t> days;
  if (of.pack().ranking.days.empty()) return days;
  BF_LET(tx, store_->read());
  BF_LET(founded, foundedOn(*tx));
  BF_LET(all, FrozenSnapshots(*tx).of(of.pack().id, of.region));
  for (const auto one : rankingDays(of.pack(), std::max(founded, daysLater(day, -lateDaysMost)), daysLater(day, -1)))
    if (ofDay(all, one) == nullptr) days.push_back(one);
  return days;
}

Result<void> StandingJudge::freeze(Judged& of, std::int32_t day, Look& made) {
  BF_LET(engine, of.evaluated(day));
  // Whoever commits a tablet's records waits for a transaction that writes: what takes its time comes before it.
  bianfang::Frozen taken;
  {
    BF_LET(tx, store_->read());
    BF_LET(one, snapshotOf(*of.database, *engine, of.opened.hash, regions_, *tx, actor, clock_.now()));
    taken = std::move(one);
  }
  const auto verdicts = packVerdicts(*engine);
  BF_LET(tx, store_->begin());
  FrozenSnapshots snapshots(*tx);
  BF_LET(all, snapshots.of(of.pack().id, of.region));
  if (ofDay(all, day) != nullptr) return {};  // somebody was quicker, by hand
  BF_LET(kept, snapshots.add(std::move(taken), verdicts));
  BF_CHECK(tx->commit());
  made.frozen.push_back(std::move(kept));
  return {};
}

Result<void> StandingJudge::judge(Judged& of, std::int32_t day, Look& made) {
  BF_LET(seq, seqSeen(*of.database));
  if (!of.engine || of.engine->options().today != day) return judgeAll(of, day, seq, made);
  ChangesSince since;
  {
    BF_LET(tx, store_->read());
    BF_LET(found, changesSince(store_->schema(), *tx, regions_, static_cast<std::int64_t>(of.state.seq()), seq));
    since = std::move(found);
  }
  if (since.roots.empty() && !of.engine->drawnSince()) return {};
  BF_LET(changed, of.engine->updateTelling(since.policy));
  auto after = of.state;
  after.set_seq(static_cast<std::uint64_t>(seq));
  after.set_at(clock_.now());
  return keep(of, of.state, after, changed, made);
}

Result<void> StandingJudge::judgeAll(Judged& of, std::int32_t day, std::int64_t seq, Look& made) {
  BF_LET(engine, of.evaluated(day));
  std::optional<bianfang::Judged> before;
  std::vector<ChangedVerdict> changed;
  {
    BF_LET(tx, store_->read());
    RejudgedRegister kept(*tx, of.pack().id, of.region);
    BF_LET(state, kept.state());
    if (state && state->at() != 0) before = std::move(state);
    for (std::size_t i = 0; i < of.pack().indicators.size() && before; ++i) {
      BF_LET(rows, kept.rows(of.pack().indicators[i].id));
      for (const auto& change : differences(rows, engine->verdicts(i).rows)) changed.push_back({i, change});
    }
  }
  of.engine = std::move(engine);
  bianfang::Judged after;
  after.set_seq(static_cast<std::uint64_t>(seq));
  after.set_day(static_cast<std::uint32_t>(day));
  after.set_at(clock_.now());
  after.set_pack_hash(of.opened.hash.str());
  return keep(of, before.value_or(bianfang::Judged{}), after, changed, made);
}

Result<void> StandingJudge::keep(Judged& of, const bianfang::Judged& before, const bianfang::Judged& after,
                                 const std::vector<ChangedVerdict>& changed, Look& made) {
  const bool first = before.at() == 0;
  const auto& indicators = of.pack().indicators;
  std::vector<IndicatorChanges> some;
  for (const auto& one : changed) {
    const auto& id = indicators[one.indicator].id;
    if (some.empty() || some.back().indicator != id) some.push_back({id, {}});
    some.back().changes.push_back(one.change);
  }
  const auto pieces = packLook(before, after, some);
  std::vector<std::pair<std::string, std::string>> rows;
  for (std::size_t i = 0; i < indicators.size(); ++i)
    if (first || std::ranges::find(some, indicators[i].id, &IndicatorChanges::indicator) != some.end())
      rows.emplace_back(indicators[i].id, packRows(of.engine->verdicts(i).rows));
  // Without anything to keep a crash may lose where the evaluation was: the next one finds the same again.
  BF_LET(tx, store_->begin(first || !changed.empty() ? Commit::durable : Commit::lazy));
  RejudgedRegister kept(*tx, of.pack().id, of.region);
  for (const auto& [indicator, packed] : rows) BF_CHECK(kept.putRows(indicator, packed));
  BF_CHECK(kept.add(after, pieces));
  BF_CHECK(kept.prune(after.at() - std::chrono::duration_cast<std::chrono::microseconds>(looksKept).count(),
                      looksPrunedEach));
  BF_CHECK(kept.putState(after));
  BF_CHECK(tx->commit());
  of.state = after;
  made.changed += changed.size();
  return {};
}

}  // namespace bf
