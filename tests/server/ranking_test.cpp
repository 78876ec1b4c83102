// Rankings that are kept as they stood, corrected beside themselves, and compared down to the fact.

#include <catch2/catch.hpp>

#include "shared/replica/registry.h"
#include "sync-server/centre_home.h"
#include "sync-server/frozen.h"
#include "sync-server/standing_judge.h"
#include "tests/server/office.h"

using namespace bf;
using bf::test::FakeClock;
using bf::test::has;
using bf::test::must;
using bf::test::Office;
using bf::test::plus;
using bf::test::valueOf;

namespace {

const char* const columns = "行政村代码,户编号,户主姓名,农户类别,脱贫状态,饮水安全\n";
const char* const first = "441424100200,44142410020000001,张三,建档立卡贫困户,未脱贫,是\n";
const std::vector<std::string> bare{"ranking", "freeze", "--pack", "wuhua-2018", "--day", "20181220"};
// The days of this pack have long been over.
const std::vector<std::string> freeze{"ranking", "freeze",   "--pack", "wuhua-2018",
                                      "--day",   "20181220", "--why",  "late"};

void imported(Office& office) {
  office.found();
  office.did({"register", "import", office.write("households.csv", std::string(columns) + first)});
}

void corrected(Office& office) {
  office.did({"register", "import", "--overwrite",
              office.write("again.csv", std::string(columns) +
                                            "441424100200,44142410020000001,张三,建档立卡贫困户,未脱贫,否\n"
                                            "441424100200,44142410020000002,李四,建档立卡贫困户,未脱贫,否\n")});
}

}  // namespace

TEST_CASE("a day's ranking is frozen once; a correction is a new snapshot that names the one before and says why") {
  Office office;
  imported(office);
  const auto table = office.did(plus({"--json"}, freeze));
  CHECK(has(table, "\"region\": \"441424100\""));
  CHECK(valueOf(table, "place") == "1");
  CHECK(has(valueOf(table, "judged"), "frozen late"));
  CHECK(has(office.refused(Exit::refused, bare), "that day is over"));
  corrected(office);
  office.did(plus(bare, {"--why", "wrong figure of the first household"}));
  const auto list = office.did({"--json", "ranking", "list"});
  CHECK(has(list, "\"replaces\": 1"));
  CHECK(has(list, "wrong figure of the first household"));
  CHECK(has(valueOf(list, "judged"), "frozen late: not as of that day"));
  CHECK(has(list, "\"state\": \"sound\""));
  CHECK_FALSE(has(list, "not what the audit chain has"));
  CHECK(has(office.did({"audit", "list"}), "ranking.frozen"));
}

TEST_CASE("only days of the ranking that are not to come are frozen") {
  Office office;
  imported(office);
  for (const char* day : {"20181221", "29981220", "20181131"})
    office.refused(Exit::input, {"ranking", "freeze", "--pack", "wuhua-2018", "--day", day, "--why", "late"});
  const auto why = [&](const char* pack, const char* day) {
    return office.refused(Exit::input, {"ranking", "freeze", "--pack", pack, "--day", day, "--why", "late"});
  };
  CHECK(has(why("wuhua-2018", "20181221"), "on the days 10, 20, 30 of each month"));
  CHECK(has(why("wuhua-2018", "20191220"), "ranks from 2018-01-01 to 2018-12-31"));
  // A pack that ranks on no day.
  CHECK(has(why("doubts", "20181220"), "has no days of a ranking"));
  office.refused(Exit::notFound, {"ranking", "show", "--pack", "wuhua-2018", "--day", "20181220"});
  office.refused(Exit::notFound, {"ranking", "compare", "--pack", "wuhua-2018", "20181210", "20181220"});
}

TEST_CASE("a printed ranking says by which document, of which county and day, and why it was frozen late") {
  Office office;
  imported(office);
  office.did(freeze);
  office.did(plus(bare, {"--why", "wrong figure of the first household"}));
  const std::vector<std::string> show{"ranking", "show", "--pack", "wuhua-2018", "--day", "20181220"};
  const auto text = office.did(show);
  CHECK(has(text, "Huafuzu 2018 No. 16"));
  CHECK(has(text, "  五华县  snapshot 2 of 2018-12-20, judged "));
  CHECK(has(text, ". It corrects snapshot 1. Why: wrong figure of the first household"));
  CHECK(has(office.run(show, "zh").out, "  五华县  2018-12-20 的固定快照第 2 号，"));
  CHECK(has(office.run(show, "zh").out, "。更正第 1 号快照。理由：wrong figure"));
  CHECK(has(office.run(plus(show, {"--format", "html"}), "zh").out, "<title>五华县 排名 2018-12-20</title>"));
  const auto book = office.folder + "/ranking.xlsx";
  office.did(plus(show, {"--format", "xlsx", "-o", book}));
  CHECK(bf::test::lastSheet(book).at(0).at(0) == "五华县 ranking 2018-12-20");
}

TEST_CASE("what has nobody to rank is neither frozen nor shown") {
  Office office;
  imported(office);
  const auto why = office.refused(Exit::input, plus(freeze, {"--region", "441424100"}), "zh");
  CHECK(has(why, "水寨镇 下面没有乡镇，没有可排名的对象"));
  office.refused(Exit::input, {"ranking", "show", "--pack", "wuhua-2018", "--region", "441424100"});
  CHECK(office.did({"--json", "ranking", "list"}) == "[]\n");
}

TEST_CASE("two snapshots tell who is judged otherwise, and which fact changed, to what, by whom") {
  Office office;
  imported(office);
  office.did(freeze);
  corrected(office);
  office.did(plus(bare, {"--why", "checked again"}));
  const auto told =
      office.did({"--json", "ranking", "compare", "--pack", "wuhua-2018", "--indicator", "W1.2", "1", "2"});
  INFO(told);
  CHECK(has(told, "\"household\": \"44142410020000001\""));
  CHECK(
      has(told,
          "\"from\": \"met\", \"to\": \"not met\", \"fact\": \"Household · Safe drinking water\", \"value\": \"No\""));
  CHECK(has(told, "\"household\": \"44142410020000002\""));
  CHECK(has(told, "\"from\": \"not in scope\", \"to\": \"not met\""));
  CHECK(has(told, "county office"));
  CHECK_FALSE(has(office.did({"--json", "ranking", "compare", "--pack", "wuhua-2018", "--indicator", "W1.3", "1", "2"}),
                  "44142410020000001"));
  CHECK(office.did({"--json", "ranking", "compare", "--pack", "wuhua-2018", "1", "1"}) == "[]\n");
}

TEST_CASE("who died is out of the scope for that reason, and for no other") {
  Office office;
  imported(office);
  const std::string member =
      "户编号,姓名,与户主关系,证件类型,证件号码,减少原因,减少日期\n44142410020000001,张三,户主,身份证,"
      "11010519491231002X,";
  office.did({"register", "import", office.write("m.csv", member + ",\n")});
  office.did(freeze);
  office.did({"register", "import", office.write("gone.csv", member + "死亡,2018-12-01\n")});
  office.did(plus(bare, {"--why", "checked again"}));
  for (const char* indicator : {"W9.medical", "W9.pension"}) {
    const auto told =
        office.did({"--json", "ranking", "compare", "--pack", "wuhua-2018", "--indicator", indicator, "1", "2"});
    INFO(told);
    CHECK(has(told, "\"to\": \"not in scope\", \"fact\": \"Member · Why no longer a member\""));
    CHECK(valueOf(told, "person") == "张三");
    CHECK_FALSE(has(told, "ledger"));
  }
  const auto explained = office.did({"evaluate", "--pack", "wuhua-2018", "--explain", "W1.7", "44142410020000001"});
  CHECK(has(explained, "张三 (departed)"));
}

TEST_CASE("who came to a household is told as what changed, though nothing was filled in that the rule reads") {
  Office office;
  imported(office);
  const std::string members = "户编号,姓名,与户主关系\n44142410020000001,";
  office.did({"register", "import", office.write("m.csv", members + "张三,户主\n")});
  office.did(
      {"register", "import",
       office.write("e.csv", "户编号,姓名,年度,城乡居民基本医疗保险,大病保险\n44142410020000001,张三,2018,是,是\n")});
  office.did(freeze);
  office.did({"register", "import", office.write("more.csv", members + "张小,之子\n")});
  office.did(plus(bare, {"--why", "checked again"}));
  const auto told =
      office.did({"--json", "ranking", "compare", "--pack", "wuhua-2018", "--indicator", "W1.7", "1", "2"});
  INFO(told);
  CHECK(has(told, "\"from\": \"met\", \"to\": \"not collected\", \"fact\": \"new: Member\""));
  CHECK_FALSE(has(told, "no fact of it"));
}

TEST_CASE("without a fact of its own that changed, no reason is made up") {
  Office office;
  imported(office);
  office.did({"register", "import",
              office.write("i.csv", "户编号,年度,工资性收入,家庭人口\n44142410020000001,2018,9000,1\n")});
  office.did({"register", "import",
              office.write("m.csv", "户编号,姓名,与户主关系,劳动能力\n44142410020000001,张三,户主,普通劳动力\n")});
  office.did(freeze);
  office.did({"register", "import",
              office.write("p.csv", "地区代码,参数名,年度,数值\n441424,province_rural_income,2018,1000\n")});
  office.did(plus(bare, {"--why", "checked again"}));
  const auto told =
      office.did({"--json", "ranking", "compare", "--pack", "wuhua-2018", "--indicator", "W1.income", "1", "2"});
  INFO(told);
  CHECK(has(told, "no fact of it that the rule reads changed: a parameter"));
  CHECK_FALSE(has(told, "another day"));
}

TEST_CASE("what the running evaluation changed is listed with the fact, who wrote it and with which tablet") {
  Office office;
  imported(office);
  FakeClock clock;
  clock.time = 1'545'307'200'000'000;  // 20 December 2018, 12:00 UTC
  auto judge = must(StandingJudge::open(office.store(), {}, clock));
  office.refused(Exit::notFound, {"ranking", "changes", "--pack", "wuhua-2018"});
  must(judge->look());
  CHECK(office.did({"--json", "ranking", "changes", "--pack", "wuhua-2018"}) == "[]\n");
  const auto said =
      office.refused(Exit::notFound, {"ranking", "changes", "--pack", "wuhua-2018", "--region", "441424100"});
  CHECK(has(said, "has not judged region 441424100 by pack wuhua-2018"));
  office.refused(Exit::notFound, {"ranking", "list", "--region", "441425"});
  CHECK(office.did({"--json", "ranking", "list", "--region", "441424"}) == "[]\n");
  corrected(office);
  CHECK(must(judge->look()).changed > 0);
  const auto told = office.did({"--json", "ranking", "changes", "--pack", "wuhua-2018", "--indicator", "W1.2"});
  INFO(told);
  CHECK(has(told, "\"household\": \"44142410020000001\""));
  CHECK(
      has(told,
          "\"from\": \"met\", \"to\": \"not met\", \"fact\": \"Household · Safe drinking water\", \"value\": \"No\""));
  CHECK(has(told, "\"from\": \"not in scope\", \"to\": \"not met\", \"fact\": \"new: Household"));
  CHECK(has(told, "county office"));
  CHECK(valueOf(told, "tablet").size() == 16);
  CHECK(valueOf(told, "judged").starts_with("2018-12-20"));
  office.did(freeze);
  CHECK(office.did({"--json", "ranking", "changes", "--pack", "wuhua-2018", "--since", "1"}) == "[]\n");
  office.refused(Exit::notFound, {"ranking", "changes", "--pack", "wuhua-2018", "--since", "2"});
}

TEST_CASE("the ranking shows its change since the last frozen day, and what is to be looked at beside it") {
  Office office;
  imported(office);
  office.did({"ranking", "freeze", "--pack", "wuhua-2018", "--day", "20181210", "--why", "late"});
  corrected(office);
  const auto now = office.did({"--json", "ranking", "show", "--pack", "wuhua-2018"});
  CHECK(valueOf(now, "place_before") == "1");
  CHECK(valueOf(now, "up") == "0");
  CHECK(valueOf(now, "completion_change").starts_with("-"));
  CHECK(valueOf(now, "poor") == "2");
  CHECK(valueOf(now, "stale") == "2");
  const auto then = office.did({"--json", "ranking", "show", "--pack", "wuhua-2018", "--day", "20181210"});
  CHECK(valueOf(then, "poor") == "1");
  CHECK(valueOf(then, "place_before") == "null");
}

TEST_CASE("visits and staleness stand beside the score as of the day that the score is of") {
  Office office;
  imported(office);
  const auto secretary = office.tablet("village_secretary", "441424100200");
  REQUIRE(office.sync(*secretary).kind == ClientStep::Kind::done);
  const auto household = bf::test::households(secretary->replica().store()).front();
  const std::vector<std::string> show{"--json", "ranking", "show", "--pack", "wuhua-2018"};
  const auto visit = [&](std::int64_t day) {
    Edit seen;
    seen.kind = builtinSchema().kindByName("visit")->number;
    seen.parent = household.id;
    const auto now = secretary->clock.now();
    seen.set = bf::test::fieldsOf("visit", {{"arrived", now - 1'200'000'000},
                                            {"departed", now},
                                            {"met", std::int64_t{1}},
                                            {"visit_date", day},
                                            {"finished", now}});
    must(secretary->replica().save(seen));
    for (int i = 0; i < 2; ++i) REQUIRE(office.sync(*secretary).kind == ClientStep::Kind::done);
  };
  // The year of the pack is over: what came after it neither counts nor refreshes.
  visit(20190101);
  CHECK(valueOf(office.did(show), "visits") == "0");
  CHECK(valueOf(office.did(show), "stale") == "1");
  visit(20181220);
  const auto told = office.did(show);
  CHECK(valueOf(told, "visits") == "1");
  CHECK(valueOf(told, "stale") == "0");
  CHECK_FALSE(has(valueOf(told, "judged"), "frozen late"));
}

TEST_CASE("a county that changed its own pack is told that places moved by the rules, too") {
  Office office;
  imported(office);
  auto text = std::string(builtinPack("wuhua-2018"));
  const std::string id = "id = \"wuhua-2018\"";
  text.replace(text.find(id), id.size(), "id = \"own-2018\"");
  const auto file = office.write("own.toml", text);
  office.did({"ranking", "freeze", "--pack", file, "--day", "20181210", "--why", "late"});
  CHECK_FALSE(has(office.did({"ranking", "show", "--pack", file}), "another text of the pack"));
  const std::string rule = "rule = \"h.power\"";
  text.replace(text.find(rule), rule.size(), "rule = \"h.water_safe\"");
  (void)office.write("own.toml", text);
  CHECK(has(office.did({"ranking", "show", "--pack", file}), "judged by another text of the pack"));
  office.did({"ranking", "freeze", "--pack", file, "--day", "20181220", "--why", "late"});
  CHECK(has(office.run({"ranking", "compare", "--pack", file, "1", "2"}).err, "different texts of the pack"));
}

TEST_CASE("who rises has a plus, who falls a minus") {
  Office office;
  office.found();
  const auto water = [&](const char* first, const char* second) {
    return office.write("two.csv", std::string(columns) + "441424100200,44142410020000001,张三,建档立卡贫困户,未脱贫," +
                                       first + "\n441424101001,44142410100100001,李四,建档立卡贫困户,未脱贫," + second +
                                       "\n");
  };
  office.did({"register", "import", water("是", "否")});
  office.did({"ranking", "freeze", "--pack", "wuhua-2018", "--day", "20181210", "--why", "late"});
  office.did({"register", "import", "--overwrite", water("否", "是")});
  const auto now = office.did({"--json", "ranking", "show", "--pack", "wuhua-2018"});
  INFO(now);
  const auto rose = now.find("\"region\": \"441424101\"");
  const auto fell = now.find("\"region\": \"441424100\"");
  REQUIRE(rose != std::string::npos);
  REQUIRE(fell != std::string::npos);
  // A number for who reckons with it, a plus for who reads it.
  CHECK(valueOf(now.substr(rose), "up") == "1");
  CHECK(valueOf(now.substr(fell), "up").starts_with("-"));
  const auto read = office.did({"ranking", "show", "--pack", "wuhua-2018"});
  CHECK(has(read, " +1 "));
  CHECK_FALSE(has(office.did({"ranking", "show", "--pack", "wuhua-2018", "--format", "csv"}), "+1"));
}

TEST_CASE("tablets of a township that did not sync are told beside its place") {
  Office office;
  imported(office);
  const auto secretary = office.tablet("village_secretary", "441424100200");
  const std::vector<std::string> show{"--json", "ranking", "show", "--pack", "wuhua-2018"};
  const auto tablets = [&](const char* what) {
    const auto told = office.did(show);
    const auto at = told.find("\"region\": \"441424100\"");
    REQUIRE(at != std::string::npos);
    return valueOf(told.substr(at), what);
  };
  CHECK(tablets("tablets") == "1");
  CHECK(tablets("unsynced") == "1");
  REQUIRE(office.sync(*secretary).kind == ClientStep::Kind::done);
  CHECK(tablets("tablets") == "1");
  CHECK(tablets("unsynced") == "0");
  CHECK(tablets("waiting") == "0");
  const auto told = office.did(show);
  const auto other = told.find("\"region\": \"441424101\"");
  REQUIRE(other != std::string::npos);
  CHECK(valueOf(told.substr(other), "tablets") == "0");
}

TEST_CASE("what was frozen cannot be written again, and an altered copy is told from the audit chain") {
  Office office;
  imported(office);
  office.did(freeze);
  const auto store = office.store();
  auto tx = store->begin();
  FrozenSnapshots snapshots(**tx);
  auto all = snapshots.all();
  REQUIRE(all.has_value());
  REQUIRE(all->size() == 1);
  CHECK(*snapshots.sound(all->front()));
  auto altered = all->front();
  altered.mutable_figures(0)->set_met(99);
  CHECK_FALSE(*snapshots.sound(altered));
  altered = all->front();
  altered.set_rows_hash(std::string(32, 'x'));
  CHECK_FALSE(*snapshots.sound(altered));
  const auto key = (*tx)->last(Space::frozen)->value().key;
  CHECK_FALSE((*tx)->put(Space::frozen, key, "another").has_value());
  CHECK_FALSE((*tx)->erase(Space::frozen, key).has_value());
  CHECK((*tx)->get(Space::frozen, key)->value() != "another");
}

TEST_CASE("verdicts come out of their snapshot as they went in") {
  const std::vector<SubjectVerdict> rows{{1, 1, 441424100201, Judgement::met},
                                         {1, 9, 441424100201, Judgement::notCollected},
                                         {70'000, 70'000, 441424100202, Judgement::unjudged},
                                         {80'000, 3, 441424100201, Judgement::notMet}};
  const auto packed = packRows(rows);
  CHECK(*unpackRows(packed) == rows);
  CHECK(*unpackRows(packRows({})) == std::vector<SubjectVerdict>{});
  CHECK_FALSE(unpackRows("not zstd").has_value());
  CHECK_FALSE(unpackRows(packed.substr(0, packed.size() - 1)).has_value());
}
