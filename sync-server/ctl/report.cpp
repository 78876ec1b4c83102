#include <fstream>
#include <iterator>
#include <ostream>

#include "shared/exchange/household_document.h"
#include "shared/replica/registry.h"
#include "sync-server/ctl/evaluation.h"
#include "sync-server/evidence_folder.h"
#include "sync-server/register_loader.h"

namespace bf {
namespace {

/// The page goes into a file of its own, or to the screen.
Result<void> intoPage(const Ctl& ctl, const std::string& path, const HtmlHead& head,
                      const std::function<Result<void>(HtmlPage&)>& write) {
  std::unique_ptr<OutFile> target;
  std::ofstream file;
  if (!path.empty()) {
    BF_LET(opened, OutFile::open(path));
    target = std::move(opened);
    file.open(target->path(), std::ios::binary);
    if (!file) return unwritable(path);
  }
  auto& out = path.empty() ? ctl.out : file;
  HtmlPage page(out, head);
  BF_CHECK(write(page));
  page.finish();
  if (target) file.close();
  if (!out) return unwritable(path);
  if (target) BF_CHECK(target->done());
  if (target)
    ctl.say({"已写入 " + path + "，可在浏览器中打印或存为 PDF",
             path + " is written: print it or save it as PDF in a browser"});
  return {};
}

/// Errors: Errc::notFound, also of one that was removed.
Result<RecordRow> findHousehold(const OpenCentre& centre, const std::string& number) {
  std::optional<RecordRow> found;
  BF_CHECK(centre.read([&](StoreTx& tx) -> Result<void> {
    BF_LET(row, householdByNumber(tx, number));
    found = std::move(row);
    return {};
  }));
  if (!found) return refuse(Errc::notFound, {"没有此户编号的农户", "no household with this register number"});
  return *found;
}

/// What the pack says of this household and its members, in the order of the pack.
Result<void> verdictsOf(const Ctl& ctl, const ReportOptions& options, const RecordRow& household, HtmlPage& page) {
  EvaluateOptions evaluation;
  evaluation.pack = options.pack;
  evaluation.region = household.region;
  evaluation.date = options.date;
  BF_LET(open, OpenEvaluation::open(ctl, evaluation));
  page.heading(2, ctl.in(open.pack->document));
  page.text(judgedBy(ctl, open));
  std::vector<std::vector<std::string>> rows;
  SubjectNames names(open);
  for (std::size_t i = 0; i < open.pack->indicators.size(); ++i) {
    const auto& indicator = open.pack->indicators[i];
    for (const auto& row : open.engine->verdicts(i).rows) {
      if (row.household != household.rec) continue;
      BF_LET(name, names.of(indicator, row));
      const auto& person = indicator.subject == Subject::member ? name[1] : std::string();
      rows.push_back({indicator.id, ctl.in(indicator.name), person, ctl.in(labelOf(row.verdict)),
                      unitsOf(ctl, indicator), indicator.source.place});
    }
  }
  if (rows.empty()) {
    page.text(ctl.in({"此户不在考核范围内", "No rule of it is about this household"}));
    return {};
  }
  page.table({{ctl.in({"编号", "id"})},
              {ctl.in({"指标", "indicator"})},
              {ctl.in({"成员", "member"})},
              {ctl.in({"判定", "verdict"})},
              {ctl.in({"责任单位", "units"})},
              {ctl.in({"位置", "place"})}},
             rows);
  return {};
}

std::string contentOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// One indicator: who answers, and how every township stands.
void indicatorSection(const Ctl& ctl, const OpenEvaluation& open, std::size_t at, HtmlPage& page) {
  const auto& indicator = open.pack->indicators[at];
  page.heading(3, indicator.id + " " + ctl.in(indicator.name));
  page.quote(indicator.source.sentence);
  HtmlPage::Facts facts{{ctl.in({"责任单位", "units"}), unitsOf(ctl, indicator)}};
  if (const auto* threshold = open.pack->parameter(indicator.threshold)) {
    facts.emplace_back(ctl.in({"标准", "must reach"}), valueText(ctl, *threshold, open.engine->value(*threshold)));
  }
  page.facts(facts);
  if (!ctl.in(indicator.note).empty()) page.text(ctl.in(indicator.note));
  page.openTable({{ctl.in({"地区", "region"})},
                  {ctl.in({"达标", "met"}), 8, true},
                  {ctl.in({"不达标", "not met"}), 8, true},
                  {ctl.in({"未采集", "not collected"}), 8, true},
                  {ctl.in({"未定标准", "no threshold"}), 8, true},
                  {ctl.in({"总数", "all"}), 8, true},
                  {ctl.in({"达标率", "met, %"}), 8, true},
                  {ctl.in({"结果", "result"})}});
  for (const auto region : open.shownRegions()) {
    const auto tally = open.engine->tally(at, region);
    if (tally.all() == 0 && region != open.engine->options().region) continue;
    page.row({open.regionName(region), std::to_string(tally.met), std::to_string(tally.notMet),
              std::to_string(tally.notCollected), std::to_string(tally.unjudged), std::to_string(tally.all()),
              percentText(open, at, region) + (tally.all() != 0 ? "%" : ""), standingText(ctl, open, at, region)});
  }
  page.closeTable();
}

}  // namespace

Result<void> reportAssessment(const Ctl& ctl, const ReportOptions& options) {
  EvaluateOptions evaluation;
  evaluation.pack = options.pack;
  evaluation.region = options.region;
  evaluation.date = options.date;
  BF_LET(open, OpenEvaluation::open(ctl, evaluation));
  const HtmlHead head{
      ctl.in(open.pack->name),
      ctl.in(open.pack->document) + "  " + open.regionName(open.engine->options().region) + "  " + judgedBy(ctl, open),
      madeBy(ctl), ctl.language};
  return intoPage(ctl, options.output, head, [&](HtmlPage& page) -> Result<void> {
    std::string shown;
    for (std::size_t i = 0; i < open.pack->indicators.size(); ++i) {
      // "1, 9" stands first in 1, as the document has it.
      const auto& source = open.pack->indicators[i].source.place;
      const auto place = source.substr(0, source.find(','));
      if (place != shown) page.heading(2, ctl.in({"文件位置：", "Place in the document: "}) + place);
      shown = place;
      indicatorSection(ctl, open, i, page);
    }
    return {};
  });
}

Result<void> reportHousehold(const Ctl& ctl, const ReportOptions& options) {
  BF_LET(centre, OpenCentre::open(ctl));
  BF_LET(household, findHousehold(centre, options.household));
  // The trace first: a page that breaks off has shown something too.
  if (options.unmask)
    BF_CHECK(centre.write([&](StoreTx& tx) {
      return Registry(tx).audit(ctl.actor, "report.unmasked", toHex(household.id.view()), options.reason,
                                ctl.clock.now());
    }));
  HouseholdDocumentSettings settings;
  settings.language = ctl.language;
  settings.masking = options.unmask ? Masking::whole : Masking::masked;
  if (options.photos)
    settings.photo = [&](const Hash& hash) { return contentOf(evidencePath(centre.paths.evidence(), hash)); };
  settings.role = [&](std::uint32_t role) { return roleName(role, ctl.language); };
  const HtmlHead head{ctl.in({"贫困户档案", "File of a household"}), options.household, madeBy(ctl), ctl.language};
  return intoPage(ctl, options.output, head, [&](HtmlPage& page) -> Result<void> {
    if (!options.pack.empty()) BF_CHECK(verdictsOf(ctl, options, household, page));
    return centre.read([&](StoreTx& tx) { return writeHousehold(tx, *centre.centre, household.id, settings, page); });
  });
}

}  // namespace bf
