#include "shared/exchange/register_import.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "shared/exchange/csv.h"
#include "shared/exchange/register_index.h"
#include "shared/exchange/xlsx_writer.h"
#include "shared/schema/record_builder.h"
#include "shared/schema/validate.h"
#include "tests/exchange/register_support.h"

using namespace bf;
using namespace bf::test;

TEST_CASE("a small register is taken over whole, parents first, whatever the order of the files") {
  const auto imported = importTables({{"成员.csv", goodMembers()}, {"农户.csv", goodHouseholds()}});
  INFO(imported.report.warnings.total());
  CHECK(imported.report.complete());
  CHECK(imported.report.warnings.counts().empty());
  CHECK(imported.report.unknownColumns.empty());
  CHECK(imported.report.taken == std::map<std::string, std::size_t>{{"household", 2}, {"member", 3}});
  REQUIRE(imported.records.size() == 5);
  CHECK(imported.records[0].parentKind == 0);
  const ImportedRecord* household = imported.find("household", "4414241002000001");
  REQUIRE(household != nullptr);
  CHECK(household->region == 441424100200);
  CHECK(Imported::text(*household, "head_name") == "张䶮");
  CHECK(Imported::text(*household, "farmland") == "3.50");
  CHECK(Imported::text(*household, "household_kind") == "建档立卡贫困户");
  const ImportedRecord* member = imported.find("member", "4414241002000001/441424198202029023");
  REQUIRE(member != nullptr);
  CHECK(member->parentKey == "4414241002000001");
  CHECK(member->parentKind == builtinSchema().kindByName("household")->number);
  CHECK(member->region == 441424100200);
  CHECK(Imported::text(*member, "birth_date") == "1982-02-02");
  CHECK(Imported::text(*member, "id_kind") == "居民身份证");
}

TEST_CASE("records come village by village") {
  const auto imported = importTables({{"成员.csv", goodMembers()}, {"农户.csv", goodHouseholds()}});
  const std::vector<std::pair<RegionCode, std::size_t>> expected{
      {441424100200, 1}, {441424100201, 1}, {441424100200, 2}, {441424100201, 1}};
  CHECK(imported.batches == expected);
}

TEST_CASE("records held back are bounded") {
  ImportSettings settings;
  settings.recordsHeldMax = 1;
  const auto imported = importTables({{"成员.csv", goodMembers()}, {"农户.csv", goodHouseholds()}}, settings);
  CHECK(imported.batches.size() == 5);
  CHECK(imported.records.size() == 5);
}

TEST_CASE("what hangs from members and households is linked by number, ID number or name") {
  const auto imported = importTables(
      {{"参保.csv",
        {{"户编号", "姓名", "证件号码", "年度", "城乡居民基本医疗保险", "大病保险", "医保缴费方式"},
         {"4414241002000001", "", "441424198202029023", "2018", "是", "是", "政府代缴"},
         {"4414241002010001", "欧阳堃", "", "2018", "是", "否", "政府全额资助"}}},
       {"收入.csv",
        {{"户编号", "户主", "年度", "工资性收入"},
         {"4414241002000001", "张䶮", "2017年", "12,000"},
         {"4414241002000001", "张䶮", "2018", "13000.5"}}},
       {"住房.csv",
        {{"户编号", "鉴定等级", "鉴定日期", "鉴定方式"}, {"4414241002010001", "B", "2017年5月3日", "入户目测"}}},
       {"帮扶.csv",
        {{"户编号", "姓名", "单位", "单位隶属关系", "电话"},
         {"4414241002000001", "钟志伟", "县水务局", "县直", "13812345678"}}},
       {"村.csv", {{"行政村代码", "村名", "省定贫困村", "户籍人口"}, {"441424100200", "协和村", "否", "1,234"}}},
       {"自然村.csv",
        {{"乡镇", "行政村", "名称", "户数"}, {"水寨镇", "协和村", "塘背", "35"}, {"河东镇", "协和", "老屋", "20"}}},
       {"农户.csv", goodHouseholds()},
       {"成员.csv", goodMembers()}});
  for (const Notice& notice : imported.report.rows.kept()) UNSCOPED_INFO(notice.file << " " << notice.code);
  for (const Notice& notice : imported.report.cells.kept())
    UNSCOPED_INFO(notice.file << " " << notice.code << notice.column);
  CHECK(imported.report.complete());
  CHECK(imported.report.unknownColumns.empty());
  CHECK(imported.report.taken.size() == 8);
  const ImportedRecord* enrolment = imported.find("enrolment", "4414241002000001/441424198202029023/enrolment/2018");
  REQUIRE(enrolment != nullptr);
  CHECK(enrolment->parentKey == "4414241002000001/441424198202029023");
  CHECK(imported.find("enrolment", "4414241002010001/44142419700303903X/enrolment/2018") != nullptr);
  REQUIRE(imported.of("income").size() == 2);
  CHECK(imported.of("income")[0]->key == "4414241002000001/income/2017/");
  CHECK(Imported::text(*imported.of("income")[1], "wages") == "13000.50");
  CHECK(Imported::text(*imported.of("housing_assessment")[0], "grade") == "B级");
  CHECK(imported.of("helper_assignment")[0]->parentKey == "4414241002000001");
  REQUIRE(imported.of("natural_village").size() == 2);
  CHECK(imported.of("natural_village")[1]->region == 441424101200);
  CHECK(imported.of("natural_village")[1]->parentKey == "441424101200");
  CHECK(imported.find("village", "441424100200") != nullptr);
}

TEST_CASE("of a file whose heading has an open quote nothing is imported, and that is said") {
  std::vector<ImportFile> files;
  const std::string broken = "户编号,\"姓名,性别\n4414241002000001,张䶮,男\n";
  files.push_back({std::make_unique<CsvReader>(std::make_unique<std::istringstream>(broken), "成员.csv"), {}});
  const auto report = importRegister(builtinSchema(), smallRegions(), std::move(files),
                                     [](RegionCode, std::vector<ImportedRecord>&&) -> Result<void> { return {}; });
  REQUIRE(report);
  REQUIRE(report->files.total() == 1);
  const auto& told = report->files.kept()[0];
  CHECK(told.row == 1);
  CHECK(told.column == "B");
  CHECK(told.message.zh == "导入文件有误，未导入该部分：引号没有结束；整个文件未导入");
  CHECK(told.message.en.ends_with("nothing of the file is imported"));
}

TEST_CASE("files that are no register, or break off, are listed and the others go on") {
  std::vector<ImportFile> files;
  files.push_back({std::make_unique<MemoryTable>("购物单.csv", Lines{{"牛奶", "两瓶"}}), {}});
  auto households = goodHouseholds();
  files.push_back({std::make_unique<MemoryTable>("农户.csv", households), {}});
  const std::string broken = "户编号,姓名,性别\n4414241002000001,张䶮,男\n4414241002010001,\"欧阳,男\n";
  files.push_back({std::make_unique<CsvReader>(std::make_unique<std::istringstream>(broken), "成员.csv"), {}});
  std::size_t records = 0;
  const auto report = importRegister(builtinSchema(), smallRegions(), std::move(files),
                                     [&](RegionCode, std::vector<ImportedRecord>&& batch) -> Result<void> {
                                       records += batch.size();
                                       return {};
                                     });
  REQUIRE(report);
  CHECK(report->files.total() == 2);
  CHECK(report->files.kept()[0].file == "购物单.csv");
  CHECK(report->files.kept()[1].row == 3);
  CHECK(report->files.kept()[1].column == "B");
  CHECK(report->files.kept()[1].message.zh.ends_with("引号没有结束；此处以后未读，前面的行已导入"));
  CHECK(report->files.kept()[1].message.en.ends_with("from there on, the rows before are imported"));
  CHECK(records == 3);
}

TEST_CASE("an error of the sink ends the import") {
  std::vector<ImportFile> files;
  files.push_back({std::make_unique<MemoryTable>("农户.csv", goodHouseholds()), {}});
  const auto report =
      importRegister(builtinSchema(), smallRegions(), std::move(files),
                     [](RegionCode, std::vector<ImportedRecord>&&) -> Result<void> { return fail(Errc::storageFull); });
  REQUIRE_FALSE(report);
  CHECK(report.error().code == Errc::storageFull);
}

namespace {

/// A system that already holds one household with one member.
class Held final : public ImportDirectory {
 public:
  std::optional<RegionCode> household(std::string_view number) const override {
    return number == "77" ? std::optional<RegionCode>(441424101200) : std::nullopt;
  }
  std::optional<std::string> member(std::string_view household, std::string_view,
                                    std::string_view name) const override {
    return household == "77" && name == "旧人" ? std::optional<std::string>("77/旧人") : std::nullopt;
  }
  /// Two renovations of household 77, and nothing else.
  std::vector<std::string> records(const SoughtRecord& sought) const override {
    std::vector<std::string> keys;
    if (sought.kind != builtinSchema().kindByName("renovation")->number || sought.parentKey != "77") return keys;
    for (const char* year : {"2017", "2018"}) {
      RecordBuilder renovation(*builtinSchema().kindByName("renovation"));
      renovation.read("plan_year", year);
      if (holds(renovation.fields().value(), sought.fields)) keys.push_back(std::string("@") + year);
    }
    return keys;
  }
};

}  // namespace

TEST_CASE("a file alone is linked to what the system holds already") {
  const Held held;
  ImportSettings settings;
  settings.existing = &held;
  const auto imported = importTables(
      {{"参保.csv",
        {{"户编号", "姓名", "年度", "大病保险"}, {"77", "旧人", "2018", "是"}, {"77", "新人", "2018", "是"}}},
       {"收入.csv", {{"户编号", "年度", "工资性收入"}, {"77", "2018", "100"}, {"78", "2018", "100"}}}},
      settings);
  CHECK(imported.records.size() == 2);
  CHECK(imported.of("enrolment")[0]->parentKey == "77/旧人");
  CHECK(imported.of("income")[0]->region == 441424101200);
  CHECK(imported.report.rows.counts() ==
        std::map<std::string, std::size_t>{{"unknownMember", 1}, {"unknownHousehold", 1}});
}

TEST_CASE("rows below a child record name it by its own fields") {
  const Held held;
  ImportSettings settings;
  settings.existing = &held;
  const auto imported = importTables({{"危房改造阶段.csv",
                                       {{"户编号", "计划年度", "阶段", "日期", "合格"},
                                        {"77", "2018", "竣工", "2018-12-20", "是"},
                                        {"77", "", "竣工", "2018-12-20", "是"},
                                        {"77", "2016", "竣工", "2018-12-20", "是"},
                                        {"77", "某年", "竣工", "2018-12-20", "是"},
                                        {"78", "2018", "竣工", "2018-12-20", "是"}}}},
                                     settings);
  REQUIRE(imported.of("renovation_stage").size() == 1);
  CHECK(imported.records.size() == 1);
  const ImportedRecord& stage = *imported.of("renovation_stage")[0];
  CHECK(stage.parentKey == "@2018");
  CHECK(stage.parentKind == builtinSchema().kindByName("renovation")->number);
  CHECK(stage.region == 441424101200);
  CHECK(Imported::text(stage, "stage_date") == "2018-12-20");
  const auto& rows = imported.report.rows;
  CHECK(rows.count("severalParents") == 1);
  CHECK(rows.count("unknownParent") == 1);
  CHECK(rows.count("unknownHousehold") == 1);
  CHECK(rows.total() == 4);
  REQUIRE(rows.kept().size() == 4);
  CHECK(rows.kept()[0].row == 3);
  CHECK(rows.kept()[2].column == "B 计划年度");
}

TEST_CASE("parents and what hangs from them come in one import, in whatever order of files") {
  const auto imported = importTables(
      {{"报销.csv",
        {{"户编号", "姓名", "年度", "报销渠道", "金额"}, {"4414241002000001", "张䶮", "2018", "大病保险", "500"}}},
       {"资金收支.csv",
        {{"地区代码", "资金名称", "类型", "日期", "金额"}, {"441424", "省级专项", "到位", "2018-03-01", "7296000"}}},
       {"资金台账.csv",
        {{"地区代码", "资金名称", "来源", "年度"},
         {"441424", "省级专项", "省级财政", "2018"},
         {"441424", "县级", "县级财政", "2018"}}},
       {"医疗费用.csv",
        {{"户编号", "姓名", "年度", "医疗机构", "总费用"}, {"4414241002000001", "张䶮", "2018", "县医院", "10000"}}},
       {"农户.csv", goodHouseholds()},
       {"成员.csv", goodMembers()}});
  for (const Notice& notice : imported.report.files.kept()) UNSCOPED_INFO(notice.file << " " << notice.message.en);
  for (const Notice& notice : imported.report.rows.kept()) UNSCOPED_INFO(notice.file << " " << notice.message.en);
  CHECK(imported.report.complete());
  REQUIRE(imported.of("reimbursement").size() == 1);
  CHECK(imported.of("reimbursement")[0]->parentKey == imported.of("medical_cost").at(0)->key);
  REQUIRE(imported.of("fund_movement").size() == 1);
  CHECK(imported.of("fund_movement")[0]->parentKey == imported.of("fund").at(0)->key);
  CHECK(imported.of("fund_movement")[0]->region == 441424);
}

TEST_CASE("a correction needs the number alone, asks for nothing more, and adds nobody") {
  const Held held;
  ImportSettings settings;
  settings.existing = &held;
  const auto imported =
      importTables({{"x.csv", {{"户编号", "饮水安全"}, {"77", "否"}, {"78", "否"}}},
                    {"y.csv", {{"户编号", "姓名", "健康状况"}, {"77", "旧人", "患有大病"}, {"77", "新人", "健康"}}}},
                   settings);
  REQUIRE(imported.of("household").size() == 1);
  CHECK(imported.of("household")[0]->region == 441424101200);
  CHECK(imported.of("member").size() == 1);
  CHECK(imported.report.rows.counts() == std::map<std::string, std::size_t>{{"unknownHousehold", 1}, {"notThere", 1}});
  CHECK(imported.report.warnings.counts().empty());
}

TEST_CASE("lines of a template that nobody has filled in are passed over") {
  const auto imported = importTables({{"年度参数.csv",
                                       {{"地区代码", "参数名", "年度", "数值"},
                                        {"441424", "poverty_line", "2018", "4000"},
                                        {"441424", "province_rural_income", "2018", ""}}}});
  CHECK(imported.report.complete());
  CHECK(imported.of("parameter").size() == 1);
  CHECK(imported.report.warnings.count("noFigure") == 1);
}

TEST_CASE("the caller may say what a file is that could be several things") {
  for (const char* kind : {"resettlement", "renovation"}) {
    std::vector<ImportFile> files;
    files.push_back({std::make_unique<MemoryTable>("农户.csv", goodHouseholds()), {}});
    const Lines lines{{"户编号", "计划年度"}, {"4414241002000001", "2018"}};
    files.push_back({std::make_unique<MemoryTable>("表.csv", lines), kind});
    const auto report = importRegister(builtinSchema(), smallRegions(), std::move(files),
                                       [](RegionCode, std::vector<ImportedRecord>&&) -> Result<void> { return {}; });
    REQUIRE(report);
    CHECK(report->taken == std::map<std::string, std::size_t>{{"household", 2}, {kind, 1}});
  }
}

TEST_CASE("each visible sheet of a workbook and a CSV are tables of an import") {
  const Scratch scratch;
  auto writer = XlsxWriter::open(scratch.path("户册.xlsx"), "农户",
                                 {{"户编号"}, {"行政村代码"}, {"户主"}, {"贫困户属性"}}, scratch.folder());
  REQUIRE(writer);
  REQUIRE((*writer)->row({"4414241002000001", "441424100200", "张䶮", "低保贫困户"}));
  REQUIRE((*writer)->finish());
  auto files = openImport(scratch.path("户册.xlsx"));
  REQUIRE(files);
  REQUIRE(files->size() == 1);
  const std::string csv = scratch.write("成员.csv", "户编号,姓名,性别\r\n4414241002000001,张䶮,男\r\n");
  auto more = openImport(csv);
  REQUIRE(more);
  files->push_back(std::move(more->front()));
  std::size_t records = 0;
  const auto report = importRegister(builtinSchema(), smallRegions(), std::move(*files),
                                     [&](RegionCode, std::vector<ImportedRecord>&& batch) -> Result<void> {
                                       records += batch.size();
                                       return {};
                                     });
  REQUIRE(report);
  CHECK(records == 2);
  CHECK(openImport(scratch.path("nichts.csv")).error().code == Errc::notFound);
}

TEST_CASE("a hidden sheet is not read, and the report names it") {
  const Scratch scratch;
  auto parts = bookParts(R"(<row r="1"><c r="A1" t="inlineStr"><is><t>户编号</t></is></c></row>)");
  std::string& workbook = part(parts, "xl/workbook.xml");
  workbook.insert(workbook.find("</sheets>"), R"(<sheet name="旧册" sheetId="9" state="veryHidden" r:id="rId9"/>)");
  std::string& relations = part(parts, "xl/_rels/workbook.xml.rels");
  relations.insert(relations.find("</Relationships>"),
                   R"(<Relationship Id="rId9" Type="x/worksheet" Target="worksheets/hidden.xml"/>)");
  parts.emplace_back("xl/worksheets/hidden.xml", "<worksheet><sheetData/></worksheet>");
  auto files = openImport(zipOf(parts, scratch));
  REQUIRE(files);
  REQUIRE(files->size() == 1);
  const auto report = importRegister(builtinSchema(), smallRegions(), std::move(*files),
                                     [](RegionCode, std::vector<ImportedRecord>&&) -> Result<void> { return {}; });
  REQUIRE(report);
  REQUIRE(report->warnings.count("hiddenSheet") == 1);
  const auto& told = report->warnings.kept().front();
  CHECK(told.message.zh == "隐藏的工作表“旧册”没有读取；要导入请先取消隐藏");
  CHECK_THAT(told.file, Catch::EndsWith("]"));
}

TEST_CASE("a file with a heading alone says so") {
  const auto imported = importTables({{"农户.csv", goodHouseholds()}, {"成员.csv", {goodMembers().front()}}});
  REQUIRE(imported.report.warnings.count("noRows") == 1);
  CHECK(imported.report.warnings.kept().front().file == "成员.csv");
  CHECK(imported.report.complete());
}

TEST_CASE("an empty register number asks whether cells are merged, a cut one says that it is cut, in every file") {
  const Held held;
  ImportSettings settings;
  settings.existing = &held;
  const auto imported =
      importTables({{"成员.csv", {{"户编号", "姓名", "健康状况"}, {"77", "旧人", "健康"}, {"", "旧人", "健康"}}},
                    {"参保.csv", {{"户编号", "证件号码", "年度", "大病保险"}, {"77", "4.41424E+17", "2018", "是"}}},
                    {"x.csv", {{"户编号", "饮水安全"}, {"4.41424E+15", "是"}, {"", "是"}, {"77", "是"}}}},
                   settings);
  CHECK(imported.report.rows.counts() == std::map<std::string, std::size_t>{{"noRegisterNumber", 2}, {"cutNumber", 2}});
  for (const Notice& told : imported.report.rows.kept()) {
    CHECK(told.column.starts_with(told.file == "参保.csv" ? "B 证件号码" : "A 户编号"));
    if (told.code == "noRegisterNumber") CHECK(told.message.zh.find("合并的单元格") != std::string::npos);
  }
  CHECK(imported.of("household").size() == 1);
}
