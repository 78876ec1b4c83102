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
  CHECK(has(told, "\"created\": 2,"));
  INFO(told);
  CHECK(has(told, "\"same\": 2}"));
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
  const auto other = office.write("b.csv", heading + "44142410020000001,441424100200,张三,否,13987654321\n");
  const auto path = office.folder + "/report.csv";
  const auto outcome = office.run({"register", "import", other, "--report", path}, "zh");
  CHECK(outcome.status == 0);
  CHECK(has(outcome.err, "b.csv:2 D 饮水安全 与登记的不同，保留登记的内容：登记 是，文件 否"));
  CHECK(has(outcome.err, "登记 138****5678，文件 139****4321"));
  const auto report = contents(path);
  CHECK(countOf(report, "\"kept\"") == 2);
  CHECK(has(report, R"("不同而保留原值","b.csv",2,"D 饮水安全","与登记的不同，保留登记的内容","是","否","kept")"));
  CHECK_FALSE(has(report + outcome.err, "13987654321"));
  CHECK_FALSE(has(office.run({"register", "import", "--overwrite", other}, "zh").err, "保留"));
}

TEST_CASE("a household whose row names another village stays, is told, and is moved by its own command") {
  Office office;
  imported(office);
  const auto file =
      office.write("b.csv", "行政村代码,户编号,户主姓名,饮水安全\n441424100201,44142410020000001,张三,否\n");
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

TEST_CASE("a register number is the same one however it is written, and nothing that is imported changes it") {
  Office office;
  imported(office);
  const auto wide = "户编号,户主姓名,饮水安全\n４４１４２４１００２００００００２,李四,是\n";
  const auto path = office.write("wide.csv", wide);
  const auto told = office.run({"--json", "register", "import", "--overwrite", path}, "zh");
  CHECK(told.status == 0);
  CHECK(valueOf(told.out, "replaced") == "1");
  CHECK(countOf(office.did({"export", "household"}), "４４１４２４１００２００００００２") == 0);
  CHECK(valueOf(office.run({"--json", "register", "import", office.write("农户.csv", households)}).out, "created") ==
        "0");
  CHECK(has(office.did({"report", "household", "４４１４２４１００２００００００２"}), "李四"));
  office.did({"register", "import",
              office.write("新户.csv",
                           "行政村代码,户编号,户主姓名,农户类别\n441424100200,'4414 2410 0200 0000 9,钱七,"
                           "建档立卡贫困户\n")});
  CHECK(has(office.did({"report", "household", "44142410020000009"}), "钱七"));
}

TEST_CASE("a number that an older hand wrote in full width is found, stays and makes no second household") {
  Office office;
  imported(office);
  const auto secretary = office.tablet("village_secretary", "441424100200");
  REQUIRE(office.sync(*secretary).kind == bf::ClientStep::Kind::done);
  auto& tablet = secretary->replica();
  const auto* field = builtinSchema().kindByName("household")->fieldByName("register_number");
  for (const auto& household : bf::test::households(tablet.store())) {
    if (bf::test::shown(tablet.store(), household.kind, household.id, "register_number") !=
        bf::Value(std::string("44142410020000002")))
      continue;
    const std::string wide = "４４１４２４１００２００００００２";
    Edit edit;
    edit.kind = household.kind;
    edit.record = household.id;
    edit.set.push_back({field->number, encodeValue(*field, Value(wide))});
    REQUIRE(tablet.save(edit));
  }
  for (int i = 0; i < 2; ++i) REQUIRE(office.sync(*secretary).kind == bf::ClientStep::Kind::done);
  const auto told = office.run({"--json", "register", "import", "--overwrite", office.write("农户.csv", households)});
  CHECK(valueOf(told.out, "created") == "0");
  CHECK(valueOf(told.out, "same") == "2");
  CHECK(has(office.did({"export", "household"}), "４４１４２４１００２００００００２"));
}

TEST_CASE("a list whose numbers slipped by a line is left out row by row, with both names, and changes nobody") {
  Office office;
  imported(office);
  const auto slipped = office.write(
      "收入.csv", "户编号,户主,年度,工资性收入\n44142410020000001,李四,2018,1\n44142410020000002,张三,2018,2\n");
  const auto said =
      office.refused(Exit::input, {"register", "import", "--overwrite", "--kind", "income", slipped}, "zh");
  CHECK(has(said, "收入.csv:2 B 户主"));
  CHECK(has(said, "登记 张三，文件 李四"));
  CHECK(has(said, "请核对户编号与户主"));
  CHECK_FALSE(has(office.did({"export", "income"}), "2018"));
  const auto other = office.write("x.csv", "户编号,户主姓名,饮水安全\n44142410020000001,李四,否\n");
  office.refused(Exit::input, {"register", "import", "--overwrite", other});
  CHECK(has(office.did({"export", "household"}), "张三"));
  const auto corrected = office.write("y.csv", "户编号,户主姓名\n44142410020000002,李似\n");
  CHECK(has(office.run({"register", "import", "--overwrite", corrected}, "zh").err,
            "请核对是否为同一户：登记 李四，文件 李似"));
}

TEST_CASE("a parameter in another unit than the packs read it in is left out and changes no figure") {
  Office office;
  imported(office);
  const auto row = [&](const std::string& amount, const std::string& unit) {
    return office.write("年度参数.csv", "地区代码,参数名,年度,数值,单位\n441424,province_rural_income,2018," + amount +
                                            "," + unit + "\n");
  };
  office.did({"register", "import", row("17167.74", "元")});
  const auto said = office.refused(Exit::input, {"register", "import", "--overwrite", row("1.72", "万元")}, "zh");
  CHECK(has(said, "年度参数.csv:2 E 单位"));
  CHECK(has(said, "请换算成元后填写"));
  const auto listed = office.did({"pack", "parameters", "wuhua-2018", "--date", "20181231"});
  CHECK(has(listed, "17167.74"));
  for (const char* unit : {"yuan", " 元 ", "元/人", ""})
    office.did({"register", "import", "--overwrite", row("17168", unit)});
  CHECK(has(office.did({"pack", "parameters", "wuhua-2018", "--date", "20181231"}), "17168"));
}

TEST_CASE("somebody whose ID number stands in another household is told with where, until that one let him go") {
  Office office;
  imported(office);
  const std::string heading = "户编号,姓名,性别,与户主关系,证件号码,出生日期\n";
  const std::string rest = ",张小明,男,之子,440524188001010014,1880-01-01\n";
  office.did({"register", "import", office.write("a.csv", heading + "44142410020000001" + rest)});
  CHECK_FALSE(
      has(office.run({"register", "import", office.write("a.csv", heading + "44142410020000001" + rest)}, "zh").err,
          "另一户"));
  const auto said =
      office.run({"register", "import", office.write("b.csv", heading + "44142410020000002" + rest)}, "zh");
  CHECK(has(said.err, "E 证件号码 此证件号码已登记在另一户（户编号 44142410020000001）"));
  CHECK_FALSE(has(said.err, "440524188001010014"));
  office.did({"register", "import",
              office.write("c.csv",
                           "户编号,证件号码,减少原因,减少日期\n44142410020000002,440524188001010014,分户,2018-01-01\n"
                           "44142410020000001,440524188001010014,分户,2018-01-01\n")});
  office.did({"register", "import",
              office.write("n.csv",
                           "行政村代码,户编号,户主姓名,农户类别\n441424100200,"
                           "44142410020000003,王五,建档立卡贫困户\n")});
  const auto moved =
      office.run({"register", "import", office.write("d.csv", heading + "44142410020000003" + rest)}, "zh");
  CHECK_FALSE(has(moved.err, "另一户"));
}

TEST_CASE("a closing by a rule that no pack has is refused, and one with another figure says what the rule shows") {
  Office office;
  imported(office);
  office.did({"register", "import", office.write("m.csv", "户编号,姓名,与户主关系\n44142410020000001,王五,户主\n")});
  const std::vector<std::string> list{"--json", "evaluate", "--pack", "doubts", "--list", "--indicator", "D2.heads"};
  CHECK(valueOf(office.did(list), "figure") == "2");
  const auto close = [&](const std::string& rule, const std::string& figure) {
    const auto file = office.write("k.csv",
                                   "户编号,疑点类型,发现日期,系统比对的规则,状态,核查日期,核查结论,核查时的数值\n"
                                   "44142410020000001,数据疑点,2018-03-01," +
                                       rule + ",不属实,2018-03-02,户口簿为两户," + figure + "\n");
    return office.run({"register", "import", "--overwrite", "--kind", "doubt", file}, "zh");
  };
  const auto misspelt = close("D2_heads", "2");
  CHECK(misspelt.status == static_cast<int>(Exit::input));
  CHECK(has(misspelt.err, "k.csv:2 D 系统比对的规则"));
  CHECK(has(misspelt.err, "相近的有：D2.heads"));
  const auto without = close("D2.heads", "");
  CHECK(without.status == 0);
  CHECK(has(without.err, "k.csv:2 H 核查时的数值 没有填写核查时的数值，疑点不会关闭；规则现在的数值是 2"));
  CHECK(has(close("D2.heads", "3").err, "与规则现在的数值不符，疑点不会关闭；规则现在的数值是 2"));
  CHECK(has(office.did(list), "not met"));
  const auto right = close("D2.heads", "2");
  CHECK_FALSE(has(right.err, "规则现在"));
  CHECK_FALSE(has(office.did(list), "44142410020000001"));
  // Whoever is named as the examiner: the file of the household says who wrote it.
  const auto page = office.run({"report", "household", "44142410020000001"}, "zh").out;
  CHECK(has(page, "<dt>结论填写人（登记用户、时间）</dt><dd>县办公室 20"));
}

TEST_CASE("what hangs from one of two members of a name goes out with the ID number and comes in again") {
  Office office;
  imported(office);
  const auto two = office.write("m.csv",
                                "户编号,姓名,与户主关系,证件号码\n"
                                "44142410020000001,张小,之子,441424199001012211\n"
                                "44142410020000001,张小,之女,441424201203043526\n");
  office.did({"register", "import", two});
  office.did({"register", "import", "--kind", "enrolment",
              office.write("e.csv",
                           "户编号,姓名,证件号码,年度,城乡居民基本医疗保险\n"
                           "44142410020000001,张小,441424201203043526,2018,是\n")});
  const auto path = office.folder + "/out.csv";
  office.did({"export", "enrolment", "-o", path});
  INFO(contents(path));
  CHECK(has(contents(path), "3526"));
  CHECK_FALSE(has(contents(path), "441424201203043526"));
  const auto again = office.did({"--json", "register", "import", "--kind", "enrolment", "--overwrite", path});
  CHECK(valueOf(again, "created") == "0");
  CHECK(valueOf(again, "same") == "1");
}
