#include <algorithm>

#include "shared/policy/policy_dues.h"
#include "shared/schema/plain_text.h"
#include "sync-server/ctl/evaluation.h"

namespace bf {
namespace {

/// A number of which `unknown` parts are not known: for people "at least" what is certain, or that it is not collected;
/// where a machine reads it, the number that is certain, or nothing. Never nought for what nobody knows.
class PartlyKnown {
 public:
  PartlyKnown(const Ctl& ctl, const EvaluateOptions& options)
      : ctl_(ctl), machine_(ctl.json || options.format == "csv" || options.format == "xlsx") {}

  [[nodiscard]] std::string text(std::int64_t certain, std::uint32_t scale, std::int64_t unknown) const {
    const auto number = decimalText(certain, scale);
    if (unknown == 0) return number;
    if (certain == 0) return machine_ ? std::string() : ctl_.in(labelOf(Judgement::notCollected));
    return machine_ ? number : ctl_.in({"至少 ", "at least "}) + number;
  }
  [[nodiscard]] std::string text(const std::optional<std::int64_t>& number, std::uint32_t scale) const {
    return text(number.value_or(0), scale, number ? 0 : 1);
  }

 private:
  const Ctl& ctl_;
  bool machine_;
};

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
  const PartlyKnown cell(ctl, options);
  const auto regions = open.shownRegions();
  BF_LET(named, duesNamed(open, options.indicator));
  for (const auto* due : named) {
    BF_LET(dues, duesOf(*open.database, *open.engine, *due));
    for (const auto region : regions) {
      const auto sum = dues.sum(region);
      if (sum.subjects == 0 && region != regions.back()) continue;
      rows.push_back({due->id, ctl.in(due->name), std::to_string(region), open.regionName(region),
                      cell.text(sum.due, due->scale, sum.dueUnknown), cell.text(sum.paid, due->scale, sum.paidUnknown),
                      cell.text(sum.missing, due->scale, sum.unknown), ctl.in(due->unit), std::to_string(sum.subjects),
                      cell.text(sum.lacking, 0, sum.unknown), std::to_string(sum.dueUnknown),
                      std::to_string(sum.paidUnknown)});
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
                    {"due_unknown", {"应到未采集", "due not collected"}, true},
                    {"paid_unknown", {"实到未采集", "got not collected"}, true}},
                   rows, restsOn(ctl, open));
}

/// Everyone who lacks something, and whoever nobody knows of.
Result<void> lacking(const Ctl& ctl, OpenEvaluation& open, const EvaluateOptions& options) {
  std::vector<std::vector<std::string>> rows;
  const PartlyKnown cell(ctl, options);
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
                      open.regionName(row.region), name[0], name[1],
                      cell.text(row.due.value_or(row.atLeast.value_or(0)), due->scale, row.due ? 0 : 1),
                      cell.text(row.paid, due->scale), cell.text(row.certainlyMissing(), due->scale, missing ? 0 : 1),
                      ctl.in(due->unit), row.due ? "" : ctl.in(labelOf(Judgement::notCollected)),
                      row.paid ? "" : ctl.in(labelOf(Judgement::notCollected))});
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
                    {"unit", {"单位", "unit"}},
                    {"due_unknown", {"应到未采集", "due not collected"}},
                    {"paid_unknown", {"实到未采集", "got not collected"}}},
                   rows, restsOn(ctl, open));
}

}  // namespace

Result<void> showDues(const Ctl& ctl, OpenEvaluation& open, const EvaluateOptions& options) {
  return options.list ? lacking(ctl, open, options) : sums(ctl, open, options);
}

}  // namespace bf
