// What is looked over before leaving the house: rule by rule, without a store but for what is due.

#include "app/visit/leaving_checks.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "app/visit/visit_choices.h"
#include "tests/app/visit/visit_world.h"

namespace bf::test {
namespace {

LeavingMember person(const char* name, int sex, int relation, Day birth) {
  LeavingMember member;
  member.name = name;
  member.sex = sex;
  member.relation = relation;
  member.birth = birth;
  member.health = {choice::healthWell};
  member.labour = choice::labourOrdinary;
  member.medical = member.severe = Answer::yes;
  return member;
}

/// A couple in a safe house, with everything said and signed.
LeavingFacts wellDone() {
  LeavingFacts facts;
  facts.today = 20181201;
  facts.members = {person("王建国", choice::sexMale, choice::relationHead, 19700101),
                   person("李秀英", choice::sexFemale, choice::relationSpouse, 19720101)};
  facts.verdicts.fill(Answer::yes);
  facts.checked.fill(choice::checkedMet);
  facts.grade = choice::gradeA;
  facts.planned = true;
  facts.waterSafe = Answer::yes;
  facts.waterSource = 1;
  facts.purpose = facts.visitor = facts.duty = facts.satisfied = facts.located = true;
  facts.met = choice::metHead;
  facts.householdSigned = facts.visitorSigned = facts.signedBy = true;
  return facts;
}

std::vector<std::string> codes(const LeavingFacts& facts) {
  std::vector<std::string> codes;
  for (const auto& finding : leavingChecks(facts)) codes.push_back(finding.code);
  return codes;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("a visit with everything said and signed leaves nothing to ask") {
  CHECK(leavingChecks(wellDone()).empty());
  CHECK_FALSE(forbids(leavingChecks(wellDone())));
}

TEST_CASE("what the visit itself lacks forbids to finish, and names its place") {
  auto facts = wellDone();
  SECTION("an item that nothing is said of") {
    facts.checked[4] = 0;
    const auto found = leavingChecks(facts);
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == "itemOpen");
    CHECK(found[0].step == VisitStep::items);
    CHECK(found[0].place == "4");
    CHECK(found[0].message.zh == "网络信号覆盖：还没有核实");
    CHECK(forbids(found));
  }
  SECTION("an item said to be met while the records say it is not, or say nothing") {
    facts.verdicts[0] = Answer::no;
    facts.reported[0] = true;
    CHECK(codes(facts) == Codes{"itemContradicts"});
    facts.verdicts[0] = Answer::unknown;
    CHECK(codes(facts) == Codes{"itemContradicts"});
    facts.checked[0] = choice::checkedNotSeen;
    CHECK(codes(facts) == Codes{"itemUnseen"});
  }
  SECTION("signatures") {
    facts.visitorSigned = false;
    facts.householdSigned = false;
    CHECK(codes(facts) == Codes{"noVisitorSignature", "noHouseholdSignature"});
    facts.whyNotSigned = true;
    CHECK(codes(facts) == Codes{"noVisitorSignature"});
    facts.householdSigned = true;
    facts.signedBy = false;
    CHECK(codes(facts) == Codes{"noVisitorSignature", "signedByNobody"});
  }
  SECTION("changed after it was signed") {
    facts.staleSignature = "visitor_signature";
    CHECK(codes(facts) == Codes{"changedSinceSigned"});
  }
  SECTION("left before it arrived") {
    facts.leftBeforeCame = true;
    const auto found = leavingChecks(facts);
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == "leftBeforeCame");
    CHECK(found[0].step == VisitStep::arrival);
    CHECK(found[0].place == "arrived");
    CHECK(forbids(found));
  }
  SECTION("half a problem, half a measure, nobody met") {
    facts.halfProblems = 1;
    facts.halfMeasures = 1;
    facts.met = 0;
    CHECK(codes(facts) == Codes{"noMet", "halfProblem", "halfMeasure"});
  }
}

TEST_CASE("what is odd about the household is asked and never forbids") {
  auto facts = wellDone();
  auto& head = facts.members[0];
  auto& spouse = facts.members[1];
  std::string expected;
  SECTION("two heads") { spouse.relation = choice::relationHead, expected = "twoHeads"; }
  SECTION("no head") { head.relation = 3, expected = "noHead"; }
  SECTION("spouse of the same sex") { spouse.sex = choice::sexMale, expected = "spouseSex"; }
  SECTION("pension below 60") { spouse.pensionReceived = Answer::yes, expected = "pensionTooYoung"; }
  SECTION("healthy adult without labour") { spouse.labour = choice::labourNone, expected = "healthyWithoutLabour"; }
  SECTION("one member without medical insurance") {
    spouse.medical = spouse.severe = Answer::no, expected = "noMedical";
  }
  SECTION("one member of whom it is not known") { spouse.medical = Answer::unknown, expected = "noMedical"; }
  SECTION("grave-illness insurance without the basic one") {
    spouse.medical = Answer::no;
    CHECK(codes(facts) == Codes{"noMedical", "severeAlone"});
    spouse.medical = Answer::unknown, expected = "noMedical";
  }
  SECTION("a new problem that was due before today") { facts.pastDueProblems = {RecordId{}}, expected = "pastDue"; }
  SECTION("a new measure that was due before today") { facts.pastDueMeasures = {RecordId{}}, expected = "pastDue"; }
  SECTION("a D house without a photo") { facts.grade = choice::gradeD, expected = "noHousePhoto"; }
  SECTION("a C house without a plan of renovation") {
    facts.grade = choice::gradeC, facts.photos = 1, facts.planned = false, expected = "noPlan";
  }
  SECTION("a renovation that does not say how far it is") {
    facts.grade = choice::gradeD, facts.photos = 1, facts.planStateless = true, expected = "noPlanState";
  }
  SECTION("safe water from an open spring") { facts.waterSource = choice::waterUnprotected, expected = "unsafeSource"; }
  SECTION("safe water from a river") { facts.waterSource = choice::waterSurface, expected = "unsafeSource"; }
  SECTION("safe water that is hard to come by") { facts.waterDifficult = Answer::yes, expected = "safeButDifficult"; }
  SECTION("a child with a labour skill") { spouse.birth = 20100101, expected = "childWithLabour"; }
  SECTION("an old person with full labour") { spouse.birth = 19500101, expected = "oldWithLabour"; }
  SECTION("place of work without months") { spouse.workPlace = 1, expected = "workHalf"; }
  SECTION("income below the threshold") { facts.perCapita = 399'999, expected = "lowIncome"; }
  SECTION("income so far") { facts.perCapita = 399'999, facts.incomeOpen = 1, expected = "incomeSoFar"; }
  SECTION("a look against the experts") { facts.seenGrade = 1, facts.expertGrade = 3, expected = "againstExpert"; }
  SECTION("satisfaction not asked") { facts.satisfied = false, expected = "noSatisfaction"; }
  SECTION("no place") { facts.located = false, expected = "noPlace"; }
  const auto found = leavingChecks(facts);
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == expected);
  CHECK(found[0].severity == Severity::warning);
  CHECK_FALSE(found[0].message.en.empty());
  CHECK_FALSE(forbids(found));
}

TEST_CASE("what is written down at a visit and was due before it is asked about while it is open") {
  VisitWorld world;
  auto draft = world.open();
  const auto told = [&](VisitStep step) {
    must(draft.read());
    return std::ranges::any_of(draft.findings(),
                               [&](const auto& one) { return one.code == "pastDue" && one.step == step; });
  };
  const std::string visit(draft.id().view());
  const std::int64_t before = daysLater(draft.day(), -1);
  const auto problem = world.tablet.save(makeChild(
      "problem", world.household, {{"item", "ITEM_ROAD"}, {"deadline", std::int64_t{draft.day()}}, {"visit", visit}}));
  const auto measure = world.tablet.save(
      makeChild("measure", world.household,
                {{"state", "STATE_PLANNED"}, {"due_date", std::int64_t{draft.day()}}, {"visit", visit}}));
  CHECK_FALSE(told(VisitStep::problems));
  CHECK_FALSE(told(VisitStep::measures));
  world.tablet.save(change("problem", problem, {{"deadline", before}}));
  CHECK(told(VisitStep::problems));
  CHECK_FALSE(told(VisitStep::measures));
  world.tablet.save(change("measure", measure, {{"due_date", before}}));
  CHECK(told(VisitStep::measures));
  world.tablet.save(change("measure", measure, {{"state", "STATE_DONE"}}));
  CHECK_FALSE(told(VisitStep::measures));
}

TEST_CASE("where nobody was met nothing has to be said of the eight, and what is said all the same is asked about") {
  auto facts = wellDone();
  facts.met = GENERATE(choice::metNobody, choice::metPhone);
  facts.checked.fill(0);
  facts.satisfied = facts.householdSigned = facts.signedBy = false;
  facts.whyNotSigned = true;
  CHECK(codes(facts).empty());
  facts.checked.fill(choice::checkedNotSeen);
  CHECK(codes(facts).empty());
  facts.checked[1] = choice::checkedMet;
  facts.satisfied = facts.householdSigned = facts.signedBy = true;
  const auto found = leavingChecks(facts);
  REQUIRE(found.size() == 3);
  CHECK_FALSE(forbids(found));
  for (const auto& one : found) CHECK(one.code == "saidUnmet");
  const std::string how = facts.met == choice::metPhone ? "电话联系" : "无人在家";
  CHECK(found[0].message.zh == how + "，却填写了“安全饮用水”");
  CHECK(found[0].place == "1");
  CHECK(found[1].step == VisitStep::satisfaction);
  CHECK(found[2].step == VisitStep::signatures);
  // What contradicts the records forbids, whoever was met.
  facts.verdicts[1] = Answer::unknown;
  CHECK(forbids(leavingChecks(facts)));
}

TEST_CASE("the limits of the rules are where their sources put them") {
  auto facts = wellDone();
  SECTION("a pension from the sixtieth birthday on is in order") {
    facts.members[1].birth = 19581201;
    facts.members[1].labour = choice::labourWeak;
    facts.members[1].pensionReceived = Answer::yes;
    CHECK(codes(facts).empty());
    facts.members[1].birth = 19581202;
    CHECK(codes(facts) == Codes{"healthyWithoutLabour", "pensionTooYoung"});
  }
  SECTION("a pupil, an ill adult and somebody who left the household are not asked about") {
    facts.members[1].labour = choice::labourNone;
    facts.members[1].pupil = true;
    CHECK(codes(facts).empty());
    facts.members[1].pupil = false;
    facts.members[1].health = {2};
    CHECK(codes(facts).empty());
    facts.members[1].medical = Answer::no;
    facts.members[1].gone = true;
    CHECK(codes(facts).empty());
  }
  SECTION("a D house with one photo, and an income at the threshold") {
    facts.grade = choice::gradeD;
    facts.photos = 1;
    facts.perCapita = 400'000;
    CHECK(codes(facts).empty());
  }
}

TEST_CASE("who lives elsewhere needs no plan for the old house, and unsafe water of an open spring is no wonder") {
  auto facts = wellDone();
  facts.grade = choice::gradeD;
  facts.photos = 1;
  facts.planned = false;
  facts.housedElsewhere = true;
  facts.waterSource = choice::waterRain;
  facts.waterDifficult = Answer::yes;
  facts.waterSafe = facts.verdicts[1] = Answer::no;
  facts.checked[1] = choice::checkedNotMet;
  facts.reported[1] = true;
  CHECK(codes(facts).empty());
}

TEST_CASE("an item that is not met and not reported is named with its unit's step; errors stand before it") {
  auto facts = wellDone();
  facts.verdicts[1] = Answer::no;
  facts.checked[1] = choice::checkedNotMet;
  facts.purpose = false;
  const auto found = leavingChecks(facts);
  REQUIRE(found.size() == 2);
  CHECK(found[0].code == "noPurpose");
  CHECK(found[1].code == "notReported");
  CHECK(found[1].step == VisitStep::problems);
  CHECK(found[1].source.zh == "华扶组〔2018〕16号 第1项");
  facts.reported[1] = true;
  CHECK(codes(facts) == Codes{"noPurpose"});
}

}  // namespace bf::test
