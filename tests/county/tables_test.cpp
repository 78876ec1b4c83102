#include "tests/county/tables.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "shared/base/crypto.h"

using namespace bf;
using namespace bf::county;

namespace {

Options small() {
  Options made;
  made.households = 300, made.persons = 900, made.villages = 20, made.poorVillages = 4, made.renovations = 9;
  made.rural = 100;
  made.regionFolder = BIANFANG_REGIONS;
  return made;
}

/// Hash of each file that a county writes.
std::map<std::string, Hash> written(const Options& options, const std::string& folder) {
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  REQUIRE(writeCounty(makeCounty(options).value(), folder, Format::both));
  std::map<std::string, Hash> hashes;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    hashes[entry.path().filename()] = hashOf(bytes.str());
  }
  std::filesystem::remove_all(folder);
  return hashes;
}

std::vector<std::vector<std::string>> rowsOf(RowSource& source) {
  std::vector<std::vector<std::string>> rows;
  Row row;
  while (source.next(row).value()) {
    std::vector<std::string> cells;
    for (const Cell& cell : row.cells) cells.emplace_back(cell.text);
    while (!cells.empty() && cells.back().empty()) cells.pop_back();
    rows.push_back(std::move(cells));
  }
  return rows;
}

}  // namespace

TEST_CASE("the same seed gives the same bytes, as CSV and as XLSX; another seed others") {
  const auto first = written(small(), "county-first");
  CHECK(first.size() == 22);
  CHECK(first == written(small(), "county-second"));
  Options other = small();
  other.seed = 2;
  const auto changed = written(other, "county-other");
  for (const auto& [file, hash] : changed) {
    INFO(file);
    CHECK(hash != first.at(file));
  }
}

TEST_CASE("CSV, XLSX and memory hold the same rows") {
  const std::string folder = "county-formats";
  std::filesystem::create_directories(folder);
  const County county = makeCounty(small()).value();
  REQUIRE(writeCounty(county, folder, Format::both));
  for (const CountyTable& table : countyTables()) {
    INFO(table.name);
    const auto memory = rowsOf(*inMemory(county, table));
    auto csv = openTable(folder + "/" + table.name + ".csv");
    auto xlsx = openTable(folder + "/" + table.name + ".xlsx");
    REQUIRE(csv);
    REQUIRE(xlsx);
    CHECK(memory.size() > 1);
    CHECK(rowsOf(**csv) == memory);
    // Sheets drop the .0 of numbers; everything else is the same.
    const auto sheet = rowsOf(**xlsx);
    REQUIRE(sheet.size() == memory.size());
    for (std::size_t i = 0; i < sheet.size(); ++i) {
      REQUIRE(sheet[i].size() == memory[i].size());
      for (std::size_t c = 0; c < sheet[i].size(); ++c) {
        const bool same = sheet[i][c] == memory[i][c] || sheet[i][c] + ".0" == memory[i][c];
        REQUIRE(same);
      }
    }
  }
  std::filesystem::remove_all(folder);
}

TEST_CASE("a folder that cannot be written is an error") {
  const County county = makeCounty(small()).value();
  CHECK(writeCounty(county, "no/such/folder", Format::csv).error().code == Errc::storageFailed);
}
