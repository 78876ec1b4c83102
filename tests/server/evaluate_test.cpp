// The office evaluates a pack: the table, the list for the units and the explanation.

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <sstream>

#include "shared/exchange/xlsx_reader.h"
#include "shared/exchange/xlsx_writer.h"
#include "shared/policy/policy_pack.h"
#include "sync-server/ctl/commands.h"
#include "sync-server/ctl/evaluation.h"
#include "tests/server/office.h"

using namespace bf;
using bf::test::contents;
using bf::test::has;
using bf::test::Office;
using bf::test::plus;
using bf::test::sheetRows;
using bf::test::valueOf;

namespace {

const char* const households =
    "行政村代码,户编号,户主姓名,农户类别,脱贫状态,饮水安全\n"
    "441424100200,44142410020000001,张三,建档立卡贫困户,未脱贫,是\n"
    "441424100200,44142410020000002,李四,建档立卡贫困户,未脱贫,否\n"
    "441424100200,44142410020000003,=王五,建档立卡贫困户,未脱贫,\n";

void imported(Office& office) {
  office.found();
  office.did({"register", "import", office.write("households.csv", households)});
}

}  // namespace

TEST_CASE("the county's table counts who meets an indicator, who does not, and who was not asked") {
  Office office;
  imported(office);
  const auto told =
      office.did({"--json", "evaluate", "--pack", "wuhua-2018", "--date", "20181231", "--indicator", "W1.2"});
  CHECK(has(told, "\"region\": \"441424100\""));
  CHECK(has(told, "\"met\": 1, \"not_met\": 1, \"not_collected\": 1, \"unjudged\": 0, \"all\": 3, \"percent\": 33.33"));
  CHECK(has(told, "not met"));
  office.refused(Exit::notFound, {"evaluate", "--pack", "wuhua-2018", "--indicator", "W99"});
  office.refused(Exit::notFound, {"evaluate", "--pack", "no-such-pack"});
  office.refused(Exit::notFound, {"evaluate", "--pack", "wuhua-2018", "--region", "4414241"});
  for (const char* day : {"20181320", "20180229", "2018"})
    office.refused(Exit::input, {"evaluate", "--pack", "wuhua-2018", "--date", day});
}

TEST_CASE("each unit gets its households, and no cell of the file is a formula") {
  Office office;
  imported(office);
  const auto path = office.folder + "/short.csv";
  office.did({"evaluate", "--pack", "wuhua-2018", "--date", "20181231", "--indicator", "W1.2", "--list", "--format",
              "csv", "-o", path});
  const auto table = contents(path);
  CHECK(has(table, "Water"));
  CHECK(has(table, "44142410020000002"));
  CHECK(has(table, "'=王五"));
  CHECK_FALSE(has(table, "44142410020000001"));
  const auto book = office.folder + "/short.xlsx";
  office.did({"evaluate", "--pack", "wuhua-2018", "--list", "--format", "xlsx", "-o", book});
  const auto opened = XlsxBook::open(book);
  REQUIRE(opened);
  // Beside the sheet of everything each unit has its own, with nothing of another's.
  CHECK((*opened)->sheets().front().name == "wuhua-2018");
  REQUIRE((*opened)->sheets().size() > 2);
  std::size_t all = 0, parts = 0;
  CHECK((*opened)->sheets().back().name == "about");
  for (const auto& sheet : (*opened)->sheets()) {
    if (sheet.name == "about") continue;
    const auto reader = XlsxReader::open(*opened, sheet);
    REQUIRE(reader);
    Row row;
    REQUIRE((*reader)->next(row).value());
    while ((*reader)->next(row).value()) {
      const bool whole = sheet.name == "wuhua-2018";
      ++(whole ? all : parts);
      if (!whole) CHECK(sheetName(row.cells[0].text) == sheet.name);
    }
  }
  CHECK(all > 3);
  CHECK(parts == all);
  office.did({"evaluate", "--pack", "wuhua-2018", "--list", "--unit", "水务局", "--format", "xlsx", "-o", book});
  // Without sheets of others; as of which day and by which text stands beside the table.
  CHECK((*XlsxBook::open(book))->sheets().size() == 2);
  const auto notes = bf::test::lastSheet(book);
  CHECK(notes.at(0).at(0) == "wuhua-2018");
  for (const char* part : {"Huafuzu 2018 No. 16", "五华县", "as of 2018-12-31", "digest ", "register of today"})
    CHECK(has(notes[1][0], part));
}

TEST_CASE("a verdict is explained by its facts, who recorded them, and the sentence of the document") {
  Office office;
  imported(office);
  const auto told = office.did({"evaluate", "--pack", "wuhua-2018", "--explain", "W1.2", "44142410020000002"});
  CHECK(has(told, "not met"));
  CHECK(has(told, "有安全饮用水"));
  CHECK(has(told, "Safe drinking water"));
  CHECK(has(told, "county office"));
  const auto unknown = office.did({"evaluate", "--pack", "wuhua-2018", "--explain", "W1.8", "44142410020000002"});
  CHECK(has(unknown, "stable income"));
  CHECK(has(unknown, "not collected"));
  const auto whole = office.did({"evaluate", "--pack", "wuhua-2018", "--explain", "W17", "44142410020000002"});
  CHECK(has(whole, "wrongly_out"));
  office.refused(Exit::notFound, {"evaluate", "--pack", "wuhua-2018", "--explain", "W1.2", "0"});
  const auto why = office.refused(Exit::notFound,
                                  {"evaluate", "--pack", "wuhua-2018", "--explain", "W1", "44142410020000002"}, "zh");
  CHECK(has(why, "W1 不涉及此对象"));
  CHECK(has(why, "（未脱贫）"));
}

TEST_CASE("a figure of records is explained by them, in its unit; a clause that is no number by yes or no") {
  Office office;
  imported(office);
  office.did({"register", "import",
              office.write("projects.csv",
                           "地区代码,项目名称,项目类型,年度,进度,完成工程量\n"
                           "441424100200,石桥,新建桥梁,2018,完工,1\n"
                           "441424100200,村道,道路拓宽,2018,完工,2.5\n")});
  const auto told = office.did({"--json", "evaluate", "--pack", "xinbin-2018", "--region", "441424", "--date",
                                "20181231", "--explain", "X8.works", "441424"});
  INFO(told);
  CHECK(has(told, R"("value": "2.50 km")"));
  const auto listed = told.substr(told.find("\"counted\""));
  CHECK(has(listed, "村道"));
  CHECK(has(listed, R"("adds": 1.00, "unit": "bridges")"));
  const auto held = office.did({"--json", "evaluate", "--pack", "wuhua-2018", "--explain", "W17", "44142410020000002"});
  INFO(held);
  CHECK((has(held, R"("value": "no")") || has(held, R"("value": "yes")")));
}

TEST_CASE("one day is judged and printed; that the day asked for lies outside the pack's period is said") {
  Office office;
  imported(office);
  for (const auto& [asked, shown] :
       {std::pair{"20191231", "2018-12-31"}, {"20161231", "2018-01-01"}, {"20180630", "2018-06-30"}}) {
    const auto told = office.run(
        {"--json", "evaluate", "--pack", "wuhua-2018", "--date", asked, "--explain", "W1.2", "44142410020000002"});
    CHECK(valueOf(told.out, "date") == shown);
    CHECK(has(told.err, "outside the pack's period, 2018-01-01 to 2018-12-31") != (asked == std::string("20180630")));
  }
  // An indicator with a period of its own, at the start of which nothing is due.
  const auto leaders =
      office.run({"evaluate", "--pack", "wuhua-2018", "--date", "20180301", "--explain", "W3.meetings", "441424"});
  CHECK(has(leaders.err, "as of 2018-08-01: its scope looks at the date alone"));
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"evaluate", "--pack", "wuhua-2018", "--indicator", "W1.2"},
                                             {"evaluate", "--pack", "wuhua-2018", "--list", "--indicator", "W1.2"},
                                             {"evaluate", "--pack", "wuhua-2018", "--dues"},
                                             {"report", "assessment", "--pack", "wuhua-2018"},
                                             {"report", "household", "44142410020000001", "--pack", "wuhua-2018"}}) {
    const auto told = office.did(words);
    INFO(words[0] << " " << words[1] << "\n" << told.substr(0, 400));
    CHECK(has(told, "as of 2018-12-31, judged "));
    CHECK(has(told, "lies outside the pack's period"));
    CHECK(has(told, "Huafuzu 2018 No. 16"));
  }
}

TEST_CASE("a figure above households is explained by the code of its region, and by nothing else") {
  Office office;
  imported(office);
  const auto told =
      office.did({"evaluate", "--pack", "wuhua-2018", "--date", "20181231", "--explain", "W10", "441424"});
  CHECK(has(told, "not met"));
  CHECK(has(told, "renovations"));  // the parameter of 718 houses
  CHECK(has(told, "718户"));        // the sentence of the document
  for (const char* other : {"44142410020000002", "441425", "五华县", ""})
    office.refused(Exit::notFound, {"evaluate", "--pack", "wuhua-2018", "--explain", "W10", other});
  office.refused(Exit::notFound, {"evaluate", "--pack", "wuhua-2018", "--explain", "W13", "441424100200"});
  CHECK(has(office.refused(Exit::notFound, {"evaluate", "--pack", "wuhua-2018", "--explain", "W1.2", "441424100"}),
            "it needs a register number, not the region 441424100"));
}

TEST_CASE("a fact that a tablet recorded is explained with the visit at which it was found") {
  Office office;
  imported(office);
  const auto secretary = office.tablet("village_secretary", "441424100200");
  REQUIRE(office.sync(*secretary).kind == ClientStep::Kind::done);
  auto& store = secretary->replica().store();
  const auto household = bf::test::households(store).front();
  const auto number = std::get<std::string>(bf::test::shown(store, household.kind, household.id, "register_number"));
  const auto explain = [&] { return office.did({"evaluate", "--pack", "wuhua-2018", "--explain", "W1.3", number}); };
  CHECK(has(explain(), "not collected"));

  bf::test::editHousehold(*secretary, household, {{"power", false}});
  Edit seen;
  seen.kind = builtinSchema().kindByName("visit")->number;
  seen.parent = household.id;
  const auto now = secretary->clock.now();
  seen.set = bf::test::fieldsOf("visit", {{"arrived", now - 1'200'000'000},
                                          {"departed", now},
                                          {"visit_date", std::int64_t{20'180'621}},
                                          {"finished", now}});
  REQUIRE(secretary->replica().save(seen));
  for (int i = 0; i < 2; ++i) REQUIRE(office.sync(*secretary).kind == ClientStep::Kind::done);
  const auto told = explain();
  CHECK(has(told, "not met"));
  CHECK(has(told, "u (village secretary)"));
  CHECK(has(told, "2018-06-21"));
}

TEST_CASE("what is due against what was given, by township and by pupil") {
  Office office;
  imported(office);
  const auto sums = office.did({"--json", "evaluate", "--pack", "xinbin-2018", "--region", "441424", "--date",
                                "20181231", "--dues", "--indicator", "X8.widened"});
  CHECK(has(sums, "\"due\": 21.50"));
  CHECK(has(sums, "\"paid\": 0.00"));
  CHECK(has(sums, "\"missing\": 21.50"));
  const auto path = office.folder + "/dues.csv";
  office.did(
      {"evaluate", "--pack", "xinbin-2018", "--region", "441424", "--dues", "--list", "--format", "csv", "-o", path});
  CHECK(has(contents(path), "X8.widened"));
  office.refused(Exit::notFound,
                 {"evaluate", "--pack", "xinbin-2018", "--region", "441424", "--dues", "--indicator", "X1.exit"});
}

TEST_CASE("what nobody knows is never nought: at least so much, or not collected, as the verdict says") {
  Office office;
  imported(office);
  // One poor person with labour: 20,000 yuan, of which the province gives 12,000 at least; of the other nobody knows.
  office.did(
      {"register", "import",
       office.write("m.csv",
                    "户编号,姓名,与户主关系,出生日期,劳动能力\n"
                    "44142410020000001,张三,户主,1970-01-01,普通劳动力\n44142410020000001,张小明,之子,1990-01-01,\n")});
  const std::vector<std::string> dues{"evaluate", "--pack", "wuhua-2018", "--date", "20181231", "--dues"};
  const auto province = plus(dues, {"--indicator", "W14.province"});
  const auto told = office.run(province, "zh").out;
  CHECK(has(told, "至少 12000.00  0.00  至少 12000.00"));
  CHECK(has(office.did(province), "at least 12000.00"));
  const auto json = office.did(plus({"--json"}, province));
  CHECK(has(json,
            "\"due\": 12000.00, \"due_at_least\": \"yes\", \"paid\": 0.00, \"paid_at_least\": \"\","
            " \"missing\": 12000.00, \"missing_at_least\": \"yes\""));
  CHECK(has(json, "\"due_unknown\": 1, \"paid_unknown\": 0"));
  // The verdict says the same.
  CHECK(has(office.did({"--json", "evaluate", "--pack", "wuhua-2018", "--date", "20181231", "--indicator", "W14"}),
            "\"standing\": \"not met\""));
  // A township without a quota: what is due and what is missing is not collected.
  const auto quota = office.run(plus(dues, {"--indicator", "W10"}), "zh").out;
  INFO(quota);
  const auto town = quota.find("441424100  ");
  REQUIRE(town != std::string::npos);
  const auto line = quota.substr(town, quota.find('\n', town) - town);
  CHECK(has(line, "未采集"));
  CHECK(line.find("未采集") != line.rfind("未采集"));
  const auto file = office.folder + "/dues.csv";
  office.did(plus(dues, {"--indicator", "W10", "--format", "csv", "-o", file}));
  CHECK(has(contents(file), R"("水寨镇",,"not collected",0,,,"not collected")"));
  const auto book = office.folder + "/dues.xlsx";
  office.did(plus(province, {"--format", "xlsx", "-o", book}));
  const auto rows = sheetRows(book);
  CHECK(std::ranges::find(rows[0], "due is the least") == rows[0].begin() + 5);
  CHECK(std::vector(rows.back().begin() + 4, rows.back().begin() + 8) ==
        std::vector<std::string>{"12000", "yes", "0", ""});
  office.did(plus(dues, {"--list", "--indicator", "W14", "--format", "csv", "-o", file}));
  CHECK(has(contents(file), R"(12000.00,"yes",0.00,,12000.00,"yes")"));
  CHECK(has(contents(file), "not collected"));
}

TEST_CASE("a pack for several counties is judged in the one that this store is of") {
  Office office;
  imported(office);
  auto pack = std::string(builtinPack("doubts"));
  const std::string regions = "regions = [441424, 450224, 4501, 210422]";
  REQUIRE(has(pack, regions));
  pack.replace(pack.find(regions), regions.size(), "regions = [450224, 210422, 441424]");
  const std::string id = "id = \"doubts\"";
  pack.replace(pack.find(id), id.size(), "id = \"own-doubts\"");
  pack += "\n[ranking]\ndays = [20]\nplace = \"1\"\nsentence = \"排名\"\n";
  const auto told = office.did({"--json", "evaluate", "--pack", office.write("several.toml", pack)});
  CHECK(has(told, "\"region\": \"441424\""));
  CHECK_FALSE(has(told, "\"region\": \"450224\""));
  const auto file = office.folder + "/several.toml";
  office.did({"ranking", "freeze", "--pack", file, "--day", "20181220", "--why", "the day is over"});
  CHECK(has(office.did({"--json", "ranking", "show", "--pack", file, "--day", "20181220"}), "441424100"));
  CHECK(has(office.did({"--json", "ranking", "show", "--pack", file}), "\"place_before\": 1"));
  CHECK(has(office.did({"--json", "ranking", "list", "--region", "441424"}), "441424"));
  CHECK_FALSE(has(office.did({"--json", "ranking", "list", "--region", "441424100"}), "441424"));
  office.refused(Exit::notFound, {"ranking", "list", "--region", "450224"});
}

TEST_CASE("a pack of a city on a centre of one county is judged in that county, and what is of the city is not") {
  Office office;
  imported(office);
  auto pack = std::string(builtinPack("wuhua-2018"));
  const auto replaced = [&](const std::string& from, const std::string& to) {
    REQUIRE(has(pack, from));
    pack.replace(pack.find(from), from.size(), to);
  };
  replaced("id = \"wuhua-2018\"", "id = \"own-city\"");
  replaced("regions = [441424]", "regions = [4414]");
  replaced("id = \"W3.days\"", "id = \"city.days\"");
  const auto at = pack.find("subject = \"county\"", pack.find("id = \"city.days\""));
  pack.replace(at, 18, "subject = \"city\"");
  const auto file = office.write("city.toml", pack);
  const auto told = office.did({"--json", "evaluate", "--pack", file});
  CHECK(has(told, "\"region\": \"441424\", \"region_name\": \"五华县\""));
  CHECK_FALSE(has(told, "\"region\": \"4414\""));
  const auto city = office.did({"--json", "evaluate", "--pack", file, "--indicator", "city.days"});
  CHECK(has(city, "\"all\": 0"));
  CHECK(has(city, "of the whole city: not judged"));
  CHECK(has(office.did({"report", "assessment", "--pack", file}), "五华县  as of"));
}

TEST_CASE("what was measured of a county stands beside its verdict and in its explanation, with its unit") {
  Office office;
  imported(office);
  const std::vector<std::string> rate{"evaluate", "--pack", "rongan-2018", "--region", "441424"};
  CHECK(has(office.did(plus(plus({"--json"}, rate), {"--indicator", "R1.rate"})), "incidence not collected"));
  office.did(
      {"register", "import",
       office.write("m.csv", "户编号,姓名,与户主关系\n44142410020000001,张三,户主\n44142410020000002,李四,户主\n")});
  office.did({"register", "import", office.write("v.csv", "行政村代码,户籍人口\n441424100200,3001\n")});
  // 2 of 3,001 are 0.0666 %: cut off, below the line all the same.
  const auto table = office.did(plus(plus({"--json"}, rate), {"--indicator", "R1.rate"}));
  for (const auto* part : {"poverty 2 persons; ", "; registered population 3001 persons; incidence 0.06 %"})
    CHECK(has(table, part));
  CHECK(has(office.did(plus(rate, {"--explain", "R1.rate", "441424"})), "0.06 %"));
}

TEST_CASE("a share is rounded, but never to the whole or to a threshold that it does not reach") {
  const auto text = [](std::int64_t met, std::int64_t notMet, std::optional<double> threshold = std::nullopt) {
    return percentText(Tally{met, notMet, 0, 0}, threshold);
  };
  CHECK(text(33, 4) == "89.19");
  CHECK(text(1, 2) == "33.33");
  CHECK(text(2, 1) == "66.67");
  CHECK(text(99'999, 1) == "99.99");
  CHECK(text(100, 0) == "100.00");
  CHECK(text(0, 0).empty());
  // 92.996 % is not 93 %.
  CHECK(text(92'996, 7'004, 93.0) == "92.99");
  CHECK(text(92'996, 7'004, 90.0) == "93.00");
  CHECK(text(93'000, 7'000, 93.0) == "93.00");
}

TEST_CASE("a pack of another county is refused with what it is for, unless a region is named") {
  Office office;
  imported(office);
  const auto said = office.refused(Exit::notFound, {"evaluate", "--pack", "xinbin-2018"});
  CHECK(has(said, "pack xinbin-2018 is for 210422, and this centre has nothing of it"));
  office.refused(Exit::notFound, {"report", "assessment", "--pack", "nanning-2020"});
  office.did({"evaluate", "--pack", "xinbin-2018", "--region", "441424"});
}

TEST_CASE("a rule that takes too many steps is named with its pack, and nothing of the program is") {
  Office office;
  imported(office);
  const auto file = office.write(
      "heavy.toml",
      "[pack]\nid = \"heavy\"\nname = { zh = \"名\", en = \"name\" }\ndocument = { zh = \"文\", en = \"document\" }\n"
      "regions = [441424]\nfrom = 20180101\nto = 20181231\n"
      "[[indicator]]\nid = \"light\"\nname = { zh = \"轻\", en = \"light\" }\nsubject = \"household\"\nunits = []\n"
      "rule = \"1\"\nplace = \"1\"\nsentence = \"s\"\n"
      "[[indicator]]\nid = \"cross\"\nname = { zh = \"重\", en = \"heavy\" }\nsubject = \"household\"\nunits = []\n"
      "rule = \"(SELECT count(*) FROM region a, region b, region c, region d, region e, region f, region g, region i,"
      " region j, region k, region l, region n) > h.rec\"\nplace = \"1\"\nsentence = \"s\"\n");
  const auto said = office.run({"evaluate", "--pack", file}, "zh");
  CHECK(said.status != 0);
  CHECK(has(said.err, "政策包 heavy cross 运算过多"));
  CHECK_FALSE(has(said.err, "stepsAtLeast"));
  CHECK_FALSE(has(said.err, "分批"));
}

TEST_CASE("a file is written in the form of a file, or the command says which there are") {
  Office office;
  imported(office);
  const auto path = office.folder + "/short.txt";
  const auto told = office.refused(Exit::input, {"evaluate", "--pack", "wuhua-2018", "--list", "-o", path});
  CHECK(has(told, "--format csv"));
  CHECK(contents(path).empty());
  CHECK(has(office.refused(Exit::notFound, {"coverage", "--pack", "doubts"}), "visits"));
}

TEST_CASE("the list for the units names township, village and head, unit by unit, or of one unit alone") {
  Office office;
  imported(office);
  office.did({"register", "import",
              office.write("m.csv",
                           "户编号,姓名,与户主关系,出生日期,失学辍学\n"
                           "44142410020000001,张三,户主,1970-01-01,\n44142410020000001,张小明,之子,2010-01-01,是\n")});
  const std::vector<std::string> list{"evaluate", "--pack", "wuhua-2018", "--date",
                                      "20181231", "--list", "--format",   "csv"};
  const auto whole = office.did(list);
  CHECK(has(whole, R"("region","household","head","member","member's ID number","id","indicator")"));
  CHECK(has(whole, R"("水寨镇","协和村委会","441424100200","44142410020000002","李四")"));
  const auto lines = [](const std::string& table) {
    std::vector<std::string> all;
    std::istringstream text(table);
    for (std::string line; std::getline(text, line);) all.push_back(line);
    return all;
  };
  // Rows of one unit stand together, and within it those of a village, and there those of a household.
  std::vector<std::string> units;
  for (const auto& line : lines(whole)) {
    const auto unit = line.substr(0, line.find(','));
    if (units.empty() || units.back() != unit) units.push_back(unit);
  }
  CHECK(std::set<std::string>(units.begin(), units.end()).size() == units.size());
  CHECK(units.size() > 4);
  auto of = list;
  of.insert(of.end(), {"--unit", "教育局"});
  const auto school = office.did(of);
  CHECK(lines(school).size() > 1);
  std::set<std::string> named;
  for (const auto& line : lines(school)) named.insert(line.substr(0, line.find(',')));
  CHECK(named.size() == 2);  // the heading, and one unit
  // A member who falls short stands beside the head of the household.
  CHECK(has(school, R"("44142410020000001","张三","张小明",,"W7.enrol")"));
  CHECK(has(office.refused(Exit::notFound, {"evaluate", "--pack", "wuhua-2018", "--list", "--unit", "邮局"}, "zh"),
            "责任单位 邮局，可用的有"));
  office.refused(Exit::input, {"evaluate", "--pack", "wuhua-2018", "--unit", "教育局"});
}

TEST_CASE("every number of the table opens to its subjects, and a whole to the parts that are short") {
  Office office;
  imported(office);
  office.did({"register", "import", "--overwrite",
              office.write("preparing.csv", "户编号,脱贫状态\n44142410020000002,预脱贫\n")});
  const auto rowsOf = [&](const char* id, bool all, std::string_view verdict) {
    std::vector<std::string> asked{"--json",      "evaluate", "--pack", "wuhua-2018", "--date", "20181231",
                                   "--indicator", id,         "--list", "--unit",     "水务局"};
    if (all) asked.emplace_back("--all");
    const auto told = office.did(asked);
    std::size_t count = 0;
    for (auto at = told.find(verdict); at != std::string::npos; at = told.find(verdict, at + 1)) ++count;
    return count;
  };
  const std::string met = R"("verdict": "met")";
  const std::string open = R"("verdict": "not collected")";
  CHECK(rowsOf("W1.2", false, met) == 0);
  CHECK(rowsOf("W1.2", true, met) > 0);
  CHECK(rowsOf("W1.2", true, open) == rowsOf("W1.2", false, open));
  const auto table =
      office.did({"--json", "evaluate", "--pack", "wuhua-2018", "--date", "20181231", "--indicator", "W1.2"});
  INFO(table);
  CHECK(has(table, "\"met\": " + std::to_string(rowsOf("W1.2", true, met))));
  const auto whole = office.did(
      {"evaluate", "--pack", "wuhua-2018", "--date", "20181231", "--indicator", "W1", "--list", "--format", "csv"});
  INFO(whole);
  CHECK(has(whole, "W1.3 W1.4"));
  office.refused(Exit::input, {"evaluate", "--pack", "wuhua-2018", "--all"});
}
