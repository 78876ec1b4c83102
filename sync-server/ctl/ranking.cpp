#include <algorithm>

#include "shared/policy/policy_limits.h"
#include "shared/policy/visit_signs.h"
#include "shared/replica/registry.h"
#include "shared/schema/plain_text.h"
#include "sync-server/ctl/evaluation.h"
#include "sync-server/ctl/frozen.h"

namespace bf {
namespace {

constexpr Micros microsADay = 86'400LL * 1'000'000;

/// Tablets of one township: those whose user has a region in it to write.
struct TabletSigns {
  std::int64_t tablets = 0;
  std::int64_t unsynced = 0;  ///< of them: something is waiting, or no contact for contactDays
  std::int64_t waiting = 0;   ///< changes that they said they still hold
};

Result<TabletSigns> tabletSigns(StoreTx& tx, RegionCode township, Micros now) {
  TabletSigns signs;
  Registry registry(tx);
  BF_LET(devices, registry.devices());
  BF_LET(users, registry.users());
  for (const auto& [id, device] : devices) {
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

/// The evaluation as a snapshot, not yet kept.
Result<bianfang::Frozen> snapshotOf(const Ctl& ctl, OpenEvaluation& open) {
  bianfang::Frozen made;
  const auto& when = open.engine->options();
  made.set_pack(open.pack->id);
  made.set_region(when.region);
  made.set_day(static_cast<std::uint32_t>(when.today));
  made.set_at(ctl.clock.now());
  made.set_actor(ctl.actor);
  // In the transaction in which the verdicts were made.
  BF_LET(seq, open.database->connection().number("SELECT coalesce(max(value), 0) FROM main.counter WHERE name = 0"));
  made.set_seq(static_cast<std::uint64_t>(seq));
  const auto regions = open.shownRegions();
  for (const auto& figure : figuresOf(*open.engine, regions)) {
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
  BF_LET(visits, visitSigns(*open.database, open.pack->effective, when.today));
  BF_CHECK(open.centre.read([&](StoreTx& tx) -> Result<void> {
    for (const auto region : regions) {
      if (region == when.region) continue;
      BF_LET(tablets, tabletSigns(tx, region, ctl.clock.now()));
      const auto& visit = visits[region];
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
    return {};
  }));
  return made;
}

std::string signedNumber(int value) { return (value > 0 ? "+" : "") + std::to_string(value); }

std::string gained(std::int64_t hundredths) { return (hundredths > 0 ? "+" : "") + decimalText(hundredths, 2); }

std::vector<std::string> placeRow(const OpenCentreRegions& names, const Place& place, const std::vector<Place>& before,
                                  const bianfang::Frozen& snapshot) {
  const auto was = std::ranges::find(before, place.region, &Place::region);
  const bool known = was != before.end();
  bianfang::FrozenSigns none;
  const auto* signs = &none;
  for (const auto& one : snapshot.signs())
    if (one.region() == place.region) signs = &one;
  const auto minutes = signs->timed() > 0 ? std::to_string(signs->minutes() / signs->timed()) : std::string();
  return {std::to_string(place.place),
          std::to_string(place.region),
          names.nameOf(place.region),
          decimalText(place.completion, 2),
          std::to_string(place.reached),
          std::to_string(place.counted),
          known ? std::to_string(was->place) : "",
          known ? signedNumber(was->place - place.place) : "",
          known ? gained(place.completion - was->completion) : "",
          std::to_string(signs->tablets()),
          std::to_string(signs->unsynced()),
          std::to_string(signs->waiting()),
          std::to_string(signs->poor()),
          std::to_string(signs->stale()),
          std::to_string(signs->visits()),
          minutes,
          std::to_string(signs->too_fast()),
          std::to_string(signs->same_place()),
          std::to_string(signs->altered())};
}

Result<void> giveRanking(const Ctl& ctl, const OpenCentreRegions& names, const bianfang::Frozen& snapshot,
                         const bianfang::Frozen* previous, const RankingOptions& options) {
  const auto before = previous != nullptr ? ranking(figuresOf(*previous), previous->region()) : std::vector<Place>{};
  std::vector<std::vector<std::string>> rows;
  for (const auto& place : ranking(figuresOf(snapshot), snapshot.region()))
    rows.push_back(placeRow(names, place, before, snapshot));
  return giveTable(ctl, options.evaluate, snapshot.pack() + " " + std::to_string(snapshot.day()),
                   {{"place", {"名次", "place"}, true},
                    {"region", {"地区代码", "region"}},
                    {"region_name", {"地区", "name"}},
                    {"completion", {"完成度%", "completion %"}, true},
                    {"reached", {"达标项", "reached"}, true},
                    {"counted", {"考核项", "counted"}, true},
                    {"place_before", {"上次名次", "place before"}, true},
                    {"up", {"名次升降", "up"}},
                    {"completion_change", {"完成度变化", "change"}},
                    {"tablets", {"平板数", "tablets"}, true},
                    {"unsynced", {"未同步平板", "tablets not synced"}, true},
                    {"waiting", {"待上传改动", "changes waiting"}, true},
                    {"poor", {"贫困户", "poor households"}, true},
                    {"stale", {"逾一季未走访", "not visited for a quarter"}, true},
                    {"visits", {"走访次数", "visits"}, true},
                    {"minutes", {"平均分钟", "minutes each"}, true},
                    {"too_fast", {"过快走访", "too fast"}, true},
                    {"same_place", {"同地走访", "same place"}, true},
                    {"altered", {"签名后更改", "altered after signing"}, true}},
                   rows);
}

}  // namespace

Result<void> freezeRanking(const Ctl& ctl, const RankingOptions& options) {
  auto evaluated = options.evaluate;
  if (evaluated.date == 0) evaluated.date = today(ctl);
  if (!isRankingDay(evaluated.date) || evaluated.date > today(ctl))
    return fail(Errc::invalidValue,
                "排名在每月10日、20日、30日（2月为最后一天），不能提前 rankings are of the 10th, 20th and "
                "30th (the last day of February), never of a day to come");
  BF_LET(hash, packHash(evaluated.pack));
  BF_LET(open, OpenEvaluation::open(ctl, evaluated));
  BF_LET(made, snapshotOf(ctl, open));
  made.set_pack_hash(hash.str());
  std::vector<bianfang::Frozen> all;
  BF_CHECK(open.centre.write([&](StoreTx& tx) -> Result<void> {
    FrozenSnapshots snapshots(tx);
    BF_LET(known, snapshots.of(made.pack(), made.region()));
    all = std::move(known);
    if (const auto* earlier = ofDay(all, evaluated.date)) {
      if (options.why.empty())
        return fail(Errc::alreadyExists,
                    "当日已有快照，更正须写明 --why 理由 that day has a snapshot; a correction needs --why");
      made.set_replaces(earlier->number());
      made.set_why(options.why);
    }
    BF_LET(kept, snapshots.add(made, *open.engine));
    made = std::move(kept);
    return {};
  }));
  const auto number = std::to_string(made.number());
  ctl.say({"已固定第 " + number + " 号快照", "snapshot " + number + " is frozen"});
  BF_LET(names, OpenCentreRegions::read(open.centre));
  return giveRanking(ctl, names, made, beforeDay(all, evaluated.date), options);
}

Result<void> showRanking(const Ctl& ctl, const RankingOptions& options) {
  const bool live = options.evaluate.date == 0;
  BF_LET(pack, openPack(ctl, options.evaluate.pack));
  BF_LET(centre, OpenCentre::open(ctl));
  BF_LET(names, OpenCentreRegions::read(centre));
  const auto region = options.evaluate.region != 0 ? options.evaluate.region : names.ownRegion(pack);
  std::vector<bianfang::Frozen> all;
  BF_CHECK(centre.read([&](StoreTx& tx) -> Result<void> {
    BF_LET(known, FrozenSnapshots(tx).of(pack.id, region));
    all = std::move(known);
    return {};
  }));
  if (live) {
    BF_LET(open, OpenEvaluation::open(ctl, options.evaluate));
    BF_LET(made, snapshotOf(ctl, open));
    return giveRanking(ctl, names, made, all.empty() ? nullptr : beforeDay(all, 99991231), options);
  }
  const auto* found = ofDay(all, options.evaluate.date);
  if (found == nullptr)
    return fail(Errc::notFound,
                "no snapshot of " + std::to_string(options.evaluate.date) + "; bianfangctl ranking list");
  return giveRanking(ctl, names, *found, beforeDay(all, options.evaluate.date), options);
}

Result<void> listRankings(const Ctl& ctl, const RankingOptions& options) {
  BF_LET(centre, OpenCentre::open(ctl));
  std::vector<std::vector<std::string>> rows;
  bool whole = true;
  BF_CHECK(centre.read([&](StoreTx& tx) -> Result<void> {
    FrozenSnapshots snapshots(tx);
    BF_LET(all, snapshots.all());
    for (const auto& one : all) {
      if (options.evaluate.region != 0 && one.region() != options.evaluate.region) continue;
      BF_LET(sound, snapshots.sound(one));
      whole = whole && sound;
      rows.push_back({std::to_string(one.number()), one.pack(), std::to_string(one.region()), std::to_string(one.day()),
                      localTime(one.at()), one.actor(), one.replaces() != 0 ? std::to_string(one.replaces()) : "",
                      one.why(), toHex(one.pack_hash()).substr(0, 16),
                      ctl.in(sound ? Label{"完好", "sound"} : Label{"与审计链不符", "not what the audit chain has"})});
    }
    return {};
  }));
  BF_CHECK(giveTable(ctl, options.evaluate, "ranking",
                     {{"number", {"序号", "number"}, true},
                      {"pack", {"政策包", "pack"}},
                      {"region", {"地区代码", "region"}},
                      {"day", {"日期", "day"}},
                      {"at", {"固定时间", "frozen at"}},
                      {"actor", {"操作者", "who"}},
                      {"replaces", {"更正第几号", "corrects"}, true},
                      {"why", {"理由", "why"}},
                      {"pack_hash", {"政策包校验", "digest of the pack"}},
                      {"state", {"状态", "state"}}},
                     rows));
  return whole ? Result<void>{} : fail(Errc::brokenChain, "ranking");
}

}  // namespace bf
