// The income survey of a village: drawn by a seed that is kept, drawn again only with a reason, estimated.

#include <catch2/catch.hpp>

#include "bianfang/registry.pb.h"
#include "shared/replica/codec.h"
#include "sync-server/centre_home.h"
#include "tests/server/office.h"

using namespace bf;
using bf::test::contents;
using bf::test::has;
using bf::test::Office;
using bf::test::plus;
using bf::test::valueOf;

namespace {

const std::vector<std::string> draw{"--json", "sample", "draw", "--village", "441424100200", "--size", "3"};

/// Five poor households, one that left the register and a general one.
void imported(Office& office) {
  std::string table = "行政村代码,户编号,户主姓名,农户类别,脱贫状态\n";
  for (int i = 1; i <= 7; ++i)
    table += "441424100200,4414241002000000" + std::to_string(10 + i) + ",户" + std::to_string(i) +
             (i == 7 ? ",一般农户" : ",建档立卡贫困户") + (i == 6 ? ",清退\n" : ",未脱贫\n");
  office.found();
  office.did({"register", "import", office.write("households.csv", table)});
}

}  // namespace

TEST_CASE("a sample is drawn from the poor households, kept with its seed, and drawn again only with a reason") {
  Office office;
  imported(office);
  office.refused(Exit::notFound, {"sample", "show", "--village", "441424100200"});
  for (const char* command : {"show", "list"})
    CHECK(has(office.refused(Exit::notFound, {"sample", command, "--village", "441425100200"}), "region 441425100200"));
  const auto first = office.did(draw);
  CHECK(valueOf(first, "population") == "5");
  CHECK(valueOf(first, "drawn") == "3");
  CHECK_FALSE(has(first, "441424100200000017"));
  CHECK_FALSE(has(first, "441424100200000016"));
  CHECK(valueOf(office.did({"--json", "sample", "show", "--village", "441424100200"}), "seed") ==
        valueOf(first, "seed"));
  office.refused(Exit::refused, draw);
  const auto second = office.did(plus(draw, {"--why", "two of them moved away"}));
  CHECK(valueOf(second, "draw") == "2");
  CHECK(valueOf(second, "seed") != valueOf(first, "seed"));
  const auto list = office.did({"--json", "sample", "list"});
  CHECK(has(list, valueOf(first, "seed")));
  CHECK(has(list, "drawn again: two of them moved away"));
  CHECK_FALSE(has(list, "not by its seed"));
  const auto audit = office.did({"audit", "list"});
  CHECK(has(audit, "sample.redrawn"));
  CHECK(has(audit, valueOf(first, "seed")));
  office.refused(Exit::notFound, {"sample", "draw", "--village", "441424100201", "--size", "3"});
  CHECK(valueOf(office.did(plus(draw, {"--why", "everyone", "--everyone"})), "population") == "7");
}

TEST_CASE("a register with less than nine tenths of a village gives no sample of the whole village") {
  Office office;
  imported(office);
  const auto everyone = plus(draw, {"--why", "everyone", "--everyone"});
  const auto villageOf = [&](const char* households) {
    office.did({"register", "import", "--overwrite",
                office.write("village.csv", std::string("行政村代码,户籍户数\n441424100200,") + households + "\n")});
  };
  villageOf("8");
  const auto refusal = office.refused(Exit::input, everyone);
  INFO(refusal);
  CHECK(has(refusal, "8"));
  CHECK(has(refusal, "7"));
  office.did(draw);
  villageOf("7");
  CHECK(valueOf(office.did(everyone), "population") == "7");
}

TEST_CASE("the survey shows who is still to be asked, and the village's income with its interval") {
  Office office;
  imported(office);
  const auto drawn =
      office.did({"--json", "sample", "draw", "--village", "441424100200", "--size", "9", "--year", "2018"});
  CHECK(valueOf(drawn, "drawn") == "5");
  CHECK(valueOf(drawn, "per_capita") == "null");
  const auto secretary = office.tablet("village_secretary", "441424100200");
  REQUIRE(office.sync(*secretary).kind == ClientStep::Kind::done);
  auto& store = secretary->replica().store();
  for (const bool first : {true, false}) {
    Edit sheet;
    sheet.kind = builtinSchema().kindByName("income")->number;
    sheet.parent = bf::test::householdNumbered(store, first ? "441424100200000011" : "441424100200000012").id;
    // 8,000 yuan of two persons and 12,000 of three: 4,000 a person, and no residual.
    sheet.set = bf::test::fieldsOf("income", {{"year", std::int64_t{2018}},
                                              {"persons", std::int64_t{first ? 2 : 3}},
                                              {"wages", std::int64_t{first ? 800'000 : 1'200'000}},
                                              {"in_sample", true}});
    REQUIRE(secretary->replica().save(sheet));
  }
  for (int i = 0; i < 2; ++i) REQUIRE(office.sync(*secretary).kind == ClientStep::Kind::done);
  const auto told = office.did({"--json", "sample", "show", "--village", "441424100200", "--year", "2018"});
  // Without a year it is the last one drawn, and says for which.
  const auto newest = office.did({"--json", "sample", "show", "--village", "441424100200"});
  CHECK(valueOf(newest, "year") == "2018");
  CHECK(valueOf(newest, "surveyed") == valueOf(told, "surveyed"));
  CHECK(valueOf(told, "surveyed") == "2");
  CHECK(valueOf(told, "per_capita") == "4000.00");
  CHECK(valueOf(told, "standard_error") == "0.00");
  CHECK(valueOf(told, "low") == "4000.00");
  CHECK(has(told, "to be surveyed"));
  // Whoever prints it sees of which village it is, by which draw, and what came out.
  for (const std::string format : {"html", "xlsx"}) {
    const auto file = office.folder + "/sample." + format;
    office.did({"sample", "show", "--village", "441424100200", "--year", "2018", "--format", format, "-o", file});
    const auto page = format == "html" ? contents(file) : bf::test::lastSheet(file).at(1).at(0);
    for (const std::string& part : {std::string("441424100200, draw 1"), "seed " + valueOf(told, "seed"),
                                    std::string("income per person 4000.00"), std::string("95 % from 4000.00 to")})
      CHECK(has(page, part));
  }
  Edit unmarked;
  unmarked.kind = builtinSchema().kindByName("income")->number;
  unmarked.parent = bf::test::householdNumbered(store, "441424100200000013").id;
  unmarked.set = bf::test::fieldsOf(
      "income", {{"year", std::int64_t{2018}}, {"persons", std::int64_t{2}}, {"wages", std::int64_t{1}}});
  REQUIRE(secretary->replica().save(unmarked));
  auto unfinished = unmarked;
  unfinished.parent = bf::test::householdNumbered(store, "441424100200000014").id;
  unfinished.set = bf::test::fieldsOf("income", {{"year", std::int64_t{2018}}, {"in_sample", true}});
  REQUIRE(secretary->replica().save(unfinished));
  for (int i = 0; i < 2; ++i) REQUIRE(office.sync(*secretary).kind == ClientStep::Kind::done);
  const auto more = office.did({"--json", "sample", "show", "--village", "441424100200", "--year", "2018"});
  CHECK(has(more, "has a worksheet, not marked as one of the sample"));
  CHECK(has(more, "worksheet not complete"));
  CHECK(valueOf(more, "surveyed") == "2");
  office.refused(Exit::notFound, {"sample", "show", "--village", "441424100200", "--year", "2017"});
  // The survey of another year is no draw again: it needs no reason, and what was found before stays as it is.
  const auto next =
      office.did({"--json", "sample", "draw", "--village", "441424100200", "--size", "4", "--year", "2019"});
  CHECK(valueOf(next, "draw") == "2");
  CHECK(valueOf(next, "surveyed") == "0");
  CHECK(has(office.did({"audit", "list"}), "2019: 4/5"));
  CHECK_FALSE(has(office.did({"audit", "list"}), "sample.redrawn"));
  for (const char* which : {"--year", "--draw"})
    CHECK(valueOf(office.did({"--json", "sample", "show", "--village", "441424100200", which,
                              which == std::string("--year") ? "2018" : "1"}),
                  "surveyed") == "2");
  office.refused(Exit::notFound, {"sample", "show", "--village", "441424100200", "--year", "2019", "--draw", "1"});
  const auto again = plus(draw, {"--year", "2018"});
  CHECK(has(office.refused(Exit::refused, again), "a sample was drawn for 2018"));
  CHECK(valueOf(office.did(plus(again, {"--why", "two of them moved away"})), "draw") == "3");
  CHECK(valueOf(office.did({"--json", "sample", "show", "--village", "441424100200"}), "year") == "2018");
  CHECK(valueOf(office.did({"--json", "sample", "show", "--village", "441424100200", "--year", "2019"}), "draw") ==
        "2");
  CHECK(has(office.refused(Exit::usage, plus(draw, {"--year", "18"})), "--year"));
}

TEST_CASE("a sample that is asked for more than there are says so, and blanks are no reason") {
  Office office;
  imported(office);
  const auto asked = office.run({"sample", "draw", "--village", "441424100200", "--size", "5000"}, "zh");
  CHECK(asked.status == 0);
  CHECK(has(asked.err, "已全部抽取，少于要求的 5000 户"));
  const auto again = office.refused(
      Exit::usage, {"sample", "draw", "--village", "441424100200", "--size", "2", "--why", "  　 "}, "zh");
  CHECK(has(again, "理由不能是空白"));
  CHECK(has(office.did({"--json", "sample", "list"}), "\"draw\": 1"));
  CHECK_FALSE(has(office.did({"--json", "sample", "list"}), "\"draw\": 2"));
  const auto exact = office.run({"sample", "draw", "--village", "441424100200", "--size", "2", "--why", "换样"}, "zh");
  CHECK(exact.err.empty());
}

TEST_CASE("a sample is of a village, and nothing else") {
  Office office;
  imported(office);
  for (const std::string what : {"draw", "show"}) {
    std::vector<std::string> words{"sample", what, "--village", "441424"};
    if (what == "draw") words.insert(words.end(), {"--size", "2"});
    CHECK(has(office.refused(Exit::input, words, "zh"), "--village 应为行政村的12位代码"));
    words[3] = "441424100999";
    office.refused(Exit::notFound, words);
  }
}

TEST_CASE("what was drawn cannot be written over") {
  Office office;
  imported(office);
  office.did(draw);
  const auto store = office.store();
  auto tx = store->begin();
  const auto key = (*tx)->last(Space::sample)->value().key;
  CHECK_FALSE((*tx)->put(Space::sample, key, "another").has_value());
  CHECK_FALSE((*tx)->erase(Space::sample, key).has_value());
}

TEST_CASE("a sample that was not drawn by its seed, or not by this office, is told from the others") {
  for (const bool reversed : {true, false}) {
    Office office;
    imported(office);
    office.did(draw);
    const auto store = office.store();
    auto tx = store->begin();
    const auto last = (*tx)->last(Space::sample)->value();
    auto forged = *decode<bianfang::Sample>(last.value);
    forged.set_number(2);
    if (reversed) forged.mutable_drawn()->SwapElements(0, 1);
    REQUIRE((*tx)->put(Space::sample, last.key.substr(0, 8) + bigEndian(2, 4), encode(forged)).has_value());
    REQUIRE((*tx)->commit().has_value());
    tx->reset();
    const auto list = office.run({"--json", "sample", "list"});
    INFO(list.out);
    CHECK(list.status == static_cast<int>(Exit::unsound));
    CHECK(has(list.out, reversed ? "not by its seed" : "not what the audit chain has"));
    CHECK(has(list.out, "as seed and audit chain give"));
  }
}
