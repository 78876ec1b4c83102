#include "sync-server/ctl/change_table.h"

#include "shared/replica/registry.h"
#include "shared/schema/mask.h"
#include "shared/schema/value.h"

namespace bf {
namespace {

/// Facts that are named of a village or above; where more changed, none of them decides alone.
constexpr std::size_t factsTold = 3;

}  // namespace

std::string ChangeTable::word(const std::optional<Judgement>& verdict) const {
  return verdict ? ctl_.in(labelOf(*verdict)) : ctl_.in({"不在范围", "not in scope"});
}

Result<void> ChangeTable::add(const Indicator& indicator, const ComparedSpan& span, const std::string& judged,
                              const std::vector<VerdictChange>& changes) {
  for (const auto& change : changes) {
    BF_LET(name, names_.of(indicator, {change.household, change.subject, change.region, Judgement::met}));
    const std::vector<std::string> key{indicator.id,
                                       std::to_string(change.region),
                                       open_.regionName(change.region),
                                       name[0],
                                       name[1],
                                       word(change.from),
                                       word(change.to)};
    BF_LET(found, facts(indicator, span, change));
    const bool named = !found.empty() && (change.household != 0 || found.size() <= factsTold);
    for (std::size_t i = 0; i < (named ? found.size() : 1); ++i) {
      auto row = key;
      std::vector<std::string> more{why(span, found.size()), "", "", "", "", "", ""};
      if (named) {
        BF_LET(told, factRow(found[i]));
        more = std::move(told);
      }
      row.insert(row.end(), more.begin(), more.end());
      row.push_back(judged);
      rows_.push_back(std::move(row));
    }
  }
  return {};
}

Result<std::vector<ChangedFact>> ChangeTable::facts(const Indicator& indicator, const ComparedSpan& span,
                                                    const VerdictChange& change) {
  auto at = reads_.find(indicator.id);
  if (at == reads_.end()) at = reads_.emplace(indicator.id, factsReadBy(*open_.database, *open_.pack, indicator)).first;
  if (change.household == 0) return factsBelow(indicator, span, change.region);
  const auto household = builtinSchema().kindByName("household")->number;
  return factsChanged(builtinSchema(), tx_, at->second, household, change.household, span.fromSeq, span.toSeq);
}

/// Of all that lies in the village, township or county; a parameter holds wherever it was entered above.
Result<std::vector<ChangedFact>> ChangeTable::factsBelow(const Indicator& indicator, const ComparedSpan& span,
                                                         RegionCode region) {
  const auto& reads = reads_.at(indicator.id);
  BF_LET(roots, rootsOf(span));
  std::vector<ChangedFact> all;
  for (const auto& root : *roots) {
    if (!within(root.region, region) && !within(region, root.region)) continue;
    BF_LET(found, factsChanged(builtinSchema(), tx_, reads, root.kind, root.rec, span.fromSeq, span.toSeq));
    all.insert(all.end(), found.begin(), found.end());
  }
  return all;
}

Result<const std::vector<ChangedRoot>*> ChangeTable::rootsOf(const ComparedSpan& span) {
  auto at = roots_.find({span.fromSeq, span.toSeq});
  if (at == roots_.end()) {
    BF_LET(since, changesSince(builtinSchema(), tx_, open_.regions, span.fromSeq, span.toSeq));
    at = roots_.emplace(std::pair{span.fromSeq, span.toSeq}, std::move(since.roots)).first;
  }
  return &at->second;
}

/// What else moves a verdict: another rule, another day, or so many facts that none decides.
std::string ChangeTable::why(const ComparedSpan& span, std::size_t facts) const {
  if (span.otherRules) return ctl_.in({"规则已改", "the rules changed"});
  const auto count = std::to_string(facts);
  if (facts > 0)
    return ctl_.in({"所属农户或台账有 " + count + " 处变化", count + " facts of its households or ledgers changed"});
  // Without a fact of its own that changed nobody knows which of the others it was: none is named as if it were known.
  const bool otherDay = span.fromDay != span.toDay;
  const Label day = otherDay ? Label{"评价日期不同，或", "it was judged on another day, or "} : Label{};
  return ctl_.in({"所读的本对象事实未变：" + day.zh + "参数、台账、抽样或他户有变",
                  "no fact of it that the rule reads changed: " + day.en +
                      "a parameter, a ledger, a draw or another household changed"});
}

Result<std::vector<std::string>> ChangeTable::factRow(const ChangedFact& fact) {
  const auto& kind = *builtinSchema().kind(fact.kind);
  const auto* field = kind.field(fact.field);
  auto text = field != nullptr ? ctl_.in({"清空", "cleared"}) : std::string();
  if (!fact.wire.empty()) {
    const auto value = decodeValue(*field, fact.wire);
    text = value ? mask(*field, display(*field, *value, ctl_.language)) : "?";
  }
  std::string who = fact.role != 0 ? roleName(fact.role, ctl_.language) : "";
  if (fact.user != 0)
    if (const auto user = Registry(tx_).user(fact.user)) who = user->name() + " (" + who + ")";
  const auto added = fact.created ? ctl_.in({"新增 ", "new: "}) : std::string();
  return std::vector<std::string>{added + ctl_.in(kind.label) + (field != nullptr ? " · " + ctl_.in(field->label) : ""),
                                  text,
                                  who,
                                  toHex(fact.device.view()),
                                  localTime(fact.recorded),
                                  localTime(fact.received),
                                  std::to_string(fact.seq)};
}

Result<void> ChangeTable::give(const EvaluateOptions& options) const {
  return giveTable(ctl_, options, open_.pack->id,
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
                    {"tablet", {"平板", "tablet"}},
                    {"when", {"填写时间", "when"}},
                    {"received", {"收到时间", "received"}},
                    {"change", {"改动号", "change"}, true},
                    {"judged", {"评价时间", "judged"}}},
                   rows_);
}

}  // namespace bf
