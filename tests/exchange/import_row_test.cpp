#include "shared/exchange/import_row.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "shared/schema/validate.h"
#include "tests/exchange/register_support.h"

using namespace bf;
using namespace bf::test;

TEST_CASE("rows that cannot be placed are left out with their reason, everything else goes on") {
  auto households = goodHouseholds();
  households.push_back({"4414241009990001", "441424100999", "甲", "一般贫困户"});
  households.push_back({"4414241009990002", "441424100", "一个乡镇", "一般贫困户"});
  households.push_back({"4414241002000001", "441424100200", "重复", "一般贫困户"});
  households.push_back({"", "441424100200", "没有编号", "一般贫困户"});
  auto members = goodMembers();
  members.push_back({"9", "无户", "男"});
  members.push_back({"4.41424E+15", "截断", "男"});
  members.push_back({"4414241002000001"});
  const auto imported = importTables({{"农户.csv", households},
                                      {"成员.csv", members},
                                      {"参保.csv",
                                       {{"户编号", "姓名", "年度", "大病保险"},
                                        {"4414241002000001", "无此人", "2018", "是"},
                                        {"9", "张䶮", "2018", "是"}}}});
  const std::map<std::string, std::size_t> expected{
      {"unknownVillage", 1},   {"wrongLevel", 1}, {"householdTwice", 1}, {"noRegisterNumber", 1},
      {"unknownHousehold", 2}, {"cutNumber", 1},  {"emptyRow", 1},       {"unknownMember", 1}};
  CHECK(imported.report.rows.counts() == expected);
  CHECK(imported.records.size() == 5);
  const Notice& first = imported.report.rows.kept().front();
  CHECK(first.file == "农户.csv");
  CHECK(first.row == 4);
  CHECK(first.message.zh.find("不存在") != std::string::npos);
}

TEST_CASE("ledgers of county and township lie where they are kept, whatever the column of the code is called") {
  for (const char* heading : {"行政村代码", "地区代码", "行政区代码", "Region code"}) {
    INFO(heading);
    const auto imported = importTables({{"会议.csv",
                                         {{heading, "会议类型", "日期", "主持人", "级别", "议题"},
                                          {"441424", "党委常委会", "2018-09-05", "李", "县级", "扶贫"},
                                          {"441424100", "党委常委会", "2018-10-05", "李", "乡镇", "扶贫"}}}});
    CHECK(imported.report.complete());
    REQUIRE(imported.of("meeting").size() == 2);
    CHECK(imported.of("meeting")[0]->region == 441424);
    CHECK(imported.of("meeting")[1]->region == 441424100);
  }
}

TEST_CASE("a cell that cannot be read is left out, its row goes on") {
  auto households = goodHouseholds();
  households[1][7] = "约三亩";
  households[2][5] = "快脱贫了";
  auto members = goodMembers();
  members[1][4] = "9998-01-01";  // a date, but none that the register can hold
  const auto imported = importTables({{"农户.csv", households}, {"成员.csv", members}});
  CHECK(imported.report.cells.total() == 3);
  CHECK(imported.report.cells.count("unreadable") == 1);
  CHECK(imported.report.cells.count("notAChoice") == 1);
  CHECK(imported.of("member").size() == 3);
  CHECK(Imported::text(*imported.of("member")[0], "birth_date").empty());
  const Notice& land = imported.report.cells.kept().front();
  CHECK(land.row == 2);
  CHECK(land.column == "H 耕地");
  CHECK(land.message.zh == "无法识别，应为数字，最多2位小数，单位亩");
  CHECK(imported.of("household").size() == 2);
  CHECK(Imported::text(*imported.of("household")[0], "farmland").empty());
}

TEST_CASE("what looks wrong is taken over and reported") {
  auto members = goodMembers();
  members[1][3] = "441424198001019010";  // the check digit would be 3
  members[2][2] = "男";                  // the number says female
  members[3][4] = "1970-03-04";
  members.push_back({"4414241002010001", "欧阳小", "女", "", "2010-01-01", "户主", "小学", "健康", ""});
  members.push_back(
      {"4414241002010001", "抄来的", "男", "44142419700303903X", "1970-03-03", "之子", "小学", "健康", ""});
  auto households = goodHouseholds();
  households.push_back({"4414241002000002", "441424100200", "没有成员", "一般贫困户", "因病", "未脱贫", "1", ""});
  households.push_back({"4414241002000003", "441424100200", "没有户主", "一般贫困户", "因病", "未脱贫", "1", ""});
  members.push_back({"4414241002000003", "古秀英", "女", "", "1950-01-01", "配偶", "小学", "健康", ""});
  const auto imported = importTables({{"农户.csv", households}, {"成员.csv", members}});
  CHECK(imported.report.complete());
  CHECK(imported.of("member").size() == 6);
  const auto& warnings = imported.report.warnings;
  for (const char* code : {"idTwice", "noMembers", "noHead", "twoHeads", "personsDiffer"}) {
    INFO(code);
    CHECK(warnings.count(code) == 1);
  }
  CHECK(warnings.count("noIdNumber") == 2);
  const auto said = [&](std::size_t row, const std::string& part) {
    for (const Notice& notice : warnings.kept()) {
      if (notice.file == "成员.csv" && notice.row == row && notice.message.zh.find(part) != std::string::npos)
        return true;
    }
    return false;
  };
  CHECK(said(2, "证件号码"));
  CHECK(said(3, "性别与证件号码不符"));
  CHECK(said(4, "出生日期与证件号码不符"));
  CHECK(said(6, "成员.csv 第4行重复"));
}

TEST_CASE("no message of a report contains what stood in the file") {
  auto members = goodMembers();
  members[1][3] = "441424198001019010";
  members[2][5] = "秘密的关系";
  members.push_back({"9", "不存在的张", "男"});
  const auto imported = importTables({{"农户.csv", goodHouseholds()}, {"成员.csv", members}});
  const ImportReport& report = imported.report;
  for (const NoticeList* list : {&report.warnings, &report.cells, &report.rows, &report.files}) {
    for (const Notice& notice : list->kept()) {
      for (const std::string& text : {notice.message.zh, notice.message.en, notice.column}) {
        CHECK(text.find("44142419") == std::string::npos);
        CHECK(text.find("秘密") == std::string::npos);
        CHECK(text.find("不存在的张") == std::string::npos);
      }
    }
  }
  CHECK(report.rows.total() + report.cells.total() == 2);
}

TEST_CASE("every record that an import gives passes the hard rules of its kind") {
  const auto imported = importTables({{"农户.csv", goodHouseholds()}, {"成员.csv", goodMembers()}});
  for (const ImportedRecord& record : imported.records) {
    CHECK(checkFields(*builtinSchema().kind(record.kind), record.fields));
    CHECK(std::is_sorted(record.fields.begin(), record.fields.end(),
                         [](const Field& a, const Field& b) { return a.number < b.number; }));
  }
}

TEST_CASE("a masked cell is passed over and told once a column; a row known by a masked key alone is left out") {
  auto members = goodMembers();
  members[1][3] = "441***********9013";
  members[3][7] = "***";
  auto households = goodHouseholds();
  households[0].push_back("联系电话");
  for (std::size_t i = 1; i < households.size(); ++i) households[i].push_back("138****5678");
  const auto imported = importTables({{"农户.csv", households}, {"成员.csv", members}});
  CHECK(imported.of("household").size() == 2);
  CHECK(imported.of("member").size() == 2);
  for (const auto& record : imported.records)
    for (const auto& field : record.fields) CHECK(field.wire.find("***") == std::string::npos);
  CHECK(imported.report.rows.counts() == std::map<std::string, std::size_t>{{"maskedKey", 1}});
  CHECK(imported.report.warnings.count("masked") == 3);
  const Notice& phones = imported.report.warnings.kept().front();
  CHECK(phones.column == "I 联系电话");
  CHECK(phones.row == 2);
  CHECK(phones.message.zh.starts_with("本列有2个单元格被遮盖"));
}

TEST_CASE("a formula without a stored result is told with its place, and is never an empty cell") {
  const Scratch scratch;
  const std::string sheet =
      R"(<row r="1"><c r="A1" t="inlineStr"><is><t>户编号</t></is></c><c r="B1" t="inlineStr"><is><t>年度</t></is></c>)"
      R"(<c r="C1" t="inlineStr"><is><t>工资性收入</t></is></c><c r="D1" t="inlineStr"><is><t>财产性收入</t></is></c></row>)"
      R"(<row r="2"><c r="A2" t="inlineStr"><is><t>4414241002000001</t></is></c><c r="B2"><v>2018</v></c>)"
      R"(<c r="C2"><f>1000*70</f></c><c r="D2"><v>5</v></c></row>)"
      R"(<row r="3"><c r="A3"><f>A2</f><v/></c><c r="B3"><v>2018</v></c><c r="C3"><v>1</v></c></row>)";
  auto files = openImport(zipOf(bookParts(sheet), scratch));
  REQUIRE(files);
  files->front().kind = "income";
  files->push_back({std::make_unique<MemoryTable>("农户.csv", goodHouseholds()), {}});
  const auto report = importRegister(builtinSchema(), smallRegions(), std::move(*files),
                                     [](RegionCode, std::vector<ImportedRecord>&&) -> Result<void> { return {}; });
  REQUIRE(report);
  REQUIRE(report->cells.count("formulaOpen") == 1);
  CHECK(report->cells.kept().front().row == 2);
  CHECK(report->cells.kept().front().column == "C 工资性收入");
  CHECK(report->cells.kept().front().message.zh.find("Excel 或 WPS") != std::string::npos);
  REQUIRE(report->rows.count("formulaOpen") == 1);
  CHECK(report->rows.kept().front().column == "A 户编号");
  CHECK_FALSE(report->complete());
}
