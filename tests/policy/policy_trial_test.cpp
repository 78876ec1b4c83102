// What only a run of a pack shows, and that every pack of this build runs.

#include "shared/policy/policy_trial.h"

#include <catch2/catch.hpp>
#include <map>

#include "tests/policy/pack_text.h"
#include "tests/policy/policy_world.h"

namespace bf::test {
namespace {

/// A pack of one indicator with these lines, which stand from line 16 on.
Pack packWith(const std::string& lines, const std::string& subject = "household", const std::string& before = "") {
  const auto pack = readPack(packHead() + before + R"(
[[indicator]]
id = "A1"
name = { zh = "水", en = "water" }
units = []
place = "1"
sentence = "有水"
subject = ")" + subject + "\"\n" +
                                 lines + "\n",
                             "p.toml", builtinSchema());
  if (!pack) FAIL(pack.error().front().place << ": " << pack.error().front().text.en);
  return *pack;
}

/// The first thing that a run shows: place and text; empty: nothing.
std::string trial(const Pack& pack) {
  const auto tried = tryPack(builtinSchema(), pack);
  if (!tried) FAIL(describe(tried.error(), Language::english));
  if (tried->problems.empty()) return {};
  CHECK_FALSE(tried->problems.front().text.zh.empty());
  return tried->problems.front().place + ": " + tried->problems.front().text.en;
}

std::string rule(const std::string& sql, const std::string& subject = "household") {
  return trial(packWith("rule = '''" + sql + "'''", subject));
}

}  // namespace

TEST_CASE("every pack of this build runs on the trial register") {
  for (const auto id : builtinPacks()) {
    INFO(id);
    CHECK(trial(packNamed(id)).empty());
  }
}

TEST_CASE("a rule that gives anything but 1, 0 and NULL is told before a county is judged by it") {
  CHECK(rule("h.water_safe").empty());
  CHECK(rule("NULL").empty());
  const std::string place = "p.toml:16 indicator A1, rule: it must give 1, 0 or NULL; a trial run gave ";
  CHECK(rule("2") == place + "2");
  CHECK(rule("'yes'") == place + "yes");
  CHECK(rule("1.5") == place + "1.5");
  CHECK(rule("-1") == place + "-1");
  CHECK_THAT(rule("h.household_kind"), Catch::StartsWith(place));
  // A number of something, where whether there is any was meant.
  CHECK(rule("(SELECT count(*) FROM member m WHERE m.parent = h.rec)") == place + "2");
  CHECK(rule("EXISTS (SELECT 1 FROM member m WHERE m.parent = h.rec)").empty());
  CHECK(rule("h.head_name") == place + "1");
  CHECK(rule("v.poor_village + 1", "village") == place + "2");
  CHECK(rule("o.level", "office") == place + "6");
  CHECK(rule("t.level", "township") == place + "9");
  CHECK(rule("c.level", "county") == place + "6");
  CHECK(rule("c.level", "city") == place + "4");
  // It is asked of everybody, in scope or not.
  CHECK(trial(packWith("scope = \"0\"\nrule = \"2\"")) ==
        "p.toml:17 indicator A1, rule: it must give 1, 0 or NULL; a trial run gave 2");
}

TEST_CASE("members who are still there are tried, and those who left") {
  for (const char* sql : {"m.labour", "m.months_worked", "m.birth_date"}) {
    INFO(sql);
    CHECK_THAT(rule(sql, "member"), Catch::Contains("A1, rule: it must give 1, 0 or NULL; a trial run gave "));
    CHECK_THAT(trial(packWith("scope = \"" + std::string(sql) + "\"\nrule = \"1\"", "member")),
               Catch::Contains("A1, scope: it must give 1, 0 or NULL; a trial run gave "));
  }
  CHECK_THAT(rule("(SELECT max(m.labour) FROM person m WHERE m.parent = h.rec)"), Catch::Contains("a trial run gave "));
  CHECK_THAT(rule("(SELECT max(m.departure) FROM member m WHERE m.parent = h.rec)"),
             Catch::Contains("a trial run gave "));
}

TEST_CASE("a scope is a yes or no, and what is added up, due or shown a whole number") {
  CHECK_THAT(trial(packWith("scope = \"h.persons\"\nrule = \"1\"")),
             Catch::StartsWith("p.toml:16 indicator A1, scope: it must give 1, 0 or NULL; a trial run gave "));
  const std::string number = ": it must give whole numbers or NULL; a trial run gave ";
  const auto clause = [](const std::string& is) {
    return trial(packWith(
        "rule = \"1\"\n[[indicator.clause]]\nid = \"k\"\nname = { zh = \"数\", en = \"n\" }\nis = \"" + is + "\""));
  };
  CHECK(clause("h.persons").empty());
  CHECK(clause("h.persons * 0.5") == "p.toml:20 indicator A1, clause k" + number + "0.5");
  CHECK(clause("h.head_name || '户'") == "p.toml:20 indicator A1, clause k" + number + "1户");

  const auto due = [](const std::string& key, const std::string& value) {
    std::map<std::string, std::string> keys{{"due", "h.persons"}, {"paid", "NULL"}, {"at_least", "0"}, {"scope", "1"}};
    keys[key] = value;
    std::string lines =
        "rule = \"1\"\n[[due]]\nid = \"d\"\nof = \"A1\"\nname = { zh = \"款\", en = \"money\" }\n"
        "unit = { zh = \"元\", en = \"yuan\" }\n";
    for (const auto& [one, sql] : keys) lines += one + " = \"" + sql + "\"\n";
    return trial(packWith(lines));
  };
  CHECK(due("due", "h.persons * 300").empty());
  CHECK(due("due", "h.persons * 0.6") == "p.toml:23 due d, due" + number + "0.6");
  CHECK(due("paid", "'无'") == "p.toml:24 due d, paid" + number + "无");
  CHECK(due("at_least", "1.5") == "p.toml:22 due d, at_least" + number + "1.5");
  CHECK(due("scope", "2") == "p.toml:25 due d, scope: it must give 1, 0 or NULL; a trial run gave 2");
}

TEST_CASE("rules read what the households of the trial add; a sum that is none is told once") {
  const auto with = [](const std::string& is, const std::string& rule) {
    return trial(packWith("rule = \"" + rule + "\"", "village",
                          "[[sum]]\nid = \"k\"\nname = { zh = \"合计\", en = \"sum\" }\nis = \"" + is + "\"\n"));
  };
  const std::string total = "(SELECT s.total FROM sum_k s WHERE s.region = v.region)";
  CHECK(with("h.persons", total + " > 0").empty());
  CHECK(with("h.head_name", total + " > 0") ==
        "p.toml:11 sum k: it must give whole numbers or NULL; a trial run gave 1");
  CHECK(with("1", total) == "p.toml:20 indicator A1, rule: it must give 1, 0 or NULL; a trial run gave 2");
}

TEST_CASE("numbers that the county still has to enter do not keep a rule from being run") {
  const std::string open =
      "[[parameter]]\nid = \"line\"\nname = { zh = \"线\", en = \"line\" }\nunit = { zh = \"元\", en = \"yuan\" }\n"
      "record = \"line\"\nplace = \"1\"\nsentence = \"线\"\n";
  CHECK(trial(packWith("rule = \":line + 1\"", "household", open)) ==
        "p.toml:23 indicator A1, rule: it must give 1, 0 or NULL; a trial run gave 2");
}

TEST_CASE("a rule that pairs all regions with all is stopped before a county waits for it") {
  CHECK_THAT(rule("(SELECT count(*) FROM region a, region b, region d, region e WHERE a.code + b.code + d.code + "
                  "e.code = 0) = 0",
                  "county"),
             Catch::StartsWith("p.toml:16 indicator A1, rule: a trial run took too many steps"));
}

TEST_CASE("what cannot be reckoned is told with the words of the database") {
  CHECK_THAT(rule("(SELECT sum(9223372036854775807) FROM region) > 0", "county"),
             Catch::Contains("a trial run failed: ") && Catch::Contains("overflow"));
}

}  // namespace bf::test
