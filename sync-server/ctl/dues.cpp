#include <algorithm>

#include "shared/policy/policy_dues.h"
#include "shared/schema/plain_text.h"
#include "sync-server/ctl/evaluation.h"

namespace bf {
namespace {

/// A number of which `unknown` parts are not known: for people "at least" what is certain, or that it is not collected;
/// where a machine reads it, the number that is certain, or nothing, and in a column beside it that it is the least.
/// Never nought for what nobody knows, nor for what concerns nobody.
class PartlyKnown {
 public:
  PartlyKnown(const Ctl& ctl, const EvaluateOptions& options)
      : ctl_(ctl), machine_(ctl.json || options.format == "csv" || options.format == "xlsx") {}

  /// The columns of one number: of a machine, two.
  void head(std::vector<ListColumn>& columns, const ListColumn& number, const ListColumn& least) const {
    columns.push_back(number);
    if (machine_) columns.push_back(least);
  }
  /// And its cells.
  void add(std::vector<std::string>& row, std::int64_t certain, std::uint32_t scale, std::int64_t unknown) const {
    row.push_back(text(certain, scale, unknown));
    if (machine_) row.push_back(unknown == 0 ? "" : ctl_.in(certain == 0 ? labelOf(Judgement::notCollected) : yes));
  }
  void add(std::vector<std::string>& row, const std::optional<std::int64_t>& number, std::uint32_t scale) const {
    add(row, number.value_or(0), scale, number ? 0 : 1);
  }
  /// Those of a region where there is nobody to add up.
  void addNobody(std::vector<std::string>& row) const {
    if (machine_) row.emplace_back();
    row.push_back(ctl_.in(labelOf(Standing::nobody)));
  }

 private:
  [[nodiscard]] std::string text(std::int64_t certain, std::uint32_t scale, std::int64_t unknown) const {
    const auto number = decimalText(certain, scale);
    if (unknown == 0) return number;
    if (certain == 0) return machine_ ? std::string() : ctl_.in(labelOf(Judgement::notCollected));
    return machine_ ? number : ctl_.in({"至少 ", "at least "}) + number;
  }

  inline static const Label yes{"是", "yes"};
  const Ctl& ctl_;
  bool machine_;
};

void addNumbers(const PartlyKnown& cell, std::vector<ListColumn>& columns) {
  cell.head(columns, {"due", {"应到", "due"}, true}, {"due_at_least", {"应到为下限", "due is the least"}});
  cell.head(columns, {"paid", {"实到", "got"}, true}, {"paid_at_least", {"实到为下限", "got is the least"}});
  cell.head(columns, {"missing", {"尚缺", "missing"}, true},
            {"missing_at_least", {"尚缺为下限", "missing is the least"}});
}

std::vector<ListColumn> columnsOfSums(const PartlyKnown& cell) {
  std::vector<ListColumn> columns{{"due_id", {"编号", "id"}},
                                  {"name", {"项目", "due"}},
                                  {"region", {"地区代码", "region"}},
                                  {"region_name", {"地区", "name"}}};
  addNumbers(cell, columns);
  columns.push_back({"unit", {"单位", "unit"}});
  columns.push_back({"subjects", {"对象数", "subjects"}, true});
  cell.head(columns, {"lacking", {"不足数", "lacking"}, true},
            {"lacking_at_least", {"不足数为下限", "lacking is the least"}});
  columns.push_back({"due_unknown", {"应到未采集", "due not collected"}, true});
  columns.push_back({"paid_unknown", {"实到未采集", "got not collected"}, true});
  return columns;
}

std::vector<ListColumn> columnsOfList(const PartlyKnown& cell) {
  std::vector<ListColumn> columns{{"units", {"责任单位", "units"}},  {"due_id", {"编号", "id"}},
                                  {"name", {"项目", "due"}},         {"region", {"地区代码", "region"}},
                                  {"region_name", {"地区", "name"}}, {"household", {"户编号", "household"}},
                                  {"person", {"姓名", "person"}},    {"person_id", {"证件号码", "ID number"}}};
  addNumbers(cell, columns);
  columns.push_back({"unit", {"单位", "unit"}});
  columns.push_back({"due_unknown", {"应到未采集", "due not collected"}});
  columns.push_back({"paid_unknown", {"实到未采集", "got not collected"}});
  columns.push_back({"concerns", {"是否涉及", "whether it concerns them"}});
  return columns;
}

/// The dues asked for: all, one by its id, or those of one indicator; of a unit that is named, those it answers for.
Result<std::vector<const Due*>> duesNamed(const OpenEvaluation& open, const EvaluateOptions& options) {
  BF_LET(unit, unitAsked(options));
  const auto& named = options.indicator;
  std::vector<const Due*> found;
  for (const auto& due : open.pack->dues)
    if (named.empty() || due.indicator == named || due.id == named) found.push_back(&due);
  if (found.empty())
    return refuse(Errc::notFound,
                  {open.pack->id + " 没有应到与实到 " + named, "dues of " + open.pack->id + " " + named});
  std::erase_if(found, [&](const Due* due) {
    return unit && std::ranges::count(open.pack->indicator(due->indicator)->units, *unit) == 0;
  });
  return found;
}

/// What the table rests on, and whose it is where it is of one unit.
std::string duesRestOn(const Ctl& ctl, const OpenEvaluation& open, const EvaluateOptions& options) {
  const auto whose = ctl.in({"；只含责任单位 " + options.unit, "; of the unit " + options.unit + " alone"});
  return restsOn(ctl, open) + (options.unit.empty() ? "" : whose);
}

Result<void> sums(const Ctl& ctl, OpenEvaluation& open, const EvaluateOptions& options) {
  std::vector<std::vector<std::string>> rows;
  const PartlyKnown cell(ctl, options);
  const auto regions = open.shownRegions();
  BF_LET(named, duesNamed(open, options));
  for (const auto* due : named) {
    BF_LET(dues, duesOf(*open.database, *open.engine, *due));
    for (const auto region : regions) {
      const auto sum = dues.sum(region);
      if (sum.subjects == 0 && region != regions.back()) continue;
      auto& row = rows.emplace_back(
          std::vector<std::string>{due->id, ctl.in(due->name), std::to_string(region), open.regionName(region)});
      const auto add = [&](std::int64_t certain, std::uint32_t scale, std::int64_t unknown) {
        if (sum.subjects == 0) cell.addNobody(row);
        else cell.add(row, certain, scale, unknown);
      };
      add(sum.due, due->scale, sum.dueUnknown);
      add(sum.paid, due->scale, sum.paidUnknown);
      add(sum.missing, due->scale, sum.unknown);
      row.insert(row.end(), {ctl.in(due->unit), std::to_string(sum.subjects)});
      add(sum.lacking, 0, sum.unknown);
      row.insert(row.end(), {std::to_string(sum.dueUnknown), std::to_string(sum.paidUnknown)});
    }
  }
  return giveTable(ctl, options, open.pack->id, columnsOfSums(cell), rows, duesRestOn(ctl, open, options));
}

/// Of a subject that may not be concerned at all, that and what nobody asked about it; else empty.
std::string concernText(const Ctl& ctl, const DueRow& one) {
  if (!one.mayConcern) return {};
  std::string facts;
  for (const auto* field : one.notAsked) facts += (facts.empty() ? "" : ctl.in({"、", ", "})) + ctl.in(field->label);
  const auto unknown = ctl.in({"不知是否涉及", "not known whether it does"});
  return facts.empty() ? unknown : unknown + ctl.in({"：未采集 ", ": not collected: "}) + facts;
}

/// Everyone who lacks something, and whoever nobody knows of.
Result<void> lacking(const Ctl& ctl, OpenEvaluation& open, const EvaluateOptions& options) {
  std::vector<std::vector<std::string>> rows;
  const PartlyKnown cell(ctl, options);
  SubjectNames names(open);
  BF_LET(named, duesNamed(open, options));
  for (const auto* due : named) {
    const auto& indicator = *open.pack->indicator(due->indicator);
    BF_LET(dues, duesOf(*open.database, *open.engine, *due));
    for (const auto& one : dues.rows) {
      const auto missing = one.missing();
      if ((missing && *missing <= 0) || !open.holds(one.region)) continue;
      BF_LET(name, names.of(indicator, {one.household, one.subject, one.region, Judgement::notCollected}));
      auto& row = rows.emplace_back(std::vector<std::string>{unitsOf(ctl, indicator), due->id, ctl.in(due->name),
                                                             std::to_string(one.region), open.regionName(one.region),
                                                             name[0], name[1], name[2]});
      cell.add(row, one.due.value_or(one.atLeast.value_or(0)), due->scale, one.due ? 0 : 1);
      cell.add(row, one.paid, due->scale);
      cell.add(row, one.certainlyMissing(), due->scale, missing ? 0 : 1);
      row.insert(row.end(), {ctl.in(due->unit), one.due ? "" : ctl.in(labelOf(Judgement::notCollected)),
                             one.paid ? "" : ctl.in(labelOf(Judgement::notCollected)), concernText(ctl, one)});
    }
  }
  return giveTable(ctl, options, open.pack->id, columnsOfList(cell), rows, duesRestOn(ctl, open, options));
}

}  // namespace

Result<void> showDues(const Ctl& ctl, OpenEvaluation& open, const EvaluateOptions& options) {
  return options.list ? lacking(ctl, open, options) : sums(ctl, open, options);
}

}  // namespace bf
