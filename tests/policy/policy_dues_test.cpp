#include "shared/policy/policy_dues.h"

#include <catch2/catch.hpp>

#include "tests/policy/pack_text.h"
#include "tests/policy/policy_world.h"

namespace bf::test {
namespace {

const std::string text = packHead() + R"toml(
[[parameter]]
id = "primary"
name = { zh = "小学", en = "primary" }
value = 1000
scale = 2
unit = { zh = "元", en = "yuan" }
place = "1"
sentence = "小学1000元"
[[indicator]]
id = "A1"
name = { zh = "补助", en = "subsidy" }
subject = "member"
units = []
scope = "m.school_stage = $member::STAGE_PRIMARY"
rule = "{paid} >= :primary"
place = "1"
sentence = "补助"
[[indicator.clause]]
id = "paid"
name = { zh = "实发", en = "paid" }
is = "(SELECT sum(s.paid) FROM education_subsidy s WHERE s.parent = m.rec)"
[[due]]
id = "D"
of = "A1"
name = { zh = "应发", en = "due" }
due = ":primary"
paid = "{paid}"
unit = { zh = "元", en = "yuan" }
scale = 2
)toml";

void pupil(PolicyWorld& world, const std::string& name, const std::string& household,
           const std::map<std::string, std::string>& fields, const std::string& paid) {
  world.add("member", name, household, 0, fieldsOf("member", fields));
  if (!paid.empty())
    world.add("education_subsidy", name + "s", name, 0, fieldsOf("education_subsidy", {{"paid", paid}}));
}

struct Reckoned {
  std::unique_ptr<PolicyDatabase> database;
  Pack pack;
  Dues dues;
};

Reckoned reckon(PolicyWorld& world) {
  Reckoned made;
  made.database = std::move(*PolicyDatabase::open(world.store(), regionsNamed({441424})));
  auto pack = readPack(text, "p.toml", builtinSchema());
  REQUIRE(pack.has_value());
  made.pack = std::move(*pack);
  auto engine = PolicyEngine::make(*made.database, made.pack, {441424, 20181231});
  REQUIRE(engine.has_value());
  auto dues = duesOf(*made.database, **engine, made.pack.dues.at(0));
  REQUIRE(dues.has_value());
  made.dues = std::move(*dues);
  return made;
}

}  // namespace

TEST_CASE("what is due and paid is told of everyone, and added up by village, township and county") {
  PolicyWorld world;
  world.add("household", "h", "", 441424100201, {});
  world.add("household", "g", "", 441424100202, {});
  pupil(world, "all", "h", {{"school_stage", "STAGE_PRIMARY"}}, "1000");
  pupil(world, "part", "h", {{"school_stage", "STAGE_PRIMARY"}}, "999.99");
  pupil(world, "more", "g", {{"school_stage", "STAGE_PRIMARY"}}, "1500");
  pupil(world, "unknown", "g", {{"school_stage", "STAGE_PRIMARY"}}, "");
  pupil(world, "perhaps", "g", {}, "1000");
  pupil(world, "senior", "g", {{"school_stage", "STAGE_SENIOR"}}, "5");
  const auto made = reckon(world);
  REQUIRE(made.dues.rows.size() == 5);
  CHECK(made.dues.rows[1].missing() == 1);
  CHECK_FALSE(made.dues.rows[3].missing().has_value());
  // What one got too much does not make up for another's yuan, and a pupil of unknown stage has no claim that is known.
  CHECK(made.dues.sum(441424100201) == DueSum{200'000, 199'999, 1, 2, 1, 0, 0, 0});
  CHECK(made.dues.sum(441424100202) == DueSum{200'000, 250'000, 0, 3, 0, 2, 1, 1});
  CHECK(made.dues.sum(441424) == DueSum{400'000, 449'999, 1, 5, 1, 2, 1, 1});
  CHECK(made.dues.sum(441424101) == DueSum{});
}

TEST_CASE("of what is not known, what is due for certain counts, and who lacks even that lacks something") {
  DueSum sum;
  DueRow row;
  row.paid = 5;
  row.atLeast = 12;
  CHECK_FALSE(row.missing());
  CHECK(row.certainlyMissing() == 7);
  sum.add(row);
  CHECK(sum == DueSum{12, 5, 7, 1, 1, 1, 1, 0});
  row.atLeast = 3;
  CHECK(row.certainlyMissing() == 0);
  // Of a payment that nobody knows nobody can say that it is too little.
  row.due = 9;
  row.paid.reset();
  CHECK(row.certainlyMissing() == 0);
  sum.add(row);
  CHECK(sum == DueSum{21, 5, 7, 2, 1, 2, 1, 1});
}

TEST_CASE("a due that the database does not accept is told with its name") {
  auto pack = readPack(text, "p.toml", builtinSchema());
  REQUIRE(pack.has_value());
  pack->dues.at(0).paid.sql = "(SELECT count(*) FROM k_fund)";
  auto database = PolicyDatabase::empty(builtinSchema());
  const auto problems = checkPack(**database, *pack);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].place == "p.toml:35 due D, paid");
  CHECK(problems[0].text.en == "it must not read k_fund");
}

TEST_CASE("a sum that only a due or a clause asks for is counted too") {
  PolicyWorld world;
  world.add("household", "h1", "", 441424100201, {});
  world.add("household", "h2", "", 441424100201, {});
  const auto sums = packHead("s") + R"toml(
[[sum]]
id = "each"
name = { zh = "户", en = "households" }
is = "1"
[[indicator]]
id = "A1"
name = { zh = "县", en = "county" }
subject = "county"
units = []
rule = "1"
place = "1"
sentence = "县"
[[due]]
id = "D"
of = "A1"
name = { zh = "应有", en = "due" }
due = "(SELECT sum(s.total) FROM sum_each s)"
paid = "0"
unit = { zh = "户", en = "households" }
)toml";
  const auto database = std::move(*PolicyDatabase::open(world.store(), regionsNamed({441424})));
  const auto pack = readPack(sums, "s.toml", builtinSchema());
  REQUIRE(pack.has_value());
  auto engine = PolicyEngine::make(*database, *pack, {441424, 20181231});
  REQUIRE(engine.has_value());
  REQUIRE((*engine)->evaluate());
  const auto dues = duesOf(*database, **engine, pack->dues.front());
  REQUIRE(dues.has_value());
  CHECK(dues->sum(441424).due == 2);
}

TEST_CASE("what an office owes is not counted again with the offices below it") {
  Dues dues;
  dues.sums[441424].due = 718;
  dues.sums[441424100].due = 3;
  dues.sums[441424101].due = 4;
  dues.sums[441424101201].due = 9;
  CHECK(dues.sum(441424).due == 718);
  CHECK(dues.sum(441424101).due == 4);
  CHECK(dues.sum(4414).due == 718);
  dues.sums.erase(441424);
  CHECK(dues.sum(441424).due == 7);
}

}  // namespace bf::test
