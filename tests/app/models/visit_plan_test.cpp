// Whom to visit and why: reasons, their weight, and what counts as the secretary's round.
#include "app/models/visit_plan.h"

#include <catch2/catch.hpp>
#include <set>

#include "bianfang/change.pb.h"
#include "tests/app/models/big_book.h"
#include "tests/app/models/sample_tablet.h"

using namespace bf;
using namespace bf::test;

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

TEST_CASE("by distance the nearest comes first, and who has no recorded place comes last by natural village") {
  std::vector<HouseholdFacts> facts(5);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    facts[i] = calm().facts;
    facts[i].rec = static_cast<std::int64_t>(i) + 1;
    facts[i].lastVisit = facts[i].lastByVillage = 0;
  }
  const auto place = [&](std::size_t i, std::int32_t north) {
    facts[i].latitude = 239'000'000 + north;
    facts[i].longitude = 1'157'000'000;
  };
  place(0, 90'000);
  place(2, -10'000);
  place(4, 40'000);
  facts[1].group = "上坑屯";
  facts[3].group = "大布屯";  // da before shang
  const EightItems judge;
  VillageBook book(builtinSchema(), judge, options.today);
  book.hold(facts);
  auto plan = VisitPlan::make(book, options, VisitPlan::Who::everyone);
  const auto order = [&] {
    std::vector<std::size_t> rows;
    for (const auto& visit : plan.visits()) rows.push_back(visit.row);
    return rows;
  };
  plan.sort(book, VisitOrder::distance, EarthPoint{239'000'000, 1'157'000'000});
  CHECK(order() == std::vector<std::size_t>{2, 4, 0, 3, 1});
  // Not knowing where one is, nobody is near: the list stands by natural village.
  plan.sort(book, VisitOrder::distance, {});
  CHECK(order() == std::vector<std::size_t>{0, 2, 4, 3, 1});
}

TEST_CASE("25,000 households are put in any order from what is in memory") {
  const EightItems judge;
  const auto book = bigBook(judge, 25'000);
  auto plan = VisitPlan::make(book, options, VisitPlan::Who::everyone);
  for (const auto order : {VisitOrder::need, VisitOrder::distance, VisitOrder::group, VisitOrder::name}) {
    plan.sort(book, order, EarthPoint{239'300'000, 1'157'300'000});
    std::set<std::size_t> rows;
    for (const auto& visit : plan.visits()) rows.insert(visit.row);
    CHECK(rows.size() == book.rows().size());
  }
  CHECK(std::ranges::is_sorted(plan.visits(), {}, [&](const PlannedVisit& v) { return book.rows()[v.row].nameRank; }));
}

TEST_CASE("a household that was edited keeps its place in the list, and its reasons are new") {
  const EightItems judge;
  auto book = bigBook(judge, 300);
  auto plan = VisitPlan::make(book, options, VisitPlan::Who::everyone);
  plan.sort(book, VisitOrder::need);
  const auto before = plan.visits();
  const auto at = std::ranges::find_if(
      before, [&](const PlannedVisit& visit) { return book.rows()[visit.row].facts.poor() && visit.reasons != 0; });
  REQUIRE(at != before.end());
  std::vector<HouseholdFacts> facts;
  for (const auto& row : book.rows()) facts.push_back(row.facts);
  facts[at->row].problems = 1;
  facts[at->row].deadline = 20180901;
  book.hold(facts);
  plan.refresh(book, at->row, options);
  const auto& now = plan.visits()[static_cast<std::size_t>(at - before.begin())];
  CHECK(now.row == at->row);
  CHECK(now.has(VisitReason::overdue));
}

TEST_CASE("a visit that was begun comes before everything, also where no other is due") {
  auto row = calm(), late = calm();
  row.facts.drafts = 1;
  CHECK(VisitPlan::judge(row, 0, options).first() == VisitReason::begun);
  late.facts.problems = 1;
  late.facts.deadline = 20180101;
  late.facts.status = choice::statusPreparing;
  late.items.fill(Answer::no);
  CHECK(VisitPlan::judge(row, 0, options).need > VisitPlan::judge(late, 0, options).need);
  row.facts.kind = 2;
  CHECK(VisitPlan::judge(row, 0, options).has(VisitReason::begun));
}

TEST_CASE("who was visited today stands at the end of the list, in whatever order, and is not in the way elsewhere") {
  std::vector<HouseholdFacts> facts(3);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    facts[i] = calm().facts;
    facts[i].rec = static_cast<std::int64_t>(i) + 1;
    facts[i].head = std::string(1, static_cast<char>('a' + i));
  }
  facts[0].lastVisit = options.today;  // and a problem is overdue there all the same
  facts[0].problems = 1;
  facts[0].deadline = 20180101;
  facts[1].lastVisit = facts[1].lastByVillage = 20180101;
  facts[2].lastVisit = facts[2].lastByVillage = 20180101;
  facts[2].drafts = 1;
  const auto book = bookOf(facts);
  auto plan = VisitPlan::make(book, options);
  const auto order = [&](VisitOrder by) {
    plan.sort(book, by);
    std::vector<std::size_t> rows;
    for (const auto& visit : plan.visits()) rows.push_back(visit.row);
    return rows;
  };
  CHECK(order(VisitOrder::need) == std::vector<std::size_t>{2, 1, 0});
  CHECK(order(VisitOrder::name) == std::vector<std::size_t>{1, 2, 0});
  CHECK(plan.visits().back().done);
  plan = VisitPlan::make(book, options, VisitPlan::Who::everyone);
  CHECK(order(VisitOrder::name) == std::vector<std::size_t>{0, 1, 2});
  // Begun once more: it is not done.
  facts[0].drafts = 1;
  CHECK_FALSE(VisitPlan::judge(bookOf(facts).rows()[0], 0, options).done);
}
