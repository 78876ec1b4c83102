// A rule about a household stays in it, and no rule pairs everybody with everybody.

#include "shared/policy/policy_reach.h"

#include <catch2/catch.hpp>

#include "shared/policy/policy_check.h"
#include "tests/policy/policy_world.h"

namespace bf::test {
namespace {

std::string faultOf(Subject subject, const std::string& sql) {
  auto database = PolicyDatabase::empty(builtinSchema());
  REQUIRE(database.has_value());
  // Rules see the tables of sums when they are checked.
  REQUIRE((*database)->addSum("sum_persons"));
  const Expression expression{sql, {}};
  const auto reads = readsOf(**database, subject, expression);
  INFO(sql << (reads ? "" : ": " + reads.error().en));
  REQUIRE(reads.has_value());
  const auto fault = reachFault(**database, subject, expression);
  if (fault) CHECK_FALSE(fault->zh.empty());
  return fault ? fault->en : std::string();
}

}  // namespace

TEST_CASE("a rule about a household that reads others is refused, and told of what") {
  using Catch::Contains;
  CHECK_THAT(faultOf(Subject::household, "(SELECT count(*) FROM member x) > 3"), Contains("what it asks of Member"));
  CHECK_THAT(faultOf(Subject::household,
                     "EXISTS (SELECT 1 FROM household x WHERE x.head_name = h.head_name AND x.rec <> h.rec)"),
             Contains("what it asks of Household"));
  CHECK_THAT(faultOf(Subject::household, "(SELECT count(*) FROM household x WHERE x.region = h.region) > 10"),
             Contains("not bound to it"));
  CHECK_THAT(
      faultOf(Subject::member, "EXISTS (SELECT 1 FROM person x WHERE x.birth_date = m.birth_date AND x.rec <> m.rec)"),
      Contains("a household or member reads what hangs from that household alone"));
  CHECK_THAT(faultOf(Subject::household, "h.rec IN (SELECT q.parent FROM visit q WHERE q.met = 1)"), Contains("Visit"));
}

TEST_CASE("who was drawn and who has a twin leads a rule about a household to no other") {
  using Catch::Contains;
  // Of each of them SQLite finds what hangs from it by its parent: what is whole is the list.
  CHECK_THAT(
      faultOf(Subject::household, "(SELECT count(*) FROM drawn d CROSS JOIN income y WHERE y.parent = d.rec) > 3"),
      Contains("what it asks of households drawn at random"));
  CHECK_THAT(
      faultOf(Subject::household,
              "(SELECT sum(y.wages) FROM drawn d JOIN income y ON y.parent = d.rec WHERE d.region = h.region) > 3"),
      Contains("not bound to it"));
  CHECK_THAT(faultOf(Subject::member, "EXISTS (SELECT 1 FROM id_twin t CROSS JOIN enrolment e WHERE e.parent = t.rec)"),
             Contains("what it asks of members with the ID number of another"));
  CHECK_THAT(faultOf(Subject::household, "(SELECT count(*) FROM id_twin) > 0"), Contains("not bound to it"));
  CHECK(faultOf(Subject::village,
                "(SELECT count(*) FROM drawn d JOIN year_income y ON y.parent = d.rec WHERE d.region = v.region) > 3")
            .empty());
  CHECK_THAT(faultOf(Subject::county, "(SELECT count(*) FROM drawn d, id_twin t) > 0"),
             Contains("are joined by nothing"));
}

TEST_CASE("a rule that keeps to its household may read it in every way, and what is no household's besides") {
  for (const char* sql :
       {"EXISTS (SELECT 1 FROM visit q WHERE q.parent = h.rec AND q.visit_date > 20180101)",
        "(SELECT count(*) FROM person m JOIN enrolment e ON e.parent = m.rec WHERE m.parent = h.rec) > 0",
        "EXISTS (SELECT 1 FROM drawn d JOIN year_income y ON y.parent = d.rec WHERE d.rec = h.rec AND d.region = "
        "h.region)",
        "EXISTS (SELECT 1 FROM id_twin t WHERE t.rec = h.rec)",
        "(SELECT count(*) FROM doubt k WHERE k.parent = h.rec OR k.parent IN (SELECT m.rec FROM member m WHERE "
        "m.parent = h.rec)) = 0",
        "EXISTS (SELECT 1 FROM village v WHERE v.region = h.region AND v.poor_village)",
        "(SELECT max(p.amount) FROM parameter p) > 0"}) {
    INFO(sql);
    CHECK(faultOf(Subject::household, sql).empty());
  }
  CHECK(faultOf(Subject::member, "EXISTS (SELECT 1 FROM enrolment e WHERE e.parent = m.rec)").empty());
}

TEST_CASE("a rule about a region may walk over everybody once, and not pair everybody with everybody") {
  CHECK(faultOf(Subject::village, "(SELECT count(*) FROM household x WHERE x.region = v.region) > 0").empty());
  CHECK(faultOf(Subject::county, "(SELECT count(*) FROM household x JOIN visit q ON q.parent = x.rec) > 0").empty());
  CHECK(faultOf(Subject::county, "(SELECT count(*) FROM member x) > (SELECT count(*) FROM visit q)").empty());
  CHECK(faultOf(Subject::village, "EXISTS (SELECT 1 FROM sum_persons s WHERE s.region = v.region)").empty());
  CHECK_THAT(faultOf(Subject::county, "(SELECT count(*) FROM member x, visit q) > 0"),
             Catch::Contains("are joined by nothing"));
  CHECK_THAT(faultOf(Subject::county,
                     "(SELECT count(*) FROM household a JOIN household b ON a.water_safe <> b.water_safe) > 0"),
             Catch::Contains("Household and Household"));
}

}  // namespace bf::test
