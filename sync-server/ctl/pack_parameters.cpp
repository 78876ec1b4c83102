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

Result<void> writeTemplate(const Ctl& ctl, const OpenEvaluation& open, const EvaluateOptions& options,
                           const std::string& year) {
  const bool zh = ctl.language == Language::chinese;
  const auto* kind = builtinSchema().kindByName("parameter");
  const auto heading = [&](const char* field) { return OutColumn{ctl.in(kind->fieldByName(field)->label), 16, false}; };
  BF_LET(table, openTable(ctl, "csv", options.output, kind->name,
                          {OutColumn{zh ? "地区代码" : "Region code", 14, false}, heading("name"), heading("year"),
                           heading("amount"), heading("measured_in"), heading("source")}));
  const auto region = std::to_string(open.engine->options().region);
  for (const auto& parameter : open.pack->parameters) {
    if (!isEntered(parameter)) continue;
    const auto figure = figureText(open, parameter);
    BF_CHECK(table.sink->row({region, parameter.record, year, figure, ctl.in(parameter.unit), {}}));
  }
  return table.sink->finish();
}

}  // namespace

Result<void> listPackParameters(const Ctl& ctl, const EvaluateOptions& options, bool asTemplate) {
  BF_LET(open, OpenEvaluation::prepare(ctl, options));
  const auto year = std::to_string(periodValue(":year", open.pack->effective, open.engine->options()));
  if (asTemplate) return writeTemplate(ctl, open, options, year);
  std::vector<std::vector<std::string>> rows;
  for (const auto& parameter : open.pack->parameters) {
    const bool entered = isEntered(parameter);
    rows.push_back({parameter.id, entered ? parameter.record : std::string(), ctl.in(parameter.name),
                    entered ? std::to_string(open.engine->options().region) : std::string(),
                    entered ? year : std::string(), valueText(ctl, parameter, open.engine->value(parameter)),
                    parameter.source.place});
  }
  return giveTable(ctl, options, "parameters",
                   {{"parameter", {"参数", "parameter"}},
                    {"record", {"参数名（录入用）", "name to enter"}},
                    {"label", {"名称", "meaning"}},
                    {"region", {"地区代码", "region code"}},
                    {"year", {"年度", "year"}},
                    {"value", {"数值", "value"}},
                    {"source", {"出处", "place in the document"}}},
                   rows);
}

}  // namespace bf
