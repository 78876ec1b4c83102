// The numbers of choices that the code names are those of the schema.
#include <catch2/catch.hpp>

#include "app/models/day_time.h"
#include "app/models/household_facts.h"
#include "shared/schema/schema.h"

using namespace bf;

namespace {

std::string nameOf(const char* kind, const char* field, int number) {
  const auto* spec = builtinSchema().kindByName(kind)->fieldByName(field);
  const auto* chosen = spec->choice(number);
  return chosen == nullptr ? "" : chosen->name;
}

}  // namespace

TEST_CASE("the choices that the visit plan speaks of are those of the schema") {
  CHECK(nameOf("household", "household_kind", choice::kindPoor) == "KIND_POOR");
  CHECK(nameOf("household", "status", choice::statusPreparing) == "STATUS_PREPARING");
  CHECK(nameOf("household", "status", choice::statusRemoved) == "STATUS_REMOVED");
  CHECK(nameOf("household", "status", choice::statusEnded) == "STATUS_ENDED");
  CHECK(nameOf("housing_assessment", "grade", choice::gradeB) == "GRADE_B");
  CHECK(nameOf("housing_assessment", "grade", choice::gradeD) == "GRADE_D");
  CHECK(nameOf("renovation", "state", choice::renovationAccepted) == "STATE_ACCEPTED");
  CHECK(nameOf("renovation", "state", choice::renovationPaid) == "STATE_PAID");
  CHECK(nameOf("renovation", "state", choice::renovationGivenUp) == "STATE_GIVEN_UP");
  CHECK(nameOf("household", "lives_elsewhere", choice::elsewhereCareHome) == "ELSEWHERE_CARE_HOME");
  CHECK(nameOf("household", "lives_elsewhere", choice::elsewhereFlat) == "ELSEWHERE_FLAT");
  CHECK(nameOf("household", "lives_elsewhere", choice::elsewhereResettled) == "ELSEWHERE_RESETTLED");
  CHECK(nameOf("member", "dropout_reason", choice::dropoutMedical) == "DROPOUT_MEDICAL");
  CHECK(nameOf("member", "school_stage", choice::stageBefore) == "STAGE_BEFORE");
  CHECK(nameOf("member", "school_stage", choice::stagePreschool) == "STAGE_PRESCHOOL");
  CHECK(nameOf("housing_assessment", "method", choice::methodSight) == "METHOD_SIGHT");
  CHECK(nameOf("problem", "state", choice::problemOpen) == "STATE_OPEN");
  CHECK(nameOf("problem", "state", choice::problemAnswered) == "STATE_ANSWERED");
  CHECK(nameOf("problem", "state", choice::problemVerified) == "STATE_VERIFIED");
  CHECK(nameOf("measure", "state", choice::measureDone) == "STATE_DONE");
  CHECK(nameOf("measure", "state", choice::measureStopped) == "STATE_STOPPED");
  CHECK(nameOf("visit", "visitor_duty", choice::dutyVillageSecretary) == "DUTY_VILLAGE_SECRETARY");
  CHECK(nameOf("visit", "visitor_duty", choice::dutyTownshipSecretary) == "DUTY_TOWNSHIP_SECRETARY");
  CHECK(nameOf("visit", "visitor_duty", choice::dutyCountySecretary) == "DUTY_COUNTY_SECRETARY");
}

TEST_CASE("a day is China's, eight hours ahead") {
  CHECK(dayOf(0) == 19700101);
  CHECK(dayOf(1'536'712'800'000'000) == 20180912);
  constexpr Micros lastMinuteOfAugust = 1'535'731'140'000'000;  // 2018-08-31 15:59 UTC
  CHECK(dayOf(lastMinuteOfAugust) == 20180831);
  CHECK(dayOf(lastMinuteOfAugust + 60'000'000) == 20180901);
}

TEST_CASE("days between and ages go over the ends of months and years") {
  CHECK(daysBetween(20180228, 20180301) == 1);
  CHECK(daysBetween(20160228, 20160301) == 2);
  CHECK(daysBetween(20180101, 20171231) == -1);
  CHECK(daysLater(20180228, 1) == 20180301);
  CHECK(daysLater(20181215, 30) == 20190114);
  CHECK(daysLater(20180301, -1) == 20180228);
  CHECK(ageOn(20000229, 20180228) == 17);
  CHECK(ageOn(20000229, 20180301) == 18);
  CHECK(schoolAgeDay(20180831) == 20170831);
  CHECK(schoolAgeDay(20180901) == 20180831);
  CHECK(schoolAgeDay(20190101) == 20180831);
}
