#include <ostream>

#include "shared/exchange/region_import.h"
#include "shared/replica/registry.h"
#include "sync-server/ctl/commands.h"
#include "sync-server/ctl/import_words.h"

namespace bf {

Result<void> importRegionFiles(const Ctl& ctl, const std::vector<std::string>& files) {
  BF_LET(centre, OpenCentre::open(ctl));
  RegionTable table;
  ImportReport report;
  for (const auto& file : files) {
    BF_LET(source, openTable(file));
    BF_CHECK(importRegions(*source, table, report));
  }
  const auto outcome = centre.write([&](StoreTx& tx) -> Result<void> {
    Registry registry(tx);
    for (const auto& row : table.rows()) BF_CHECK(registry.putRegion(row.code, row.name));
    return registry.audit(ctl.actor, "regions.import", {}, std::to_string(table.rows().size()), ctl.clock.now());
  });
  BF_CHECK(outcome);
  return tellImport(ctl, report, {});
}

Result<void> listRegions(const Ctl& ctl, RegionCode below) {
  BF_LET(centre, OpenCentre::open(ctl));
  std::vector<std::vector<std::string>> rows;
  const auto outcome = centre.read([&](StoreTx& tx) -> Result<void> {
    BF_LET(regions, Registry(tx).regions());
    for (const auto& region : regions)
      if (below == 0 || within(region.code(), below))
        rows.push_back({std::to_string(region.code()), std::string(levelName(region.code())), region.name()});
    return {};
  });
  BF_CHECK(outcome);
  ctl.list({{"code", {"代码", "code"}}, {"level", {"级别", "level"}}, {"name", {"名称", "name"}}}, rows);
  return {};
}

}  // namespace bf
