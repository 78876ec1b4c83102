// What leads a person through a visit: findings that lead to their question, what was said of records that are still to
// be made, and the stages of a renovation.

#include <algorithm>
#include <catch2/catch.hpp>

#include "app/models/record_values.h"
#include "app/visit/visit_editor.h"
#include "tests/app/visit/visit_stage.h"
#include "tests/replica/edits.h"
#include "tests/store/must.h"

using namespace bf;
using namespace bf::test;

namespace {

int placeOf(VisitStage& stage, std::string_view code, std::string_view place = {}) {
  const auto& found = stage.visit().draft().findings();
  const auto at = std::ranges::find_if(
      found, [&](const auto& one) { return one.code == code && (place.empty() || one.place == place); });
  REQUIRE(at != found.end());
  return static_cast<int>(at - found.begin());
}

bool inSight(VisitStage& stage, const char* name) {
  auto* item = stage.screen().find(QString::fromUtf8(name));
  if (item == nullptr) return false;
  const auto top = item->mapToScene(QPointF(0, 0)).y();
  return top >= 100 && top < stage.screen().window().height() - 150;
}

FieldController& sheetField(VisitStage& stage, const char* name) {
  auto fields = stage.visit().sheet()->fields();
  for (qsizetype i = 0; i < fields.count(&fields); ++i)
    if (auto* field = fields.at(&fields, i); field->name() == QString::fromUtf8(name)) return *field;
  FAIL("no such question: " << name);
  return *fields.at(&fields, 0);
}

/// A household and its renovation, begun a minute before now.
std::pair<RecordId, RecordId> begunRenovation(SampleFolder& folder) {
  const auto session = must(TabletSession::open(folder.path(), folder.clock));
  const auto household = must(must(session->store().read())->records(kindNumber("household"), 0, 1)).front().id;
  const auto renovation = must(session->save(
      makeChild("renovation", household,
                {{"plan_year", std::int64_t{2018}}, {"mode", "MODE_REINFORCE"}, {"state", "STATE_STARTED"}})));
  folder.clock.time += 60'000'000;
  return {household, renovation};
}

}  // namespace

TEST_CASE("a tap on a finding brings its question into view and frames it") {
  const auto size = GENERATE(wide, tall);
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, size);
  stage.tap("step6");
  stage.tap(("finding" + std::to_string(placeOf(stage, "itemOpen", "7"))).c_str());
  CHECK(stage.visit().step() == static_cast<int>(VisitStep::items));
  stage.screen().await([&] { return inSight(stage, "card7") && stage.screen().find("frame") != nullptr; });
  stage.tap("step6");
  stage.tap(("finding" + std::to_string(placeOf(stage, "noVisitorSignature"))).c_str());
  stage.screen().await([&] { return inSight(stage, "field.visitor_signature"); });
  CHECK(stage.screen().complaints().empty());
}

TEST_CASE("a tap on a member's missing insurance shows that member") {
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, wide);
  const auto members = stage.visit().draft().members();
  const auto last = members.back()->row.id;
  const auto* insured = stage.visit().draft().enrolment(*members.back(), yearOf(stage.visit().draft().day()));
  REQUIRE(insured != nullptr);
  must(stage.session().save(change("enrolment", insured->row.id, {{"resident_medical", false}})));
  stage.tap("step6");
  const auto& found = stage.visit().draft().findings();
  const auto at =
      std::ranges::find_if(found, [&](const auto& one) { return one.code == "noMedical" && one.record == last; });
  REQUIRE(at != found.end());
  stage.tap(("finding" + std::to_string(at - found.begin())).c_str());
  const auto block = "card6/block" + std::to_string(members.size() - 1);
  stage.screen().await([&] { return inSight(stage, block.c_str()); });
}

TEST_CASE("beside a record that is still to be made stands what the one before said, and of when it is") {
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, wide);
  SECTION("the worksheet of last year") {
    stage.visit().openIncome();
    stage.screen().settle();
    auto& wages = sheetField(stage, "wages");
    REQUIRE(wages.presence() == FieldController::Unknown);
    CHECK(wages.hasPrior());
    CHECK(wages.priorNote() == QStringLiteral("2017年度"));
    const auto before = wages.prior();
    wages.takePrior();
    stage.screen().settle();
    CHECK(sheetField(stage, "wages").shown() == before);
    CHECK(sheetField(stage, "wages").priorNote() == QStringLiteral("2017年度"));
  }
  SECTION("the assessment before this one") {
    stage.tap("next");
    stage.tap("card0/correct");
    CHECK(stage.screen().reads(QStringLiteral("上次：B级（李工 · 8月1日）")));
    stage.tap("card0/field.grade/choice4");
    CHECK(stage.screen().reads(QStringLiteral("上次：B级（李工 · 8月1日）")));
  }
  SECTION("the enrolment of a member in an earlier year, and no other member's") {
    auto draft = must(VisitDraft::look(stage.session().replica(), folder.clock, stage.session().judge(),
                                       stage.household(), stage.visit().draft().id()));
    const auto member = draft.members().front()->row.id;
    must(
        stage.session().save(makeChild("enrolment", member, {{"year", std::int64_t{2015}}, {"severe_medical", true}})));
    must(draft.read());
    VisitEditor editor(stage.session(), draft);
    const auto kind = kindNumber("enrolment");
    const auto view = editor.before(kind, member);
    CHECK(view.values.empty());
    REQUIRE(view.prior.contains(numberOf("enrolment", "resident_medical")));
    CHECK(view.prior.at(numberOf("enrolment", "resident_medical")).by == "2017年度");
    CHECK(editor.before(kind, draft.household()).prior.empty());
  }
  CHECK(stage.screen().complaints().empty());
}

TEST_CASE("a renovation that goes on is a stage with its day and its photo") {
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, wide);
  const auto finds = [&](std::string_view code) {
    return std::ranges::any_of(stage.visit().draft().findings(), [&](const auto& one) { return one.code == code; });
  };
  stage.tap("next");
  stage.tap("card0/correct");
  stage.tap("card0/field.grade/choice4");
  stage.tap("card0/field.mode/choice2");
  stage.tap("card0/field.state/choice3");
  REQUIRE(stage.visit().draft().stages().size() == 1);
  const auto made = stage.visit().draft().stages().front()->row.id;
  CHECK(stage.says("renovation_stage", made, "stage") == QStringLiteral("开工"));
  CHECK(stage.says("renovation_stage", made, "stage_date") == QStringLiteral("2018-09-12"));
  // A second tap says what was meant: the stage of this visit becomes another one.
  stage.tap("card0/field.state/choice4");
  REQUIRE(stage.visit().draft().stages().size() == 1);
  CHECK(stage.says("renovation_stage", made, "stage") == QStringLiteral("竣工"));
  CHECK(stage.screen().reads(QStringLiteral("竣工 9月12日")));
  CHECK(finds("noStagePhoto"));
  stage.tap("stagePhotos/addPhoto");
  stage.tap("picture0");
  CHECK(stage.visit().draft().evidenceOf(made).size() == 1);
  CHECK_FALSE(finds("noStagePhoto"));
  CHECK(stage.screen().complaints().empty());
}

TEST_CASE("a stage that a tap invented goes with the tap that takes it back, and has the day that is said") {
  SampleFolder folder;
  const auto [household, renovation] = begunRenovation(folder);
  VisitStage stage(folder.path(), folder.clock, wide, household);
  const auto stages = [&] { return stage.visit().draft().stages(); };
  stage.tap("next");
  stage.tap("card0/correct");
  stage.tap("card0/field.grade/choice4");
  SECTION("by the answer that stood there before") {
    stage.tap("card0/field.state/choice4");
    REQUIRE(stages().size() == 1);
    stage.tap("card0/field.state/choice3");
    CHECK(stages().empty());
    CHECK(stage.screen().find(QStringLiteral("stageDay")) == nullptr);
  }
  SECTION("by giving the renovation up") {
    stage.tap("card0/field.state/choice4");
    REQUIRE(stages().size() == 1);
    stage.tap("card0/field.state/choice7");
    CHECK(stages().empty());
  }
  SECTION("a photo of what was seen stays") {
    stage.tap("stagePhotos/addPhoto");
    stage.tap("picture0");
    REQUIRE(stages().size() == 1);
    const auto made = stages().front()->row.id;
    stage.tap("card0/field.state/choice4");
    stage.tap("card0/field.state/choice3");
    REQUIRE(stages().size() == 1);
    CHECK(stage.says("renovation_stage", made, "stage") == QStringLiteral("开工"));
    CHECK(stage.visit().draft().evidenceOf(made).size() == 1);
  }
  SECTION("its day is asked for, and it stays this visit's whatever it is") {
    stage.tap("card0/field.state/choice4");
    REQUIRE(stages().size() == 1);
    const auto made = stages().front()->row.id;
    stage.picture(QStringLiteral("stage-day"));
    stage.tap("stageDay/field.stage_date/calendar");
    stage.tap("day3");
    CHECK(stage.says("renovation_stage", made, "stage_date") == QStringLiteral("2018-09-03"));
    CHECK(stage.visit().draft().ownStage() == made);
    stage.tap("card0/field.state/choice5");
    REQUIRE(stages().size() == 1);
    CHECK(stage.says("renovation_stage", made, "stage") == QStringLiteral("验收"));
    CHECK(stage.says("renovation_stage", made, "stage_date") == QStringLiteral("2018-09-03"));
    const auto again = must(VisitDraft::look(stage.session().replica(), folder.clock, stage.session().judge(),
                                             stage.household(), stage.visit().draft().id()));
    CHECK(again.ownStage() == made);
    stage.tap("card0/field.state/choice3");
    CHECK(stages().empty());
  }
  CHECK(stage.says("renovation", renovation, "mode") == QStringLiteral("修缮加固"));
  CHECK(stage.screen().complaints().empty());
}

TEST_CASE("a look against the experts is told at its question") {
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, tall);  // grade B, by 李工
  stage.tap("next");
  stage.tap("card0/correct");
  CHECK(stage.screen().find(QStringLiteral("card0/block0/doubt")) == nullptr);
  stage.tap("card0/field.grade/choice4");
  REQUIRE(stage.screen().find(QStringLiteral("card0/block0/doubt")) != nullptr);
  CHECK(stage.screen().reads(QStringLiteral("与鉴定机构（或专业人员）的结论不一致：最近鉴定为B级")));
  stage.picture(QStringLiteral("against-expert"));
  stage.tap("card0/field.grade/choice2");
  CHECK(stage.screen().find(QStringLiteral("card0/block0/doubt")) == nullptr);
  CHECK(stage.screen().complaints().empty());
}

TEST_CASE("a worksheet that is filled in shows its sum beside its button, and its item is looked at") {
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, tall);
  const auto year = yearOf(stage.visit().draft().day());
  while (const auto* known = stage.visit().draft().income(year)) {
    must(stage.session().replica().remove(kindNumber("income"), known->row.id, "试验"));
    emit stage.session().recordChanged(0, {});
  }
  stage.tap("next");
  stage.tap("card7/correct");
  CHECK(stage.screen().find(QStringLiteral("worksheetWords")) == nullptr);
  CHECK(stage.visitSays("income").isEmpty());
  stage.tap("card7/worksheet");
  stage.tap("field.wages/line");
  stage.type(QStringLiteral("12000"));
  stage.tap("done");
  auto* words = stage.screen().find(QStringLiteral("worksheetWords"));
  REQUIRE(words != nullptr);
  const auto text = words->property("text").toString();
  INFO(text.toStdString());
  CHECK(text.startsWith(QStringLiteral("收入表：2018年（截至9月） · 人均纯收入：")));
  CHECK(text.contains(QStringLiteral("还有 9 项未填")));
  CHECK(stage.screen().reads(QStringLiteral("打开收入表")));
  CHECK(stage.visitSays("income") == QStringLiteral("达标，已核实"));
  stage.picture(QStringLiteral("worksheet-sum"));
  CHECK(stage.screen().complaints().empty());
}

TEST_CASE("before anybody signs it is told what is still missing, and leads there") {
  const auto size = GENERATE(wide, tall);
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, size);
  stage.tap("step5");
  REQUIRE(stage.screen().find(QStringLiteral("beforeSigning")) != nullptr);
  CHECK(stage.screen().reads(QStringLiteral("没有选走访目的")));
  CHECK_FALSE(stage.screen().reads(QStringLiteral("走访人没有签名")));  // that is what this step is for
  stage.checkTargets();
  stage.picture(QStringLiteral("before-signing"));
  stage.tap("beforeSigning/before0");
  CHECK(stage.visit().step() == 0);
  stage.tap("field.purpose/choice2");
  stage.tap("field.met/choice1");
  stage.tap("next");
  stage.confirmAll();
  stage.tap("step5");
  CHECK(stage.screen().find(QStringLiteral("beforeSigning")) == nullptr);
  CHECK(stage.screen().complaints().empty());
}

TEST_CASE("a double tap on the next step goes one step on") {
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, tall);
  REQUIRE(stage.visit().step() == 0);
  stage.screen().tapTwice(QStringLiteral("next"));
  CHECK(stage.visit().step() == 1);
}

TEST_CASE("the last step tells the visit at a glance") {
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, tall);
  stage.tap("field.purpose/choice2");
  stage.tap("next");
  stage.confirmAll();
  stage.tap("step6");
  CHECK(stage.screen().reads(QStringLiteral("8 项达标")));
  CHECK(stage.screen().reads(QStringLiteral("例行帮扶")));
  CHECK(stage.screen().reads(QStringLiteral("还没有填")));  // satisfaction
}

TEST_CASE("a signature after which something was altered takes no stroke until it was wiped") {
  const auto size = GENERATE(wide, tall);
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, size);
  stage.tap("step5");
  stage.signBoth();
  const auto old = stage.visitSays("household_signature");
  REQUIRE_FALSE(old.isEmpty());
  CHECK(stage.screen().find(QStringLiteral("householdAgain/wipeOld")) == nullptr);
  stage.tap("step0");
  stage.tap("field.purpose/choice2");
  stage.tap("step5");
  stage.picture(QStringLiteral("stale-signatures"));
  CHECK(stage.visit().staleSignatures().size() == 2);
  // One way to sign anew stands there, not two.
  CHECK(stage.screen().find(QStringLiteral("field.household_signature/wipe")) == nullptr);
  stage.sign("field.household_signature/pad");
  CHECK(stage.visitSays("household_signature") == old);
  CHECK(stage.visit().staleSignatures().size() == 2);
  stage.tap("householdAgain/wipeOld");
  CHECK(stage.screen().find(QStringLiteral("field.household_signature/wipe")) != nullptr);
  CHECK(stage.visitSays("household_signature").isEmpty());
  stage.sign("field.household_signature/pad");
  CHECK_FALSE(stage.visitSays("household_signature").isEmpty());
  CHECK(stage.visit().staleSignatures() == QStringList{QStringLiteral("visitor_signature")});
  CHECK(stage.screen().complaints().empty());
}
