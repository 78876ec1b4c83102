// Each operator of a pack's expressions changed, one at a time: a golden county must notice, or equivalent.toml says
// why nobody can.

#define TOML_EXCEPTIONS 0

#include "tests/golden/operators.h"

#include <toml++/toml.h>

#include <catch2/catch.hpp>

#include "tests/golden/golden_county.h"

namespace bf::test {
namespace {

/// How many changes of a pack its counties may miss. A number may only fall.
const std::map<std::string, std::size_t> unnoticedAtMost{{"nanning-2020", 0}, {"xinbin-2018", 19}, {"rongan-2018", 33},
                                                         {"wuhua-2016", 46},  {"wuhua-2018", 34},  {"doubts", 17}};

struct Equivalent {
  std::string reason;
  bool met = false;
};

/// By place, of one pack.
std::map<std::string, Equivalent> equivalents(std::string_view pack) {
  const auto file = toml::parse_file(std::string(BIANFANG_GOLDEN) + "/equivalent.toml");
  REQUIRE(file);
  std::map<std::string, Equivalent> all;
  if (const auto* list = file.table()[pack].as_array())
    for (const auto& one : *list) {
      const auto reason = (*one.as_table())["reason"].value_or(std::string());
      REQUIRE_FALSE(reason.empty());
      for (const auto& place : *(*one.as_table())["changes"].as_array())
        REQUIRE(all.try_emplace(*place.value<std::string>(), Equivalent{reason}).second);
    }
  return all;
}

/// The lines of these indicators alone.
GoldenLines onlyOf(const GoldenLines& lines, const std::set<std::string>& ids) {
  GoldenLines some;
  for (const auto& line : lines)
    if (ids.contains(line.substr(0, line.find(' ')))) some.insert(line);
  return some;
}

bool notices(const GoldenCase& of, PolicyDatabase& database, const Pack& pack) {
  std::set<std::string> ids;
  for (const auto& one : pack.indicators)
    if (of.only.empty() || of.only.contains(one.id) || of.values.contains(one.id)) ids.insert(one.id);
  for (const auto& due : pack.dues)
    if (of.dues.contains(due.id)) ids.insert(due.id);
  if (ids.empty()) return false;
  auto engine = PolicyEngine::make(database, pack, of.options);
  if (!engine || !(*engine)->evaluate()) return true;
  return linesOf(**engine, of) != onlyOf(of.expected, ids) ||
         dueLinesOf(database, **engine, of) != onlyOf(of.expectedDues, ids) ||
         valueLinesOf(database, **engine, of) != onlyOf(of.expectedValues, ids);
}

std::vector<std::string> unnoticed(std::string_view id, std::size_t& all) {
  auto cases = goldenCases(std::string(BIANFANG_GOLDEN) + "/" + std::string(id));
  std::vector<std::unique_ptr<PolicyDatabase>> databases;
  for (auto& one : cases) {
    auto database = PolicyDatabase::open(one.world->store(), one.regions);
    REQUIRE(database.has_value());
    databases.push_back(std::move(*database));
  }
  std::vector<std::string> left;
  for (const auto& change : changedOperators(id)) {
    bool seen = false;
    for (std::size_t i = 0; i < cases.size() && !seen; ++i) seen = notices(cases[i], *databases[i], change.pack);
    if (!seen) left.push_back(change.place);
    ++all;
  }
  return left;
}

}  // namespace

TEST_CASE("an operator of an expression is told from a word, a choice and a text") {
  const auto shown = [](const std::string& text) {
    std::vector<std::string> all;
    for (const auto& one : changedTexts(text)) all.push_back(one.text);
    return all;
  };
  using Texts = std::vector<std::string>;
  CHECK(shown("a.x >= :from_and") == Texts{"a.x > :from_and"});
  CHECK(shown("a BETWEEN 1 AND 2 AND b") == Texts{"a NOT BETWEEN 1 AND 2 AND b", "a BETWEEN 1 AND 2 OR b"});
  CHECK(shown("h.k IN ($household::A) OR 'x = y'") ==
        Texts{"h.k NOT IN ($household::A) OR 'x = y'", "h.k IN ($household::A) AND 'x = y'"});
  CHECK(shown("NOT EXISTS (SELECT 1) AND x IS NOT NULL") == Texts{"  EXISTS (SELECT 1) AND x IS NOT NULL",
                                                                  "NOT EXISTS (SELECT 1) OR x IS NOT NULL",
                                                                  "NOT EXISTS (SELECT 1) AND x IS   NULL"});
  CHECK(shown("count(*) * max(b) IS NULL") ==
        Texts{"count(*) / max(b) IS NULL", "count(*) * min(b) IS NULL", "count(*) * max(b) IS NOT NULL"});
}

TEST_CASE("an operator changed in a pack does not go unnoticed") {
  for (const auto id : builtinPacks()) {
    auto known = equivalents(id);
    std::size_t all = 0;
    std::size_t count = 0;
    std::string told;
    for (const auto& place : unnoticed(id, all)) {
      if (const auto at = known.find(place); at != known.end()) at->second.met = true;
      else ++count, told += "\n  " + place;
    }
    INFO(id << ": of " << all << " changed operators " << count << " go unnoticed" << told);
    CHECK(count <= unnoticedAtMost.at(std::string(id)));
    for (const auto& [place, one] : known) {
      INFO(id << ", equivalent.toml: " << place << " is noticed, or is not there");
      CHECK(one.met);
    }
  }
}

}  // namespace bf::test
