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
         dueLinesOf(*one.database, *one.engine, *one.of) == one.of->expectedDues;
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
              << difference(dueLinesOf(*one.database, *one.engine, *one.of), one.of->expectedDues));
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
