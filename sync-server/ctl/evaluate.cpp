#include <algorithm>
#include <optional>
#include <tuple>

#include "sync-server/ctl/disputes.h"
#include "sync-server/ctl/evaluation.h"

namespace bf {
namespace {

/// What was measured where one verdict is all that a region has: "贫困发生率 0.06 %". Of clauses that have a unit.
Result<std::string> measured(const Ctl& ctl, OpenEvaluation& open, StoreTx& tx, std::size_t at, RegionCode region) {
  const auto& indicator = open.pack->indicators[at];
  const bool ofRegion = indicator.subject == Subject::county || indicator.subject == Subject::city;
  const auto hasUnit = [](const auto& clause) { return !clause.unit.zh.empty(); };
  std::string all;
  if (!ofRegion || std::ranges::none_of(indicator.clauses, hasUnit)) return all;
  const auto told = explain(*open.database, *open.engine, tx, at, static_cast<std::int64_t>(region));
  if (!told) return told.error().code == Errc::notFound ? Result<std::string>(all) : std::unexpected(told.error());
  for (const auto& clause : told->clauses)
    if (hasUnit(clause))
      all += (all.empty() ? "" : ctl.in({"；", "; "})) + ctl.in(clause.name) + " " + clauseText(ctl, clause);
  return all;
}

Result<void> countyTable(const Ctl& ctl, OpenEvaluation& open, const EvaluateOptions& options) {
  std::vector<std::vector<std::string>> rows;
  BF_LET(tx, open.centre.store->read());
  const auto& indicators = open.pack->indicators;
  const auto regions = open.shownRegions();
  for (std::size_t i = 0; i < indicators.size(); ++i)
    for (const auto region : regions) {
      if (!options.indicator.empty() && options.indicator != indicators[i].id) continue;
      const auto tally = open.engine->tally(i, region);
      // A township says nothing of what only the county is judged for.
      if (tally.all() == 0 && region != regions.back()) continue;
      BF_LET(figures, measured(ctl, open, *tx, i, region));
      rows.push_back({indicators[i].id, ctl.in(indicators[i].name), std::to_string(region), open.regionName(region),
                      std::to_string(tally.met), std::to_string(tally.notMet), std::to_string(tally.notCollected),
                      std::to_string(tally.unjudged), std::to_string(tally.all()), percentText(open, i, region),
                      standingText(ctl, open, i, region), figures});
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
                    {"standing", {"结果", "result"}},
                    {"measured", {"实测", "measured"}}},
                   rows, restsOn(ctl, open));
}

struct Listed {
  std::int64_t unit = 0;
  std::size_t indicator = 0;
  SubjectVerdict row;
  std::vector<std::string> cells;
};

/// Township and village of a region; a township, or the county, by itself.
std::vector<std::string> placeOf(const OpenEvaluation& open, RegionCode region) {
  const bool village = levelName(region) == "village";
  const auto township = village ? parentOf(region) : region;
  return {open.regionName(township), village ? open.regionName(region) : std::string()};
}

/// Of an indicator that is several others together: those that this subject does not meet.
using Parts = std::vector<const Indicator*>;
Parts partsShort(const OpenEvaluation& open, const Indicator& indicator, const SubjectVerdict& whole) {
  Parts parts;
  for (const auto& id : indicator.allOf) {
    const auto at = static_cast<std::size_t>(open.pack->indicator(id) - open.pack->indicators.data());
    const auto& rows = open.engine->verdicts(at).rows;
    const auto of = isOfHousehold(indicator.subject)
                        ? std::ranges::equal_range(rows, whole.household, {}, &SubjectVerdict::household)
                        : std::ranges::subrange(rows.begin(), rows.end());
    const auto same = std::ranges::find(of, whole.subject, &SubjectVerdict::subject);
    if (same != of.end() && same->verdict != Judgement::met) parts.push_back(&open.pack->indicators[at]);
  }
  return parts;
}

std::string idsOf(const Parts& parts) {
  std::string ids;
  for (const auto* part : parts) ids += (ids.empty() ? "" : " ") + part->id;
  return ids;
}

/// Whether a unit answers for one of these parts; for one that names no unit those of the whole answer.
bool answersFor(std::int64_t unit, const Parts& parts) {
  return std::ranges::any_of(
      parts, [&](const auto* part) { return part->units.empty() || std::ranges::count(part->units, unit) != 0; });
}

/// The units that a subject is listed for by the parts that it is short of. All of them where it is short of none, for
/// then the whole itself is not known or met, and where no unit of the whole answers for such a part: nobody is left
/// out.
std::vector<std::int64_t> listedFor(const Indicator& indicator, const Parts& parts) {
  std::vector<std::int64_t> units;
  for (const auto unit : indicator.units)
    if (answersFor(unit, parts)) units.push_back(unit);
  return units.empty() ? indicator.units : units;
}

/// In a sentence for each indicator of this list that is made of others: for whom its subjects are listed, and which of
/// its units answers for none of its parts. Empty: there is no such indicator, or everyone is listed.
std::string listedByParts(const Ctl& ctl, const OpenEvaluation& open, const EvaluateOptions& options) {
  std::string told;
  for (const auto& indicator : open.pack->indicators) {
    if (options.all || indicator.allOf.empty() || (!options.indicator.empty() && options.indicator != indicator.id))
      continue;
    Parts parts;
    for (const auto& id : indicator.allOf) parts.push_back(open.pack->indicator(id));
    Indicator none;
    for (const auto unit : indicator.units)
      if (!answersFor(unit, parts)) none.units.push_back(unit);
    told += ctl.in({"。" + indicator.id + " 由几项组成：某项未达标或未采集的对象，只列给负责该项的单位",
                    ". " + indicator.id + " is made of parts: who falls short of one is listed for the units of it"});
    if (!none.units.empty())
      told += ctl.in({"；" + unitsOf(ctl, none) + "不负责其中任何一项", "; no part is that of " + unitsOf(ctl, none)});
  }
  return told;
}

/// The clause that a doubt is examined by: what is typed when it is closed.
const Clause* figureOf(const Indicator& indicator) {
  const auto at = std::ranges::find(indicator.clauses, "figure", &Clause::id);
  return at != indicator.clauses.end() ? &*at : nullptr;
}

Result<void> addListed(const Ctl& ctl, OpenEvaluation& open, const EvaluateOptions& options, SubjectNames& names,
                       const Disputes& disputes, std::size_t at, std::optional<std::int64_t> only,
                       std::vector<Listed>& into) {
  const auto& indicator = open.pack->indicators[at];
  const auto disputed = disputes.readBy(*open.database, *open.pack, indicator);
  const auto& units = unitField(builtinSchema());
  ClauseValues figures;
  if (const auto* clause = figureOf(indicator)) {
    BF_LET(values, clauseValues(*open.database, *open.engine, indicator, *clause));
    figures = std::move(values);
  }
  for (const auto& row : open.engine->verdicts(at).rows) {
    if (row.verdict == Judgement::met && !options.all) continue;
    if (!open.holds(row.region)) continue;
    const auto figure = figures.find(row.subject);
    const bool has = figure != figures.end() && figure->second;
    BF_LET(whose, names.of(indicator, row));
    BF_LET(household, names.household(row));
    const auto place = placeOf(open, row.region);
    const auto parts = partsShort(open, indicator, row);
    for (const auto unit : options.all ? indicator.units : listedFor(indicator, parts)) {
      if (only && unit != *only) continue;
      into.push_back({unit,
                      at,
                      row,
                      {ctl.in(units.choice(unit)->label), place[0], place[1], std::to_string(row.region), household[0],
                       household[1], indicator.subject == Subject::member ? whose[1] : std::string(), whose[2],
                       indicator.id, ctl.in(indicator.name), ctl.in(labelOf(row.verdict)),
                       disputed.behind(row).empty() ? "" : ctl.in({"有争议", "contested"}), idsOf(parts),
                       has ? std::to_string(*figure->second) : std::string()}});
    }
  }
  return {};
}

/// Everyone who falls short, or everyone who is judged, once for each unit that answers for it: unit by unit, village
/// by village, and of a household everything together. Who falls short of a part of an indicator that is made of others
/// concerns only the units of that part.
Result<void> subjectList(const Ctl& ctl, OpenEvaluation& open, const EvaluateOptions& options) {
  BF_LET(only, unitAsked(options));
  std::vector<Listed> all;
  SubjectNames names(open);
  BF_LET(tx, open.centre.store->read());
  BF_LET(disputes, Disputes::read(*open.centre.centre, *tx));
  for (std::size_t i = 0; i < open.pack->indicators.size(); ++i)
    if (options.indicator.empty() || options.indicator == open.pack->indicators[i].id)
      BF_CHECK(addListed(ctl, open, options, names, disputes, i, only, all));
  std::ranges::stable_sort(all, {}, [](const Listed& one) {
    return std::tuple(one.unit, one.row.region, one.row.household, one.indicator, one.row.subject);
  });
  std::vector<std::vector<std::string>> rows;
  for (auto& one : all) rows.push_back(std::move(one.cells));
  std::vector<ListColumn> columns{{"unit", {"责任单位", "unit"}},
                                  {"township", {"乡镇或县", "township or county"}},
                                  {"village", {"行政村", "village"}},
                                  {"region", {"地区代码", "region"}},
                                  {"household", {"户编号", "household"}},
                                  {"head", {"户主", "head"}},
                                  {"person", {"成员", "member"}},
                                  {"person_id", {"成员证件号码", "member's ID number"}},
                                  {"indicator", {"编号", "id"}},
                                  {"indicator_name", {"指标", "indicator"}},
                                  {"verdict", {"判定", "verdict"}},
                                  {"contested", {"争议", "contested"}},
                                  {"parts", {"其中未达标或未采集", "of which not met or not collected"}}};
  // Of a pack without doubts it would be an empty column.
  if (std::ranges::any_of(open.pack->indicators, figureOf))
    columns.push_back({"figure", {"规则的数值", "figure of the rule"}, true});
  else
    for (auto& row : rows) row.pop_back();
  return giveTable(ctl, options, open.pack->id, columns, rows, restsOn(ctl, open) + listedByParts(ctl, open, options),
                   !only);
}

/// What of the options does not go together: nothing that was asked for is passed over silently.
Result<void> together(const EvaluateOptions& options) {
  const bool listed = options.list || options.all || !options.unit.empty();
  if (!options.explain.empty() && (listed || options.dues || !options.indicator.empty()))
    return refuse(Errc::invalidValue,
                  {"--explain 只解释一项判定，不能与 --list、--all、--unit、--dues、--indicator 同时使用",
                   "--explain tells of one verdict: it does not go with --list, --all, --unit, --dues or --indicator"});
  if (!options.explain.empty() && (options.format != "text" || !options.output.empty()))
    return refuse(Errc::invalidValue,
                  {"--explain 只在屏幕上显示（可加 --json），不写文件；要打印或留存，用 report household 户编号 --pack "
                   "编号 -o 文件.html",
                   "--explain is for the screen (or --json) and writes no file; to print or keep the verdicts of a "
                   "household: report household NUMBER --pack ID -o FILE.html"});
  if (options.all && options.dues)
    return refuse(Errc::invalidValue, {"--all 不能与 --dues 同时使用：应到与实到只列出不足和未采集的",
                                       "--all does not go with --dues: only who lacks something is listed"});
  if (listed && !options.list && !options.dues)
    return refuse(Errc::invalidValue, {"--all 与 --list 一起使用，--unit 与 --list 或 --dues 一起使用",
                                       "--all goes with --list, --unit with --list or --dues"});
  return {};
}

}  // namespace

Result<void> evaluatePack(const Ctl& ctl, const EvaluateOptions& options) {
  BF_CHECK(together(options));
  BF_LET(open, OpenEvaluation::open(ctl, options));
  if (options.dues) return showDues(ctl, open, options);
  if (!options.explain.empty()) return explainVerdict(ctl, open, options);
  if (!options.indicator.empty()) BF_CHECK(open.indicatorNamed(options.indicator));
  return options.list ? subjectList(ctl, open, options) : countyTable(ctl, open, options);
}

}  // namespace bf
