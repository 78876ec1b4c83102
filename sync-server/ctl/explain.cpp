#include <ostream>

#include "shared/policy/explanation.h"
#include "shared/replica/registry.h"
#include "shared/schema/mask.h"
#include "shared/schema/value.h"
#include "sync-server/ctl/evaluation.h"

namespace bf {
namespace {

void tellIndicator(const Ctl& ctl, const OpenEvaluation& open, const Indicator& indicator, Judgement verdict) {
  ctl.show({{"indicator", {"编号", "id"}},
            {"name", {"指标", "indicator"}},
            {"verdict", {"判定", "verdict"}},
            {"units", {"责任单位", "units"}},
            {"document", {"文件", "document"}},
            {"place", {"位置", "place"}},
            {"sentence", {"原文", "sentence"}},
            {"note", {"说明", "note"}}},
           {indicator.id, ctl.in(indicator.name), ctl.in(labelOf(verdict)), unitsOf(ctl, indicator),
            ctl.in(open.pack->document), indicator.source.place, indicator.source.sentence, ctl.in(indicator.note)});
}

std::string valueText(const Ctl& ctl, const ExplainedClause& clause) {
  return clause.value ? std::to_string(*clause.value) : ctl.in(labelOf(Judgement::notCollected));
}

Result<std::vector<std::string>> factRow(const Ctl& ctl, StoreTx& tx, const ExplainedFact& fact) {
  const auto& kind = *builtinSchema().kind(fact.kind);
  const auto& field = *kind.field(fact.field);
  const auto value = decodeValue(field, fact.wire);
  std::string text = ctl.in(labelOf(Judgement::notCollected));
  if (!fact.wire.empty()) text = value ? mask(field, display(field, *value, ctl.language)) : "?";
  std::string who = fact.role != 0 ? roleName(fact.role, ctl.language) : "";
  if (fact.user != 0)
    if (const auto user = Registry(tx).user(fact.user)) who = user->name() + " (" + who + ")";
  return std::vector<std::string>{ctl.in(kind.label),
                                  ctl.in(field.label),
                                  text,
                                  who,
                                  localTime(fact.recorded),
                                  fact.visitDate != 0 ? std::to_string(fact.visitDate) : "",
                                  fact.device.isZero() ? "" : toHex(fact.device.view())};
}

}  // namespace

Result<void> explainVerdict(const Ctl& ctl, OpenEvaluation& open, const EvaluateOptions& options) {
  BF_LET(at, open.indicatorNamed(options.explain.front()));
  BF_LET(household, householdNumbered(open, options.explain.back()));
  const auto& indicator = open.pack->indicators[at];
  return open.centre.read([&](StoreTx& tx) -> Result<void> {
    BF_LET(explanation, explain(*open.database, *open.engine, tx, at, household));
    tellIndicator(ctl, open, indicator, explanation.verdict);
    std::vector<std::vector<std::string>> rows;
    for (const auto& clause : explanation.clauses)
      rows.push_back({clause.id, ctl.in(clause.name), valueText(ctl, clause)});
    if (!rows.empty())
      ctl.list({{"clause", {"条款", "clause"}}, {"name", {"内容", "says"}}, {"value", {"结果", "value"}}}, rows);
    rows.clear();
    for (const auto& fact : explanation.facts) {
      BF_LET(row, factRow(ctl, tx, fact));
      rows.push_back(row);
    }
    ctl.list({{"record", {"记录", "record"}},
              {"field", {"字段", "field"}},
              {"value", {"值", "value"}},
              {"who", {"填写人", "by"}},
              {"when", {"填写时间", "when"}},
              {"visit", {"走访日期", "at the visit of"}},
              {"tablet", {"平板", "tablet"}}},
             rows);
    return {};
  });
}

}  // namespace bf
