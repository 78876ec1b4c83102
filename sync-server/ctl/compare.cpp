// Who is judged otherwise: between two snapshots, or by the looks of the running evaluation.

#include "sync-server/ctl/change_table.h"
#include "sync-server/frozen.h"
#include "sync-server/rejudged.h"
#include "sync-server/server_limits.h"

namespace bf {
namespace {

/// By day (its last snapshot) or, below a day's size, by number.
const bianfang::Frozen* chosen(const std::vector<bianfang::Frozen>& all, std::int64_t which) {
  if (which >= 19'000'101) return ofDay(all, static_cast<std::int32_t>(which));
  for (const auto& one : all)
    if (static_cast<std::int64_t>(one.number()) == which) return &one;
  return nullptr;
}

Error noSuchSnapshot(std::int64_t which) {
  const auto named = std::to_string(which);
  return refuseSaying(Errc::notFound, {"没有快照 " + named + "，已有的见 bianfangctl ranking list",
                                       "no snapshot " + named + "; bianfangctl ranking list"})
      .error();
}

ComparedSpan spanOf(const bianfang::Frozen& from, const bianfang::Frozen& to) {
  return {static_cast<std::int64_t>(std::min(from.seq(), to.seq())),
          static_cast<std::int64_t>(std::max(from.seq(), to.seq())), static_cast<std::int32_t>(from.day()),
          static_cast<std::int32_t>(to.day()), from.pack_hash() != to.pack_hash()};
}

ComparedSpan spanOf(const bianfang::Rejudged& look) {
  return {static_cast<std::int64_t>(look.before().seq()), static_cast<std::int64_t>(look.after().seq()),
          static_cast<std::int32_t>(look.before().day()), static_cast<std::int32_t>(look.after().day()),
          look.before().pack_hash() != look.after().pack_hash()};
}

Result<void> addLook(const OpenEvaluation& open, const bianfang::Rejudged& look, const std::string& only,
                     ChangeTable& table) {
  for (const auto& message : look.indicators()) {
    const auto* indicator = open.pack->indicator(message.indicator());
    // A pack may have been written anew since: what it no longer has is not told by it.
    if (indicator == nullptr || (!only.empty() && only != indicator->id)) continue;
    BF_LET(some, fromMessage(message));
    BF_CHECK(table.add(*indicator, spanOf(look), localTime(look.after().at()), some.changes));
  }
  return {};
}

/// An empty table would say that nothing changed.
std::unexpected<Error> notJudged(const OpenEvaluation& open) {
  const auto region = std::to_string(open.engine->options().region);
  const auto& pack = open.pack->id;
  return refuse(Errc::notFound, {"运行中的服务器没有按政策包 " + pack + " 评价地区 " + region +
                                     "：只持续评价政策包所属的县，且在其有效期内；见配置文件 [evaluation]",
                                 "the running server has not judged region " + region + " by pack " + pack +
                                     ": it judges the pack's own county, within the pack's period; see [evaluation]"});
}

}  // namespace

Result<void> compareRankings(const Ctl& ctl, const RankingOptions& options) {
  BF_LET(open, OpenEvaluation::prepare(ctl, options.evaluate));
  const auto& only = options.evaluate.indicator;
  if (!only.empty()) BF_CHECK(open.indicatorNamed(only));
  return open.centre.read([&](StoreTx& tx) -> Result<void> {
    FrozenSnapshots snapshots(tx);
    BF_LET(all, snapshots.of(open.pack->id, open.engine->options().region));
    const auto* from = chosen(all, options.first);
    const auto* to = chosen(all, options.second);
    if (from == nullptr) return std::unexpected(noSuchSnapshot(options.first));
    if (to == nullptr) return std::unexpected(noSuchSnapshot(options.second));
    // What was written in between explains only the way from the earlier to the later.
    if (from->seq() > to->seq()) std::swap(from, to);
    if (from->pack_hash() != to->pack_hash())
      ctl.err << ctl.in({"两个快照所用的政策包内容不同，变化也来自规则",
                         "the two snapshots were judged by different texts of the pack: changes are also of the rules"})
              << '\n';
    ChangeTable table(ctl, open, tx);
    for (const auto& indicator : open.pack->indicators) {
      if (!only.empty() && only != indicator.id) continue;
      BF_LET(before, snapshots.rows(from->number(), indicator.id));
      BF_LET(after, snapshots.rows(to->number(), indicator.id));
      BF_CHECK(table.add(indicator, spanOf(*from, *to), judgedText(ctl, *to), differences(before, after)));
    }
    return table.give(options.evaluate);
  });
}

Result<void> listChanges(const Ctl& ctl, const RankingOptions& options) {
  BF_LET(open, OpenEvaluation::prepare(ctl, options.evaluate));
  const auto& only = options.evaluate.indicator;
  if (!only.empty()) BF_CHECK(open.indicatorNamed(only));
  return open.centre.read([&](StoreTx& tx) -> Result<void> {
    const auto region = open.engine->options().region;
    std::uint64_t seq = 0;
    Micros at = 0;
    if (options.first != 0) {
      BF_LET(all, FrozenSnapshots(tx).of(open.pack->id, region));
      const auto* from = chosen(all, options.first);
      if (from == nullptr) return std::unexpected(noSuchSnapshot(options.first));
      seq = from->seq();
      at = from->at();
    }
    RejudgedRegister kept(tx, open.pack->id, region);
    BF_LET(state, kept.state());
    if (!state) return notJudged(open);
    const auto days = std::to_string(looksKept.count());
    if (options.first != 0 &&
        at < ctl.clock.now() - std::chrono::duration_cast<std::chrono::microseconds>(looksKept).count())
      ctl.err << ctl.in({"早于 " + days + " 天的变化不再保留，此处不含；固定的排名快照始终保留（ranking compare）",
                         "changes of more than " + days +
                             " days ago are not kept and not in this list; snapshots are:"
                             " ranking compare"})
              << '\n';
    ChangeTable table(ctl, open, tx);
    BF_CHECK(kept.since(seq, at, [&](const bianfang::Rejudged& look) { return addLook(open, look, only, table); }));
    return table.give(options.evaluate);
  });
}

}  // namespace bf
