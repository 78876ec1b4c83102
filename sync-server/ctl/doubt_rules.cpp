#include "sync-server/ctl/doubt_rules.h"

#include <algorithm>

#include "shared/exchange/near_names.h"
#include "shared/schema/record_builder.h"
#include "sync-server/ctl/evaluation.h"

namespace bf {
namespace {

constexpr std::size_t doubtsKeptMost = 10'000;  ///< a county closes hundreds in a year
constexpr std::string_view figureId = "figure";

const KindSpec& doubtKind() { return *builtinSchema().kindByName("doubt"); }

/// The texts in quotes of an expression that looks at doubts.
void addQuoted(const Expression& expression, std::set<std::string>& into) {
  const auto& sql = expression.sql;
  if (sql.find("doubt") == std::string::npos) return;
  for (std::size_t from = sql.find('\''); from != std::string::npos;) {
    const auto to = sql.find('\'', from + 1);
    if (to == std::string::npos) return;
    into.insert(sql.substr(from + 1, to - from - 1));
    from = sql.find('\'', to + 1);
  }
}

std::optional<std::int64_t> numberOf(const std::vector<Field>& fields, std::string_view name) {
  const auto value = valueOf(doubtKind(), fields, name);
  const auto* number = value ? std::get_if<std::int64_t>(&*value) : nullptr;
  return number != nullptr ? std::optional(*number) : std::nullopt;
}

std::string ruleOf(const std::vector<Field>& fields) {
  const auto value = valueOf(doubtKind(), fields, "rule");
  const auto* text = value ? std::get_if<std::string>(&*value) : nullptr;
  return text != nullptr ? *text : std::string();
}

const Clause* figureOf(const Indicator& indicator) {
  const auto at = std::ranges::find(indicator.clauses, figureId, &Clause::id);
  return at != indicator.clauses.end() ? &*at : nullptr;
}

Label whyNot(const std::optional<std::int64_t>& now, bool typed) {
  if (!now)
    return {"规则对此对象现在没有数值，此疑点不因这次核查而关闭",
            "the rule has no figure of it now: this examination closes no doubt"};
  const auto shown = std::to_string(*now);
  if (!typed)
    return {"没有填写核查时的数值，疑点不会关闭；规则现在的数值是 " + shown,
            "without the figure that was examined the doubt stays open; the rule shows " + shown};
  return {"核查时的数值与规则现在的数值不符，疑点不会关闭；规则现在的数值是 " + shown,
          "not the figure that the rule shows now, the doubt stays open; the rule shows " + shown};
}

}  // namespace

DoubtRules DoubtRules::read(const Ctl& ctl) {
  std::vector<std::string> named;
  for (const auto id : builtinPacks()) named.emplace_back(id);
  if (const auto config = ctl.config()) named.insert(named.end(), config->packs.begin(), config->packs.end());
  DoubtRules made;
  for (const auto& one : named) {
    PackProblems passedOver;
    const auto opened = openPack(one, passedOver);
    if (!opened) continue;
    for (const auto& indicator : opened->pack.indicators) {
      std::set<std::string> rules;
      addQuoted(indicator.rule, rules);
      for (const auto& clause : indicator.clauses) addQuoted(clause.expression, rules);
      made.known_.insert(rules.begin(), rules.end());
      if (figureOf(indicator) != nullptr && rules.contains(indicator.id)) made.packs_.emplace(indicator.id, one);
    }
  }
  return made;
}

std::vector<Finding> DoubtRules::judge(const KindSpec& kind, const std::vector<Field>& fields) const {
  if (kind.name != "doubt") return {};
  const auto rule = ruleOf(fields);
  if (rule.empty() || known_.contains(rule)) return {};
  std::string near;
  for (const auto& one : nearNames(rule, {known_.begin(), known_.end()})) near += (near.empty() ? "" : ", ") + one;
  Label message{"没有政策包有这个编号的规则，这样的核查关闭不了疑点",
                "no policy pack has a rule of this id: nothing would be closed"};
  message.zh += near.empty() ? "；编号见 bianfangctl evaluate --pack doubts；不是系统比对发现的，此格留空"
                             : "；相近的有：" + near;
  message.en += near.empty() ? "; see bianfangctl evaluate --pack doubts; leave it empty where no rule found it"
                             : "; near: " + near;
  return {{Severity::error, kind.fieldByName("rule")->number, "unknownRule", message}};
}

void DoubtRules::note(const std::vector<ImportedRecord>& records) {
  const auto open = choiceNumber(builtinSchema(), "$doubt::STATE_OPEN").value_or(0);
  for (const auto& record : records) {
    if (record.kind != doubtKind().number || closings_.size() == doubtsKeptMost) continue;
    const auto rule = ruleOf(record.fields);
    const auto state = numberOf(record.fields, "state").value_or(open);
    if (state == open || !packs_.contains(rule)) continue;
    closings_.push_back({record, rule, numberOf(record.fields, "figure")});
    closings_.back().record.fields.clear();
  }
}

Result<void> DoubtRules::tell(const Ctl& ctl, const OpenCentre& centre, const RegisterLoader& loader,
                              ImportReport& report) const {
  std::map<std::pair<std::string, RegionCode>, std::vector<const Closing*>> byPack;
  for (const auto& one : closings_) byPack[{packs_.at(one.rule), countyOf(one.record.region)}].push_back(&one);
  for (const auto& [of, closings] : byPack) {
    const auto done = tellOf(ctl, centre, loader, of.first, closings, report);
    if (done) continue;
    const auto& place = closings.front()->record.place;
    report.warnings.add({"figureNotChecked",
                         report.read[place.file].name,
                         place.row,
                         {},
                         {"政策包 " + of.first + " 无法评价，没有核对核查时的数值",
                          "pack " + of.first + " could not be evaluated: figures were not compared"}});
  }
  return {};
}

Result<void> DoubtRules::tellOf(const Ctl& ctl, const OpenCentre& centre, const RegisterLoader& loader,
                                const std::string& pack, const std::vector<const Closing*>& closings,
                                ImportReport& report) const {
  EvaluateOptions options;
  options.pack = pack;
  options.region = countyOf(closings.front()->record.region);
  BF_LET(open, OpenEvaluation::prepare(ctl, options));
  BF_CHECK(open.engine->evaluate());
  std::map<std::string, ClauseValues> figures;
  return centre.read([&](StoreTx& tx) -> Result<void> {
    for (const auto* one : closings) {
      const auto& indicator = *open.pack->indicator(one->rule);
      if (!figures.contains(one->rule)) {
        BF_LET(values, clauseValues(*open.database, *open.engine, indicator, *figureOf(indicator)));
        figures.emplace(one->rule, std::move(values));
      }
      const auto& record = one->record;
      BF_LET(parent, loader.find(tx, record.parentKind, record.parentKey, record.region));
      if (!parent) continue;
      const auto& values = figures.at(one->rule);
      const auto at = values.find(parent->rec);
      const auto now = at != values.end() ? at->second : std::nullopt;
      if (now && now == one->figure) continue;
      const auto& file = report.read[record.place.file];
      const auto column = file.columns.find(doubtKind().fieldByName("figure")->number);
      report.warnings.add({"figureDiffers", file.name, record.place.row,
                           column != file.columns.end() ? column->second : std::string(),
                           whyNot(now, one->figure.has_value())});
    }
    return {};
  });
}

}  // namespace bf
