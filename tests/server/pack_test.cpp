// Packs at the command line: those of the build as models, and a county's own, checked before it is used.

#include <catch2/catch.hpp>
#include <filesystem>

#include "shared/policy/policy_pack.h"
#include "sync-server/ctl/commands.h"
#include "tests/server/office.h"

using namespace bf;
using bf::test::contents;
using bf::test::has;
using bf::test::Office;

TEST_CASE("the built-in packs are listed, and the file of each is a pack that one may start from") {
  Office office;
  CHECK(has(office.did({"--json", "pack", "list"}), R"("regions": "441424")"));
  const auto file = office.write("own.toml", office.did({"pack", "show", "wuhua-2018"}));
  CHECK(contents(file) == builtinPack("wuhua-2018"));
  office.did({"pack", "check", file});
  CHECK(has(office.refused(Exit::notFound, {"pack", "show", "wuhua-2019"}), "wuhua-2018"));
}

TEST_CASE("a county's own pack is checked before it is used, with every problem at its place") {
  Office office;
  office.found();
  CHECK(has(office.did({"pack", "check", "wuhua-2018"}), "ready"));
  CHECK(has(office.did({"pack", "views"}), "year_income"));
  std::string text(builtinPack("wuhua-2018"));
  const auto own = office.write("own.toml", text);
  CHECK(has(office.did({"evaluate", "--pack", own, "--indicator", "W1.3"}), "Electricity"));
  const std::string official = "id = \"wuhua-2018\"";
  const std::string rule = "rule = \"h.power\"";
  text.replace(text.find(rule), rule.size(), "rule = \"(SELECT count(*) FROM batch) = 0\"");
  const auto line =
      std::to_string(std::count(text.begin(), text.begin() + static_cast<long>(text.find("FROM batch")), '\n') + 1);
  // The id of a pack of this build is taken, by whatever reads a pack.
  const auto fake = office.write("fake.toml", text);
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"pack", "check", fake},
                                             {"evaluate", "--pack", fake},
                                             {"report", "assessment", "--pack", fake},
                                             {"ranking", "freeze", "--pack", fake, "--day", "20181220", "--why", "x"},
                                             {"ranking", "show", "--pack", fake}})
    CHECK(
        has(office.refused(Exit::input, words), "fake.toml:5 pack, id: wuhua-2018 is the id of a pack of this build"));
  text.replace(text.find(official), official.size(), "id = \"own-2018\"");
  const auto hostile = office.write("hostile.toml", text);
  CHECK(has(office.refused(Exit::input, {"pack", "check", hostile}),
            "hostile.toml:" + line + " indicator W1.3, rule: it must not read batch"));
  const auto refused = office.refused(Exit::input, {"evaluate", "--pack", hostile}, "zh");
  CHECK(has(refused, "不能读取 batch"));
  CHECK(has(refused, "政策包有误：" + hostile));
  CHECK_FALSE(has(refused, "配置文件"));
}

TEST_CASE("a folder is no pack, and a column that there is not is told with those that are near") {
  Office office;
  const std::string folder = std::filesystem::path(office.write("x", "")).parent_path().string();
  CHECK(has(office.refused(Exit::input, {"pack", "check", folder}),
            "The policy pack is wrong: " + folder + " is a folder"));
  std::string text(builtinPack("wuhua-2018"));
  text.replace(text.find("id = \"wuhua-2018\""), 17, "id = \"own-2018\"");
  text.replace(text.find("rule = \"h.power\""), 16, "rule = \"h.water_save\"");
  const auto own = office.write("own.toml", text);
  CHECK(has(office.refused(Exit::input, {"pack", "check", own}), "no such column: h.water_save; near it: water_safe"));
  CHECK(
      has(office.refused(Exit::input, {"pack", "check", own}, "zh"), "没有这一列：h.water_save，相近的有 water_safe"));
}

TEST_CASE("an evaluation by a broken pack says what is wrong in the words of a check") {
  Office office;
  office.found();
  std::string text(builtinPack("wuhua-2018"));
  text.replace(text.find("id = \"wuhua-2018\""), 17, "id = \"own-2018\"");
  text.replace(text.find("rule = \"h.power\""), 16, "rule = \"h.water_save\"");
  const auto own = office.write("own.toml", text);
  const auto zh = office.refused(Exit::input, {"evaluate", "--pack", own}, "zh");
  CHECK(has(zh, "没有这一列：h.water_save，相近的有 water_safe"));
  CHECK_FALSE(has(zh, "no such column"));
}

TEST_CASE("a check runs the pack once: a rule that gives no verdict is refused, one that guesses is warned of") {
  Office office;
  std::string text(builtinPack("wuhua-2018"));
  text.replace(text.find("id = \"wuhua-2018\""), 17, "id = \"own-2018\"");
  const auto with = [&](const std::string& rule) {
    auto own = text;
    const std::string power = "rule = \"h.power\"";
    own.replace(own.find(power), power.size(), "rule = \"" + rule + "\"");
    return office.write("own.toml", own);
  };
  CHECK(has(office.refused(Exit::input, {"pack", "check", with("h.persons")}), "indicator W1.3, rule: it must give 1"));
  CHECK(
      has(office.refused(Exit::input, {"pack", "check", with("h.dibao = '是'")}, "zh"), "与文字 '是' 相比永远不成立"));
  const auto guessed = office.run({"pack", "check", with("coalesce(h.power, 1)")});
  CHECK(has(guessed.out, "ready"));
  CHECK(has(guessed.err, "indicator W1.3, rule: please check: h.power counts as good where nobody was asked"));
  CHECK(office.run({"pack", "check", with("h.power")}).err.empty());
}

namespace {

std::string packOf(const std::string& rest) {
  return "[pack]\nid = \"own\"\nname = { zh = \"名\", en = \"name\" }\ndocument = { zh = \"文\", en = \"doc\" }\n"
         "regions = [441424]\nfrom = 20180101\nto = 20181231\n" +
         rest;
}

std::string indicator(const std::string& id, const std::string& lines, const std::string& unit = "水务局") {
  return "[[indicator]]\nid = \"" + id + "\"\nname = { zh = \"" + id + "\", en = \"" + id +
         "\" }\nsubject = \"household\"\nunits = [\"" + unit + "\"]\nplace = \"1\"\nsentence = \"s\"\n" + lines + "\n";
}

const std::string again = "Check again once these are mended";

}  // namespace

TEST_CASE("mistakes of the form, of what the database refuses and of a trial run are told at once, by the line") {
  Office office;
  const auto told = [&](const std::string& text) {
    return office.refused(Exit::input, {"pack", "check", office.write("own.toml", packOf(text))});
  };
  const auto all = told(indicator("trial", "rule = \"h.persons\"") + indicator("form", "rule = \"h.power\"", "水务") +
                        indicator("sql", "rule = \"h.powers\"") + indicator("good", "rule = \"h.power\""));
  INFO(all);
  const auto trial = all.find("indicator trial, rule: it must give 1, 0 or NULL");
  const auto form = all.find("indicator form, units: there is no unit 水务");
  CHECK((trial < form && form != std::string::npos));
  CHECK(has(all, "no such column: h.powers"));
  CHECK_FALSE(has(all, "good"));
  CHECK(has(all, again));
  // What is made of something wrong is not told again.
  const auto made = told(
      "[[define]]\nid = \"d\"\nis = \"h.power AND (\"\n[[sum]]\nid = \"s\"\nname = { zh = \"合\", en = "
      "\"sum\" }\nis = \"h.nothing\"\n" +
      indicator("uses", "rule = \"{d}\"") + indicator("whole", "all_of = [\"uses\"]") +
      indicator("late", "rule = \"h.persons\""));
  INFO(made);
  CHECK(has(made, "define d, is: "));
  CHECK(has(made, "sum s: "));
  CHECK(has(made, "indicator late, rule: it must give"));
  CHECK_FALSE(has(made, "indicator uses"));
  CHECK_FALSE(has(made, "indicator whole"));
  // All that there is: nothing more will show.
  const auto last = told(indicator("trial", "rule = \"h.persons\"") + indicator("other", "rule = \"h.persons\""));
  CHECK(has(last, "indicator trial"));
  CHECK(has(last, "indicator other"));
  CHECK_FALSE(has(last, again));
}

TEST_CASE("a pack without an indicator judges nobody and is refused, by a check and by an evaluation") {
  Office office;
  office.found();
  const auto empty = office.write("own.toml", packOf(""));
  CHECK(has(office.refused(Exit::input, {"pack", "check", empty}, "zh"), "没有一项指标"));
  CHECK(has(office.refused(Exit::input, {"evaluate", "--pack", empty}), "a pack has at least one [[indicator]]"));
}
