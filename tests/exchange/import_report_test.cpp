#include "shared/exchange/import_report.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "shared/exchange/csv.h"
#include "tests/exchange/support.h"

using namespace bf;
using namespace bf::test;

TEST_CASE("notices are counted without bound and kept with one") {
  NoticeList list;
  for (std::size_t i = 0; i < warningsKeptPerKind + 5; ++i) list.add({"often", "f", i + 1, {}, {}});
  list.add({"once", "f", 1, {}, {}});
  CHECK(list.total() == warningsKeptPerKind + 6);
  CHECK(list.count("often") == warningsKeptPerKind + 5);
  CHECK(list.count("never") == 0);
  CHECK(list.kept().size() == warningsKeptPerKind + 1);
  CHECK(list.kept().back().code == "once");
}

TEST_CASE("a report is a table that an office can work through, in its language") {
  ImportReport report;
  CHECK(report.complete());
  report.warnings.add({"idTwice", "成员.csv", 7, "D 证件号码", {"重复", "twice"}});
  CHECK(report.complete());
  report.rows.add({"unknownVillage", "农户.csv", 3, "", {"没有此村", "no such village"}});
  CHECK_FALSE(report.complete());
  std::ostringstream out;
  CsvWriter writer(out, reportColumns(Language::chinese));
  REQUIRE(writeReport(report, Language::chinese, writer));
  CHECK(linesOfCsv(out.str()) == Lines{{"类别", "文件", "行", "列", "说明", "登记的内容", "文件的内容", "代号"},
                                       {"整行未导入", "农户.csv", "3", "", "没有此村", "", "", "unknownVillage"},
                                       {"已导入，请核对", "成员.csv", "7", "D 证件号码", "重复", "", "", "idTwice"}});
  std::ostringstream english;
  CsvWriter other(english, reportColumns(Language::english));
  REQUIRE(writeReport(report, Language::english, other));
  CHECK(linesOfCsv(english.str())[1] ==
        std::vector<std::string>{"row left out", "农户.csv", "3", "", "no such village", "", "", "unknownVillage"});
}

TEST_CASE("what the register kept is listed with both values, and what is beyond the limit with its number") {
  ImportReport report;
  report.kept.add({"kept", "农户.csv", 3, "C 联系电话", {"不同", "differs"}, "138****0001", "138****0002"});
  report.kept.countMore("kept", 7);
  CHECK(report.complete());
  std::ostringstream out;
  CsvWriter writer(out, reportColumns(Language::chinese));
  REQUIRE(writeReport(report, Language::chinese, writer));
  const auto lines = linesOfCsv(out.str());
  REQUIRE(lines.size() == 3);
  CHECK(lines[1] == std::vector<std::string>{"不同而保留原值", "农户.csv", "3", "C 联系电话", "不同", "138****0001",
                                             "138****0002", "kept"});
  CHECK(lines[2][4] == "另有7处，未列出");
}
