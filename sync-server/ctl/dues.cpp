#include <algorithm>

#include "shared/policy/policy_dues.h"
#include "shared/schema/plain_text.h"
#include "sync-server/ctl/evaluation.h"

namespace bf {
namespace {

std::string decimals(const std::optional<std::int64_t>& number, std::uint32_t scale) {
  return number ? decimalText(*number, scale) : std::string();
}

/// The dues asked for: all, one by its id, or those of one indicator.
Result<std::vector<const Due*>> duesNamed(const OpenEvaluation& open, const std::string& named) {
  std::vector<const Due*> found;
  for (const auto& due : open.pack->dues)
    if (named.empty() || due.indicator == named || due.id == named) found.push_back(&due);
  if (found.empty())
    return refuse(Errc::notFound,
                  {open.pack->id + " 没有应到与实到 " + named, "dues of " + open.pack->id + " " + named});
  return found;
}

Result<void> sums(const Ctl& ctl, OpenEvaluation& open, const EvaluateOptions& options) {
  std::vector<std::vector<std::string>> rows;
  const auto regions = open.shownRegions();
  BF_LET(named, duesNamed(open, options.indicator));
  for (const auto* due : named) {
    BF_LET(dues, duesOf(*open.database, *open.engine, *due));
    for (const auto region : regions) {
      const auto sum = dues.sum(region);
      if (sum.subjects == 0 && region != regions.back()) continue;
      rows.push_back({due->id, ctl.in(due->name), std::to_string(region), open.regionName(region),
                      decimalText(sum.due, due->scale), decimalText(sum.paid, due->scale),
                      decimalText(sum.missing, due->scale), ctl.in(due->unit), std::to_string(sum.subjects),
                      std::to_string(sum.lacking), std::to_string(sum.unknown)});
    }
  }
  return giveTable(ctl, options, open.pack->id,
                   {{"due_id", {"编号", "id"}},
                    {"name", {"项目", "due"}},
                    {"region", {"地区代码", "region"}},
                    {"region_name", {"地区", "name"}},
                    {"due", {"应到", "due"}, true},
                    {"paid", {"实到", "got"}, true},
                    {"missing", {"尚缺", "missing"}, true},
                    {"unit", {"单位", "unit"}},
                    {"subjects", {"对象数", "subjects"}, true},
                    {"lacking", {"不足数", "lacking"}, true},
                    {"unknown", {"未采集", "not collected"}, true}},
                   rows, restsOn(ctl, open));
}

/// Everyone who lacks something, and whoever nobody knows of.
Result<void> lacking(const Ctl& ctl, OpenEvaluation& open, const EvaluateOptions& options) {
  std::vector<std::vector<std::string>> rows;
  SubjectNames names(open);
  BF_LET(named, duesNamed(open, options.indicator));
  for (const auto* due : named) {
    const auto& indicator = *open.pack->indicator(due->indicator);
    BF_LET(dues, duesOf(*open.database, *open.engine, *due));
    for (const auto& row : dues.rows) {
      const auto missing = row.missing();
      if (missing && *missing <= 0) continue;
      BF_LET(name, names.of(indicator, {row.household, row.subject, row.region, Judgement::notCollected, false}));
      rows.push_back({unitsOf(ctl, indicator), due->id, ctl.in(due->name), std::to_string(row.region),
                      open.regionName(row.region), name[0], name[1], decimals(row.due, due->scale),
                      decimals(row.paid, due->scale), decimals(missing, due->scale), ctl.in(due->unit)});
    }
  }
  return giveTable(ctl, options, open.pack->id,
                   {{"units", {"责任单位", "units"}},
                    {"due_id", {"编号", "id"}},
                    {"name", {"项目", "due"}},
                    {"region", {"地区代码", "region"}},
                    {"region_name", {"地区", "name"}},
                    {"household", {"户编号", "household"}},
                    {"person", {"姓名", "person"}},
                    {"due", {"应到", "due"}, true},
                    {"paid", {"实到", "got"}, true},
                    {"missing", {"尚缺", "missing"}, true},
                    {"unit", {"单位", "unit"}}},
                   rows, restsOn(ctl, open));
}

}  // namespace

Result<void> showDues(const Ctl& ctl, OpenEvaluation& open, const EvaluateOptions& options) {
  return options.list ? lacking(ctl, open, options) : sums(ctl, open, options);
}

}  // namespace bf
