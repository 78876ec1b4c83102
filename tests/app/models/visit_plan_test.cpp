// Whom to visit and why: reasons, their weight, and what counts as the secretary's round.
#include "app/models/visit_plan.h"

#include <catch2/catch.hpp>

#include "bianfang/change.pb.h"

using namespace bf;

namespace {

const VisitPlan::Options options{20180912, 20180101, Round::village};

/// On the register, visited by the secretary last week, everything met.
BookRow calm() {
  BookRow row;
  row.facts.kind = choice::kindPoor;
  row.facts.status = choice::statusOut;
  row.facts.lastVisit = row.facts.lastByVillage = 20180905;
  row.items.fill(Answer::yes);
  return row;
}

}  // namespace

TEST_CASE("a household that was visited last week and lacks nothing is not on the list") {
  CHECK(VisitPlan::judge(calm(), 0, options).reasons == 0);
}

TEST_CASE("a general household is never on the list") {
  auto row = calm();
  row.facts.kind = 2;
  row.facts.lastVisit = 0;
  row.items.fill(Answer::no);
  CHECK(VisitPlan::judge(row, 0, options).reasons == 0);
}

TEST_CASE("one struck off the register is not either") {
  auto row = calm();
  row.facts.lastVisit = 0;
  row.facts.status = choice::statusRemoved;
  CHECK(VisitPlan::judge(row, 0, options).reasons == 0);
}

TEST_CASE("ninety days are a quarter, ninety-one are too long") {
  auto row = calm();
  row.facts.lastVisit = row.facts.lastByVillage = 20180614;
  CHECK(VisitPlan::judge(row, 0, options).reasons == 0);
  row.facts.lastVisit = row.facts.lastByVillage = 20180613;
  CHECK(VisitPlan::judge(row, 0, options).has(VisitReason::due));
}

TEST_CASE("a visit of a helper does not count for the secretary's round") {
  auto row = calm();
  row.facts.lastByVillage = 0;
  CHECK(VisitPlan::judge(row, 0, options).has(VisitReason::notInRound));
  row.facts.lastByVillage = 20171231;
  CHECK(VisitPlan::judge(row, 0, options).has(VisitReason::notInRound));
  row.facts.lastByVillage = 20180101;
  CHECK(VisitPlan::judge(row, 0, options).reasons == 0);
}

TEST_CASE("the township's round is counted by its own secretary's visits") {
  auto row = calm();
  const VisitPlan::Options township{20180912, 20180101, Round::township};
  CHECK(VisitPlan::judge(row, 0, township).has(VisitReason::notInRound));
  row.facts.lastByTownship = 20180303;
  CHECK(VisitPlan::judge(row, 0, township).reasons == 0);
  CHECK(roundOf(bianfang::TOWNSHIP_SECRETARY) == Round::township);
  CHECK(roundOf(bianfang::VILLAGE_SECRETARY) == Round::village);
}

TEST_CASE("a problem is overdue on the day after its deadline") {
  auto row = calm();
  row.facts.problems = 1;
  row.facts.deadline = options.today;
  CHECK_FALSE(VisitPlan::judge(row, 0, options).has(VisitReason::overdue));
  CHECK(VisitPlan::judge(row, 0, options).first() == VisitReason::problem);
  row.facts.deadline = 20180911;
  CHECK(VisitPlan::judge(row, 0, options).first() == VisitReason::overdue);
}

TEST_CASE("an item that nobody asked about weighs less than one that is not met, and both less than an exit") {
  auto missing = calm(), notMet = calm(), exit = calm();
  missing.items[3] = Answer::unknown;
  notMet.items[3] = Answer::no;
  exit.items[3] = Answer::unknown;
  exit.facts.status = choice::statusPreparing;
  const auto need = [](const BookRow& row) { return VisitPlan::judge(row, 0, options).need; };
  CHECK(need(missing) > 0);
  CHECK(need(notMet) > need(missing));
  CHECK(need(exit) > need(notMet));
  CHECK(VisitPlan::judge(exit, 0, options).first() == VisitReason::exitShort);
}

TEST_CASE("a weightier reason outweighs all lighter ones together") {
  auto one = calm(), many = calm();
  one.facts.problems = 1;
  one.facts.deadline = 20180101;
  many.facts.status = choice::statusPreparing;
  many.facts.lastVisit = many.facts.lastByVillage = 0;
  many.items.fill(Answer::no);
  many.items[0] = Answer::unknown;
  many.facts.problems = 1;
  CHECK(VisitPlan::judge(one, 0, options).need > VisitPlan::judge(many, 0, options).need);
}
