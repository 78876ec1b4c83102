// What a pack must not do, and that it is told why.

#include "shared/policy/policy_check.h"

#include <catch2/catch.hpp>

#include "shared/store/sql_guard.h"
#include "tests/policy/pack_text.h"
#include "tests/policy/policy_world.h"

namespace bf::test {
namespace {

/// A pack of one indicator with this rule; nothing when its form is refused.
std::expected<Pack, PackProblems> packWith(const std::string& rule, const std::string& subject = "household") {
  return readPack(packHead() + R"(
[[indicator]]
id = "A1"
name = { zh = "水", en = "water" }
units = []
place = "1"
sentence = "有水"
subject = ")" + subject +
                      "\"\nrule = '''" + rule + "'''\n",
                  "p.toml", builtinSchema());
}

/// Why the rule is refused, wherever; empty: it is not.
std::string refusal(const std::string& rule, const std::string& subject = "household") {
  const auto pack = packWith(rule, subject);
  if (!pack) return pack.error().front().text.en;
  auto database = PolicyDatabase::empty(builtinSchema());
  REQUIRE(database.has_value());
  const auto problems = checkPack(**database, *pack);
  if (problems.empty()) return "";
  CHECK(problems.front().place == "p.toml:16 indicator A1, rule");
  CHECK_FALSE(problems.front().text.zh.empty());
  return problems.front().text.en;
}

}  // namespace

TEST_CASE("every pack of this build may be switched on") {
  auto database = PolicyDatabase::empty(builtinSchema());
  REQUIRE(database.has_value());
  for (const auto id : builtinPacks())
    for (const auto& problem : checkPack(**database, packNamed(id))) FAIL(problem.place << ": " << problem.text.en);
}

TEST_CASE("a rule reads the views and no table") {
  CHECK(refusal("h.water_safe").empty());
  CHECK(refusal("EXISTS (SELECT 1 FROM member m WHERE m.parent = h.rec)").empty());
  CHECK(refusal("(SELECT count(*) FROM member m) > 0", "village").empty());
  CHECK(refusal("(SELECT count(*) FROM k_member) > 0") == "it must not read k_member");
  CHECK(refusal("(SELECT count(*) FROM drawn) > 0", "village").empty());
  CHECK(refusal("EXISTS (SELECT 1 FROM id_twin t WHERE t.rec = m.rec)", "member").empty());
  CHECK(refusal("EXISTS (SELECT 1 FROM k_drawn d WHERE d.rec = h.rec)") == "it must not read k_drawn");
  CHECK(refusal("(SELECT k_member.heads FROM main.k_member) IS NULL") == "it must not read k_member");
  CHECK(refusal("(SELECT x.id FROM main.k_member x) IS NULL") == "it must not read k_member");
  CHECK(refusal("EXISTS (SELECT 1 FROM register)") == "it must not read register");
  CHECK(refusal("(SELECT body FROM batch) IS NULL") == "it must not read batch");
  CHECK(refusal("(SELECT sql FROM sqlite_master) IS NULL") == "it must not read sqlite_master");
  CHECK(refusal("(SELECT sql FROM sqlite_temp_master) IS NULL") == "it must not read sqlite_temp_master");
  CHECK_FALSE(refusal("(SELECT name FROM pragma_table_info('k_member')) IS NULL").empty());
  CHECK_FALSE(refusal("(SELECT value FROM json_each('[1]')) = 1").empty());
  CHECK_THAT(refusal("h.heads IS NULL"), Catch::Contains("no such column"));
}

TEST_CASE("a rule about a village reads the sums of its pack, and a sum reads households alone") {
  const auto with = [](const std::string& second, const std::string& rule) {
    auto pack = packWith("v.poor_village", "village");
    REQUIRE(pack.has_value());
    pack->sums = {{"first", {}, {"h.water_safe", {}}}, {"second", {}, {second, {}}}};
    pack->indicators.front().rule.sql = rule;
    auto database = PolicyDatabase::empty(builtinSchema());
    const auto problems = checkPack(**database, *pack);
    return problems.empty() ? std::string() : problems.front().place + ": " + problems.front().text.en;
  };
  const std::string reads = "(SELECT s.total FROM sum_second s WHERE s.region = v.region) > 0";
  CHECK(with("h.power", reads).empty());
  CHECK(with("(SELECT sum(s.total) FROM sum_first s)", reads) == "p sum second: a sum must not read a sum");
  CHECK(with("(SELECT count(*) FROM batch)", reads) == "p sum second: it must not read batch");
  CHECK_THAT(with("h.power", "(SELECT s.total FROM sum_third s) > 0"), Catch::Contains("no such table: sum_third"));
}

TEST_CASE("a rule may be a constant") {
  for (const char* rule : {"0", "1", "NULL"})
    for (const char* subject : {"household", "member", "village", "county"}) CHECK(refusal(rule, subject).empty());
}

TEST_CASE("a subquery that calls itself like a view does not open a table") {
  CHECK_THAT(refusal("(WITH household AS (SELECT heads FROM k_member) SELECT 1 FROM household)"),
             Catch::Contains("WITH"));
  CHECK(refusal("(SELECT household.heads FROM (SELECT heads FROM k_member) household) IS NULL") ==
        "it must not read k_member");
  CHECK(refusal("(SELECT household.heads FROM k_member household) IS NULL") == "it must not read k_member");
}

TEST_CASE("a rule calls no function that reads a clock, makes up values or touches files") {
  for (const char* rule : {"random() > 0", "date('now') IS NULL", "zeroblob(1000000000) IS NULL",
                           "load_extension('x') IS NULL", "printf('%9999999s', 1) IS NULL", "hex(randomblob(9)) = 1",
                           "(SELECT group_concat(m.name) FROM member m) IS NULL", "h.rec IN (strftime('%s'), 1)"}) {
    INFO(rule);
    CHECK_THAT(refusal(rule), Catch::Contains("is not allowed"));
  }
}

TEST_CASE("nothing is attached, written or run beside the question") {
  for (const char* rule :
       {"1; ATTACH 'x' AS y", "1) FROM household; ATTACH 'x' AS y; SELECT (1", "(DELETE FROM household)",
        "(PRAGMA query_only=OFF)", "ATTACH 'x' AS y", "(INSERT INTO region VALUES (1,1,1,1,1,'x') RETURNING code)"}) {
    INFO(rule);
    CHECK_FALSE(refusal(rule).empty());
  }
}

TEST_CASE("a recursive question is refused") {
  CHECK_THAT(refusal("(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n) > 0"),
             Catch::Contains("WITH"));
}

TEST_CASE("an aggregate over all subjects is no rule about one of them") {
  CHECK_THAT(refusal("sum(h.persons) > 3"), Catch::Contains("misuse of aggregate"));
}

TEST_CASE("a rule that joins everything with everything is stopped") {
  PolicyWorld world;
  for (int i = 0; i < 300; ++i) world.add("village", "v" + std::to_string(i), "", 441424100201, {});
  const auto pack = packWith(
      "(SELECT count(*) FROM village a, village b, village d, village e, village f WHERE a.rec + b.rec + d.rec + e.rec "
      "+ f.rec = 0) = 0",
      "village");
  REQUIRE(pack.has_value());
  auto database = PolicyDatabase::open(world.store(), regionsNamed({441424}));
  REQUIRE(database.has_value());
  auto engine = PolicyEngine::make(**database, *pack, {441424, 20181231});
  REQUIRE(engine.has_value());
  const auto done = (*engine)->evaluate();
  REQUIRE_FALSE(done.has_value());
  CHECK(done.error().code == Errc::tooLarge);
  CHECK_THAT(done.error().detail, Catch::Contains("steps"));
}

TEST_CASE("a rule that gives something else than 1, 0 or NULL is no verdict") {
  for (const char* rule : {"h.rec + 1", "'yes'", "1.5"}) {
    INFO(rule);
    PolicyWorld world;
    world.add("household", "h", "", 441424100201, {});
    const auto pack = packWith(rule);
    REQUIRE(pack.has_value());
    auto database = PolicyDatabase::open(world.store(), regionsNamed({441424}));
    REQUIRE(database.has_value());
    auto engine = PolicyEngine::make(**database, *pack, {441424, 20181231});
    REQUIRE(engine.has_value());
    const auto done = (*engine)->evaluate();
    REQUIRE_FALSE(done.has_value());
    CHECK(done.error().code == Errc::configInvalid);
    CHECK_THAT(describe(done.error(), Language::chinese), Catch::StartsWith("政策包有误：p 的指标 A1："));
    CHECK_THAT(done.error().detail, Catch::Contains("indicator A1"));
  }
}

TEST_CASE("what a rule reads is known by kind and column") {
  auto database = PolicyDatabase::empty(builtinSchema());
  REQUIRE(database.has_value());
  const auto reads = readsOf(**database, Subject::household,
                             Expression{"h.water_safe AND EXISTS (SELECT 1 FROM visit q WHERE q.parent = h.rec)", {}});
  REQUIRE(reads.has_value());
  CHECK(reads->contains({"household", "water_safe"}));
  CHECK(reads->contains({"visit", "parent"}));
  CHECK(reads->contains({"visit", ""}));
  CHECK_FALSE(reads->contains({"household", "power"}));
}

}  // namespace bf::test
