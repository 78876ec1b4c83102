#include <algorithm>

#include "shared/schema/plain_text.h"
#include "sync-server/ctl/evaluation.h"
#include "sync-server/frozen.h"
#include "sync-server/snapshot.h"

namespace bf {

std::string judgedText(const Ctl& ctl, const bianfang::Frozen& snapshot) {
  const auto at = localTime(snapshot.at());
  return frozenLate(snapshot) ? at + ctl.in({"（补固定，非当日状态）", " (frozen late: not as of that day)"}) : at;
}

namespace {

/// A plus for who reads it; a sheet and JSON reckon with the number.
std::string signedText(bool forReading, std::int64_t value, const std::string& text) {
  return (forReading && value > 0 ? "+" : "") + text;
}

std::vector<std::string> placeRow(bool forReading, const OpenCentreRegions& names, const Place& place,
                                  const std::vector<Place>& before, const bianfang::Frozen& snapshot,
                                  const std::string& judgedAt) {
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
          known ? signedText(forReading, was->place - place.place, std::to_string(was->place - place.place)) : "",
          known ? signedText(forReading, place.completion - was->completion,
                             decimalText(place.completion - was->completion, 2))
                : "",
          std::to_string(signs->tablets()),
          std::to_string(signs->unsynced()),
          std::to_string(signs->waiting()),
          std::to_string(signs->poor()),
          std::to_string(signs->stale()),
          std::to_string(signs->visits()),
          minutes,
          std::to_string(signs->too_fast()),
          std::to_string(signs->same_place()),
          std::to_string(signs->altered()),
          judgedAt};
}

/// The region that was ranked, by its name where it has one.
std::string whereOf(const OpenCentreRegions& names, const bianfang::Frozen& snapshot) {
  const auto name = names.nameOf(snapshot.region());
  return name.empty() ? std::to_string(snapshot.region()) : name;
}

/// By which document, where and of which day; which snapshot it is, when and by which pack it was judged, whether that
/// was too late for its day, what it corrects and why.
std::string restsOn(const Ctl& ctl, const Pack& pack, const OpenCentreRegions& names,
                    const bianfang::Frozen& snapshot) {
  const auto day = dateText(snapshot.day());
  const auto number = std::to_string(snapshot.number());
  const auto which =
      snapshot.number() == 0
          ? ctl.in({"未固定，截至 " + day + " 的现状；", "not frozen, as it stands as of " + day + "; "})
          : ctl.in({day + " 的固定快照第 " + number + " 号，", "snapshot " + number + " of " + day + ", "});
  auto told = ctl.in(pack.document) + "  " + whereOf(names, snapshot) + "  " + which +
              judgedBy(ctl, snapshot.pack(), snapshot.pack_hash(), judgedText(ctl, snapshot));
  const auto corrected = std::to_string(snapshot.replaces());
  if (snapshot.replaces() != 0)
    told += ctl.in({"。更正第 " + corrected + " 号快照", ". It corrects snapshot " + corrected});
  if (!snapshot.why().empty()) told += ctl.in({"。理由：", ". Why: "}) + snapshot.why();
  return told;
}

/// A place gained by another text of the rules is nobody's merit.
std::string otherRules(const Ctl& ctl, const bianfang::Frozen& snapshot, const bianfang::Frozen* previous) {
  if (previous == nullptr || previous->pack_hash() == snapshot.pack_hash()) return {};
  return ctl.in({"。与上次快照所用的政策包内容不同，名次与完成度的变化也来自规则",
                 ". The snapshot before was judged by another text of the pack: changes are also of the rules"});
}

/// A ranking of nobody says nothing, and kept it would pass for one of its day.
Result<void> ranksSomebody(const OpenCentreRegions& names, const bianfang::Frozen& snapshot) {
  if (!ranking(figuresOf(snapshot), snapshot.region()).empty()) return {};
  const auto where = whereOf(names, snapshot);
  return refuseSaying(Errc::invalidValue,
                      {where + " 下面没有乡镇，没有可排名的对象；排名用于有乡镇的地区，例如县",
                       where + " has no townships below it: there is nobody to rank. A ranking is of a region that has"
                               " some, as a county"});
}

Result<void> giveRanking(const Ctl& ctl, const Pack& pack, const OpenCentreRegions& names,
                         const bianfang::Frozen& snapshot, const bianfang::Frozen* previous,
                         const RankingOptions& options) {
  const auto before = previous != nullptr ? ranking(figuresOf(*previous), previous->region()) : std::vector<Place>{};
  const auto& format = options.evaluate.format;
  const bool forReading = !ctl.json && (format == "text" || format == "html");
  std::vector<std::vector<std::string>> rows;
  for (const auto& place : ranking(figuresOf(snapshot), snapshot.region()))
    rows.push_back(placeRow(forReading, names, place, before, snapshot, judgedText(ctl, snapshot)));
  const auto title = whereOf(names, snapshot) + ctl.in({" 排名 ", " ranking "}) + dateText(snapshot.day());
  return giveTable(ctl, options.evaluate, title,
                   {{"place", {"名次", "place"}, true},
                    {"region", {"地区代码", "region"}},
                    {"region_name", {"地区", "name"}},
                    {"completion", {"完成度%", "completion %"}, true},
                    {"reached", {"达标项", "reached"}, true},
                    {"counted", {"考核项", "counted"}, true},
                    {"place_before", {"上次名次", "place before"}, true},
                    {"up", {"名次升降", "up"}, true},
                    {"completion_change", {"完成度变化", "change"}, true},
                    {"tablets", {"平板数", "tablets"}, true},
                    {"unsynced", {"未同步平板", "tablets not synced"}, true},
                    {"waiting", {"待上传改动", "changes waiting"}, true},
                    {"poor", {"贫困户", "poor households"}, true},
                    {"stale", {"逾一季未走访", "not visited for a quarter"}, true},
                    {"visits", {"走访次数", "visits"}, true},
                    {"minutes", {"平均分钟", "minutes each"}, true},
                    {"too_fast", {"过快走访", "too fast"}, true},
                    {"same_place", {"同地走访", "same place"}, true},
                    {"altered", {"签名后更改", "altered after signing"}, true},
                    {"judged", {"评价时间", "judged"}}},
                   rows, restsOn(ctl, pack, names, snapshot) + otherRules(ctl, snapshot, previous));
}

/// Whether the pack ranks on this day, and the day is not to come.
Result<void> mayFreeze(const Pack& pack, std::int32_t day, std::int32_t now) {
  if (pack.ranking.days.empty())
    return refuseSaying(Errc::invalidValue, {"政策包 " + pack.id + " 没有规定排名日，不排名、不固定",
                                             "pack " + pack.id + " has no days of a ranking: nothing is frozen"});
  if (day > now)
    return refuseSaying(Errc::invalidValue, {dateText(day) + " 还没有到，不能提前固定", dateText(day) + " is to come"});
  if (isRankingDay(pack, day)) return {};
  std::string zh, en;
  for (const int one : pack.ranking.days) {
    zh += (zh.empty() ? "" : "、") + std::to_string(one) + "日";
    en += (en.empty() ? "" : ", ") + std::to_string(one);
  }
  const auto from = dateText(pack.effective.from), to = dateText(pack.effective.to);
  return refuseSaying(Errc::invalidValue,
                      {dateText(day) + " 不是排名日：政策包在 " + from + " 至 " + to + " 的每月" + zh + "排名",
                       dateText(day) + " is no day of the ranking: the pack ranks from " + from + " to " + to +
                           " on the days " + en + " of each month"});
}

}  // namespace

Result<void> freezeRanking(const Ctl& ctl, const RankingOptions& options) {
  auto evaluated = options.evaluate;
  const auto now = today(ctl);
  if (evaluated.date == 0) evaluated.date = now;
  BF_LET(open, OpenEvaluation::prepare(ctl, evaluated));
  BF_CHECK(mayFreeze(*open.pack, evaluated.date, now));
  if (evaluated.date < now && options.why.empty())
    return refuseSaying(Errc::notAllowed,
                        {"当日已过，快照按现在的数据评价，须用 --why 写明理由",
                         "that day is over and what is kept is how things stand now; it needs --why"});
  BF_CHECK(open.engine->evaluate());
  bianfang::Frozen taken, made;
  std::vector<bianfang::Frozen> all;
  BF_CHECK(open.centre.read([&](StoreTx& tx) -> Result<void> {
    BF_LET(one, snapshotOf(*open.database, *open.engine, open.packHash, open.regions, tx, ctl.actor, ctl.clock.now()));
    taken = std::move(one);
    return {};
  }));
  BF_LET(names, OpenCentreRegions::read(open.centre));
  BF_CHECK(ranksSomebody(names, taken));
  const auto verdicts = packVerdicts(*open.engine);
  BF_CHECK(open.centre.write([&](StoreTx& tx) -> Result<void> {
    FrozenSnapshots snapshots(tx);
    BF_LET(known, snapshots.of(taken.pack(), taken.region()));
    all = std::move(known);
    taken.set_why(options.why);
    if (const auto* earlier = ofDay(all, evaluated.date)) {
      if (options.why.empty())
        return refuseSaying(Errc::alreadyExists, {"当日已有快照，更正须用 --why 写明理由",
                                                  "that day has a snapshot; a correction needs --why"});
      taken.set_replaces(earlier->number());
    }
    BF_LET(kept, snapshots.add(taken, verdicts));
    made = std::move(kept);
    return {};
  }));
  const auto number = std::to_string(made.number());
  ctl.say({"已固定第 " + number + " 号快照", "snapshot " + number + " is frozen"});
  return giveRanking(ctl, *open.pack, names, made, beforeDay(all, evaluated.date), options);
}

Result<void> showRanking(const Ctl& ctl, const RankingOptions& options) {
  const bool live = options.evaluate.date == 0;
  BF_LET(opened, openPack(ctl, options.evaluate.pack));
  const auto& pack = opened.pack;
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
    bianfang::Frozen made;
    BF_CHECK(open.centre.read([&](StoreTx& tx) -> Result<void> {
      BF_LET(taken,
             snapshotOf(*open.database, *open.engine, open.packHash, open.regions, tx, ctl.actor, ctl.clock.now()));
      made = std::move(taken);
      return {};
    }));
    BF_CHECK(ranksSomebody(names, made));
    return giveRanking(ctl, pack, names, made, all.empty() ? nullptr : beforeDay(all, 99991231), options);
  }
  const auto* found = ofDay(all, options.evaluate.date);
  if (found == nullptr)
    return refuseSaying(Errc::notFound,
                        {"没有 " + dateText(options.evaluate.date) + " 的快照，已有的见 bianfangctl ranking list",
                         "no snapshot of " + dateText(options.evaluate.date) + "; bianfangctl ranking list"});
  return giveRanking(ctl, pack, names, *found, beforeDay(all, options.evaluate.date), options);
}

Result<void> listRankings(const Ctl& ctl, const RankingOptions& options) {
  BF_LET(centre, OpenCentre::open(ctl));
  std::vector<std::vector<std::string>> rows;
  bool whole = true;
  BF_CHECK(centre.read([&](StoreTx& tx) -> Result<void> {
    if (options.evaluate.region != 0)
      if (const auto known = knownRegion(tx, options.evaluate.region); !known) return known;
    FrozenSnapshots snapshots(tx);
    BF_LET(all, snapshots.all());
    for (const auto& one : all) {
      if (options.evaluate.region != 0 && one.region() != options.evaluate.region) continue;
      BF_LET(sound, snapshots.sound(one));
      whole = whole && sound;
      rows.push_back({std::to_string(one.number()), one.pack(), std::to_string(one.region()), std::to_string(one.day()),
                      judgedText(ctl, one), one.actor(), one.replaces() != 0 ? std::to_string(one.replaces()) : "",
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
                      {"judged", {"评价时间", "judged"}},
                      {"actor", {"操作者", "who"}},
                      {"replaces", {"更正第几号", "corrects"}, true},
                      {"why", {"理由", "why"}},
                      {"pack_hash", {"政策包校验", "digest of the pack"}},
                      {"state", {"状态", "state"}}},
                     rows));
  return whole ? Result<void>{} : refuse(Errc::brokenChain, {"排名快照", "ranking"});
}

}  // namespace bf
