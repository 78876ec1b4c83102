// Visits through the real window, with real taps: an ordinary one, one with corrections, one that is killed.

#include <QRegularExpression>
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "app/controllers/household_controller.h"
#include "app/forms/ink.h"
#include "app/models/household_file.h"
#include "app/models/record_values.h"
#include "app/visit/visit_choices.h"
#include "tests/app/visit/visit_stage.h"
#include "tests/replica/edits.h"
#include "tests/store/must.h"

using namespace bf;
using namespace bf::test;

namespace {

QString direction(QSize size) { return size.width() > size.height() ? QStringLiteral("wide") : QStringLiteral("tall"); }

bool finds(const VisitStage& stage, std::string_view code) {
  const auto& found = const_cast<VisitStage&>(stage).visit().draft().findings();
  return std::ranges::any_of(found, [&](const auto& finding) { return finding.code == code; });
}

int placeOf(VisitStage& stage, std::string_view code) {
  const auto& found = stage.visit().draft().findings();
  const auto at = std::ranges::find(found, code, &LeavingFinding::code);
  REQUIRE(at != found.end());
  return static_cast<int>(at - found.begin());
}

QRectF seen(QQuickItem* item) { return item->mapRectToScene(QRectF(0, 0, item->width(), item->height())); }

/// The texts that stand under the marks.
std::vector<QQuickItem*> namesOfSteps(Screen& screen) {
  auto items = screen.items();
  std::erase_if(items, [](QQuickItem* item) {
    static const QRegularExpression step(QStringLiteral("^step[0-9]$"));
    return !item->inherits("QQuickText") || !step.match(item->parentItem()->objectName()).hasMatch();
  });
  return items;
}

}  // namespace

TEST_CASE("a visit with corrections: water, a D house with its photo, a problem, a measure") {
  const auto size = GENERATE(wide, tall);
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, size);
  const auto shot = [&](const char* name) {
    stage.checkTargets();
    stage.picture(direction(size) + QStringLiteral("-correct-") + QString::fromUtf8(name));
  };
  stage.tap("field.purpose/choice1");
  stage.tap("field.met/choice1");
  stage.tap("next");
  stage.tap("card1/correct");
  stage.tap("card1/field.water_safe/no");
  shot("water");
  CHECK(stage.visitSays("water") == QStringLiteral("更正为不达标"));
  stage.tap("card1/way0");
  CHECK(stage.visitSays("water_basis").endsWith(QStringLiteral("；现场查看")));
  stage.tap("card0/correct");
  stage.tap("card0/field.grade/choice4");
  CHECK(stage.visitSays("housing") == QStringLiteral("更正为不达标"));
  CHECK(finds(stage, "noHousePhoto"));
  // Nobody has applied for its renovation yet: nothing of it is required, and what to do instead is said.
  if (stage.visit().draft().renovation() == nullptr) {
    REQUIRE(stage.screen().find(QStringLiteral("card0/field.state/choice1")) != nullptr);
    CHECK_FALSE(stage.screen().reads(QStringLiteral("必填")));
    CHECK(stage.screen().reads(QStringLiteral("还没有申报改造的，这里不填，登记为问题。")));
  }
  stage.tap("card0/addPhoto");
  shot("photo");
  stage.tap("picture0");
  shot("photo-taken");
  CHECK(stage.visit().photos()->complaint() == QString());
  CHECK_FALSE(finds(stage, "noHousePhoto"));
  shot("housing");
  const auto assessment = stage.visit().draft().assessment();
  CHECK(stage.says("housing_assessment", assessment, "method") == QStringLiteral("入户目测"));

  stage.tap("card6/correct");
  shot("medical");
  stage.tap("card6/block0/field.resident_medical/no");
  CHECK(finds(stage, "noMedical"));
  stage.tap("next");
  REQUIRE(stage.visit().shortfalls().size() >= 3);
  const auto before = stage.visit().shortfalls().size();
  stage.screen().tapNamed(QStringLiteral("登记为问题"));
  CHECK(stage.visit().shortfalls().size() == before - 1);
  REQUIRE(stage.visit().draft().ownProblems().size() == 1);
  const auto problem = stage.visit().draft().ownProblems().front()->row.id;
  CHECK(stage.says("problem", problem, "unit") == QStringLiteral("住建局"));
  CHECK(stage.says("problem", problem, "deadline") == QStringLiteral("2018-10-12"));
  shot("problems");
  stage.tap("ownProblems/line0");
  shot("problem");
  stage.tap("done");
  stage.tap("next");
  stage.tap("addMeasure");
  stage.tap("field.batch/choice6");
  stage.tap("field.content/line");
  stage.type(QStringLiteral("帮助办理参保"));
  for (const auto& said : stage.screen().complaints()) UNSCOPED_INFO(said.toStdString());
  CHECK(stage.screen().complaints().empty());
  shot("measure");
  stage.tap("done");
  REQUIRE(stage.visit().draft().ownMeasures().size() == 1);
  CHECK(stage.says("measure", stage.visit().draft().ownMeasures().front()->row.id, "content") ==
        QStringLiteral("帮助办理参保"));
}

TEST_CASE("who signs cannot be renamed at the visit; who came along stands beside them") {
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, tall);
  const auto visitor = QString::fromStdString(stage.session().state().userName);
  REQUIRE(stage.visitSays("visitor_name") == visitor);
  stage.tap("field.visitor_name/line");
  stage.screen().type(QStringLiteral("x"));
  stage.visit().form()->field(QStringLiteral("visitor_name"))->answer(QStringLiteral("李明"));
  stage.visit().form()->commit();
  CHECK(stage.visitSays("visitor_name") == visitor);
  CHECK(stage.screen().find(QStringLiteral("field.visitor_name/line"))->property("readOnly").toBool());
  // Also after the form has read the visit anew.
  stage.visit().form()->load();
  CHECK(stage.visit().form()->field(QStringLiteral("visitor_name"))->readOnly());
  CHECK(stage.screen().find(QStringLiteral("visitorNote")) != nullptr);
  stage.visit().form()->field(QStringLiteral("companions"))->addText(QStringLiteral("李明"));
  CHECK(stage.visitSays("companions") == QStringLiteral("李明"));
}

TEST_CASE("a renovation asks for what it needs only once it is begun") {
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, wide);
  REQUIRE(stage.visit().draft().renovation() == nullptr);
  stage.visit().go(static_cast<int>(VisitStep::items));
  stage.tap("card0/correct");
  stage.tap("card0/field.grade/choice4");
  CHECK_FALSE(stage.screen().reads(QStringLiteral("必填")));
  stage.tap("card0/field.mode/choice2");
  REQUIRE(stage.visit().draft().renovation() != nullptr);
  CHECK(stage.screen().reads(QStringLiteral("必填")));  // how far it is
  CHECK_FALSE(stage.screen().reads(QStringLiteral("还没有申报改造的，这里不填，登记为问题。")));
}

TEST_CASE("two short questions share a line, one that stands alone has all of it") {
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, tall);
  const auto width = [&](const char* name) {
    auto* item = stage.screen().find(QString::fromUtf8(name));
    REQUIRE(item != nullptr);
    return item->width();
  };
  stage.visit().go(static_cast<int>(VisitStep::items));
  stage.tap("card1/correct");
  CHECK(width("card1/field.water_safe") == width("card1/field.water_source"));
  stage.tap("card6/correct");
  CHECK(width("card6/field.resident_medical") < width("card6/field.medical_payer") / 2);
  CHECK(stage.screen().complaints().empty());
}

TEST_CASE("steps all fit upright in the largest letters; narrower they show that they go on, and cut no name") {
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, tall);
  const auto shows = [&](const char* name) { return stage.screen().find(QString::fromUtf8(name)) != nullptr; };
  stage.screen().appearance().setTextSize(Appearance::Largest);
  stage.speak(Appearance::English);
  for (int step = 0; step < 7; ++step) {
    stage.visit().go(step);
    stage.screen().settle();
    CHECK(namesOfSteps(stage.screen()).size() == 7);
    CHECK_FALSE(shows("stepsBefore"));
    CHECK_FALSE(shows("stepsAfter"));
  }
  stage.picture(QStringLiteral("steps-all"));
  stage.visit().go(0);
  stage.screen().window().resize(600, 960);
  stage.screen().await([&] { return shows("stepsAfter"); });
  CHECK_FALSE(shows("stepsBefore"));
  stage.picture(QStringLiteral("steps-more"));
  const auto names = namesOfSteps(stage.screen());
  REQUIRE_FALSE(names.empty());
  REQUIRE(names.size() < 7);
  const auto limit = seen(stage.screen().find(QStringLiteral("stepsAfter"))).left();
  for (auto* name : names) CHECK(seen(name).right() <= limit);
  stage.visit().go(static_cast<int>(VisitStep::finish));
  stage.screen().await([&] { return shows("stepsBefore") && !shows("stepsAfter"); });
  stage.picture(QStringLiteral("steps-before"));
}

TEST_CASE("finishing is refused for what is missing, and a tap leads to it") {
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, wide);
  stage.tap("field.met/choice1");
  stage.tap("next");
  stage.confirmAll();
  stage.tap("step6");
  stage.picture(QStringLiteral("wide-zh-7-refused"));
  REQUIRE(stage.screen().find(QStringLiteral("finish")) != nullptr);
  CHECK_FALSE(stage.screen().find(QStringLiteral("finish"))->isEnabled());
  stage.visit().finish();  // past the button: the draft refuses too
  CHECK_FALSE(stage.visit().finished());
  stage.tap(("finding" + std::to_string(placeOf(stage, "noPurpose"))).c_str());
  CHECK(stage.visit().step() == 0);
  stage.tap("field.purpose/choice2");
  CHECK_FALSE(finds(stage, "noPurpose"));
  stage.tap("step6");
  stage.tap(("finding" + std::to_string(placeOf(stage, "noVisitorSignature"))).c_str());
  CHECK(stage.visit().step() == 5);
  stage.signBoth();
  stage.tap("next");
  CHECK(stage.visit().errors() == 0);
  stage.tap("finish");
  CHECK(stage.visit().finished());

  SECTION("what is finished is read only, and corrected by a new record that points at it") {
    const auto first = stage.visit().draft().id();
    stage.tap("step0");
    CHECK(stage.visit().form()->readOnly());
    stage.tap("step6");
    stage.tap("correct");
    CHECK_FALSE(stage.visit().finished());
    CHECK(stage.visit().draft().corrects() == first);
    CHECK(stage.visit().form()->subject().record == stage.visit().draft().id());
    CHECK(stage.visitSays("visitor_signature").isEmpty());
    CHECK(stage.visit().title().startsWith(QStringLiteral("更正走访")));
    CHECK(stage.visit().subtitle().startsWith(QStringLiteral("正在更正")));
    CHECK(stage.screen().complaints().empty());
    stage.picture(QStringLiteral("wide-zh-8-correction"));
    const auto id = stage.visit().draft().id();
    const auto household = stage.household();
    auto& session = stage.session();
    const auto there = [&] {
      const auto file = must(RecordFile::read(session.store(), kindNumber("household"), household));
      return file.find(id) != nullptr;
    };
    SECTION("one that was only looked at is none") {
      stage.close();
      CHECK_FALSE(there());
    }
    SECTION("one with another answer stays") {
      stage.visit().form()->field(QStringLiteral("food"))->answer(false);
      stage.close();
      CHECK(there());
    }
    SECTION("once it is finished both say so, and only it can be corrected again") {
      stage.visit().go(static_cast<int>(VisitStep::signatures));
      stage.signBoth();
      stage.visit().go(static_cast<int>(VisitStep::finish));
      stage.tap("finish");
      REQUIRE(stage.visit().finished());
      const auto shows = [&](const char* name) { return stage.screen().find(QString::fromUtf8(name)) != nullptr; };
      CHECK(stage.visit().title().startsWith(QStringLiteral("更正走访")));
      CHECK(stage.visit().subtitle().startsWith(QStringLiteral("更正了")));
      CHECK(shows("corrects"));
      CHECK_FALSE(shows("corrected"));
      CHECK(shows("correct"));
      VisitController old(
          session, must(VisitDraft::look(session.replica(), session.clock(), session.judge(), household, first)), {});
      CHECK(old.correctedWords().contains(QStringLiteral("更正")));
      old.correct();
      CHECK(old.draft().id() == first);
      HouseholdController page(session, household);
      QStringList badges;
      page.setPart(3);
      for (const auto& line : page.lines()->lines()) badges << line.badge;
      CHECK(badges.contains(QStringLiteral("已被更正")));
      CHECK(badges.contains(QStringLiteral("更正，已完成")));
    }
    return;
  }
  CHECK(stage.screen().complaints().empty());
}

TEST_CASE("killed in the middle, a visit stands where it stood with nothing lost") {
  SampleFolder folder;
  QTemporaryDir after;
  const auto image = after.filePath(QStringLiteral("tablet")).toStdString();
  RecordId household, id, problem;
  QByteArray signature;
  {
    VisitStage stage(folder.path(), folder.clock, wide);
    household = stage.household();
    id = stage.visit().draft().id();
    stage.tap("field.purpose/choice2");
    stage.tap("next");
    stage.tap("card3/confirm");
    stage.tap("step5");
    stage.sign("field.visitor_signature/pad");
    signature = stage.visit().form()->field(QStringLiteral("visitor_signature"))->value().toByteArray();
    stage.tap("step2");
    stage.tap("addProblem");
    stage.tap("field.item/pick");
    stage.tap("choice2");
    problem = stage.visit().sheet()->record();
    stage.tap("field.content/line");
    stage.type(QStringLiteral("路面塌了"));
    // What the disk holds at this moment is all that a killed tablet has: no object was told to close.
    std::filesystem::copy(folder.path(), image, std::filesystem::copy_options::recursive);
  }
  VisitStage again(image, folder.clock, tall, household);
  CHECK(again.visit().draft().id() == id);
  CHECK(again.visit().step() == static_cast<int>(VisitStep::problems));
  CHECK(again.visitSays("purpose") == QStringLiteral("例行帮扶"));
  CHECK(again.visitSays("tv") == QStringLiteral("达标，已核实"));
  CHECK(again.visit().form()->field(QStringLiteral("visitor_signature"))->value().toByteArray() == signature);
  CHECK(decodeInk(std::string_view(signature.constData(), static_cast<std::size_t>(signature.size()))));
  again.tap("ownProblems/line0");
  CHECK(again.visit().sheet()->record() == problem);
  again.visit().sheet()->close();
  CHECK(again.says("problem", problem, "content") == QStringLiteral("路面塌了"));
  CHECK(again.screen().complaints().empty());
}

TEST_CASE("a visit is given up for a reason that its removal keeps, after it was said what goes and what stays") {
  const auto size = GENERATE(wide, tall);
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, size);
  const auto visit = stage.visit().draft().id();
  stage.tap("discard");
  CHECK_FALSE(stage.visit().gone());
  CHECK(stage.screen().find(QStringLiteral("accept")) == nullptr);
  CHECK(stage.screen().reads(
      QStringLiteral("这次走访填的内容、签名、照片和诉求会删除。已经更正的农户情况、登记的问题和措施会保留。")));
  stage.checkTargets();
  stage.picture(direction(size) + QStringLiteral("-give-up"));
  stage.tap("refuse");
  CHECK_FALSE(stage.visit().gone());
  stage.tap("discard");
  stage.tap("why1");
  CHECK(stage.visit().gone());
  const auto tx = must(stage.session().store().read());
  const auto row = must(tx->find(kindNumber("visit"), visit));
  REQUIRE(row);
  CHECK(textIn(must(tx->values(row->kind, row->rec)), removalField) == "家里没有人");
  CHECK(stage.screen().complaints().empty());
}

TEST_CASE("in large letters the answers to two questions stand in two lines") {
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, tall);
  stage.speak(Appearance::English);
  stage.tap("next");
  stage.tap("card6/correct");
  for (const auto size : {Appearance::Normal, Appearance::Largest}) {
    stage.screen().appearance().setTextSize(size);
    stage.screen().settle();
    std::vector<QRectF> answers;
    for (auto* item : stage.screen().items())
      if (item->objectName() == QStringLiteral("unknown"))
        answers.push_back(item->mapRectToScene(QRectF(0, 0, item->width(), item->height())));
    REQUIRE(answers.size() > 2);
    INFO(static_cast<int>(size));
    // Two in a line is for letters that leave room for them.
    CHECK((answers[1].left() > answers[0].left()) == (size == Appearance::Normal));
    for (const auto& answer : answers) CHECK(answer.right() < tall.width());
  }
  stage.picture(QStringLiteral("medical-largest"));
}

TEST_CASE("who gives a correction up is told that the visit stays as it is, and nobody claims that there was none") {
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, wide);
  must(stage.session().save(bf::test::finish("visit", stage.visit().draft().id(), folder.clock.now())));
  stage.visit().go(static_cast<int>(VisitStep::finish));
  REQUIRE(stage.visit().finished());
  stage.visit().correct();
  CHECK(stage.visit().discardWords().contains(QStringLiteral("原来的走访不变")));
  CHECK(stage.visit().discardReasons() == QStringList{QStringLiteral("不用更正"), QStringLiteral("点错了")});
  stage.visit().discard(2);  // none of them
  CHECK_FALSE(stage.visit().gone());
  stage.visit().discard(1);
  CHECK(stage.visit().gone());
}

TEST_CASE("every step reads in English too") {
  const auto size = GENERATE(wide, tall);
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, size);
  stage.speak(Appearance::English);
  for (int step = 0; step < 7; ++step) {
    stage.tap(("step" + std::to_string(step)).c_str());
    stage.checkTargets();
    stage.picture(direction(size) + QStringLiteral("-en-%1").arg(step + 1));
  }
  CHECK(stage.screen().reads(QStringLiteral("Finish the visit")));
  stage.speak(Appearance::Chinese);
  CHECK(stage.screen().reads(QStringLiteral("完成走访")));
  CHECK(stage.screen().complaints().empty());
}
