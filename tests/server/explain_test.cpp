// What an explanation says so that a person can find the records behind a verdict and reckon it up by hand.

#include <catch2/catch.hpp>

#include "tests/server/office.h"

using namespace bf;
using namespace bf::test;

namespace {

/// The first object of a JSON answer with this text in it.
std::string objectWith(const std::string& json, const std::string& text) {
  const auto at = json.find(text);
  if (at == std::string::npos) return "(none)";
  const auto begin = json.rfind('{', at);
  return json.substr(begin, json.find('}', at) - begin);
}

std::string explained(Office& office, const std::string& pack, const std::string& id, const std::string& whom) {
  return office.did({"--json", "evaluate", "--pack", pack, "--date", "20181231", "--explain", id, whom});
}

const std::string villages =
    "行政村代码,村名,省定贫困村\n441424100200,一村,否\n441424100201,二村,否\n441424100202,三村,否\n441424100203,四村,"
    "是\n";

}  // namespace

TEST_CASE("idle funds are told by name, source and year, with what is left of each and what came and went") {
  Office office;
  office.found();
  office.did(
      {"register", "import",
       office.write("f.csv",
                    "地区代码,资金名称,资金类型,来源,年度\n"
                    "441424,专项一,财政专项扶贫资金,省级财政,2018\n441424,专项二,财政专项扶贫资金,中央财政,2018\n")});
  office.did(
      {"register", "import", "--kind", "fund_movement",
       office.write(
           "m.csv",
           "地区代码,资金名称,来源,年度,类型,日期,金额\n"
           "441424,专项一,省级财政,2018,到位,2018-03-01,100\n441424,专项一,省级财政,2018,拨付（支出）,2018-04-01,40\n"
           "441424,专项二,中央财政,2018,到位,2018-12-30,7\n")});
  office.did({"register", "import", office.write("p.csv", "地区代码,参数名,年度,数值\n441424,idle_days,2018,90\n")});
  const auto told = explained(office, "wuhua-2018", "W16", "441424");
  INFO(told);
  CHECK(valueOf(told, "verdict") == "not met");
  CHECK(has(objectWith(told, "\"clause\": \"left\""), "67.00 yuan"));
  CHECK(has(objectWith(told, "\"clause\": \"idle\""), "60.00 yuan"));
  const auto counted = told.substr(told.find("\"counted\""));
  CHECK(has(objectWith(counted, "of it idle"), "\"name\": \"专项一, Province, 2018\", \"adds\": 60.00"));
  CHECK(has(counted, "\"adds\": 7.00"));
  CHECK(has(told, "\"title\": \"专项一, Province, 2018; Received, 2018-03-01, 100.00"));
}

TEST_CASE("a fact of a natural village says of which") {
  Office office;
  office.found();
  office.did({"register", "import", office.write("v.csv", villages)});
  office.did({"register", "import",
              office.write("n.csv",
                           "行政村代码,名称,户数,人数,通硬化路\n441424100203,大塘,60,250,否\n"
                           "441424100203,小塘,60,260,是\n")});
  const auto told = explained(office, "wuhua-2016", "T3.road", "441424100203");
  INFO(told);
  CHECK(has(objectWith(told, "\"value\": \"No\""), "\"title\": \"大塘\", \"field\": \"Hardened road\""));
  CHECK(has(told, "\"title\": \"小塘\", \"field\": \"Persons\", \"value\": \"260"));
}

TEST_CASE("renovations of a year open to the households, and a village's trainings are counted and listed") {
  Office office;
  office.found();
  office.did({"register", "import", office.write("v.csv", villages)});
  office.did({"register", "import",
              office.write("h.csv",
                           "行政村代码,户编号,户主姓名,农户类别\n"
                           "441424100200,44142410020000001,张三,建档立卡贫困户\n")});
  office.did({"register", "import",
              office.write("r.csv", "户编号,计划年度,改造方式,进度\n44142410020000001,2018,拆除重建,已验收\n")});
  const auto houses = explained(office, "wuhua-2016", "T3.housing", "441424");
  INFO(houses);
  CHECK(has(objectWith(houses, "\"clause\": \"done\""), "1 households"));
  const auto house = objectWith(houses.substr(houses.find("\"counted\"")), "44142410020000001");
  CHECK(has(house, "张三"));
  CHECK(has(house, "\"name\": \"2018\""));

  office.did({"register", "import", "--kind", "secretary_training",
              office.write("t.csv", "行政村代码,年度,开始日期,内容\n441424100200,2018,2018-05-02,党建\n")});
  const auto trained = explained(office, "wuhua-2018", "W13", "441424100200");
  INFO(trained);
  CHECK(has(objectWith(trained, "\"clause\": \"attended\""), "1 times"));
  CHECK(has(trained.substr(trained.find("\"counted\"")), "2018, 2018-05-02, 党建"));
  CHECK(has(trained, "\"parameter\": \"trainings\""));
}

TEST_CASE("whether a village is one of the heavy third can be reckoned from its explanation") {
  Office office;
  office.found();
  office.did({"register", "import", office.write("v.csv", villages)});
  std::string register1 = "行政村代码,户编号,户主姓名,农户类别\n", members = "户编号,姓名,与户主关系\n";
  // 3, 2 and 1 poor persons in the first three of four villages; the fourth is a poor village without any.
  for (int village = 0; village < 3; ++village) {
    const auto number = "4414241002" + std::string("0") + std::to_string(village) + "00001";
    register1 +=
        "44142410020" + std::to_string(village) + "," + number + ",户" + std::to_string(village) + ",建档立卡贫困户\n";
    for (int i = village; i < 3; ++i)
      members +=
          number + ",人" + std::to_string(village) + std::to_string(i) + "," + (i == village ? "户主" : "之子") + "\n";
  }
  office.did({"register", "import", office.write("h.csv", register1)});
  office.did({"register", "import", office.write("m.csv", members)});
  const auto heavy = explained(office, "wuhua-2018", "W4.county", "441424100200");
  INFO(heavy);
  CHECK(has(objectWith(heavy, "\"clause\": \"persons\""), "3 persons"));
  CHECK(has(objectWith(heavy, "\"clause\": \"place\""), "1 (place)"));
  CHECK(has(objectWith(heavy, "\"clause\": \"villages\""), "4 villages"));
  CHECK(has(objectWith(heavy, "\"clause\": \"heavy_to\""), "1 (place)"));
  CHECK(has(objectWith(heavy, "\"parameter\": \"heavy_share\""), "3 th part"));
  const auto poor = explained(office, "wuhua-2018", "W4.county", "441424100203");
  CHECK(has(objectWith(poor, "\"clause\": \"persons\""), "0 persons"));
  CHECK(has(objectWith(poor, "\"clause\": \"place\""), "4 (place)"));
  office.refused(Exit::notFound, {"evaluate", "--pack", "wuhua-2018", "--explain", "W4.county", "441424100201"});
  // Of a level that it is not about it does not say that no day was due.
  CHECK(has(office.refused(Exit::notFound, {"evaluate", "--pack", "wuhua-2018", "--explain", "W10", "441424100201"}),
            "not about regions of the level"));
}

TEST_CASE("an explanation asked for together with a list is refused before anything is judged") {
  Office office;
  office.found();
  for (const std::vector<std::string>& more : std::vector<std::vector<std::string>>{
           {"--list"}, {"--all"}, {"--unit", "水务局"}, {"--dues"}, {"--indicator", "W1.2"}})
    CHECK(has(office.refused(Exit::input, plus({"evaluate", "--pack", "wuhua-2018", "--explain", "W1.2", "1"}, more)),
              "--explain tells of one verdict"));
}
