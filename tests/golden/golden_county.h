#pragma once
// A golden county: a few records and the verdict of every indicator, worked out by hand in the file itself
// (tests/golden/<pack>/*.toml). A file has one or more cases; each case is a county of its own.

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "shared/policy/policy_dues.h"
#include "tests/policy/policy_world.h"

namespace bf::test {

struct GoldenTally {
  std::string indicator;
  Tally tally;
  Standing standing = Standing::nobody;
};

/// "W1.2 h3: not met", for every subject in scope.
using GoldenLines = std::set<std::string>;

struct GoldenCase {
  std::string name;
  EvaluationOptions options;
  std::vector<PolicyRegion> regions;
  std::set<std::string> only;  ///< indicators that the case is about; empty: all of the pack
  GoldenLines expected;
  std::vector<GoldenTally> tallies;
  std::set<std::string> dues;  ///< that the case is about, every row of them
  GoldenLines expectedDues;    ///< "X4.school a1: 60000 of 120000", "?" where it is not collected; "? of ?, at least 1"
  std::map<std::string, std::set<std::string>> values;  ///< clauses, by indicator, whose number the case tells
  GoldenLines expectedValues;                           ///< "N4.power v1 without: 2"
  std::unique_ptr<PolicyWorld> world;
};

/// Whether the store has the same county a second time, elsewhere: all of it but the county's figures, which are of the
/// store. It must change nothing.
enum class Neighbour : bool { none, same };

/// Every case of the folder, its store filled. A failed test where a file is wrong.
[[nodiscard]] std::vector<GoldenCase> goldenCases(const std::string& folder, Neighbour neighbour = Neighbour::none);

/// What the engine says, in the same words.
[[nodiscard]] GoldenLines linesOf(const PolicyEngine& engine, const GoldenCase& of);
/// What is due and paid, in the same words.
[[nodiscard]] GoldenLines dueLinesOf(PolicyDatabase& database, const PolicyEngine& engine, const GoldenCase& of);
/// What the clauses of `values` come to, for every subject in scope, in the same words.
[[nodiscard]] GoldenLines valueLinesOf(PolicyDatabase& database, const PolicyEngine& engine, const GoldenCase& of);
/// The tallies whose standing is not the expected one.
[[nodiscard]] std::set<std::string> wrongTallies(const PolicyEngine& engine, const GoldenCase& of);

}  // namespace bf::test
