#include <algorithm>
#include <cstdio>
#include <fstream>
#include <unordered_map>

#include "shared/exchange/csv.h"
#include "shared/exchange/xlsx_writer.h"
#include "shared/replica/registry.h"
#include "sync-server/ctl/evaluation.h"

namespace bf {
namespace {

/// Today in the office, as 20181231.
std::int32_t today(const Ctl& ctl) {
  auto date = localTime(ctl.clock.now()).substr(0, 10);
  std::erase(date, '-');
  return static_cast<std::int32_t>(std::strtol(date.c_str(), nullptr, 10));
}

std::string percentOf(const Tally& tally) {
  if (tally.all() == 0) return {};
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", 100.0 * static_cast<double>(tally.met) / static_cast<double>(tally.all()));
  return text;
}

/// The townships of the region, then the region itself.
std::vector<RegionCode> shownRegions(const OpenEvaluation& open) {
  const auto whole = open.engine->options().region;
  std::vector<RegionCode> shown;
  for (const auto& region : open.regions)
    if (levelName(region.code) == "township" && within(region.code, whole) && region.code != whole)
      shown.push_back(region.code);
  std::ranges::sort(shown);
  shown.push_back(whole);
  return shown;
}

Result<void> countyTable(const Ctl& ctl, const OpenEvaluation& open, const EvaluateOptions& options) {
  std::vector<std::vector<std::string>> rows;
  const auto& indicators = open.pack->indicators;
  const auto regions = shownRegions(open);
  for (std::size_t i = 0; i < indicators.size(); ++i)
    for (const auto region : regions) {
      if (!options.indicator.empty() && options.indicator != indicators[i].id) continue;
      const auto tally = open.engine->tally(i, region);
      // A township says nothing of what only the county is judged for.
      if (tally.all() == 0 && region != regions.back()) continue;
      rows.push_back({indicators[i].id, ctl.in(indicators[i].name), std::to_string(region), open.regionName(region),
                      std::to_string(tally.met), std::to_string(tally.notMet), std::to_string(tally.notCollected),
                      std::to_string(tally.unjudged), std::to_string(tally.all()), percentOf(tally),
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

/// Names of the subjects that are short, read once each.
class SubjectNames {
 public:
  explicit SubjectNames(OpenEvaluation& open) : open_(open) {}

  Result<std::vector<std::string>> of(const Indicator& indicator, const SubjectVerdict& row) {
    if (row.household == 0) return std::vector<std::string>{"", ""};
    BF_LET(name, named("SELECT coalesce(register_number, ''), coalesce(head_name, '') FROM household WHERE rec = ?",
                       row.household));
    if (indicator.subject != Subject::member) return name;
    BF_LET(member, named("SELECT coalesce(name, ''), '' FROM member WHERE rec = ?", row.subject));
    return std::vector<std::string>{name[0], member[0]};
  }

 private:
  Result<std::vector<std::string>> named(const char* sql, std::int64_t rec) {
    auto& known = names_[rec];
    if (!known.empty()) return known;
    BF_LET(statement, open_.database->connection().prepare(sql));
    statement.bind(1, rec);
    BF_LET(row, statement.step());
    known = row ? std::vector<std::string>{std::string(statement.bytes(0)), std::string(statement.bytes(1))}
                : std::vector<std::string>{"", ""};
    return known;
  }

  OpenEvaluation& open_;
  std::unordered_map<std::int64_t, std::vector<std::string>> names_;
};

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

Result<OpenEvaluation> OpenEvaluation::open(const Ctl& ctl, const EvaluateOptions& options) {
  BF_LET(pack, openPack(ctl, options.pack));
  BF_LET(centre, OpenCentre::open(ctl));
  OpenEvaluation made{std::move(centre), std::make_unique<Pack>(std::move(pack)), {}, {}, {}};
  BF_CHECK(made.centre.read([&](StoreTx& tx) -> Result<void> {
    BF_LET(regions, Registry(tx).regions());
    for (const auto& region : regions) made.regions.push_back({region.code(), region.name()});
    return {};
  }));
  BF_LET(database, PolicyDatabase::open(*made.centre.store, made.regions));
  made.database = std::move(database);
  const auto problems = checkPack(*made.database, *made.pack);
  tellProblems(ctl, problems);
  if (!problems.empty()) return fail(Errc::configInvalid, options.pack);
  const EvaluationOptions when{options.region != 0 ? options.region : made.pack->regions.front(),
                               options.date != 0 ? options.date : today(ctl)};
  BF_LET(engine, PolicyEngine::make(*made.database, *made.pack, when));
  made.engine = std::move(engine);
  BF_CHECK(made.engine->evaluate());
  return made;
}

std::string OpenEvaluation::regionName(RegionCode code) const {
  const auto at = std::ranges::find(regions, code, &PolicyRegion::code);
  return at != regions.end() ? at->name : std::string();
}

Result<std::size_t> OpenEvaluation::indicatorNamed(const std::string& id) const {
  if (const auto* found = pack->indicator(id)) return static_cast<std::size_t>(found - pack->indicators.data());
  return fail(Errc::notFound, "indicator " + id + " of " + pack->id);
}

Result<std::int64_t> householdNumbered(OpenEvaluation& open, const std::string& registerNumber) {
  BF_LET(find, open.database->connection().prepare("SELECT rec FROM household WHERE register_number = ?"));
  find.bindText(1, registerNumber);
  BF_LET(row, find.step());
  if (!row) return fail(Errc::notFound, "no household with this register number");
  return find.integer(0);
}

Result<void> giveTable(const Ctl& ctl, const EvaluateOptions& options, const std::string& sheet,
                       const std::vector<ListColumn>& columns, const std::vector<std::vector<std::string>>& rows) {
  if (options.format == "text") {
    ctl.list(columns, rows);
    return {};
  }
  std::vector<OutColumn> headings;
  for (const auto& column : columns) headings.push_back({ctl.in(column.label), 14, column.number});
  std::ofstream file;
  std::unique_ptr<RowSink> sink;
  if (options.format == "xlsx") {
    if (options.output.empty()) return fail(Errc::invalidValue, "--output FILE.xlsx");
    BF_LET(book, XlsxWriter::open(options.output, sheet.substr(0, 31), headings));
    sink = std::move(book);
  } else {
    if (!options.output.empty()) file.open(options.output, std::ios::binary);
    if (!options.output.empty() && !file) return fail(Errc::storageFailed, options.output);
    sink = std::make_unique<CsvWriter>(options.output.empty() ? ctl.out : file, headings);
  }
  for (const auto& row : rows) BF_CHECK(sink->row({row.begin(), row.end()}));
  return sink->finish();
}

Result<void> evaluatePack(const Ctl& ctl, const EvaluateOptions& options) {
  BF_LET(open, OpenEvaluation::open(ctl, options));
  if (!options.indicator.empty()) BF_CHECK(open.indicatorNamed(options.indicator));
  if (!options.explain.empty()) return explainVerdict(ctl, open, options);
  return options.list ? shortList(ctl, open, options) : countyTable(ctl, open, options);
}

}  // namespace bf
