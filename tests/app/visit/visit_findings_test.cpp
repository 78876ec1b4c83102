// What is told before leaving, from the records of a household: stages, grades and worksheets of one visit and of
// others.

#include <catch2/catch.hpp>

#include "tests/app/visit/visit_world.h"

namespace bf::test {
namespace {

std::string message(const VisitDraft& draft, std::string_view code) {
  const auto at = std::ranges::find(draft.findings(), code, &LeavingFinding::code);
  return at == draft.findings().end() ? std::string() : at->message.zh;
}

}  // namespace

TEST_CASE("a stage without a photo is told before the visit is finished, after it and when it is corrected") {
  VisitWorld world;
  auto draft = world.open();
  const auto renovation = world.tablet.save(
      makeChild("renovation", world.household,
                {{"plan_year", std::int64_t{2019}}, {"mode", "MODE_REINFORCE"}, {"state", "STATE_STARTED"}}));
  const auto stage = world.tablet.save(makeChild(
      "renovation_stage", renovation,
      {{"stage", "STAGE_STARTED"}, {"stage_date", std::int64_t{20181220}}, {"person", secretary.name.c_str()}}));
  must(draft.read());
  CHECK_FALSE(finds(draft, "noStagePhoto"));  // of another day, and not noted as this visit's
  must(draft.keepStage(stage));
  must(draft.read());
  CHECK(finds(draft, "noStagePhoto"));
  world.complete(draft);
  must(draft.finish());
  REQUIRE(draft.finished());
  CHECK(refused((*world.tablet).save(change("renovation_stage", stage, {{"note", "x"}}))) == Errc::finished);
  CHECK(finds(draft, "noStagePhoto"));
  auto corrected = must(draft.correct(secretary));
  CHECK(finds(corrected, "noStagePhoto"));
  must(corrected.discard("没有走访成"));
  CHECK_FALSE(finds(world.open(), "noStagePhoto"));  // another visit's
}

TEST_CASE("a look that differs from what experts found is told, also once the visit is finished") {
  VisitWorld world;
  const auto assess = [&](const char* grade, Day day, const char* method, const char* by) {
    return world.tablet.save(
        makeChild("housing_assessment", world.household,
                  {{"grade", grade}, {"assessed_date", std::int64_t{day}}, {"method", method}, {"assessor", by}}));
  };
  assess("GRADE_D", 20181101, "METHOD_APPRAISAL", "鉴定所");
  assess("GRADE_A", 20181120, "METHOD_SELF", "王建国");
  auto draft = world.open();
  CHECK_FALSE(finds(draft, "againstExpert"));  // nobody has looked yet
  const auto own = assess("GRADE_A", 20190101, "METHOD_SIGHT", secretary.name.c_str());
  must(draft.read());
  CHECK(message(draft, "againstExpert") == "与鉴定机构（或专业人员）的结论不一致：最近鉴定为D级");
  SECTION("it stays") {
    world.complete(draft);
    must(draft.finish());
    assess("GRADE_A", 20190301, "METHOD_TECHNICIAN", "李工");  // later than the visit
    must(draft.read());
    CHECK(finds(draft, "againstExpert"));
  }
  SECTION("who sees what they found says so") {
    world.tablet.save(change("housing_assessment", own, {{"grade", "GRADE_D"}}));
    must(draft.read());
    CHECK_FALSE(finds(draft, "againstExpert"));
  }
  SECTION("a house that was renovated and accepted since is another one") {
    world.tablet.save(
        makeChild("renovation", world.household,
                  {{"plan_year", std::int64_t{2018}}, {"mode", "MODE_REBUILD"}, {"state", "STATE_ACCEPTED"}}));
    must(draft.read());
    CHECK_FALSE(finds(draft, "againstExpert"));
  }
}

TEST_CASE("a worksheet that is half filled in is no fact against the threshold") {
  VisitWorld world;
  auto draft = world.open();
  const auto sheet = world.tablet.save(makeChild("income", world.household,
                                                 {{"year", std::int64_t{2019}},
                                                  {"until_month", std::int64_t{9}},
                                                  {"persons", std::int64_t{3}},
                                                  {"wages", std::int64_t{900'000}}}));
  must(draft.read());
  CHECK_FALSE(finds(draft, "lowIncome"));
  CHECK(message(draft, "incomeSoFar") == "收入表还有9项未填、只到9月，人均纯收入有没有4000元还不能定");
  for (const auto* line : {"business", "property", "family_planning", "dibao", "destitute_support", "pension",
                           "ecology", "other_transfer", "expenses"})
    world.tablet.save(change("income", sheet, {{line, std::int64_t{0}}}));
  must(draft.read());
  CHECK(message(draft, "incomeSoFar") == "收入表只到9月，人均纯收入有没有4000元还不能定");
  world.tablet.save(change("income", sheet, {{"until_month", std::int64_t{12}}}));
  must(draft.read());
  CHECK_FALSE(finds(draft, "incomeSoFar"));
  CHECK(finds(draft, "lowIncome"));
}

}  // namespace bf::test
