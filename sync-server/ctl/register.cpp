#include <algorithm>
#include <ostream>

#include "shared/base/bilingual.h"
#include "shared/replica/registry.h"
#include "sync-server/ctl/doubt_rules.h"
#include "sync-server/ctl/evaluation.h"
#include "sync-server/ctl/import_words.h"
#include "sync-server/ctl/out_file.h"
#include "sync-server/ctl/parameter_names.h"
#include "sync-server/register_loader.h"

namespace bf {
namespace {

constexpr std::size_t progressEvery = 5000;

Result<RegionTable> knownRegions(const OpenCentre& centre) {
  RegionTable table;
  const auto outcome = centre.read([&](StoreTx& tx) -> Result<void> {
    BF_LET(regions, Registry(tx).regions());
    // The table takes a region only after its parent; codes of one level have as many digits, those below have more.
    std::ranges::sort(regions, {}, [](const auto& region) { return region.code(); });
    for (const auto& region : regions) table.add({region.code(), region.name()});
    return {};
  });
  BF_CHECK(outcome);
  return table;
}

/// The kind by its name or either label; empty stays empty.
Result<std::string> kindNamed(const std::string& text) {
  if (text.empty()) return std::string();
  for (const auto& kind : builtinSchema().kinds())
    if (text == kind.name || text == kind.label.zh || text == kind.label.en) return kind.name;
  return refuse(Errc::notFound, {"记录种类 --kind " + text + "，可用的见 bianfangctl dictionary",
                                 "--kind " + text + "; bianfangctl dictionary"});
}

std::string importDetail(const LoadFigures& figures) {
  const auto created = std::to_string(figures.created), filled = std::to_string(figures.filled),
             replaced = std::to_string(figures.replaced);
  return bilingual("新建 " + created + "，补充 " + filled + "，覆盖 " + replaced,
                   created + " created, " + filled + " filled in, " + replaced + " replaced");
}

}  // namespace

Result<void> importRegisterFiles(const Ctl& ctl, const RegisterOptions& options) {
  BF_LET(centre, OpenCentre::open(ctl));
  BF_LET(office, openOfficeKey(centre.paths));
  BF_LET(regions, knownRegions(centre));
  BF_LET(kind, kindNamed(options.kind));
  // Told before anything is imported, not after.
  if (!options.reportPath.empty()) BF_CHECK(OutFile::open(options.reportPath));
  std::vector<ImportFile> files;
  for (const auto& path : options.files) {
    auto opened = openImport(path);
    if (!opened)
      return fail(opened.error().code,
                  opened.error().detail + bilingual("；没有导入任何文件", "; no file was imported"));
    for (auto& file : *opened) {
      file.kind = kind;
      file.ignore = options.ignore;
      files.push_back(std::move(file));
    }
  }
  RegisterLoader loader(*centre.store, *centre.centre, office, ctl.clock, options.overwrite);
  if (regions.rows().empty())
    return refuseSaying(Errc::notFound,
                        {"还没有地区代码，请先 bianfangctl regions import", "regions; bianfangctl regions import"});
  std::size_t done = 0, told = 0;
  auto doubts = DoubtRules::read(ctl);
  const ImportSink sink = [&](RegionCode region, std::vector<ImportedRecord>&& records) -> Result<void> {
    done += records.size();
    doubts.note(records);
    BF_CHECK(loader.load(region, std::move(records)));
    if (done - told >= progressEvery) {
      told = done;
      ctl.err << ctl.in({"已处理 ", "done: "}) << done << std::endl;
    }
    return {};
  };
  ImportSettings settings;
  settings.existing = &loader;
  settings.overwrite = options.overwrite;
  settings.today = today(ctl);
  const auto parameters = ParameterNames::read(ctl);
  settings.judge = [&](const KindSpec& of, const std::vector<Field>& fields) {
    return of.name == "doubt" ? doubts.judge(of, fields) : parameters.judge(of, fields);
  };
  BF_LET(report, importRegister(centre.store->schema(), regions, std::move(files), sink, settings));
  const auto& figures = loader.figures();
  const auto outcome = centre.write([&](StoreTx& tx) {
    return Registry(tx).audit(ctl.actor, "register.import", {}, importDetail(figures), ctl.clock.now());
  });
  BF_CHECK(outcome);
  const auto number = [](std::size_t count) { return std::to_string(count); };
  ctl.show({{"created", {"新建", "created"}, true},
            {"filled", {"补充", "filled in"}, true},
            {"replaced", {"覆盖", "replaced"}, true},
            {"differing", {"不同而保留原值", "differing, kept"}, true},
            {"same", {"相同", "the same"}, true}},
           {number(figures.created), number(figures.filled), number(figures.replaced), number(figures.differing),
            number(figures.same)},
           "records");
  loader.tellKept(report, ctl.language);
  BF_CHECK(doubts.tell(ctl, centre, loader, report));
  return tellImport(ctl, report, options.reportPath);
}

Result<void> moveHousehold(const Ctl& ctl, const std::string& number, RegionCode village, const std::string& why) {
  BF_LET(centre, OpenCentre::open(ctl));
  BF_LET(office, openOfficeKey(centre.paths));
  RegionCode from = 0;
  const auto outcome = centre.write([&](StoreTx& tx) -> Result<void> {
    BF_LET(row, householdByNumber(tx, number));
    if (!row) return refuseSaying(Errc::notFound, {"没有此户编号的农户", "no household by this register number"});
    from = row->region;
    BF_CHECK(knownRegion(tx, village));
    if (levelName(village) != "village" || from == village)
      return refuseSaying(Errc::invalidValue, {"请写明另一个行政村的12位代码", "another village, by its 12 digits"});
    BF_LET(writer, OfficeWriter::open(tx, *centre.centre, office));
    const auto* field = builtinSchema().kind(row->kind)->field(regionField);
    Change change;
    change.kind = row->kind;
    change.record = row->id;
    change.region = from;
    change.set.push_back({regionField, encodeValue(*field, Value(static_cast<std::int64_t>(village)))});
    if (const auto heads = row->heads.headsOf(regionField); !heads.empty())
      change.bases.push_back({{regionField}, heads});
    std::vector<Entry> entries{writer.complete(std::move(change), ctl.clock.now())};
    BF_CHECK(writer.admit(tx, from, std::move(entries), ctl.clock.now()));
    return Registry(tx).audit(ctl.actor, "household.moved", number,
                              std::to_string(from) + " > " + std::to_string(village) + " " + why, ctl.clock.now());
  });
  BF_CHECK(outcome);
  const auto way = std::to_string(from) + " → " + std::to_string(village);
  ctl.say({"已迁户：" + way, "moved: " + way});
  return {};
}

}  // namespace bf
