// The eight items by the rules W1.1 to W1.8: each on its edge, and nothing unknown ever met.
#include "app/models/eight_items.h"

#include <catch2/catch.hpp>

#include "app/models/record_values.h"

using namespace bf;

namespace {

constexpr Day today = 20180912;

MemberFacts member(Day birth, Answer insured = Answer::yes) {
  MemberFacts made;
  made.name = "甲";
  made.birth = birth;
  made.medical = made.severe = insured;
  return made;
}

/// Everything met: a couple, an A house, water, power, signals, income.
HouseholdFacts allMet() {
  HouseholdFacts facts;
  facts.kind = choice::kindPoor;
  facts.members = {member(19700101), member(19720202)};
  facts.grade = choice::gradeA;
  facts.assessed = 20180101;
  facts.water = facts.power = facts.tv = facts.network = facts.stableIncome = Answer::yes;
  return facts;
}

Answer verdict(const HouseholdFacts& facts, EightItem item) {
  return EightItems().verdicts(facts, today)[static_cast<std::size_t>(item)];
}

}  // namespace

TEST_CASE("a household that has all eight is met in all eight") {
  for (const auto answer : EightItems().verdicts(allMet(), today)) CHECK(answer == Answer::yes);
}

TEST_CASE("of a household that nobody has asked nothing is met") {
  for (const auto answer : EightItems().verdicts({}, today)) CHECK(answer == Answer::unknown);
}

TEST_CASE("a house of grade B is safe, of grade C only when its renovation is accepted") {
  auto facts = allMet();
  facts.grade = choice::gradeB;
  CHECK(verdict(facts, EightItem::housing) == Answer::yes);
  facts.grade = choice::gradeC;
  CHECK(verdict(facts, EightItem::housing) == Answer::no);
  facts.renovation = choice::renovationAccepted - 1;
  CHECK(verdict(facts, EightItem::housing) == Answer::no);
  facts.renovation = choice::renovationAccepted;
  facts.renovationYear = 2018;
  facts.assessed = 0;
  CHECK(verdict(facts, EightItem::housing) == Answer::unknown);  // nobody knows when it was assessed
  facts.assessed = 20190101;
  CHECK(verdict(facts, EightItem::housing) == Answer::unknown);
  facts.assessed = 20181231;
  CHECK(verdict(facts, EightItem::housing) == Answer::yes);
  facts.renovation = choice::renovationGivenUp;
  CHECK(verdict(facts, EightItem::housing) == Answer::no);
}

TEST_CASE("who moved into a resettlement house is safe, whatever the old house is") {
  auto facts = allMet();
  facts.grade = choice::gradeD;
  facts.movedIn = true;
  CHECK(verdict(facts, EightItem::housing) == Answer::yes);
}

TEST_CASE("a child of compulsory age out of school breaks the item, a medical reason does not") {
  auto facts = allMet();
  facts.members.push_back(member(20060901));  // 12 at the start of the school year
  CHECK(verdict(facts, EightItem::school) == Answer::unknown);
  facts.members.back().droppedOut = Answer::no;
  CHECK(verdict(facts, EightItem::school) == Answer::yes);
  facts.members.back().droppedOut = Answer::yes;
  CHECK(verdict(facts, EightItem::school) == Answer::no);
  facts.members.back().dropoutReason = choice::dropoutMedical;
  CHECK(verdict(facts, EightItem::school) == Answer::yes);
}

TEST_CASE("compulsory age is counted on the last of August") {
  auto facts = allMet();
  facts.members.push_back(member(20120901));  // still five on the day
  facts.members.back().droppedOut = Answer::yes;
  CHECK(verdict(facts, EightItem::school) == Answer::yes);
  facts.members.back().birth = 20120831;  // six
  CHECK(verdict(facts, EightItem::school) == Answer::no);
  facts.members.back().birth = 20020831;  // sixteen
  CHECK(verdict(facts, EightItem::school) == Answer::yes);
  facts.members.back().birth = 20020901;  // fifteen
  CHECK(verdict(facts, EightItem::school) == Answer::no);
}

TEST_CASE("one member without insurance breaks medical cover, one who moved away does not") {
  auto facts = allMet();
  facts.members.push_back(member(19950505, Answer::no));
  CHECK(verdict(facts, EightItem::medical) == Answer::no);
  facts.members.back().gone = true;
  CHECK(verdict(facts, EightItem::medical) == Answer::yes);
  facts.members.push_back(member(19960606, Answer::unknown));
  CHECK(verdict(facts, EightItem::medical) == Answer::unknown);
}

TEST_CASE("the living allowance stands in for stable income, and one unknown keeps a no open") {
  auto facts = allMet();
  facts.stableIncome = Answer::no;
  CHECK(verdict(facts, EightItem::income) == Answer::unknown);
  facts.dibao = Answer::yes;
  CHECK(verdict(facts, EightItem::income) == Answer::yes);
  facts.dibao = facts.destitute = Answer::no;
  CHECK(verdict(facts, EightItem::income) == Answer::no);
}

TEST_CASE("the explanation of a household says the same as its verdicts, with a reason in both languages") {
  auto facts = allMet();
  facts.grade = choice::gradeD;
  facts.members.push_back(member(20060901, Answer::no));
  const auto verdicts = EightItems().verdicts(facts, today);
  const auto explained = EightItems().judge(facts, today);
  for (std::size_t i = 0; i < eightCount; ++i) {
    INFO(nameOf(explained[i].item).en);
    CHECK(explained[i].met == verdicts[i]);
    CHECK(explained[i].item == static_cast<EightItem>(i));
    CHECK_FALSE(explained[i].reason.zh.empty());
    CHECK_FALSE(explained[i].reason.en.empty());
    CHECK_FALSE(explained[i].source.zh.empty());
  }
  CHECK(explained[static_cast<std::size_t>(EightItem::medical)].facts.size() == 3);
}
