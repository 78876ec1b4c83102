#include <ostream>

#include "shared/policy/policy_history.h"
#include "shared/replica/registry.h"
#include "shared/schema/mask.h"
#include "shared/schema/value.h"
#include "sync-server/ctl/evaluation.h"
#include "sync-server/ctl/frozen.h"

namespace bf {
namespace {

/// Lists who changed between two snapshots, a line a fact that changed; a line alone where no fact did.
class Comparison {
 public:
  Comparison(const Ctl& ctl, OpenEvaluation& open, StoreTx& tx, const bianfang::Frozen& from,
             const bianfang::Frozen& to)
      : ctl_(ctl), open_(open), tx_(tx), from_(from), to_(to), names_(open) {}

  Result<std::vector<std::vector<std::string>>> rows(const std::string& only) {
    FrozenSnapshots snapshots(tx_);
    for (const auto& indicator : open_.pack->indicators) {
      if (!only.empty() && only != indicator.id) continue;
      BF_LET(before, snapshots.rows(from_.number(), indicator.id));
      BF_LET(after, snapshots.rows(to_.number(), indicator.id));
      reads_ = factsReadBy(*open_.database, *open_.pack, indicator);
      for (const auto& change : differences(before, after)) BF_CHECK(add(indicator, change));
    }
    return std::move(rows_);
  }

 private:
  std::string word(const std::optional<Judgement>& verdict) const {
    return verdict ? ctl_.in(labelOf(*verdict)) : ctl_.in({"不在范围", "not in scope"});
  }

  Result<void> add(const Indicator& indicator, const VerdictChange& change) {
    BF_LET(name, names_.of(indicator, {change.household, change.subject, change.region, Judgement::met, false}));
    const std::vector<std::string> key{indicator.id,
                                       std::to_string(change.region),
                                       open_.regionName(change.region),
                                       name[0],
                                       name[1],
                                       word(change.from),
                                       word(change.to)};
    std::vector<ChangedFact> facts;
    if (change.household != 0) {
      BF_LET(found, factsChanged(builtinSchema(), tx_, reads_, change.household,
                                 static_cast<std::int64_t>(std::min(from_.seq(), to_.seq())),
                                 static_cast<std::int64_t>(std::max(from_.seq(), to_.seq()))));
      facts = std::move(found);
    }
    for (const auto& fact : facts) {
      auto row = key;
      BF_LET(more, factRow(fact));
      row.insert(row.end(), more.begin(), more.end());
      rows_.push_back(std::move(row));
    }
    if (!facts.empty()) return {};
    auto row = key;
    row.insert(row.end(), {why(change), "", "", "", ""});
    rows_.push_back(std::move(row));
    return {};
  }

  /// What else moves a verdict: another rule, another day, or what the households of a village or the office did.
  std::string why(const VerdictChange& change) const {
    if (from_.pack_hash() != to_.pack_hash()) return ctl_.in({"规则已改", "the rules changed"});
    if (change.household == 0) return ctl_.in({"所属农户或台账有变", "its households or ledgers changed"});
    if (from_.day() != to_.day()) return ctl_.in({"评价日期不同", "judged on another day"});
    return ctl_.in({"参数、村县台账有变，或采纳了先前待审的改动",
                    "a parameter or a ledger of the village or county changed, or a change held before was admitted"});
  }

  Result<std::vector<std::string>> factRow(const ChangedFact& fact) {
    const auto& kind = *builtinSchema().kind(fact.kind);
    const auto& field = *kind.field(fact.field);
    std::string text = ctl_.in({"清空", "cleared"});
    if (!fact.wire.empty()) {
      const auto value = decodeValue(field, fact.wire);
      text = value ? mask(field, display(field, *value, ctl_.language)) : "?";
    }
    std::string who = fact.role != 0 ? roleName(fact.role, ctl_.language) : "";
    if (fact.user != 0)
      if (const auto user = Registry(tx_).user(fact.user)) who = user->name() + " (" + who + ")";
    return std::vector<std::string>{ctl_.in(kind.label) + " · " + ctl_.in(field.label), text, who,
                                    localTime(fact.recorded), localTime(fact.received)};
  }

  const Ctl& ctl_;
  OpenEvaluation& open_;
  StoreTx& tx_;
  const bianfang::Frozen& from_;
  const bianfang::Frozen& to_;
  SubjectNames names_;
  std::set<ColumnRead> reads_;
  std::vector<std::vector<std::string>> rows_;
};

/// By day (its last snapshot) or, below a day's size, by number.
const bianfang::Frozen* chosen(const std::vector<bianfang::Frozen>& all, std::int64_t which) {
  if (which >= 19'000'101) return ofDay(all, static_cast<std::int32_t>(which));
  for (const auto& one : all)
    if (static_cast<std::int64_t>(one.number()) == which) return &one;
  return nullptr;
}

}  // namespace

Result<void> compareRankings(const Ctl& ctl, const RankingOptions& options) {
  BF_LET(open, OpenEvaluation::prepare(ctl, options.evaluate));
  if (!options.evaluate.indicator.empty()) BF_CHECK(open.indicatorNamed(options.evaluate.indicator));
  std::vector<std::vector<std::string>> rows;
  BF_CHECK(open.centre.read([&](StoreTx& tx) -> Result<void> {
    BF_LET(all, FrozenSnapshots(tx).of(open.pack->id, open.engine->options().region));
    const auto* from = chosen(all, options.first);
    const auto* to = chosen(all, options.second);
    if (from == nullptr || to == nullptr)
      return fail(Errc::notFound, "snapshot " + std::to_string(from == nullptr ? options.first : options.second) +
                                      "; bianfangctl ranking list");
    BF_LET(found, Comparison(ctl, open, tx, *from, *to).rows(options.evaluate.indicator));
    rows = std::move(found);
    return {};
  }));
  return giveTable(ctl, options.evaluate, open.pack->id,
                   {{"indicator", {"编号", "id"}},
                    {"region", {"地区代码", "region"}},
                    {"region_name", {"地区", "name"}},
                    {"household", {"户编号", "household"}},
                    {"person", {"姓名", "person"}},
                    {"from", {"原判定", "from"}},
                    {"to", {"现判定", "to"}},
                    {"fact", {"变化的事实或原因", "fact that changed, or why"}},
                    {"value", {"填写的值", "written"}},
                    {"who", {"填写人", "by"}},
                    {"when", {"填写时间", "when"}},
                    {"received", {"收到时间", "received"}}},
                   rows);
}

}  // namespace bf
