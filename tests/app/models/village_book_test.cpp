// The book of a tablet over a real store: read whole, searched, and refreshed by an edit.
#include "app/models/village_book.h"

#include <catch2/catch.hpp>
#include <set>

#include "app/models/eight_items.h"
#include "app/models/visit_plan.h"
#include "shared/store/pinyin.h"
#include "tests/app/models/big_book.h"
#include "tests/app/models/sample_tablet.h"
#include "tests/replica/edits.h"

using namespace bf;
using namespace bf::test;

namespace {

constexpr Day today = sampleDay;

struct Sample : SampleTablet {
  EightItems judge;
  VillageBook book() { return SampleTablet::book(judge); }
};

/// One for all cases: it takes a second to make.
Sample& sample() {
  static Sample made;
  return made;
}

bool same(const BookRow& a, const BookRow& b) { return a.facts == b.facts && a.items == b.items; }

}  // namespace

TEST_CASE("the book holds every household of the tablet with members, visits and problems") {
  const auto book = sample().book();
  REQUIRE(book.complete());
  const auto poor = std::ranges::count_if(book.rows(), [](const BookRow& row) { return row.facts.poor(); });
  CHECK(poor == 45);  // of 46 one was struck off the register
  CHECK(book.rows().size() == 46 + 60);
  std::size_t visited = 0, problems = 0, persons = 0;
  for (const auto& row : book.rows()) {
    visited += row.facts.lastVisit != 0 ? 1 : 0;
    problems += row.facts.problems;
    persons += row.facts.members.size();
  }
  CHECK(visited >= 27);
  CHECK(problems == 6);
  CHECK(persons == 46 * 338 / 100);
}

TEST_CASE("one household read again is as it was read with all") {
  // A visit that its person did not finish.
  const auto first = sample().facts().front();
  sample().add("visit", first.id, {{"visitor_name", "别的人"}, {"visit_date", "2018-09-11"}});
  const auto household = builtinSchema().kindByName("household")->number;
  for (const auto* person : {"", "别的人", "张文光"}) {
    VillageBook whole(builtinSchema(), sample().judge, today, person),
        again(builtinSchema(), sample().judge, today, person);
    must(whole.readAll(*sample().store));
    must(again.readAll(*sample().store));
    CHECK(whole.rows().front().facts.drafts == (std::string_view(person) == "张文光" ? 0 : 1));
    for (std::size_t i = 0; i < whole.rows().size(); ++i) {
      INFO(person << " " << i);
      REQUIRE(must(again.refresh(*sample().store, household, whole.rows()[i].facts.id)) == i);
      CHECK(same(again.rows()[i], whole.rows()[i]));
    }
  }
}

TEST_CASE("a household where nobody was met, or by telephone only, was not visited, and the signer's own duty counts") {
  Sample own;
  const VisitPlan::Options options{today, 20180101, Round::village};
  auto book = own.book();
  const auto at = std::ranges::find_if(book.rows(),
                                       [](const BookRow& row) { return row.facts.poor() && row.facts.lastVisit == 0; });
  REQUIRE(at != book.rows().end());
  const auto index = static_cast<std::size_t>(at - book.rows().begin());
  const auto id = at->facts.id;
  const auto before = VisitPlan::make(book, options).coverage().visited;
  // Whatever duty is typed, who signs on this tablet is the secretary of the village.
  const auto visited = [&](const char* met, const char* duty) {
    const auto visit = own.add("visit", id, {{"visit_date", "2018-09-12"}, {"met", met}, {"visitor_duty", duty}});
    must(own.replica->save(finish("visit", visit, own.clock.now())));
    must(book.refresh(*own.store, SampleTablet::numberOf("household"), id));
  };
  const auto facts = [&]() -> const HouseholdFacts& { return book.rows()[index].facts; };
  const auto counted = [&] { return VisitPlan::make(book, options).coverage().visited - before; };
  visited("电话联系", "村党组织书记");
  CHECK(facts().triedOnly(today));
  CHECK(facts().triedByPhone);
  visited("无人在家", "村党组织书记");
  CHECK_FALSE(facts().triedByPhone);
  CHECK(facts().visits == 2);
  CHECK(facts().lastVisit == 0);
  CHECK(VisitPlan::judge(book.rows()[index], index, options).has(VisitReason::neverVisited));
  CHECK_FALSE(VisitPlan::judge(book.rows()[index], index, options).done);
  CHECK(counted() == 0);
  visited("邻居", "乡镇党委书记");
  CHECK_FALSE(facts().triedOnly(today));
  CHECK(facts().lastVisit == today);
  CHECK(facts().lastByTownship == 0);
  CHECK(facts().lastByVillage == today);
  CHECK(counted() == 1);
  CHECK(VisitPlan::judge(book.rows()[index], index, options).done);
}

TEST_CASE("an edit is seen by a refresh, and only in its household") {
  auto book = sample().book();
  const auto at = std::ranges::find_if(
      book.rows(), [](const BookRow& row) { return row.facts.poor() && row.facts.network == Answer::yes; });
  REQUIRE(at != book.rows().end());
  const auto index = static_cast<std::size_t>(at - book.rows().begin());
  const auto id = at->facts.id;
  sample().edit("household", id, "network_signal", "否");
  const auto household = builtinSchema().kindByName("household")->number;
  CHECK(must(book.refresh(*sample().store, household, id)) == index);
  CHECK(book.rows()[index].items[static_cast<std::size_t>(EightItem::network)] == Answer::no);
  sample().edit("household", id, "network_signal", "是");
  CHECK(must(book.refresh(*sample().store, household, id)) == index);
  CHECK(book.rows()[index].items[static_cast<std::size_t>(EightItem::network)] == Answer::yes);
}

TEST_CASE("a household is found by its name, its initials, and through a member") {
  const auto book = sample().book();
  const auto& wanted = book.rows()[3].facts;
  REQUIRE_FALSE(wanted.head.empty());
  const auto found = must(book.find(*sample().store, wanted.head));
  const auto at = std::ranges::find(found, std::size_t{3}, &BookFind::row);
  REQUIRE(at != found.end());
  CHECK(at->who.empty());
  REQUIRE(wanted.members.size() > 1);
  const auto& member = wanted.members.back().name;
  REQUIRE(member != wanted.head);
  const auto byMember = must(book.find(*sample().store, member));
  const auto through = std::ranges::find(byMember, std::size_t{3}, &BookFind::row);
  REQUIRE(through != byMember.end());
  CHECK(through->who == member);
  CHECK(must(book.find(*sample().store, "qqqqqq")).empty());
}

TEST_CASE("of a surname the households of that name come before those that have somebody of it") {
  const auto book = sample().book();
  const auto surname = book.rows()[3].facts.head.substr(0, 3);
  const auto found = must(book.find(*sample().store, surname));
  const auto isOf = [&](const BookFind& one) { return book.rows()[one.row].facts.head.starts_with(surname); };
  // Each of the others says by whom it was found; a place of that sound needs no saying.
  for (const auto& one : found)
    if (!isOf(one) && !one.who.empty()) CHECK(pinyin(one.who).front() == pinyin(surname).front());
  CHECK(std::ranges::any_of(found, [](const BookFind& one) { return !one.who.empty(); }));
  CHECK(std::ranges::is_partitioned(found, isOf));
  CHECK(std::ranges::count_if(found, isOf) > 0);
  CHECK(std::ranges::count_if(found, isOf) < static_cast<std::ptrdiff_t>(found.size()));
}

TEST_CASE("a household is found by the end of its telephone and by its natural village, once each") {
  const auto book = sample().book();
  const auto& rows = book.rows();
  const auto called = std::ranges::find_if(rows, [](const BookRow& row) { return row.facts.phone.size() >= 7; });
  REQUIRE(called != rows.end());
  const auto tail = phoneTail(called->facts.phone);
  const auto byPhone = must(book.find(*sample().store, tail));
  CHECK(std::ranges::count(byPhone, static_cast<std::size_t>(called - rows.begin()), &BookFind::row) == 1);
  CHECK(must(book.find(*sample().store, called->facts.phone)).size() >= 1);

  const auto placed = std::ranges::find_if(rows, [](const BookRow& row) { return !row.facts.group.empty(); });
  REQUIRE(placed != rows.end());
  const auto group = placed->facts.group;
  const auto there = std::ranges::count_if(rows, [&](const BookRow& row) { return row.facts.group == group; });
  std::string letters;
  for (const auto& syllable : pinyin(group, false)) letters += syllable;
  for (const auto& typed : {group, letters}) {
    INFO(typed);
    const auto found = must(book.find(*sample().store, typed));
    CHECK(std::ranges::count_if(found, [&](const auto& one) { return rows[one.row].facts.group == group; }) == there);
    std::set<std::size_t> once;
    for (const auto& one : found) once.insert(one.row);
    CHECK(once.size() == found.size());
  }
}

TEST_CASE("a name half chosen, half letters is found as well, and one letter is no natural village") {
  const auto book = sample().book();
  const auto& head = book.rows()[3].facts.head;
  REQUIRE(head.size() >= 6);
  const auto half = head.substr(0, 3) + pinyin(head)[1];
  const auto found = must(book.find(*sample().store, half));
  CHECK(std::ranges::find(found, std::size_t{3}, &BookFind::row) != found.end());
  const auto soundsLike = [](const std::string& name, std::string_view letter) {
    return std::ranges::any_of(nameTerms(name), [&](const auto& term) { return term.starts_with(letter); });
  };
  const auto placed = std::ranges::find_if(book.rows(), [](const BookRow& row) { return !row.facts.group.empty(); });
  REQUIRE(placed != book.rows().end());
  const auto letter = pinyin(placed->facts.group).front().substr(0, 1);
  const auto alone = [&](const BookRow& row) {
    return soundsLike(row.facts.group, letter) && !soundsLike(row.facts.head, letter) &&
           std::ranges::none_of(row.facts.members, [&](const auto& one) { return soundsLike(one.name, letter); });
  };
  REQUIRE(std::ranges::any_of(book.rows(), alone));
  for (const auto& one : must(book.find(*sample().store, letter))) CHECK_FALSE(alone(book.rows()[one.row]));
  CHECK(must(book.find(*sample().store, " ")).empty());
}

TEST_CASE("of 25,000 households all of a natural village are found") {
  const EightItems judge;
  const auto book = bigBook(judge, 25'000);
  const auto found = must(book.find(*sample().store, "第1组"));
  CHECK(found.size() > 1'000);
  for (const auto& one : found) REQUIRE(book.rows()[one.row].facts.group.starts_with("第1"));
}

TEST_CASE("the plan counts every household on the register once, and the most needy comes first") {
  const auto book = sample().book();
  auto plan = VisitPlan::make(book, {today, 20180101, Round::village});
  CHECK(plan.coverage().all == 45);
  CHECK(plan.coverage().visited >= 27);
  plan.sort(book, VisitOrder::need);
  const auto done = std::ranges::find(plan.visits(), true, &PlannedVisit::done);
  CHECK(std::ranges::is_sorted(plan.visits().begin(), done, std::greater(), &PlannedVisit::need));
  CHECK(std::all_of(done, plan.visits().end(), [](const auto& visit) { return visit.done; }));
  for (const auto& visit : plan.visits()) CHECK((visit.done || visit.reasons != 0));
}
