#include "sync-server/ctl/evaluation.h"

#include <algorithm>
#include <charconv>

#include "shared/replica/registry.h"
#include "shared/schema/calendar.h"
#include "shared/schema/id_number.h"
#include "shared/schema/mask.h"
#include "shared/schema/plain_text.h"
#include "shared/schema/value.h"
#include "sync-server/snapshot.h"

namespace bf {
namespace {

/// In one sentence, that the day asked for is not the one that is judged; empty: it is.
std::string outsidePeriod(const Ctl& ctl, const OpenEvaluation& open) {
  const auto day = open.engine->options().today;
  if (day == open.asked) return {};
  const auto asked = dateText(open.asked);
  const auto from = dateText(open.pack->effective.from);
  const auto to = dateText(open.pack->effective.to);
  return ctl.in({asked + " 不在政策包有效期 " + from + " 至 " + to + " 内，以下按 " + dateText(day) + " 评价",
                 asked + " lies outside the pack's period, " + from + " to " + to + ": judged as of " + dateText(day)});
}

/// In one sentence, that an earlier day is judged by the register of today; empty: it is today that is judged. The day
/// that a deed or a finding bears decides whether it counts; who is a member, what a household answered and its status
/// have none.
std::string fromPresent(const Ctl& ctl, const OpenEvaluation& open) {
  if (open.engine->options().today >= today(ctl)) return {};
  return ctl.in(
      {"依据的是目前的登记：此后补记、改正的也已计入；当日的状态以当日固定的排名为准",
       "It rests on the register of today: what was entered or corrected since counts, too; how it stood on that"
       " day the ranking frozen on it tells"});
}

/// A table in which nobody is in scope would look as if nothing were due.
std::unexpected<Error> notFor(const OpenEvaluation& open) {
  std::string codes;
  for (const auto region : open.pack->regions) codes += " " + std::to_string(region);
  return refuse(Errc::notFound, {"政策包 " + open.pack->id + " 适用于" + codes +
                                     "，本中心没有其中的地区；仍要评价的，用 --region 写明地区",
                                 "pack " + open.pack->id + " is for" + codes +
                                     ", and this centre has nothing of it; --region judges by it all the same"});
}

}  // namespace

std::int32_t today(const Ctl& ctl) { return dayOf(ctl.clock.now()); }

Result<OpenEvaluation> OpenEvaluation::open(const Ctl& ctl, const EvaluateOptions& options) {
  BF_LET(made, prepare(ctl, options));
  BF_CHECK(made.engine->evaluate());
  if (const auto outside = outsidePeriod(ctl, made); !outside.empty()) ctl.err << outside << '\n';
  return std::move(made);
}

Result<OpenEvaluation> OpenEvaluation::prepare(const Ctl& ctl, const EvaluateOptions& options) {
  if (options.date != 0 && !isDate(options.date))
    return refuse(Errc::invalidValue,
                  {"没有这一天：" + std::to_string(options.date), "no such day: " + std::to_string(options.date)});
  BF_LET(opened, openPack(ctl, options.pack));
  BF_LET(centre, OpenCentre::open(ctl));
  OpenEvaluation made{std::move(centre), std::make_unique<Pack>(std::move(opened.pack)), opened.hash, {}, {}, {}, 0};
  BF_CHECK(made.centre.read([&](StoreTx& tx) -> Result<void> {
    BF_LET(regions, Registry(tx).regions());
    for (const auto& region : regions) made.regions.push_back({region.code(), region.name()});
    return options.region != 0 ? knownRegion(tx, options.region) : Result<void>();
  }));
  if (options.region == 0 && !isFor(*made.pack, made.regions)) return notFor(made);
  BF_LET(database, PolicyDatabase::open(*made.centre.store, made.regions));
  made.database = std::move(database);
  const auto problems = checkPack(*made.database, *made.pack);
  tellProblems(ctl, problems);
  if (!problems.empty()) return std::unexpected(packError({options.pack, options.pack}));
  made.asked = options.date != 0 ? options.date : today(ctl);
  const EvaluationOptions when{options.region != 0 ? options.region : made.ownRegion(), made.asked};
  BF_LET(engine, PolicyEngine::make(*made.database, *made.pack, when));
  made.engine = std::move(engine);
  return made;
}

std::vector<RegionCode> OpenEvaluation::shownRegions() const { return townshipsAnd(engine->options().region, regions); }

RegionCode OpenEvaluation::ownRegion() const { return regionOf(*pack, regions); }

Result<OpenCentreRegions> OpenCentreRegions::read(const OpenCentre& centre) {
  OpenCentreRegions made;
  BF_CHECK(centre.read([&](StoreTx& tx) -> Result<void> {
    BF_LET(regions, Registry(tx).regions());
    for (const auto& region : regions) made.names_[region.code()] = region.name();
    return {};
  }));
  return made;
}

std::string OpenCentreRegions::nameOf(RegionCode code) const {
  const auto at = names_.find(code);
  return at != names_.end() ? at->second : std::string();
}

RegionCode OpenCentreRegions::ownRegion(const Pack& pack) const {
  std::vector<PolicyRegion> known;
  for (const auto& [code, name] : names_) known.push_back({code, name});
  return regionOf(pack, known);
}

std::string OpenEvaluation::regionName(RegionCode code) const {
  const auto at = std::ranges::find(regions, code, &PolicyRegion::code);
  return at != regions.end() ? at->name : std::string();
}

Result<std::size_t> OpenEvaluation::indicatorNamed(const std::string& id) const {
  if (const auto* found = pack->indicator(id)) return static_cast<std::size_t>(found - pack->indicators.data());
  return refuse(Errc::notFound, {pack->id + " 的指标 " + id, "indicator " + id + " of " + pack->id});
}

Result<std::int64_t> householdNumbered(OpenEvaluation& open, const std::string& registerNumber) {
  BF_LET(find, open.database->connection().prepare("SELECT rec FROM household WHERE register_number IN (?, ?)"));
  const auto normal = normalNumber(registerNumber);
  find.bindText(1, normal).bindText(2, registerNumber);
  BF_LET(row, find.step());
  if (!row) return refuse(Errc::notFound, {"没有此户编号的农户", "no household with this register number"});
  return find.integer(0);
}

Result<void> giveTable(const Ctl& ctl, const EvaluateOptions& options, const std::string& sheet,
                       const std::vector<ListColumn>& columns, const std::vector<std::vector<std::string>>& rows,
                       const std::string& about, bool sheetEach) {
  if (options.format == "text") {
    if (!options.output.empty())
      return refuse(Errc::invalidValue,
                    {"--output 须同时给出 --format csv、xlsx 或 html", "--output needs --format csv, xlsx or html"});
    if (!about.empty()) ctl.say({about, about});
    ctl.list(columns, rows, sheet);
    return {};
  }
  std::vector<OutColumn> headings;
  for (const auto& column : columns) headings.push_back({ctl.in(column.label), 14, column.number});
  BF_LET(opened, openTable(ctl, options.format, options.output, sheet, std::move(headings), about));
  for (const auto& row : rows) BF_CHECK(opened.sink->row({row.begin(), row.end()}));
  for (std::size_t i = 0; i < rows.size() && sheetEach && opened.book != nullptr; ++i) {
    if (i == 0 || rows[i].front() != rows[i - 1].front()) BF_CHECK(opened.book->sheet(sheetName(rows[i].front())));
    BF_CHECK(opened.sink->row({rows[i].begin(), rows[i].end()}));
  }
  if (opened.book != nullptr && !about.empty())
    BF_CHECK(opened.book->notes(ctl.in({"说明", "about"}), {sheet, about, madeBy(ctl)}));
  return opened.finish();
}

Result<std::vector<std::string>> SubjectNames::of(const Indicator& indicator, const SubjectVerdict& row) {
  if (row.household == 0) return std::vector<std::string>{"", "", ""};
  BF_LET(name, named("SELECT coalesce(register_number, ''), coalesce(head_name, '') FROM household WHERE rec = ?",
                     row.household));
  if (indicator.subject != Subject::member) return std::vector<std::string>{name[0], name[1], ""};
  static const auto& idNumber = *builtinSchema().kindByName("member")->fieldByName("id_number");
  BF_LET(member, named("SELECT coalesce(name, ''), coalesce(id_number, '') FROM member WHERE rec = ?", row.subject));
  return std::vector<std::string>{name[0], member[0], mask(idNumber, member[1])};
}

Result<std::vector<std::string>> SubjectNames::household(const SubjectVerdict& row) { return of({}, row); }

Result<std::vector<std::string>> SubjectNames::named(const char* sql, std::int64_t rec) {
  auto& known = names_[rec];
  if (!known.empty()) return known;
  BF_LET(statement, open_.database->connection().prepare(sql));
  statement.bind(1, rec);
  BF_LET(row, statement.step());
  known = row ? std::vector<std::string>{std::string(statement.bytes(0)), std::string(statement.bytes(1))}
              : std::vector<std::string>{"", ""};
  return known;
}

std::string judgedBy(const Ctl& ctl, const std::string& pack, std::string_view digest, const std::string& when) {
  constexpr std::size_t digestDigits = 16;
  return ctl.in({"评价时间 ", "judged "}) + when + ctl.in({"，政策包 ", ", by pack "}) + pack +
         ctl.in({"，校验 ", ", digest "}) + toHex(digest).substr(0, digestDigits);
}

std::string standingText(const Ctl& ctl, const OpenEvaluation& open, std::size_t at, RegionCode region) {
  if (open.pack->indicators[at].subject == Subject::city && open.engine->tally(at, region).all() == 0)
    return ctl.in({"全市指标：本中心只评价其一部分，不判", "of the whole city: not judged, only a part of it is here"});
  return ctl.in(labelOf(open.engine->standing(at, region)));
}

std::string judgedBy(const Ctl& ctl, const OpenEvaluation& open) {
  auto told = ctl.in({"截至 ", "as of "}) + dateText(open.engine->options().today) + ctl.in({"，", ", "}) +
              judgedBy(ctl, open.pack->id, open.packHash.view(), localTime(ctl.clock.now()));
  for (const auto& more : {outsidePeriod(ctl, open), fromPresent(ctl, open)})
    if (!more.empty()) told += ctl.in({"。", ". "}) + more;
  return told;
}

std::string restsOn(const Ctl& ctl, const OpenEvaluation& open) {
  const auto region = open.engine->options().region;
  const auto name = open.regionName(region);
  return ctl.in(open.pack->document) + "  " + (name.empty() ? std::to_string(region) : name) + "  " +
         judgedBy(ctl, open);
}

std::string percentText(const Tally& tally, std::optional<double> threshold) {
  const auto all = tally.all();
  if (all == 0) return {};
  const auto cut = tally.met * 10'000 / all;
  const auto rounded = (tally.met * 20'000 / all + 1) / 2;
  // What is not reached never looks as if it were.
  const auto reaches = [&](double percent) {
    return static_cast<double>(rounded) >= percent * 100 && static_cast<double>(cut) < percent * 100;
  };
  return decimalText(reaches(100) || (threshold && reaches(*threshold)) ? cut : rounded, 2);
}

std::string percentText(const OpenEvaluation& open, std::size_t at, RegionCode region) {
  const auto* threshold = open.pack->parameter(open.pack->indicators[at].threshold);
  return percentText(open.engine->tally(at, region),
                     threshold != nullptr ? open.engine->value(*threshold) : std::nullopt);
}

std::string clauseText(const Ctl& ctl, const ExplainedClause& clause) {
  if (!clause.value) return ctl.in(labelOf(Judgement::notCollected));
  if (clause.yesNo && (*clause.value == 0 || *clause.value == 1))
    return ctl.in(*clause.value == 1 ? Label{"是", "yes"} : Label{"否", "no"});
  const auto& unit = ctl.in(clause.unit);
  return decimalText(*clause.value, clause.scale) + (unit.empty() ? "" : " " + unit);
}

std::string valueText(const Ctl& ctl, const Parameter& parameter, std::optional<double> value) {
  if (!value) return ctl.in({"文件未规定，待县里确定", "not stated; for the county to enter"});
  char digits[64];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), *value, std::chars_format::fixed).ptr;
  return std::string(digits, end) + " " + ctl.in(parameter.unit);
}

Result<std::optional<std::int64_t>> unitAsked(const EvaluateOptions& options) {
  const auto& text = options.unit;
  if (text.empty()) return std::nullopt;
  const auto& units = unitField(builtinSchema());
  if (const auto value = readValue(units, text))
    if (const auto* number = std::get_if<std::int64_t>(&*value); number != nullptr && *number != 0)
      return std::optional(*number);
  Label all;
  for (const auto& choice : units.choices)
    all = {all.zh + (all.zh.empty() ? "" : "、") + choice.label.zh,
           all.en + (all.en.empty() ? "" : ", ") + choice.label.en};
  return refuse(Errc::notFound,
                {"责任单位 " + text + "，可用的有 " + all.zh, "unit " + text + "; there are " + all.en});
}

std::string unitsOf(const Ctl& ctl, const Indicator& indicator) {
  std::string all;
  for (const auto unit : indicator.units)
    all += (all.empty() ? "" : ctl.in({"、", ", "})) + ctl.in(unitField(builtinSchema()).choice(unit)->label);
  return all;
}

}  // namespace bf
