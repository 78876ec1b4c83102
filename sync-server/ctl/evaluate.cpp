#include <algorithm>

#include "sync-server/ctl/evaluation.h"

namespace bf {
namespace {

Result<void> countyTable(const Ctl& ctl, const OpenEvaluation& open, const EvaluateOptions& options) {
  std::vector<std::vector<std::string>> rows;
  const auto& indicators = open.pack->indicators;
  const auto regions = open.shownRegions();
  for (std::size_t i = 0; i < indicators.size(); ++i)
    for (const auto region : regions) {
      if (!options.indicator.empty() && options.indicator != indicators[i].id) continue;
      const auto tally = open.engine->tally(i, region);
      // A township says nothing of what only the county is judged for.
      if (tally.all() == 0 && region != regions.back()) continue;
      rows.push_back({indicators[i].id, ctl.in(indicators[i].name), std::to_string(region), open.regionName(region),
                      std::to_string(tally.met), std::to_string(tally.notMet), std::to_string(tally.notCollected),
                      std::to_string(tally.unjudged), std::to_string(tally.all()), percentText(tally),
                      ctl.in(labelOf(open.engine->standing(i, region)))});
    }
  return giveTable(ctl, options, open.pack->id,
                   {{"indicator", {"编号", "id"}},
                    {"name", {"指标", "indicator"}},
                    {"region", {"地区代码", "region"}},
                    {"region_name", {"地区", "name"}},
                    {"met", {"达标", "met"}, true},
                    {"not_met", {"不达标", "not met"}, true},
                    {"not_collected", {"未采集", "not collected"}, true},
                    {"unjudged", {"未定标准", "no threshold"}, true},
                    {"all", {"总数", "all"}, true},
                    {"percent", {"达标率%", "met %"}, true},
                    {"standing", {"结果", "result"}}},
                   rows);
}

/// Everyone who falls short, once for each unit that answers for it.
Result<void> shortList(const Ctl& ctl, OpenEvaluation& open, const EvaluateOptions& options) {
  std::vector<std::vector<std::string>> rows;
  SubjectNames names(open);
  const auto& units = unitField(builtinSchema());
  for (std::size_t i = 0; i < open.pack->indicators.size(); ++i) {
    const auto& indicator = open.pack->indicators[i];
    if (!options.indicator.empty() && options.indicator != indicator.id) continue;
    for (const auto& row : open.engine->verdicts(i).rows) {
      if (row.verdict == Judgement::met) continue;
      BF_LET(name, names.of(indicator, row));
      for (const auto unit : indicator.units)
        rows.push_back({ctl.in(units.choice(unit)->label), indicator.id, ctl.in(indicator.name),
                        std::to_string(row.region), open.regionName(row.region), name[0], name[1],
                        ctl.in(labelOf(row.verdict)), row.contested ? ctl.in({"有争议", "contested"}) : ""});
    }
  }
  std::ranges::stable_sort(rows, {}, [](const auto& row) { return row.front(); });
  return giveTable(ctl, options, open.pack->id,
                   {{"unit", {"责任单位", "unit"}},
                    {"indicator", {"编号", "id"}},
                    {"indicator_name", {"指标", "indicator"}},
                    {"region", {"地区代码", "region"}},
                    {"region_name", {"地区", "name"}},
                    {"household", {"户编号", "household"}},
                    {"person", {"姓名", "person"}},
                    {"verdict", {"判定", "verdict"}},
                    {"contested", {"争议", "contested"}}},
                   rows);
}

}  // namespace

Result<void> evaluatePack(const Ctl& ctl, const EvaluateOptions& options) {
  BF_LET(open, OpenEvaluation::open(ctl, options));
  if (options.dues) return showDues(ctl, open, options);
  if (!options.indicator.empty()) BF_CHECK(open.indicatorNamed(options.indicator));
  if (!options.explain.empty()) return explainVerdict(ctl, open, options);
  return options.list ? shortList(ctl, open, options) : countyTable(ctl, open, options);
}

}  // namespace bf
