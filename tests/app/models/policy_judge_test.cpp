// The eight items by the pack, against the same rules written a second time over the facts (eight_items.cpp): the same
// verdict for every household, before and after edits; and read at once as one by one.
#include "app/models/policy_judge.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "app/models/eight_items.h"
#include "tests/app/models/sample_tablet.h"

using namespace bf;
using namespace bf::test;

namespace {

constexpr Day today = sampleDay, tomorrow = 20180913;

}  // namespace

TEST_CASE("the pack judges every household of the tablet as the rules written by hand do") {
  SampleTablet tablet;
  PolicyJudge judge(*tablet.store, today);
  std::size_t met = 0, notMet = 0, unknown = 0;
  for (const auto& facts : tablet.facts()) {
    INFO(facts.number << " " << facts.head);
    const auto verdicts = judge.verdicts(facts, today);
    const auto byHand = EightItems().verdicts(facts, today);
    for (std::size_t i = 0; i < eightCount; ++i) {
      INFO("item " << i);
      CHECK(verdicts[i] == byHand[i]);
    }
    met += static_cast<std::size_t>(std::ranges::count(verdicts, Answer::yes));
    notMet += static_cast<std::size_t>(std::ranges::count(verdicts, Answer::no));
    unknown += static_cast<std::size_t>(std::ranges::count(verdicts, Answer::unknown));
  }
  CHECK(met > 100);
  CHECK(notMet > 10);
  CHECK(unknown > 10);
}

TEST_CASE("an edit is judged at once, and only by who looks one by one") {
  SampleTablet tablet;
  PolicyJudge book(*tablet.store, today);
  must(book.evaluateAll());
  PolicyJudge judge(*tablet.store, today);
  const auto all = tablet.facts();
  for (const auto& facts : all) CHECK(book.verdicts(facts, today) == judge.verdicts(facts, today));
  const auto dry = std::ranges::find(all, Answer::yes, &HouseholdFacts::water);
  REQUIRE(dry != all.end());
  tablet.edit("household", dry->id, "water_safe", "否");
  CHECK(judge.verdicts(*dry, today)[1] == Answer::no);
  CHECK(book.verdicts(*dry, today)[1] == Answer::yes);
}

TEST_CASE("a judge that turned to another day judges each household anew, that day and back on the first") {
  SampleTablet tablet;
  PolicyJudge book(*tablet.store, today);
  PolicyJudge judge(*tablet.store, today);
  must(book.evaluateAll());
  const auto all = tablet.facts();
  CHECK(book.verdicts(all[0], tomorrow) == judge.verdicts(all[0], tomorrow));
  CHECK(book.verdicts(all[1], tomorrow) == judge.verdicts(all[1], tomorrow));
  for (const auto& facts : all) CHECK(book.verdicts(facts, today) == judge.verdicts(facts, today));
}

TEST_CASE("a verdict comes with the document's sentence, and its words never contradict it") {
  SampleTablet tablet;
  PolicyJudge judge(*tablet.store, today);
  const auto all = tablet.facts();
  const auto items = judge.judge(all.front(), today);
  CHECK(items[0].source.zh.find("有安全住房") != std::string::npos);
  CHECK(items[6].source.zh.find("大病保险") != std::string::npos);
  // Facts that were read before an edit tell another story than the rule: then the rule's own name stands there.
  const auto wet = std::ranges::find(all, Answer::yes, &HouseholdFacts::water);
  tablet.edit("household", wet->id, "water_safe", "否");
  const auto changed = judge.judge(*wet, today);
  CHECK(changed[1].met == Answer::no);
  CHECK(changed[1].reason.zh == "安全饮用水");
}

TEST_CASE("what is not in the store is unknown") {
  SampleTablet tablet;
  PolicyJudge judge(*tablet.store, today);
  HouseholdFacts nobody;
  nobody.rec = 987'654'321;
  nobody.water = Answer::yes;
  for (const auto answer : judge.verdicts(nobody, today)) CHECK(answer == Answer::unknown);
}

TEST_CASE("a child of school age is judged alike by the pack and the tablet, whatever is known of its schooling") {
  SampleTablet tablet;
  PolicyJudge judge(*tablet.store, today);
  const auto school = static_cast<std::size_t>(EightItem::school);
  const auto household = tablet.facts().front().id;
  struct Case {
    SampleTablet::Answers known;
    Answer met;
    const char* reason;
    const char* field;
  };
  const std::vector<Case> cases{
      {{}, Answer::unknown, "1人就学未采集", "dropped_out"},
      {{{"school_stage", "学前教育"}}, Answer::no, "1人登记为学前，已到义务教育年龄", "school_stage"},
      {{{"school_stage", "学前教育"}, {"dropped_out", "否"}},
       Answer::no,
       "1人登记为学前，已到义务教育年龄",
       "school_stage"},
      {{{"school_stage", "学龄前儿童"}}, Answer::no, "1人登记为学前，已到义务教育年龄", "school_stage"},
      {{{"school_stage", "小学"}}, Answer::yes, nullptr, "dropped_out"},
      {{{"dropped_out", "是"}}, Answer::no, "1人失学辍学", "dropped_out"},
      {{{"dropped_out", "是"}, {"taught_at_home", "是"}}, Answer::yes, nullptr, "dropped_out"},
      {{{"dropped_out", "是"}, {"school_stage", "小学"}}, Answer::no, "1人失学辍学", "dropped_out"}};
  for (const auto& [known, met, reason, field] : cases) {
    INFO((known.empty() ? "nothing" : known.front().second));
    auto answers = known;
    answers.insert(answers.begin(), {{"name", "某某"}, {"birth_date", "2010-05-05"}});
    const auto child = tablet.add("member", household, answers);
    const auto all = tablet.facts();
    const auto& facts = *std::ranges::find(all, household, &HouseholdFacts::id);
    const auto said = judge.judge(facts, today)[school];
    CHECK(said.met == met);
    CHECK(EightItems().verdicts(facts, today)[school] == met);
    if (reason != nullptr) CHECK(said.reason.zh == reason);
    const auto fact = std::ranges::find(said.facts, "某某", &VerdictFact::who);
    REQUIRE(fact != said.facts.end());
    CHECK(fact->answer == met);
    CHECK(std::string(fact->field) == field);
    must(tablet.replica->remove(SampleTablet::numberOf("member"), child, "试验"));
  }
}

TEST_CASE("the pack and the tablet count the age of compulsory schooling on one day, 31 August") {
  SampleTablet tablet;
  PolicyJudge judge(*tablet.store, today);
  const auto household = tablet.facts().front().id;
  // Six on 31 August, six on the day after; sixteen on 31 August, sixteen on the day after.
  const std::vector<std::pair<const char*, bool>> births{
      {"2012-08-31", true}, {"2012-09-01", false}, {"2002-08-31", false}, {"2002-09-01", true}};
  for (const auto& [birth, ofAge] : births) {
    INFO(birth);
    const auto child =
        tablet.add("member", household, {{"name", "某某"}, {"birth_date", birth}, {"dropped_out", "是"}});
    const auto all = tablet.facts();
    const auto& facts = *std::ranges::find(all, household, &HouseholdFacts::id);
    const auto school = static_cast<std::size_t>(EightItem::school);
    CHECK((judge.verdicts(facts, today)[school] == Answer::no) == ofAge);
    CHECK((EightItems().verdicts(facts, today)[school] == Answer::no) == ofAge);
    must(tablet.replica->remove(SampleTablet::numberOf("member"), child, "试验"));
  }
}
