// Whom a list for a unit holds of an indicator that is made of others; what a due says where it concerns nobody, or
// nobody knows whom.

#include <catch2/catch.hpp>
#include <map>

#include "shared/exchange/xlsx_reader.h"
#include "tests/server/office.h"

using bf::test::contents;
using bf::test::has;
using bf::test::Office;
using bf::test::plus;
using bf::test::sheetRows;

namespace {

/// Two households preparing to exit: one lacks safe water, the other has a child out of school and no
/// network; nobody was asked about housing.
void imported(Office& office) {
  office.found();
  office.did({"register", "import",
              office.write("households.csv",
                           "行政村代码,户编号,户主姓名,农户类别,脱贫状态,饮水安全,通生活用电,电视信号,网络信号\n"
                           "441424100200,44142410020000001,张三,建档立卡贫困户,预脱贫,否,是,是,是\n"
                           "441424100200,44142410020000002,李四,建档立卡贫困户,预脱贫,是,是,是,否\n")});
  office.did({"register", "import",
              office.write("members.csv",
                           "户编号,姓名,与户主关系,出生日期,在校生状况,失学辍学,在本市就读\n"
                           "44142410020000001,张三,户主,1970-01-01,,,\n"
                           "44142410020000002,李四,户主,1970-01-01,,,\n"
                           "44142410020000002,李小明,之子,2008-01-01,小学,是,\n")});
}

const std::vector<std::string> list{"evaluate", "--pack", "wuhua-2018", "--date", "20181231", "--list"};
const std::vector<std::string> dues{"evaluate", "--pack", "wuhua-2018", "--date", "20181231", "--dues"};

}  // namespace

TEST_CASE("of an indicator made of others a unit is given only who falls short of its own parts") {
  Office office;
  imported(office);
  const auto of = [&](const char* unit, const std::vector<std::string>& more = {}) {
    return office.run(plus(plus(list, {"--indicator", "W1", "--format", "csv", "--unit", unit}), more), "zh").out;
  };
  const auto first = std::string("44142410020000001"), second = std::string("44142410020000002");
  const auto water = of("水务局");
  INFO(water);
  CHECK(has(water, first));
  CHECK_FALSE(has(water, second));
  const auto school = of("教育局");
  INFO(school);
  CHECK_FALSE(has(school, first));
  CHECK(has(school, second));
  CHECK(has(school, "W1.6"));
  // A part that nobody asked about is short, too: housing, of both.
  CHECK(has(of("住建局"), first));
  CHECK(has(of("住建局"), second));
  // The towns answer for every part, the roads office for none, and only --all gives it everyone.
  CHECK(has(of("乡镇党委政府"), first));
  CHECK(has(of("乡镇党委政府"), second));
  CHECK_FALSE(has(of("交通运输局"), "441424100"));
  CHECK(has(of("交通运输局", {"--all"}), first));
  CHECK(has(of("教育局", {"--all"}), first));
}

TEST_CASE("whom an indicator made of others is listed for is said with the list, as its sheets and pages have it") {
  Office office;
  imported(office);
  const std::string zh = "W1 由几项组成：某项未达标或未采集的对象，只列给负责该项的单位；交通运输局不负责其中任何一项";
  const auto told = office.run(plus(list, {"--unit", "交通运输局"}), "zh").out;
  CHECK(has(told, zh));
  CHECK_FALSE(has(office.run(plus(list, {"--indicator", "W1.2"}), "zh").out, "由几项组成"));
  CHECK_FALSE(has(office.run(plus(list, {"--all"}), "zh").out, "由几项组成"));
  CHECK(has(office.did(list), "W1 is made of parts"));
  const auto page = office.folder + "/list.html";
  office.run(plus(list, {"--indicator", "W1", "--format", "html", "-o", page}), "zh");
  CHECK(has(contents(page), zh));
  const auto book = office.folder + "/list.xlsx";
  office.run(plus(list, {"--indicator", "W1", "--format", "xlsx", "-o", book}), "zh");
  CHECK(has(bf::test::lastSheet(book)[1][0], zh));
  const auto opened = bf::XlsxBook::open(book);
  REQUIRE(opened);
  std::map<std::string, int> rows;
  for (const auto& sheet : (*opened)->sheets()) {
    const auto reader = bf::XlsxReader::open(*opened, sheet);
    REQUIRE(reader);
    bf::Row row;
    while ((*reader)->next(row).value()) ++rows[sheet.name];
  }
  // With the row of headings.
  CHECK(rows["教育局"] == 2);
  CHECK(rows["水务局"] == 2);
  CHECK(rows["住建局"] == 3);
  CHECK_FALSE(rows.contains("交通运输局"));
}

TEST_CASE("parts without units are listed for the units of the whole, and so is a whole that is itself not known") {
  Office office;
  imported(office);
  const std::string head =
      "[pack]\nid = \"own\"\nname = { zh = \"名\", en = \"name\" }\ndocument = { zh = \"文\", en = \"document\" }\n"
      "regions = [441424]\nfrom = 20180101\nto = 20181231\n";
  const auto indicator = [](const std::string& id, const std::string& units, const std::string& rest) {
    return "[[indicator]]\nid = \"" + id + "\"\nname = { zh = \"" + id + "\", en = \"" + id +
           "\" }\nsubject = \"household\"\nplace = \"1\"\nsentence = \"s\"\nunits = [" + units + "]\n" + rest;
  };
  const auto named = [&](const std::string& partUnits, const std::string& scope) {
    const auto file =
        office.write("own.toml", head + indicator("P", partUnits, "rule = \"h.water_safe\"\n") +
                                     indicator("Q", "\"水务局\"", "rule = \"h.power\"\n") +
                                     indicator("W", "\"水务局\", \"教育局\"", "all_of = [\"P\", \"Q\"]\n" + scope));
    return office.did(
        {"evaluate", "--pack", file, "--list", "--indicator", "W", "--unit", "教育局", "--format", "csv"});
  };
  const auto without = named("", "");
  CHECK(has(without, "44142410020000001"));
  CHECK_FALSE(has(without, "44142410020000002"));
  CHECK_FALSE(has(named("\"水务局\"", ""), "44142410020000001"));
  // A part of a unit that the whole does not name leaves nobody out.
  CHECK(has(named("\"民政局\"", ""), "44142410020000001"));
  // Nobody knows whether the second is concerned, and it is short of nothing.
  const auto unknown = named("\"水务局\"", "scope = \"h.dibao_eligible\"\n");
  CHECK_FALSE(has(unknown, "44142410020000001"));
  CHECK(has(unknown, "44142410020000002"));
}

TEST_CASE("a due that concerns nobody in a region says so, and not that nothing is missing") {
  Office office;
  imported(office);
  const auto village = plus(dues, {"--region", "441424100200", "--indicator", "W10"});
  const auto text = office.run(village, "zh").out;
  INFO(text);
  CHECK(has(text, "无对象  无对象  无对象"));
  CHECK_FALSE(has(text, "0.00"));
  CHECK(has(office.did(village), "nobody in scope"));
  const auto json = office.did(plus({"--json"}, village));
  INFO(json);
  CHECK(has(json, "\"subjects\": 0, "));
  for (const char* key : {"due", "paid", "missing", "lacking"})
    CHECK(has(json, "\"" + std::string(key) + "_at_least\": \"nobody in scope\""));
  const auto file = office.folder + "/dues";
  office.did(plus(village, {"--format", "csv", "-o", file + ".csv"}));
  CHECK(has(contents(file + ".csv"), R"(,"nobody in scope",,"nobody in scope",,"nobody in scope",)"));
  office.did(plus(village, {"--format", "html", "-o", file + ".html"}));
  CHECK(has(contents(file + ".html"), "nobody in scope"));
  office.did(plus(village, {"--format", "xlsx", "-o", file + ".xlsx"}));
  const auto row = sheetRows(file + ".xlsx").at(1);
  CHECK(row.at(4).empty());
  CHECK(row.at(5) == "nobody in scope");
}

TEST_CASE("whoever nobody knows to be concerned by a due is listed with what nobody asked") {
  Office office;
  imported(office);
  const auto pupils = plus(dues, {"--list", "--indicator", "W7.subsidy"});
  const auto told = office.run(pupils, "zh").out;
  INFO(told);
  CHECK(has(told, "李小明"));
  CHECK(has(told, "不知是否涉及：未采集 在本市就读"));
  CHECK(has(office.did(plus({"--json"}, pupils)), "\"concerns\": \"not known whether it does: not collected: "));
  office.did({"register", "import", "--overwrite",
              office.write("here.csv",
                           "户编号,姓名,与户主关系,出生日期,在本市就读\n"
                           "44142410020000002,李小明,之子,2008-01-01,是\n")});
  const auto known = office.run(pupils, "zh").out;
  INFO(known);
  CHECK(has(known, "李小明"));
  CHECK_FALSE(has(known, "不知是否涉及"));
}

TEST_CASE("dues of a unit are its own, in the sums and in the list, and a unit that there is not is refused") {
  Office office;
  imported(office);
  const auto of = [&](const std::string& unit, const std::vector<std::string>& more) {
    return office.run(plus(plus(dues, {"--unit", unit}), more), "zh").out;
  };
  const auto pupils = of("教育局", {"--list"});
  INFO(pupils);
  CHECK(has(pupils, "李小明"));
  CHECK(has(pupils, "只含责任单位 教育局"));
  CHECK_FALSE(has(pupils, "W10.quota"));
  const auto houses = of("住建局", {"--list"});
  INFO(houses);
  CHECK(has(houses, "W10.quota"));
  CHECK_FALSE(has(houses, "李小明"));
  CHECK_FALSE(has(of("财政局", {"--list"}), "李小明"));
  CHECK(has(of("教育局", {}), "W7.subsidy"));
  CHECK_FALSE(has(of("教育局", {}), "W10.quota"));
  for (const std::vector<std::string>& more : {std::vector<std::string>{}, {"--list"}})
    CHECK(has(office.refused(bf::Exit::notFound, plus(plus(dues, {"--unit", "无此局"}), more), "zh"), "可用的有"));
  office.refused(bf::Exit::input, plus(dues, {"--list", "--all"}));
}

TEST_CASE("a list of a region holds nobody above it, as its table counts nobody there") {
  Office office;
  imported(office);
  const auto rows = [&](const std::string& region, const std::vector<std::string>& more) {
    return office.run(plus(plus(list, {"--region", region, "--format", "csv"}), more), "zh").out;
  };
  for (const char* indicator : {"W14", "W3.days"}) {
    CHECK(has(rows("441424", {"--indicator", indicator}), R"(,"441424",)"));
    for (const char* region : {"441424100", "441424100200"}) {
      const auto told = rows(region, {"--indicator", indicator});
      INFO(told);
      CHECK_FALSE(has(told, R"(,"441424",)"));
    }
  }
  CHECK(has(rows("441424100", {}), R"(,"441424100200",)"));
  CHECK(has(rows("441424", {"--dues"}), R"(,"441424",)"));
  const auto township = rows("441424100", {"--dues"});
  INFO(township);
  CHECK(has(township, R"(,"441424100",)"));
  CHECK_FALSE(has(township, R"(,"441424",)"));
}
