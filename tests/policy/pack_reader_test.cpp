// Packs as somebody writes them: what is read, and what is told of each mistake.

#include <catch2/catch.hpp>

#include "shared/policy/policy_limits.h"
#include "shared/policy/policy_pack.h"
#include "tests/policy/pack_text.h"

namespace bf::test {
namespace {

const std::string head = packHead() + R"(

[[parameter]]
id = "line"
name = { zh = "线", en = "line" }
value = 93
unit = { zh = "%", en = "%" }
place = "1"
sentence = "以上"
)";

const std::string indicator = R"(
[[indicator]]
id = "A1"
name = { zh = "水", en = "water" }
subject = "household"
units = ["水务局", "UNIT_TOWNSHIP"]
threshold = "line"
rule = "h.water_safe"
place = "1"
sentence = "有水"
)";

/// The first problem, or nothing.
std::string problem(const std::string& text) {
  const auto read = readPack(text, "p.toml", builtinSchema());
  return read ? "" : read.error().front().place + ": " + read.error().front().text.en;
}

std::string without(std::string text, const std::string& line) {
  const auto at = text.find(line);
  REQUIRE(at != std::string::npos);
  return text.erase(at, line.size());
}

}  // namespace

TEST_CASE("a pack is read with its parameters, units and rules") {
  const auto pack = readPack(head + indicator, "p.toml", builtinSchema());
  REQUIRE(pack.has_value());
  CHECK(pack->id == "p");
  CHECK(pack->regions == std::vector<RegionCode>{441424});
  CHECK(pack->parameter("line")->value == 93.0);
  const auto& one = pack->indicators.at(0);
  CHECK(one.units == std::vector<std::int64_t>{3, 1});
  CHECK(one.scope.sql == "1");
  CHECK(one.period.to == 20181231);
  CHECK(one.source.sentence == "有水");
}

TEST_CASE("each mistake is told with file, line and indicator") {
  CHECK(problem("[pack") ==
        "p.toml:1: this is not TOML at line 1, character 6: Error while parsing table header: encountered end-of-file; "
        "the line is [pack");
  auto otherUnit = indicator;
  otherUnit.replace(otherUnit.find("水务局"), std::string("水务局").size(), "水务");
  CHECK_THAT(problem(head + otherUnit),
             Catch::Contains("there is no unit 水务; there are Township, ") && Catch::Contains("Water"));
  CHECK(problem(head + without(indicator, "sentence = \"有水\"\n")) == "p.toml:18 indicator A1, sentence: is missing");
  CHECK(problem(head + indicator + "colour = 1\n") == "p.toml:27 indicator A1, colour: there is no such key");
  CHECK(problem(head + indicator + indicator) == "p.toml:29 indicator, id: this id was used before");
  CHECK_THAT(problem(without(head, "regions = [441424]\n")), Catch::Contains("pack, regions: is missing"));
  CHECK_THAT(problem(head + without(indicator, "threshold = \"line\"\n") + "threshold = \"lime\"\n"),
             Catch::Contains("threshold: there is no such parameter"));
  CHECK_THAT(problem(head + without(indicator, "rule = \"h.water_safe\"\n") + "rule = \"h.persons > :lime\"\n"),
             Catch::Contains("rule: there is no parameter :lime"));
  CHECK_THAT(problem(head + without(indicator, "rule = \"h.water_safe\"\n") + "rule = \"h.status = $household::X\"\n"),
             Catch::Contains("rule: the schema has no $household::X"));
  CHECK_THAT(problem(head + without(indicator, "\"水务局\", ") + "all_of = [\"B\"]\n"),
             Catch::Contains("no indicator B"));
  CHECK_THAT(problem(head + indicator + "scope = \"1, 2\"\n"), Catch::Contains("scope: one expression only"));
  CHECK_THAT(problem(std::string(packBytesMax + 1, '#')), Catch::Contains("more than"));
}

TEST_CASE("a day that the calendar does not have, an id of two words and a share beyond the whole are refused") {
  const auto with = [](std::string text, const std::string& from, const std::string& to) {
    REQUIRE(text.find(from) != std::string::npos);
    return text.replace(text.find(from), from.size(), to);
  };
  CHECK_THAT(problem(with(head, "to = 20181231", "to = 20180231") + indicator),
             Catch::Contains("pack, to: the calendar has no such day"));
  CHECK_THAT(problem(head + with(indicator, "id = \"A1\"", "id = \"A 1\"")), Catch::Contains("no spaces"));
  CHECK(problem(head + with(indicator, "id = \"A1\"", "id = \"甲.A-1_b\"")).empty());
  const auto whole = head + indicator;
  CHECK_THAT(problem(with(whole, "value = 93", "value = 120")), Catch::Contains("threshold: a threshold is a share"));
  CHECK(problem(with(whole, "value = 93", "value = 100")).empty());
  for (const char* code : {"999999", "99", "4414241", "160000"})
    CHECK_THAT(problem(with(whole, "[441424]", "[441424, " + std::string(code) + "]")),
               Catch::Contains("pack, regions: this is no code of a region"));
  for (const char* code : {"44", "820000", "4501", "441424103217"})
    CHECK(problem(with(whole, "[441424]", "[" + std::string(code) + "]")).empty());
}

TEST_CASE("a mistake in a parameter or definition names it") {
  CHECK(problem(without(head, "value = 93\n") + "value = \"x\"\n" + indicator) ==
        "p.toml:16 parameter line, value: must be a number");
  CHECK_THAT(problem(head + "[[define]]\nid = \"poor\"\nis = \"h.status = $household::X\"\n" + indicator),
             Catch::Contains("define poor, is: the schema has no $household::X"));
}

TEST_CASE("the days of the rankings are days of a month") {
  const std::string source = "place = \"1\"\nsentence = \"排名\"\n";
  const auto pack = readPack(head + "[ranking]\ndays = [10, 31]\n" + source + indicator, "p.toml", builtinSchema());
  REQUIRE(pack.has_value());
  CHECK(pack->ranking.days == std::vector<int>{10, 31});
  for (const char* days : {"[]", "[0]", "[32]", "[\"10\"]", "10"})
    CHECK_THAT(problem(head + "[ranking]\ndays = " + days + "\n" + source + indicator),
               Catch::Contains("days: must be days of the month"));
  CHECK_THAT(problem(head + "[ranking]\ndays = [10]\n" + indicator), Catch::Contains("ranking, place: is missing"));
}

TEST_CASE("all mistakes of a pack are told at once") {
  const auto read = readPack(head + indicator + "colour = 1\nshade = 2\n", "p.toml", builtinSchema());
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().size() == 2);
}

TEST_CASE("without a rule an indicator means that all of its clauses hold") {
  const std::string clauses = R"(
[[indicator.clause]]
id = "a"
name = { zh = "甲", en = "a" }
is = "h.power"
[[indicator.clause]]
id = "b"
name = { zh = "乙", en = "b" }
is = "h.water_safe OR h.power"
)";
  const auto pack = readPack(head + without(indicator, "rule = \"h.water_safe\"\n") + clauses, "p", builtinSchema());
  REQUIRE(pack.has_value());
  CHECK(pack->indicators.at(0).rule.sql == "(h.power) AND (h.water_safe OR h.power)");
}

namespace {

const std::string part = R"(
[[indicator.part]]
id = "poor"
name = { zh = "贫困户", en = "poor" }
scope = "h.household_kind = $household::KIND_POOR"
threshold = "line"
sentence = "其中贫困户"
)";

const std::string due = R"(
[[due]]
id = "D"
of = "A1"
name = { zh = "应发", en = "due" }
due = ":line"
paid = "h.persons"
unit = { zh = "人", en = "persons" }
)";

}  // namespace

TEST_CASE("a clause of records is the number of them, or the sum of what each adds") {
  const auto with = [](const std::string& lines) {
    return head + R"(
[[indicator]]
id = "A2"
name = { zh = "路", en = "roads" }
subject = "county"
units = []
place = "1"
sentence = "路"
rule = "{k} > 0"
[[indicator.clause]]
id = "k"
name = { zh = "公里", en = "km" }
)" + lines;
  };
  const auto counted =
      readPack(with("each = \"village x\"\nwhere = \"x.exit_year = :year\"\n"), "p.toml", builtinSchema());
  REQUIRE(counted.has_value());
  const auto& clause = counted->indicators[0].clauses[0];
  CHECK(clause.expression.sql == "(SELECT count(*) FROM village x WHERE (x.exit_year = :year\n))");
  CHECK(clause.counted->alias == "x");
  CHECK(counted->indicators[0].rule.bound == std::vector<std::string>{":year"});
  const auto summed =
      readPack(with("each = \"person m JOIN household x ON x.rec = m.parent\"\nwhere = \"1\"\nadds = \"x.persons\"\n"),
               "p.toml", builtinSchema());
  REQUIRE(summed.has_value());
  CHECK(summed->indicators[0].clauses[0].counted->kind == "member");
  CHECK(summed->indicators[0].clauses[0].expression.sql ==
        "(SELECT coalesce(sum(x.persons\n), 0) FROM person m JOIN household x ON x.rec = m.parent WHERE (1\n))");
  CHECK_THAT(problem(with("each = \"village\"\nwhere = \"1\"\n")), Catch::Contains("each: must begin with a view"));
  CHECK_THAT(problem(with("each = \"villages x\"\nwhere = \"1\"\n")), Catch::Contains("each: must begin with a view"));
  CHECK_THAT(problem(with("each = \"village x\"\n")), Catch::Contains("where: is missing"));
  CHECK_THAT(problem(with("each = \"village x\"\nwhere = \"1\"\nis = \"1\"\n")),
             Catch::Contains("is: there is no such key"));
}

TEST_CASE("a part is an indicator of its own below the whole, with narrower scope and another threshold") {
  const auto pack = readPack(head + indicator + "scope = \"h.power\"\n" + part, "p.toml", builtinSchema());
  REQUIRE(pack.has_value());
  REQUIRE(pack->indicators.size() == 2);
  const auto& whole = pack->indicators[0];
  const auto& one = pack->indicators[1];
  CHECK(whole.partOf.empty());
  CHECK(one.id == "A1.poor");
  CHECK(one.partOf == "A1");
  CHECK(one.scope.sql == "(h.power\n) AND (h.household_kind = $household::KIND_POOR\n)");
  CHECK(one.rule.sql == whole.rule.sql);
  CHECK(one.units == whole.units);
  CHECK(one.source.place == "1");
  CHECK(one.source.sentence == "其中贫困户");
}

TEST_CASE("a part without scope or threshold is refused, and so is one named twice") {
  CHECK_THAT(problem(head + indicator + without(part, "threshold = \"line\"\n")),
             Catch::Contains("part A1.poor, threshold: is missing"));
  CHECK_THAT(problem(head + indicator + part + part), Catch::Contains("id: this id was used before"));
}

TEST_CASE("a due belongs to an indicator and counts whom it counts") {
  const auto pack = readPack(head + indicator + "scope = \"h.power\"\n" + due, "p.toml", builtinSchema());
  REQUIRE(pack.has_value());
  const auto& one = pack->dues.at(0);
  CHECK(one.indicator == "A1");
  CHECK(one.scope.sql == "h.power");
  CHECK(one.due.bound == std::vector<std::string>{":line"});
  const auto own = readPack(head + indicator + due + "scope = \"h.tv_signal\"\n", "p.toml", builtinSchema());
  REQUIRE(own.has_value());
  CHECK(own->dues.at(0).scope.sql == "h.tv_signal");
  CHECK_THAT(problem(head + indicator + without(due, "of = \"A1\"\n") + "of = \"A2\"\n"),
             Catch::Contains("due D, of: there is no such indicator"));
}

TEST_CASE("every pack of this build is read, and names itself") {
  for (const auto id : builtinPacks()) {
    const auto pack = readPack(builtinPack(id), id, builtinSchema());
    INFO(id << " " << (pack ? "" : pack.error().front().place + ": " + pack.error().front().text.en));
    REQUIRE(pack.has_value());
    CHECK(pack->id == id);
  }
  CHECK(builtinPack("no-such").empty());
}

}  // namespace bf::test
