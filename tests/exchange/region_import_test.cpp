#include "shared/exchange/region_import.h"

#include <catch2/catch.hpp>
#include <filesystem>

using namespace bf;

namespace {

struct Imported {
  RegionTable table;
  ImportReport report;
};

Imported import(std::vector<std::vector<std::string>> rows) {
  Imported imported;
  MemoryTable source("r.csv", std::move(rows));
  REQUIRE(importRegions(source, imported.table, imported.report));
  return imported;
}

const std::vector<std::vector<std::string>> good{
    {"code", "level", "name", "parent_code"}, {"441424100200", "village", "协和村委会", "441424100"},
    {"44", "province", "广东省", ""},         {"4414", "city", "梅州市", "44"},
    {"441424", "county", "五华县", "4414"},   {"441424100", "township", "水寨镇", "441424"}};

}  // namespace

TEST_CASE("regions are read in any order, parents before children") {
  const auto imported = import(good);
  CHECK(imported.report.complete());
  CHECK(imported.table.rows().size() == 5);
  CHECK(imported.table.rows().front().name == "广东省");
  CHECK(imported.table.find(441424100200)->name == "协和村委会");
  CHECK(imported.table.villages() == std::vector<RegionCode>{441424100200});
}

TEST_CASE("every file of the seven counties is whole") {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(BIANFANG_REGIONS)) {
    INFO(entry.path());
    const auto source = openTable(entry.path().string());
    REQUIRE(source);
    Imported imported;
    REQUIRE(importRegions(**source, imported.table, imported.report));
    CHECK(imported.report.complete());
    CHECK(imported.table.villages().size() > 80);
    ++files;
  }
  CHECK(files == 7);
}

TEST_CASE("rows that cannot stand are left out with their reason, the others go on") {
  auto rows = good;
  rows.push_back({"44142410020", "village", "少一位", ""});
  rows.push_back({"44142410020X", "village", "有字母", ""});
  rows.push_back({"441424100201", "township", "级别不符", ""});
  rows.push_back({"441424100202", "village", "上级不符", "441424101"});
  rows.push_back({"441424100200", "village", "重复", "441424100"});
  rows.push_back({"441424999201", "village", "没有上级", ""});
  rows.push_back({"441424100203", "village", " ", ""});
  const auto imported = import(rows);
  CHECK(imported.table.rows().size() == 5);
  CHECK(imported.table.find(441424100200)->name == "协和村委会");
  const std::map<std::string, std::size_t> expected{{"regionCode", 2},  {"regionLevel", 1},  {"regionParent", 1},
                                                    {"regionTwice", 1}, {"regionOrphan", 1}, {"regionName", 1}};
  CHECK(imported.report.rows.counts() == expected);
  CHECK(imported.report.rows.kept().front().row == 7);
}

TEST_CASE("Chinese headings and levels are read too") {
  auto rows = good;
  rows[0] = {"代码", "级别", "名称", "上级代码"};
  rows[1][1] = "行政村";
  rows[5][1] = "乡镇";
  CHECK(import(rows).report.complete());
}

TEST_CASE("a village is found by names when exactly one fits") {
  auto imported = import(good);
  CHECK(imported.table.add({441424101, "河东镇"}));
  CHECK(imported.table.add({441424101201, "协和村委会"}));
  CHECK(imported.table.add({441424101202, "大岭村民委员会"}));
  CHECK(imported.table.village("水寨镇", "协和村") == 441424100200);
  CHECK(imported.table.village("河东", "协和") == 441424101201);
  CHECK(imported.table.village("", "大岭村") == 441424101202);
  CHECK_FALSE(imported.table.village("", "协和村"));
  CHECK_FALSE(imported.table.village("水寨镇", "大岭村"));
  CHECK_FALSE(imported.table.village("", "水寨镇"));
}

TEST_CASE("a region without its parent is not taken") {
  RegionTable table;
  CHECK_FALSE(table.add({441424, "五华县"}));
  CHECK(table.add({44, "广东省"}));
  CHECK_FALSE(table.add({44, "广东省"}));
  CHECK_FALSE(table.add({441, "三位"}));
}
