// Each pack against counties written by hand, and each of its thresholds moved by one step: a county must notice.

#include <catch2/catch.hpp>

#include "tests/golden/golden_county.h"

namespace bf::test {
namespace {

struct Judged {
  GoldenCase* of = nullptr;
  std::unique_ptr<PolicyDatabase> database;
  std::unique_ptr<PolicyEngine> engine;
};

/// Engines over all cases of a pack, which they keep by reference.
std::vector<Judged> judge(std::vector<GoldenCase>& cases, const Pack& pack) {
  std::vector<Judged> all;
  for (auto& one : cases) {
    INFO(one.name);
    auto database = PolicyDatabase::open(one.world->store(), one.regions);
    REQUIRE(database.has_value());
    for (const auto& problem : checkPack(**database, pack)) FAIL(problem.place << ": " << problem.text.en);
    auto engine = PolicyEngine::make(**database, pack, one.options);
    if (!engine) FAIL(engine.error().detail);
    all.push_back({&one, std::move(*database), std::move(*engine)});
  }
  return all;
}

std::string difference(const GoldenLines& found, const GoldenLines& expected) {
  std::string text;
  for (const auto& one : expected)
    if (!found.contains(one)) text += "\n  expected " + one;
  for (const auto& one : found)
    if (!expected.contains(one)) text += "\n  found    " + one;
  return text;
}

bool asExpected(Judged& one) {
  auto done = one.engine->evaluate();
  if (!done) FAIL(one.of->name << ": " << done.error().detail);
  return linesOf(*one.engine, *one.of) == one.of->expected && wrongTallies(*one.engine, *one.of).empty() &&
         dueLinesOf(*one.database, *one.engine, *one.of) == one.of->expectedDues &&
         valueLinesOf(*one.database, *one.engine, *one.of) == one.of->expectedValues;
}

bool anyNotices(std::vector<Judged>& all) {
  return std::ranges::any_of(all, [](Judged& one) { return !asExpected(one); });
}

}  // namespace

TEST_CASE("every indicator of a pack gives the verdicts that were worked out by hand") {
  for (const auto id : builtinPacks()) {
    const auto pack = packNamed(id);
    auto cases = goldenCases(std::string(BIANFANG_GOLDEN) + "/" + std::string(id));
    REQUIRE(!cases.empty());
    std::set<std::string> spoken;
    for (auto& one : judge(cases, pack)) {
      const bool same = asExpected(one);
      INFO(id << ", " << one.of->name << difference(linesOf(*one.engine, *one.of), one.of->expected)
              << difference(dueLinesOf(*one.database, *one.engine, *one.of), one.of->expectedDues)
              << difference(valueLinesOf(*one.database, *one.engine, *one.of), one.of->expectedValues));
      for (const auto& wrong : wrongTallies(*one.engine, *one.of)) WARN(wrong);
      CHECK(same);
      for (const auto& line : one.of->expected) spoken.insert(line.substr(0, line.find(' ')));
      for (const auto& line : one.of->expectedDues) spoken.insert("due " + line.substr(0, line.find(' ')));
    }
    for (const auto& due : pack.dues) {
      INFO(id << " " << due.id << " is reckoned up in no case");
      CHECK(spoken.contains("due " + due.id));
    }
    for (const auto& indicator : pack.indicators) {
      INFO(id << " " << indicator.id << " is judged in no case");
      CHECK(spoken.contains(indicator.id));
    }
  }
}

TEST_CASE("the same county once more, elsewhere in the store, changes nothing") {
  for (const auto id : builtinPacks()) {
    const auto pack = packNamed(id);
    auto cases = goldenCases(std::string(BIANFANG_GOLDEN) + "/" + std::string(id), Neighbour::same);
    for (auto& one : judge(cases, pack)) {
      const bool same = asExpected(one);
      INFO(id << ", " << one.of->name << difference(linesOf(*one.engine, *one.of), one.of->expected)
              << difference(dueLinesOf(*one.database, *one.engine, *one.of), one.of->expectedDues)
              << difference(valueLinesOf(*one.database, *one.engine, *one.of), one.of->expectedValues));
      CHECK(same);
    }
  }
}

TEST_CASE("a pack has every id of the list by which its document was read") {
  const std::map<std::string, std::vector<std::string>> lists{
      {"wuhua-2018", {"W1.1",        "W1.2",       "W1.3",       "W1.4", "W1.5",     "W1.6",        "W1.7",
                      "W1.8",        "W1.income",  "W1",         "W2",   "W3.days",  "W3.meetings", "W4.county",
                      "W4.township", "W4.village", "W5",         "W6",   "W7.enrol", "W7.subsidy",  "W8.dibao",
                      "W8.medical",  "W9.medical", "W9.pension", "W10",  "W11",      "W12",         "W13",
                      "W14",         "W15",        "W16",        "W17",  "W18",      "WR"}},
      {"wuhua-2016", {"T1.line",    "T1.progress", "T1.income",   "T1.five",    "T2.procedure", "T2.card",
                      "T2.plan",    "T3.industry", "T3.training", "T3.job",     "T3.dibao",     "T3.pension",
                      "T3.medical", "T3.clinic",   "T3.school",   "T3.housing", "T3.road",      "T3.water",
                      "T3.net",     "T3.loan",     "T4.visits",   "T4.helper",  "T4.reports"}},
      {"rongan-2018",
       {"R1.rate",    "R1.two-rates",  "R2.industry", "R2.coop",    "R2.leaders",  "R2.collective", "R3.resettle",
        "R3.housing", "R3.renovation", "R3.road",     "R3.water",   "R3.power",    "R4.medical",    "R4.reimburse",
        "R4.school",  "R4.health",     "R4.office",   "R4.culture", "R4.net",      "R4.tv",         "R4.dibao",
        "R4.pension", "R5.spend",      "R5.growth",   "R5.loan",    "R6.guidance", "R6.preassess"}},
      {"nanning-2020",
       {"N1.exit", "N1.basics", "N1.growth", "N1.have5", "N1.reach4", "N2.cause", "N2.double", "N3.batches",
        "N3.insurance", "N3.clinic", "N4.road", "N4.water", "N4.power", "N4.housing", "N4.plan", "N4.tv", "N5.map",
        "N5.pair"}},
      {"xinbin-2018",
       {"X1.exit", "X2.four", "X2.quarter", "X3.housing", "X4.school", "X5.health", "X5.clinic", "X6.dibao",
        "X6.pension", "X8.village", "X8.works", "X10.collective", "X11.helper", "X11.rhythm", "X11.support"}}};
  for (const auto& [name, ids] : lists) {
    const auto pack = packNamed(name);
    for (const auto& id : ids) {
      INFO(name << " " << id);
      CHECK(pack.indicator(id) != nullptr);
    }
  }
}

TEST_CASE("W17 and X2.four ask exactly what the doubts ask, rule and figure") {
  const std::vector<std::pair<std::string, std::string>> rules{
      {"D1.wrongly-in", "wrongly_in"}, {"D1.not-out", "not_out"},           {"D1.wrongly-out", "wrongly_out"},
      {"D1.missed", "missed"},         {"D1.missed.shock", "missed_shock"}, {"D1.open", "open"}};
  const auto sql = [](const Indicator& of, std::string_view clause) {
    const auto at = std::ranges::find(of.clauses, clause, &Clause::id);
    REQUIRE(at != of.clauses.end());
    return at->expression.sql;
  };
  const auto doubts = packNamed("doubts");
  for (const auto& [packId, id] : {std::pair{"wuhua-2018", "W17"}, std::pair{"xinbin-2018", "X2.four"}}) {
    const auto pack = packNamed(packId);
    const auto& asks = *pack.indicator(id);
    for (const auto& [rule, clause] : rules) {
      INFO(id << " " << rule);
      const auto& doubt = *doubts.indicator(rule);
      CHECK(sql(asks, clause) == sql(doubt, "doubtful"));
      CHECK(sql(asks, clause + "_examined") == sql(doubt, "examined"));
      // A doubt may leave out those who can have none.
      CHECK(doubt.scope.sql.starts_with("(" + asks.scope.sql + ")"));
    }
  }
}

TEST_CASE("whoever is out by mistake lacks one of the eight items that decide who may go out, in the same words") {
  const auto wuhua = packNamed("wuhua-2018");
  const auto clause = [](const Pack& pack, const char* id, std::string_view name) {
    const auto& clauses = pack.indicator(id)->clauses;
    return std::ranges::find(clauses, name, &Clause::id)->expression.sql;
  };
  const auto xinbin = packNamed("xinbin-2018");
  const auto doubts = packNamed("doubts");
  for (const auto& asks : {clause(wuhua, "W17", "wrongly_out"), clause(xinbin, "X2.four", "wrongly_out"),
                           clause(doubts, "D1.wrongly-out", "doubtful"), clause(doubts, "D1.wrongly-out", "figure")})
    for (const char* item : {"W1.1", "W1.2", "W1.3", "W1.4", "W1.5", "W1.6", "W1.7", "W1.8"}) {
      INFO(item);
      CHECK(asks.find(wuhua.indicator(item)->rule.sql) != std::string::npos);
    }
}

TEST_CASE("a threshold moved by one step does not go unnoticed") {
  for (const auto id : builtinPacks()) {
    auto pack = packNamed(id);
    auto cases = goldenCases(std::string(BIANFANG_GOLDEN) + "/" + std::string(id));
    auto all = judge(cases, pack);
    for (auto& parameter : pack.parameters) {
      if (!parameter.value) continue;
      const auto stated = *parameter.value;
      for (const double step : {1.0, -1.0}) {
        // One thing at least cannot become none: there is nothing below it to be judged.
        if (stated + step <= 0) continue;
        parameter.value = stated + step;
        INFO(id << " " << parameter.id << " as " << *parameter.value << " instead of " << stated);
        CHECK(anyNotices(all));
      }
      parameter.value = stated;
    }
    CHECK_FALSE(anyNotices(all));
  }
}

}  // namespace bf::test
