#include "sync-server/snapshot.h"

#include <algorithm>

#include "shared/policy/policy_limits.h"
#include "shared/policy/ranking.h"
#include "shared/policy/visit_signs.h"
#include "shared/replica/registry.h"
#include "shared/schema/calendar.h"
#include "sync-server/pack_file.h"
#include "sync-server/server_limits.h"

namespace bf {
namespace {

constexpr Micros microsADay = 86'400LL * 1'000'000;

/// Tablets of one township: those whose user has a region in it to write.
struct TabletSigns {
  std::int64_t tablets = 0;
  std::int64_t unsynced = 0;  ///< of them: something is waiting, or no contact for contactDays
  std::int64_t waiting = 0;   ///< changes that they said they still hold
};

struct Accounts {
  std::vector<Registry::ListedDevice> devices;
  std::vector<bianfang::User> users;
};

TabletSigns tabletSigns(const Accounts& accounts, RegionCode township, Micros now) {
  TabletSigns signs;
  const auto& users = accounts.users;
  for (const auto& [id, device] : accounts.devices) {
    const auto user = std::ranges::find(users, device.user(), &bianfang::User::number);
    if (device.revoked() != 0 || user == users.end()) continue;
    const bool here = std::ranges::any_of(
        user->grants(), [&](const auto& grant) { return grant.write() && within(grant.region(), township); });
    if (!here) continue;
    ++signs.tablets;
    signs.waiting += static_cast<std::int64_t>(device.waiting());
    if (device.waiting() > 0 || device.seen() < now - contactDays * microsADay) ++signs.unsynced;
  }
  return signs;
}

void addFigures(bianfang::Frozen& made, const PolicyEngine& engine, const std::vector<RegionCode>& regions) {
  for (const auto& figure : figuresOf(engine, regions)) {
    auto& one = *made.add_figures();
    one.set_indicator(figure.indicator);
    one.set_region(figure.region);
    one.set_met(figure.tally.met);
    one.set_not_met(figure.tally.notMet);
    one.set_not_collected(figure.tally.notCollected);
    one.set_unjudged(figure.tally.unjudged);
    one.set_standing(static_cast<std::uint32_t>(figure.standing));
    one.set_counts(figure.counts);
  }
}

void addSigns(bianfang::Frozen& made, RegionCode region, const VisitSigns& visit, const TabletSigns& tablets) {
  auto& one = *made.add_signs();
  one.set_region(region);
  one.set_poor(visit.poor);
  one.set_stale(visit.stale);
  one.set_visits(visit.visits);
  one.set_minutes(visit.minutes);
  one.set_timed(visit.timed);
  one.set_too_fast(visit.tooFast);
  one.set_same_place(visit.samePlace);
  one.set_altered(visit.altered);
  one.set_tablets(tablets.tablets);
  one.set_unsynced(tablets.unsynced);
  one.set_waiting(tablets.waiting);
}

}  // namespace

bool frozenLate(const bianfang::Frozen& snapshot) {
  const Micros grace = std::chrono::microseconds(freezeGrace).count();
  return snapshot.number() != 0 && dayOf(snapshot.at() - grace) > static_cast<std::int32_t>(snapshot.day());
}

Result<std::int64_t> seqSeen(PolicyDatabase& database) {
  return database.connection().number("SELECT coalesce(max(value), 0) FROM main.counter WHERE name = 0");
}

Result<bianfang::Frozen> snapshotOf(PolicyDatabase& database, const PolicyEngine& engine, const Hash& pack,
                                    const std::vector<PolicyRegion>& known, StoreTx& tx, std::string_view actor,
                                    Micros now) {
  bianfang::Frozen made;
  const auto& when = engine.options();
  made.set_pack(engine.pack().id);
  made.set_pack_hash(pack.str());
  made.set_region(when.region);
  made.set_day(static_cast<std::uint32_t>(when.today));
  made.set_at(now);
  made.set_actor(std::string(actor));
  BF_LET(seq, seqSeen(database));
  made.set_seq(static_cast<std::uint64_t>(seq));
  const auto regions = townshipsAnd(when.region, known);
  addFigures(made, engine, regions);
  Registry registry(tx);
  BF_LET(devices, registry.devices());
  BF_LET(users, registry.users());
  const Accounts accounts{std::move(devices), std::move(users)};
  BF_LET(visits, visitSigns(database, engine.pack().effective, when.today));
  for (const auto region : regions) {
    if (region == when.region) continue;
    addSigns(made, region, visits[region], tabletSigns(accounts, region, now));
  }
  return made;
}

}  // namespace bf
