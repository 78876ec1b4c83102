#include <cmath>

#include "shared/schema/plain_text.h"
#include "sync-server/ctl/evaluation.h"

namespace bf {
namespace {

/// What the county enters by year: the document leaves it open and names a record for it.
bool isEntered(const Parameter& parameter) { return !parameter.value && !parameter.record.empty(); }

/// A number without its unit, as the import reads it; "" when nobody has entered it.
std::string figureText(const OpenEvaluation& open, const Parameter& parameter) {
  const auto value = open.engine->value(parameter);
  // Parameters of the county have four decimals (proto/bianfang/records/target.proto).
  return value ? decimalText(std::llround(*value * 10'000), 4) : std::string();
}

/// Where a number is to be entered: in the record that it comes from, so that a correction there is seen, and not in a
/// copy of it; of one that nobody entered, for the region and the year that are evaluated.
struct EntryPlace {
  std::string region;
  std::string year;
  std::string from;
};

EntryPlace entryOf(const OpenEvaluation& open, const Parameter& parameter) {
  const auto& when = open.engine->options();
  const auto known = open.engine->entered(parameter);
  if (known.region == 0)
    return {std::to_string(when.region), std::to_string(periodValue(":year", open.pack->effective, when)), {}};
  return {std::to_string(known.region), known.year != 0 ? std::to_string(known.year) : std::string(),
          known.from != 0 ? dateText(known.from) : std::string()};
}

Result<void> writeTemplate(const Ctl& ctl, const OpenEvaluation& open, const EvaluateOptions& options) {
  if (options.format == "html")
    return refuse(Errc::invalidValue, {"--template 须为 csv 或 xlsx，填后可导入",
                                       "--template is csv or xlsx, to be filled in and imported"});
  const bool zh = ctl.language == Language::chinese;
  const auto* kind = builtinSchema().kindByName("parameter");
  const auto heading = [&](const char* field) { return OutColumn{ctl.in(kind->fieldByName(field)->label), 16, false}; };
  BF_LET(table, openTable(ctl, options.format == "text" ? "csv" : options.format, options.output, kind->name,
                          {OutColumn{zh ? "地区代码" : "Region code", 14, false}, heading("name"), heading("year"),
                           heading("amount"), heading("measured_in"), heading("source"), heading("from_date")}));
  for (const auto& parameter : open.pack->parameters) {
    if (!isEntered(parameter)) continue;
    const auto [region, year, from] = entryOf(open, parameter);
    BF_CHECK(table.sink->row(
        {region, parameter.record, year, figureText(open, parameter), ctl.in(parameter.unit), {}, from}));
  }
  return table.finish();
}

}  // namespace

Result<void> listPackParameters(const Ctl& ctl, const EvaluateOptions& options, bool asTemplate) {
  BF_LET(open, OpenEvaluation::prepare(ctl, options));
  if (asTemplate) return writeTemplate(ctl, open, options);
  std::vector<std::vector<std::string>> rows;
  for (const auto& parameter : open.pack->parameters) {
    const bool entered = isEntered(parameter);
    const auto at = entered ? entryOf(open, parameter) : EntryPlace{};
    rows.push_back({parameter.id, entered ? parameter.record : std::string(), ctl.in(parameter.name), at.region,
                    at.year, at.from, valueText(ctl, parameter, open.engine->value(parameter)),
                    parameter.source.place});
  }
  return giveTable(ctl, options, "parameters",
                   {{"parameter", {"参数", "parameter"}},
                    {"record", {"参数名（录入用）", "name to enter"}},
                    {"label", {"名称", "meaning"}},
                    {"region", {"地区代码", "region code"}},
                    {"year", {"年度", "year"}},
                    {"from", {"生效日期", "in force from"}},
                    {"value", {"数值", "value"}},
                    {"source", {"出处", "place in the document"}}},
                   rows);
}

}  // namespace bf
