#include "shared/exchange/export.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <sstream>

#include "shared/exchange/csv.h"
#include "shared/exchange/xlsx_writer.h"
#include "shared/schema/record_builder.h"
#include "tests/exchange/register_support.h"

using namespace bf;
using namespace bf::test;

namespace {

const KindSpec& kindOf(const char* name) { return *builtinSchema().kindByName(name); }

/// Heading and one row of an export, as heading -> cell.
std::map<std::string, std::string> exported(const KindSpec& kind, const std::vector<Field>& fields,
                                            ExportSettings settings) {
  const RecordExporter exporter(kind, settings);
  std::ostringstream out;
  CsvWriter writer(out, exporter.columns());
  const std::vector<std::string_view> keys(settings.keys.size(), "键");
  REQUIRE(exporter.write(keys, fields, writer));
  REQUIRE(writer.finish());
  const Lines lines = linesOfCsv(out.str());
  REQUIRE(lines.size() == 2);
  std::map<std::string, std::string> cells;
  for (std::size_t i = 0; i < lines[1].size(); ++i) cells[lines[0][i]] = lines[1][i];
  return cells;
}

std::vector<Field> someMember() {
  return RecordBuilder(kindOf("member"))
      .set("name", std::string("=张䶮"))
      .set("id_number", std::string("441424198001019013"))
      .read("birth_date", "1980-01-01")
      .choose("health", std::vector<std::string>{"患有大病", "残疾"})
      .choose("sex", "男")
      .fields()
      .value();
}

}  // namespace

TEST_CASE("an export has the labels as headings and masks what is sensitive unless asked") {
  const auto masked = exported(kindOf("member"), someMember(), {});
  CHECK(masked.at("姓名") == "=张䶮");
  CHECK(masked.at("证件号码") == "441***********9013");
  CHECK(masked.at("健康状况") == "***");
  CHECK(masked.at("出生日期") == "1980-01-01");
  ExportSettings whole;
  whole.masking = Masking::whole;
  whole.keys = {{"户编号", 20, false}};
  const auto open = exported(kindOf("member"), someMember(), whole);
  CHECK(open.at("户编号") == "键");
  CHECK(open.at("证件号码") == "441424198001019013");
  CHECK(open.at("健康状况") == "患有大病；残疾");
}

TEST_CASE("an export speaks English when asked") {
  ExportSettings settings;
  settings.language = Language::english;
  const auto cells = exported(kindOf("member"), someMember(), settings);
  CHECK(cells.at("Name") == "=张䶮");
  CHECK(cells.at("Sex") == "Male");
}

TEST_CASE("signatures, photos and the envelope have no column, and amounts are numbers") {
  const RecordExporter exporter(kindOf("household"), {});
  bool land = false;
  for (const OutColumn& column : exporter.columns()) {
    CHECK(column.heading != "房屋照片");
    CHECK(column.width >= 8);
    CHECK(column.width <= 40);
    if (column.heading == "耕地") land = column.number;
    if (column.heading == "户编号" || column.heading == "识别年度") CHECK_FALSE(column.number);
  }
  CHECK(land);
}

TEST_CASE("keys must be as many as their columns, and broken bytes are an error") {
  const RecordExporter exporter(kindOf("member"), {});
  std::ostringstream out;
  CsvWriter writer(out, exporter.columns());
  const std::vector<std::string_view> one{"x"};
  CHECK(exporter.write(one, someMember(), writer).error().code == Errc::internal);
  const std::uint32_t number = kindOf("member").fieldByName("sex")->number;
  CHECK_FALSE(exporter.write({}, std::vector<Field>{{number, "\xFF"}}, writer));
}

TEST_CASE("what was imported, exported whole and imported again is the same, as CSV and as XLSX") {
  const Scratch scratch;
  const auto first = importTables({{"农户.csv", goodHouseholds()}, {"成员.csv", goodMembers()}});
  for (const bool xlsx : {false, true}) {
    std::vector<ImportFile> files;
    for (const char* kind : {"household", "member"}) {
      ExportSettings settings;
      settings.masking = Masking::whole;
      settings.keys = {{std::string(kind) == "household" ? "行政村代码" : "户编号", 20, false}};
      const RecordExporter exporter(kindOf(kind), settings);
      const std::string path = scratch.path(std::string(kind) + (xlsx ? ".xlsx" : ".csv"));
      std::ofstream file;
      std::unique_ptr<RowSink> sink;
      if (xlsx) {
        sink = std::move(*XlsxWriter::open(path, kind, exporter.columns(), scratch.folder()));
      } else {
        file.open(path, std::ios::binary);
        sink = std::make_unique<CsvWriter>(file, exporter.columns());
      }
      for (const ImportedRecord* record : first.of(kind)) {
        const std::string key = record->parentKey.empty() ? std::to_string(record->region) : record->parentKey;
        REQUIRE(exporter.write(std::vector<std::string_view>{key}, record->fields, *sink));
      }
      REQUIRE(sink->finish());
      auto opened = openImport(path);
      REQUIRE(opened);
      files.push_back(std::move(opened->front()));
    }
    std::vector<ImportedRecord> again;
    const auto report = importRegister(builtinSchema(), smallRegions(), std::move(files),
                                       [&](RegionCode, std::vector<ImportedRecord>&& batch) -> Result<void> {
                                         for (auto& record : batch) again.push_back(std::move(record));
                                         return {};
                                       });
    REQUIRE(report);
    CHECK(report->complete());
    REQUIRE(again.size() == first.records.size());
    for (std::size_t i = 0; i < again.size(); ++i) {
      INFO(again[i].key);
      CHECK(again[i].key == first.records[i].key);
      CHECK(again[i].fields == first.records[i].fields);
    }
  }
}
