// What an office brings in by files beyond lists of households: figures of the county, ledgers, corrections, and what
// was exported before.

#include <catch2/catch.hpp>

#include "sync-server/ctl/commands.h"
#include "tests/server/office.h"

using namespace bf;
using bf::test::contents;
using bf::test::has;
using bf::test::Office;
using bf::test::valueOf;

namespace {

const char* const households =
    "行政村代码,户编号,户主姓名,农户类别,饮水安全\n"
    "441424100200,44142410020000001,张三,建档立卡贫困户,是\n"
    "441424100200,44142410020000002,李四,建档立卡贫困户,否\n";
const char* const members =
    "户编号,姓名,性别,与户主关系\n"
    "44142410020000001,张三,男,户主\n";

void replace(std::string& text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  text.replace(at, what.size(), by);
}

std::size_t countOf(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

void imported(Office& office) {
  office.found();
  office.did({"register", "import", office.write("农户.csv", households), office.write("成员.csv", members)});
}

}  // namespace

TEST_CASE("the county's parameters are listed, filled in from a template, and read by the pack") {
  Office office;
  imported(office);
  const std::vector<std::string> list{"pack", "parameters", "wuhua-2018", "--date", "20181231"};
  CHECK(has(office.did(list), "province_rural_income"));
  auto words = list;
  const auto path = office.folder + "/parameters.csv";
  words.insert(words.end(), {"--template", "-o", path});
  office.did(words);
  auto sheet = contents(path);
  CHECK(has(sheet, "Region code"));
  office.did({"register", "import", path});  // nothing is filled in yet, and nothing comes of it
  CHECK_FALSE(has(office.did(list), "17167.74"));
  replace(sheet, R"("province_rural_income","2018",,)", R"("province_rural_income","2018","17167.74",)");
  const auto told = office.did({"--json", "register", "import", office.write("parameters.csv", sheet)});
  CHECK(has(told, "\"taken\": 1"));
  CHECK(has(office.did(list), "17167.74"));
}

TEST_CASE("a template of parameters names the records that are there, so that they are written and not copied") {
  Office office;
  imported(office);
  office.did(
      {"register", "import", "--kind", "parameter",
       office.write("年度参数.csv",
                    "地区代码,参数名,年度,数值,生效日期\n441424,province_rural_income,2018,17167.74,2018-03-01\n")});
  const auto listed = office.did({"--json", "pack", "parameters", "wuhua-2018", "--date", "20181231"});
  CHECK(has(listed, "\"from\": \"2018-03-01\""));
  const auto path = office.folder + "/parameters.csv";
  office.did({"pack", "parameters", "wuhua-2018", "--date", "20181231", "--template", "-o", path});
  auto sheet = contents(path);
  replace(sheet, R"("17167.7400")", R"("17168")");
  office.did({"register", "import", "--overwrite", office.write("parameters.csv", sheet)});
  CHECK(countOf(office.did({"export", "parameter"}), "province_rural_income") == 1);
  CHECK(has(office.did({"pack", "parameters", "wuhua-2018", "--date", "20181231"}), "17168"));
  const auto book = office.folder + "/parameters.xlsx";
  office.did({"pack", "parameters", "wuhua-2018", "--template", "--format", "xlsx", "-o", book});
  CHECK(contents(book).starts_with("PK"));
  office.refused(Exit::input, {"pack", "parameters", "wuhua-2018", "--template", "--format", "html"});
}

TEST_CASE("a correction names a household by its number, and what is below it by its own fields") {
  Office office;
  imported(office);
  office.did({"register", "import", "--overwrite", office.write("x.csv", "户编号,饮水安全\n44142410020000002,是\n")});
  CHECK(countOf(office.did({"export", "household"}), "Yes") >= 2);
  office.did({"register", "import",
              office.write("危房改造.csv", "户编号,计划年度,改造方式,进度\n44142410020000001,2018,拆除重建,已开工\n")});
  const auto stage =
      office.write("危房改造阶段.csv", "户编号,计划年度,阶段,日期\n44142410020000001,2018,竣工,2018-12-20\n");
  office.did({"register", "import", stage});
  office.did({"register", "import", stage});
  CHECK(countOf(office.did({"export", "renovation_stage"}), "44142410020000001") == 1);
  const auto other = office.write("s.csv", "户编号,计划年度,阶段,日期\n44142410020000001,2017,竣工,2018-12-20\n");
  const auto said = office.refused(Exit::input, {"register", "import", other});
  CHECK(has(said, "s.csv:2"));
  CHECK(has(said, "no such record: Renovation"));
}

TEST_CASE("what one file brought is known to the next of the same import, and the counts are in the JSON") {
  Office office;
  imported(office);
  const std::string fund = "地区代码,资金名称,资金类型,来源,年度\n441424,专项一,财政专项扶贫资金,中央财政,2018\n";
  office.did({"register", "import", "--kind", "fund", office.write("资金.csv", fund)});
  const std::string paid =
      "地区代码,资金名称,类型,日期,金额\n441424,专项一,到位,2018-03-01,100\n441424,专项一,到位,2018-04-01,200\n";
  const auto told = office.did({"--json", "register", "import", "--kind", "fund_movement", office.write("a.csv", paid),
                                office.write("b.csv", paid)});
  CHECK(has(told, "\"created\": 2"));
  CHECK(has(told, "\"same\": 2"));
  CHECK(countOf(office.did({"export", "fund_movement"}), "2018-03-01") == 1);
}

TEST_CASE(
    "of a damaged workbook nothing is imported, and that is said; a report that cannot be written is told first") {
  Office office;
  imported(office);
  const auto damaged = office.write("x.xlsx", std::string("PK\x03\x04 damaged"));
  CHECK(has(office.refused(Exit::input, {"register", "import", damaged}, "zh"), "没有导入任何文件"));
  CHECK(has(office.refused(Exit::input, {"register", "import", damaged}), "no file was imported"));
  const auto more = office.write("x.csv", "行政村代码,户编号,户主姓名\n441424100200,44142410020000003,王五\n");
  const auto said =
      office.refused(Exit::storage, {"register", "import", more, "--report", office.folder + "/no/r.csv"});
  CHECK(has(said, "cannot be written: there is no such folder"));
  CHECK_FALSE(has(office.did({"export", "household"}), "44142410020000003"));
}

TEST_CASE("what cannot be told apart from another kind is refused with file, row and columns") {
  Office office;
  imported(office);
  const auto file = office.write("报销.csv", "户编号,姓名,窗口\n44142410020000001,钱七,一\n");
  const auto said = office.refused(Exit::input, {"register", "import", file});
  CHECK(has(said, "报销.csv:1 C 窗口"));
  CHECK(has(office.refused(Exit::input, {"register", "import", file}, "zh"), "整个文件未导入"));
  const auto more = office.refused(Exit::input, {"register", "import", "--ignore", "窗口", "--kind", "member", file});
  CHECK(has(more, "a new one needs the columns"));
  CHECK_FALSE(has(office.did({"export", "member", "--unmask", "--reason", "look"}), "钱七"));
  office.refused(Exit::notFound, {"register", "import", "--kind", "nothing", file});
}

TEST_CASE("an exported table has each heading once and comes in again") {
  Office office;
  imported(office);
  for (const std::string kind : {"member", "household"}) {
    const auto path = office.folder + "/" + kind + ".csv";
    office.did({"export", kind, "--unmask", "--reason", "again", "-o", path});
    const auto table = contents(path);
    CHECK(countOf(table.substr(0, table.find('\n')), "\"Name\"") == (kind == "member" ? 1 : 0));
    CHECK(has(office.did({"--json", "register", "import", path}), "\"taken\""));
  }
}

TEST_CASE("a long list of figures that comes again adds nothing, however many there are of its kind") {
  Office office;
  imported(office);
  std::string list = "地区代码,参数名,年度,数值\n";
  for (int year = 1960; year < 2000; ++year) list += "441424,rural_income," + std::to_string(year) + ",1\n";
  const auto path = office.write("年度参数.csv", list);
  office.did({"register", "import", "--kind", "parameter", path});
  const auto again = office.did({"--json", "register", "import", "--kind", "parameter", path});
  CHECK(has(again, "\"taken\": 40"));
  CHECK(countOf(office.did({"export", "parameter"}), "rural_income") == 40);
}

TEST_CASE("a register number that was taken over from a removed household is the living one's") {
  Office office;
  imported(office);
  const auto secretary = office.tablet("village_secretary", "441424100200");
  REQUIRE(office.sync(*secretary).kind == bf::ClientStep::Kind::done);
  auto& tablet = secretary->replica();
  for (const auto& household : bf::test::households(tablet.store())) {
    const auto number = bf::test::shown(tablet.store(), household.kind, household.id, "register_number");
    if (number == bf::Value(std::string("44142410020000001")))
      REQUIRE(tablet.remove(household.kind, household.id, "登记重复"));
  }
  for (int i = 0; i < 2; ++i) REQUIRE(office.sync(*secretary).kind == bf::ClientStep::Kind::done);
  office.refused(Exit::notFound, {"report", "household", "44142410020000001"});
  // What comes for the number now makes a household that everybody sees, with the members of the list.
  office.did({"register", "import", office.write("农户.csv", households), office.write("成员.csv", members)});
  CHECK(has(office.did({"report", "household", "44142410020000001"}), "张三"));
  CHECK(countOf(office.did({"export", "household"}), "44142410020000001") == 1);
  CHECK(countOf(office.did({"export", "member"}), "44142410020000001") == 1);
}

TEST_CASE("every value that the register kept is told with its place and both values, the sensitive ones masked") {
  Office office;
  imported(office);
  const std::string heading = "户编号,行政村代码,户主姓名,饮水安全,联系电话\n";
  office.did(
      {"register", "import", office.write("a.csv", heading + "44142410020000001,441424100200,张三,是,13812345678\n")});
  const auto other = office.write("b.csv", heading + "44142410020000001,441424100200,张四,否,13987654321\n");
  const auto path = office.folder + "/report.csv";
  const auto outcome = office.run({"register", "import", other, "--report", path}, "zh");
  CHECK(outcome.status == 0);
  CHECK(has(outcome.err, "b.csv:2 C 户主 与登记的不同，保留登记的内容：登记 张三，文件 张四"));
  CHECK(has(outcome.err, "登记 138****5678，文件 139****4321"));
  const auto report = contents(path);
  CHECK(countOf(report, "\"kept\"") == 3);
  CHECK(has(report, R"("不同而保留原值","b.csv",2,"D 饮水安全","与登记的不同，保留登记的内容","是","否","kept")"));
  CHECK_FALSE(has(report + outcome.err, "13987654321"));
  CHECK_FALSE(has(office.run({"register", "import", "--overwrite", other}, "zh").err, "保留"));
}

TEST_CASE("a household whose row names another village stays, is told, and is moved by its own command") {
  Office office;
  imported(office);
  const auto file = office.write("b.csv", "行政村代码,户编号,户主姓名\n441424100201,44142410020000001,张五\n");
  const auto told = office.run({"--json", "register", "import", "--overwrite", file}, "zh");
  CHECK(told.status == 0);
  CHECK(valueOf(told.out, "replaced") == "1");
  CHECK(has(told.err, "登记 441424100200，文件 441424100201"));
  CHECK(has(told.err, "register move"));
  CHECK_FALSE(has(office.did({"export", "household"}), "441424100201"));
  CHECK(valueOf(office.run({"--json", "register", "import", file}).out, "differing") == "1");

  const std::vector<std::string> move{"register", "move", "44142410020000001", "441424100201", "--why", "并村"};
  office.did(move);
  const auto table = office.did({"export", "household", "--region", "441424100201"});
  CHECK(has(table, "44142410020000001"));
  CHECK(has(office.did({"export", "member", "--region", "441424100201"}), "44142410020000001"));
  CHECK(has(office.did({"audit", "list"}), "并村"));
  CHECK(valueOf(office.run({"--json", "register", "import", file}).out, "same") == "1");
  office.refused(Exit::input, move);
  office.refused(Exit::input, {"register", "move", "44142410020000001", "441424100", "--why", "x"});
  office.refused(Exit::notFound, {"register", "move", "44142410020000001", "450125100200", "--why", "x"});
  office.refused(Exit::notFound, {"register", "move", "1", "441424100200", "--why", "x"});
}

TEST_CASE(
    "a parameter that no pack reads is told with near names; without a year or with cut decimals it is left out") {
  Office office;
  imported(office);
  const auto said = [&](const std::string& row) {
    const auto file = office.write("年度参数.csv", "地区代码,参数名,年度,数值\n441424," + row + "\n");
    return office.run({"--json", "register", "import", file}, "zh");
  };
  const auto misspelt = said("povince_rural_income,2018,1");
  CHECK(misspelt.status == 0);
  CHECK(has(misspelt.err, "B 参数名 没有政策包使用这个参数名，相近的有：province_rural_income"));
  CHECK(has(said("something_else_entirely,2018,1").err, "可用的见 bianfangctl pack parameters"));
  const auto yearless = said("province_rural_income,,1");
  CHECK(yearless.status == static_cast<int>(Exit::input));
  CHECK(has(yearless.err, "没有填写年度，本行未导入"));
  const auto broken = said("idle_days,2018,30.5");
  CHECK(broken.status == static_cast<int>(Exit::input));
  CHECK(has(broken.err, "此参数按整数计算"));
  CHECK(said("idle_days,2018,30").status == 0);
  CHECK(said("province_rural_income,2018,17167.74").err.empty());
}

TEST_CASE("what an import finds odd is told once, at its columns; nobody is born after today") {
  Office office;
  imported(office);
  const auto file = office.write("成员2.csv",
                                 "户编号,姓名,性别,证件号码,出生日期,与户主关系,联系电话\n"
                                 "44142410020000002,李四,男,,2130-01-01,户主,123\n"
                                 "44142410020000002,李五,男,441424198001019013,1980-01-02,之子,\n");
  const auto said = office.run({"register", "import", file}, "zh").err;
  CHECK(has(said, "成员2.csv:2 E 出生日期 日期在今天之后，请核对"));
  CHECK(has(said, "G 联系电话 电话号码格式有误"));
  CHECK_FALSE(has(said, "联系电话：电话"));
  CHECK(has(said, "D 证件号码、E 出生日期 出生日期与证件号码不符"));
}
