// The made-up county through the real import: what the generator writes is what the product takes.
#include <catch2/catch.hpp>
#include <map>
#include <unordered_set>

#include "shared/exchange/register_import.h"
#include "shared/schema/validate.h"
#include "tests/county/tables.h"

using namespace bf;
using namespace bf::county;

namespace {

RegionTable regionsOf(const char* file) {
  RegionTable regions;
  ImportReport report;
  auto source = openTable(std::string(BIANFANG_REGIONS) + "/" + file);
  REQUIRE(source);
  REQUIRE(importRegions(**source, regions, report));
  return regions;
}

struct Taken {
  ImportReport report;
  std::size_t records = 0;
  std::unordered_set<std::string> keys;
  bool parentsFirst = true;
  bool valid = true;
};

Taken import(const County& county, const RegionTable& regions) {
  std::vector<ImportFile> files;
  for (const CountyTable& table : countyTables()) {
    if (table.name != "一般农户" || !county.light.empty()) files.push_back({inMemory(county, table), {}});
  }
  Taken taken;
  const auto sink = [&](RegionCode region, std::vector<ImportedRecord>&& records) -> Result<void> {
    for (const ImportedRecord& record : records) {
      const std::string kind = std::to_string(record.kind) + ":";
      const bool known =
          record.parentKind == 0 || taken.keys.contains(std::to_string(record.parentKind) + ":" + record.parentKey);
      taken.parentsFirst = taken.parentsFirst && known && record.region == region;
      taken.valid = taken.valid && checkFields(*builtinSchema().kind(record.kind), record.fields).has_value();
      taken.valid = taken.valid && taken.keys.insert(kind + record.key).second;
      ++taken.records;
    }
    return {};
  };
  auto report = importRegister(builtinSchema(), regions, std::move(files), sink);
  REQUIRE(report);
  taken.report = std::move(*report);
  return taken;
}

Options options(RegionCode code) {
  Options made;
  made.county = code;
  made.regionFolder = BIANFANG_REGIONS;
  return made;
}

}  // namespace

TEST_CASE("五华县 is imported whole: with its mistakes reported") {
  // A fifth of its households in all of its villages: the whole takes a debug build too long.
  Options fifth = options(441424);
  fifth.households = 4'880, fifth.persons = 16'475;
  const County county = makeCounty(fifth).value();
  const Taken taken = import(county, regionsOf("441424-wuhua.csv"));
  const ImportReport& report = taken.report;
  for (const auto& [code, count] : report.cells.counts()) UNSCOPED_INFO("cells " << code << " " << count);
  for (const Notice& notice : report.rows.kept()) UNSCOPED_INFO(notice.file << " " << notice.row << " " << notice.code);
  for (const Notice& notice : report.files.kept()) UNSCOPED_INFO(notice.file << " " << notice.message.en);
  for (const std::string& column : report.unknownColumns) UNSCOPED_INFO(column);
  CHECK(report.complete());
  CHECK(report.unknownColumns.empty());
  CHECK(taken.parentsFirst);
  CHECK(taken.valid);
  CHECK(report.taken.at("village") == 451);
  CHECK(report.taken.at("household") == 4'880);
  CHECK(report.taken.at("member") == 16'475);
  CHECK(report.taken.at("enrolment") == 2 * 16'475);
  CHECK(report.taken.at("renovation") > 400);
  CHECK(report.taken.at("helper_assignment") > 4'700);
  std::size_t sum = 0;
  for (const auto& [kind, count] : report.taken) sum += count;
  CHECK(taken.records == sum);

  const auto& warnings = report.warnings;
  for (const auto& [code, count] : warnings.counts()) UNSCOPED_INFO(code << " " << count);
  CHECK(warnings.count("noIdNumber") > 80);
  CHECK(warnings.count("idTwice") > 12);
  CHECK(warnings.count("noHead") > 1);
  CHECK(warnings.count("twoHeads") > 1);
  CHECK(warnings.count("noMembers") == 0);
}

TEST_CASE("broken rows are left out, exactly those") {
  Options small = options(450224);
  small.households = 400, small.persons = 1300, small.villages = 30, small.poorVillages = 6, small.renovations = 10;
  small.brokenRows = 23;
  small.rural = 200;
  const Taken taken = import(makeCounty(small).value(), regionsOf("450224-rongan.csv"));
  const std::map<std::string, std::size_t> expected{
      {"unknownVillage", 5}, {"unknownHousehold", 9}, {"unknownMember", 5}, {"householdTwice", 4}};
  CHECK(taken.report.rows.counts() == expected);
  CHECK(taken.report.rows.total() == 23);
  CHECK(taken.report.taken.at("household") == 600);
  CHECK(taken.report.taken.at("member") == 1300);
  CHECK(taken.report.cells.total() == 0);
}

TEST_CASE("every county of the documents is imported whole") {
  const std::map<RegionCode, const char*> counties{{210422, "210422-xinbin.csv"},   {450109, "450109-yongning.csv"},
                                                   {450123, "450123-longan.csv"},   {450124, "450124-mashan.csv"},
                                                   {450125, "450125-shanglin.csv"}, {450224, "450224-rongan.csv"}};
  for (const auto& [code, file] : counties) {
    Options small = options(code);
    small.households = 300, small.persons = 1000, small.villages = 40, small.poorVillages = 9, small.renovations = 9;
    const Taken taken = import(makeCounty(small).value(), regionsOf(file));
    INFO(file);
    for (const auto& [name, count] : taken.report.cells.counts()) UNSCOPED_INFO("cells " << name << " " << count);
    CHECK(taken.report.complete());
    CHECK(taken.report.taken.at("member") == 1000);
    CHECK(taken.parentsFirst);
    CHECK(taken.valid);
  }
}
