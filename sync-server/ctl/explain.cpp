#include <algorithm>
#include <charconv>
#include <ostream>

#include "shared/policy/explanation.h"
#include "shared/replica/registry.h"
#include "shared/schema/mask.h"
#include "shared/schema/plain_text.h"
#include "shared/schema/value.h"
#include "sync-server/ctl/disputes.h"
#include "sync-server/ctl/evaluation.h"
#include "sync-server/ctl/record_title.h"

namespace bf {
namespace {

Result<std::int64_t> villageAt(OpenEvaluation& open, RegionCode code) {
  BF_LET(find, open.database->connection().prepare("SELECT rec FROM village WHERE region = ?"));
  find.bind(1, static_cast<std::int64_t>(code));
  BF_LET(row, find.step());
  if (!row)
    return refuse(Errc::notFound,
                  {std::to_string(code) + " 的村情记录", "record of the village " + std::to_string(code)});
  return find.integer(0);
}

/// Levels of the regions that an indicator above villages is about.
std::vector<std::string_view> levelsOf(Subject subject) {
  switch (subject) {
    case Subject::office: return {"township", "county"};
    case Subject::township: return {"township"};
    case Subject::city: return {"city"};
    default: return {"county"};
  }
}

/// A household by its register number; what is judged above households by the code of its region.
Result<std::int64_t> subjectNamed(OpenEvaluation& open, const Indicator& indicator, const std::string& named) {
  RegionCode code = 0;
  const auto* end = named.data() + named.size();
  const auto read = std::from_chars(named.data(), end, code);
  const bool region =
      read.ec == std::errc{} && read.ptr == end && std::ranges::count(open.regions, code, &PolicyRegion::code) != 0;
  if (isOfHousehold(indicator.subject)) {
    auto household = householdNumbered(open, named);
    if (household || !region) return household;
    return refuse(Errc::notFound,
                  {indicator.id + " 逐户逐人判定，需要户编号，不是地区代码 " + named,
                   indicator.id + " is about households: it needs a register number, not the region " + named});
  }
  if (!region)
    return refuse(Errc::notFound, {indicator.id + " 需要地区代码，不是 " + named,
                                   indicator.id + " needs the code of a region: " + named});
  if (indicator.subject == Subject::village) return villageAt(open, code);
  if (const auto levels = levelsOf(indicator.subject); std::ranges::find(levels, levelName(code)) == levels.end())
    return refuse(Errc::notFound, {indicator.id + " 不评价这一级地区，" + named + " 没有这项判定",
                                   indicator.id + " is not about regions of the level of " + named});
  return static_cast<std::int64_t>(code);
}

void tellIndicator(const Ctl& ctl, const OpenEvaluation& open, const Indicator& indicator,
                   const std::vector<std::string>& whose, RegionCode region, Judgement verdict, bool contested) {
  ctl.show({{"indicator", {"编号", "id"}},
            {"name", {"指标", "indicator"}},
            {"household", {"户编号", "household"}},
            {"head", {"户主", "head"}},
            {"region", {"地区", "region"}},
            {"date", {"截至", "as of"}},
            {"verdict", {"判定", "verdict"}},
            {"contested", {"争议", "contested"}},
            {"units", {"责任单位", "units"}},
            {"document", {"文件", "document"}},
            {"place", {"位置", "place"}},
            {"sentence", {"原文", "sentence"}},
            {"note", {"说明", "note"}}},
           {indicator.id, ctl.in(indicator.name), whose[0], whose[1], open.regionName(region),
            dateText(periodValue(":asof", indicator.period, open.engine->options())), ctl.in(labelOf(verdict)),
            contested ? ctl.in({"有争议，见文末", "contested, see the end"}) : "", unitsOf(ctl, indicator),
            ctl.in(open.pack->document), indicator.source.place, indicator.source.sentence, ctl.in(indicator.note)},
           "judged");
}

Result<void> tellPeople(const Ctl& ctl, SubjectNames& names, const Indicator& indicator,
                        const Explanation& explanation) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& subject : explanation.subjects) {
    BF_LET(name, names.of(indicator, subject));
    rows.push_back({name[1], ctl.in(labelOf(subject.verdict))});
  }
  ctl.list({{"person", {"姓名", "person"}}, {"verdict", {"判定", "verdict"}}}, rows, "people");
  return {};
}

Result<void> tellClauses(const Ctl& ctl, SubjectNames& names, const Indicator& indicator,
                         const Explanation& explanation) {
  const bool people = indicator.subject == Subject::member;
  std::vector<ListColumn> columns{
      {"clause", {"条款", "clause"}}, {"name", {"内容", "says"}}, {"value", {"结果", "value"}}};
  if (people) columns.insert(columns.begin(), {"person", {"姓名", "person"}});
  std::vector<std::vector<std::string>> rows;
  for (const auto& clause : explanation.clauses) {
    rows.push_back({clause.id, ctl.in(clause.name), clauseText(ctl, clause)});
    if (!people) continue;
    BF_LET(name, names.of(indicator, {explanation.subjects.front().household, clause.subject}));
    rows.back().insert(rows.back().begin(), name[1]);
  }
  if (!rows.empty()) ctl.list(columns, rows, "clauses");
  return {};
}

void tellParameters(const Ctl& ctl, const Explanation& explanation) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& [parameter, value] : explanation.parameters)
    rows.push_back(
        {parameter->id, ctl.in(parameter->name), valueText(ctl, *parameter, value), parameter->source.place});
  if (rows.empty()) return;
  ctl.list({{"parameter", {"参数", "parameter"}},
            {"name", {"名称", "name"}},
            {"value", {"数值", "value"}},
            {"place", {"位置", "place"}}},
           rows, "parameters");
}

Result<void> tellParts(const Ctl& ctl, OpenEvaluation& open, SubjectNames& names, const Explanation& explanation) {
  std::vector<std::vector<std::string>> rows;
  Indicator ofHousehold;
  for (const auto& [sum, row] : explanation.parts) {
    BF_LET(name, names.of(ofHousehold, {row.household, row.household, row.region}));
    rows.push_back({ctl.in(sum->name), open.regionName(row.region), name[0], name[1],
                    row.value ? std::to_string(*row.value) : "",
                    row.value ? "" : ctl.in(labelOf(Judgement::notCollected))});
  }
  if (rows.empty()) return {};
  ctl.list({{"sum", {"合计", "sum"}},
            {"region_name", {"地区", "region"}},
            {"household", {"户编号", "household"}},
            {"head", {"户主", "head"}},
            {"adds", {"计入", "adds"}, true},
            {"state", {"状态", "state"}}},
           rows, "parts");
  rows.clear();
  for (const auto& [sum, households] : explanation.partsLeftOut)
    rows.push_back({ctl.in(sum->name), std::to_string(households)});
  if (!rows.empty())
    ctl.list({{"sum", {"合计", "sum"}}, {"left_out", {"另有未列出的户数", "more households, not listed"}, true}}, rows,
             "parts_left_out");
  return {};
}

/// What a figure counts, one by one.
Result<void> tellRecords(const Ctl& ctl, OpenEvaluation& open, StoreTx& tx, SubjectNames& names,
                         const Explanation& explanation) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& record : explanation.records) {
    BF_LET(whose, names.household({record.household, record.household, record.region, Judgement::met}));
    BF_LET(title, recordTitle(ctl, tx, record.kind, record.rec));
    const auto& unit = ctl.in(record.clause->unit);
    rows.push_back({ctl.in(record.clause->name), ctl.in(builtinSchema().kind(record.kind)->label),
                    open.regionName(record.region), whose[0], whose[1], title,
                    decimalText(record.adds, record.clause->scale), unit});
  }
  if (!rows.empty())
    ctl.list({{"figure", {"数值", "figure"}},
              {"record", {"记录", "record"}},
              {"region_name", {"地区", "region"}},
              {"household", {"户编号", "household"}},
              {"head", {"户主", "head"}},
              {"name", {"名称", "name"}},
              {"adds", {"计入", "adds"}, true},
              {"unit", {"单位", "unit"}}},
             rows, "counted");
  rows.clear();
  for (const auto& [clause, records] : explanation.recordsLeftOut)
    rows.push_back({ctl.in(clause->name), std::to_string(records)});
  if (!rows.empty())
    ctl.list({{"figure", {"数值", "figure"}}, {"left_out", {"另有未列出的记录数", "more records, not listed"}, true}},
             rows, "counted_left_out");
  return {};
}

/// Visits with the duty that was typed and that of who signed: only the second proves who came.
Result<void> tellVisits(const Ctl& ctl, OpenEvaluation& open, SubjectNames& names, const Explanation& explanation) {
  const auto& duty = *builtinSchema().kindByName("visit")->fieldByName("visitor_duty");
  const auto dutyName = [&](std::int64_t number) {
    const auto* choice = number != 0 ? duty.choice(number) : nullptr;
    return choice != nullptr ? ctl.in(choice->label) : ctl.in({"无", "none"});
  };
  std::vector<std::vector<std::string>> rows;
  for (const auto& visit : explanation.visits) {
    BF_LET(name, names.household({visit.household, visit.household, visit.region, Judgement::met}));
    rows.push_back({dateText(visit.date), open.regionName(visit.region), name[0], name[1], visit.visitor,
                    dutyName(visit.typed), dutyName(visit.signedBy)});
  }
  if (!rows.empty())
    ctl.list({{"visit", {"走访日期", "visit"}},
              {"region_name", {"地区", "region"}},
              {"household", {"户编号", "household"}},
              {"head", {"户主", "head"}},
              {"visitor", {"走访人", "visitor"}},
              {"typed", {"填写的职务", "duty that was typed"}},
              {"signed", {"签名人的职务", "duty of who signed"}}},
             rows, "visits");
  return {};
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
  std::string title;
  if (kind.name != "member") {
    BF_LET(made, recordTitle(ctl, tx, fact.kind, fact.rec));
    title = std::move(made);
  }
  return std::vector<std::string>{ctl.in(kind.label),
                                  fact.person + (fact.departed ? ctl.in({"（已减少）", " (departed)"}) : ""),
                                  title,
                                  ctl.in(field.label),
                                  text,
                                  who,
                                  localTime(fact.recorded),
                                  fact.visitDate != 0 ? dateText(fact.visitDate) : "",
                                  fact.device.isZero() ? "" : toHex(fact.device.view())};
}

Result<void> tellFacts(const Ctl& ctl, StoreTx& tx, const Explanation& explanation) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& fact : explanation.facts) {
    BF_LET(row, factRow(ctl, tx, fact));
    rows.push_back(row);
  }
  ctl.list({{"record", {"记录", "record"}},
            {"person", {"姓名", "person"}},
            {"title", {"名称", "which"}},
            {"field", {"字段", "field"}},
            {"value", {"值", "value"}},
            {"who", {"填写人", "by"}},
            {"when", {"填写时间", "when"}},
            {"visit", {"走访日期", "at the visit of"}},
            {"tablet", {"平板", "tablet"}}},
           rows, "facts");
  return {};
}

/// The disputed facts that verdicts rest on, with what `conflicts show` takes.
Result<std::vector<std::vector<std::string>>> disputesBehind(const Ctl& ctl, OpenEvaluation& open, StoreTx& tx,
                                                             const Indicator& indicator,
                                                             const Explanation& explanation) {
  BF_LET(all, Disputes::read(*open.centre.centre, tx));
  const auto disputed = all.readBy(*open.database, *open.pack, indicator);
  std::vector<std::vector<std::string>> rows;
  for (const auto& subject : explanation.subjects)
    for (const auto& one : disputed.behind(subject)) {
      const auto* field = one.kind->field(one.field);
      const auto label = field != nullptr ? field->label : Label{"删除与修改", "removal against an edit"};
      std::vector<std::string> row{one.kind->name, ctl.in(one.kind->label), toHex(one.record.view()), ctl.in(label)};
      if (std::ranges::find(rows, row) == rows.end()) rows.push_back(std::move(row));
    }
  return rows;
}

}  // namespace

Result<void> explainVerdict(const Ctl& ctl, OpenEvaluation& open, const EvaluateOptions& options) {
  BF_LET(at, open.indicatorNamed(options.explain.front()));
  const auto& indicator = open.pack->indicators[at];
  BF_LET(subject, subjectNamed(open, indicator, options.explain.back()));
  SubjectNames names(open);
  return open.centre.read([&](StoreTx& tx) -> Result<void> {
    BF_LET(explanation, explain(*open.database, *open.engine, tx, at, subject));
    const auto& first = explanation.subjects.front();
    BF_LET(whose, names.of({}, {first.household, first.household}));
    BF_LET(disputed, disputesBehind(ctl, open, tx, indicator, explanation));
    tellIndicator(ctl, open, indicator, whose, first.region, explanation.verdict, !disputed.empty());
    if (indicator.subject == Subject::member) BF_CHECK(tellPeople(ctl, names, indicator, explanation));
    BF_CHECK(tellClauses(ctl, names, indicator, explanation));
    tellParameters(ctl, explanation);
    BF_CHECK(tellParts(ctl, open, names, explanation));
    BF_CHECK(tellRecords(ctl, open, tx, names, explanation));
    BF_CHECK(tellVisits(ctl, open, names, explanation));
    BF_CHECK(tellFacts(ctl, tx, explanation));
    if (!disputed.empty())
      ctl.list({{"kind", {"种类", "kind"}},
                {"kind_label", {"有争议的记录", "contested record"}},
                {"record", {"记录", "record"}},
                {"field_label", {"字段", "field"}}},
               disputed, "disputes");
    return {};
  });
}

}  // namespace bf
