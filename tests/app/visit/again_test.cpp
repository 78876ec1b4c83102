// A household that was visited today already, and a visit that somebody else has begun: both are told, and neither is
// written to by mistake.

#include <QTest>
#include <catch2/catch.hpp>

#include "app/models/day_limits.h"
#include "app/models/record_values.h"
#include "tests/app/visit/visit_stage.h"
#include "tests/replica/edits.h"
#include "tests/store/must.h"

using namespace bf;
using namespace bf::test;

namespace {

std::size_t visitsOf(VisitStage& stage) {
  const auto file = must(RecordFile::read(stage.session().store(), kindNumber("household"), stage.household()));
  return file.of(kindNumber("visit")).size();
}

/// A household whose visit of this morning is finished.
RecordId visitedToday(const SampleFolder& folder, Clock& clock, RecordId& visit) {
  VisitStage first(folder.path(), clock, wide);
  visit = first.visit().draft().id();
  must(first.session().save(bf::test::finish("visit", visit, clock.now())));
  return first.household();
}

/// The page of a visit that somebody else has begun.
struct ForeignVisit {
  SampleFolder folder;
  ClearSky sky;
  HouseCamera camera;
  std::unique_ptr<TabletSession> session = must(TabletSession::open(folder.path(), folder.clock));
  RecordId visit;
  std::unique_ptr<VisitController> page;
  std::unique_ptr<Screen> screen;

  explicit ForeignVisit(QSize size) {
    const auto rows = must(must(session->store().read())->records(kindNumber("household"), 0, 1));
    visit = must(session->save(makeChild("visit", rows.front().id,
                                         {{"arrived", folder.clock.now()},
                                          {"visit_date", std::int64_t{20180912}},
                                          {"visitor_name", "李明"},
                                          {"met", "PERSON_HEAD"}})));
    auto draft = must(VisitDraft::look(session->replica(), folder.clock, session->judge(), rows.front().id, visit,
                                       {session->state().userName, session->role()}));
    REQUIRE(draft.foreign());
    page = std::make_unique<VisitController>(*session, std::move(draft), VisitDevices{&sky, &camera, nullptr});
    screen = std::make_unique<Screen>(
        "Item { id: stage; anchors.fill: parent\n"
        "function show(visit: var) { loader.setSource('qrc:/qt/qml/Bianfang/Visit/VisitPage.qml', {controller: visit})"
        " }\nLoader { id: loader; anchors.fill: parent } }",
        size);
    QMetaObject::invokeMethod(&screen->shown(), "show", Q_ARG(QVariant, QVariant::fromValue(page.get())));
    screen->settle();
  }
  ~ForeignVisit() {
    screen.reset();
    page.reset();
  }
};

}  // namespace

TEST_CASE("who begins a second visit on one day is told of the first, which opens; nothing is begun by that") {
  const auto size = GENERATE(wide, tall);
  SampleFolder folder;
  RecordId first;
  const auto household = visitedToday(folder, folder.clock, first);
  VisitStage stage(folder.path(), folder.clock, size, household);
  const auto before = visitsOf(stage);
  CHECK(stage.visit().draft().id() == first);
  CHECK(stage.screen().reads(QStringLiteral("今天已走访过这户")));
  CHECK(stage.screen().reads(QStringLiteral("张文光今天 08:40 走访了这户，已经完成。")));
  stage.picture(QStringLiteral("visit-again"));
  SECTION("they look at it") {
    stage.tap("refuse");
    CHECK(stage.visit().finished());
    CHECK(stage.visit().draft().id() == first);
    CHECK(visitsOf(stage) == before);
    stage.visit().visitAgain();  // past the question
    CHECK(visitsOf(stage) == before);
  }
  SECTION("they visit once more") {
    stage.tap("accept");
    CHECK_FALSE(stage.visit().readOnly());
    CHECK(stage.visit().draft().id() != first);
    CHECK(stage.visit().step() == 0);
    CHECK(visitsOf(stage) == before + 1);
    stage.tap("field.purpose/choice2");
    CHECK(stage.visitSays("purpose") == QStringLiteral("例行帮扶"));
  }
  CHECK(stage.screen().complaints().empty());
}

TEST_CASE("where nobody is at home that is why nobody signs, and coming again that day is a visit of its own") {
  SampleFolder folder;
  RecordId first, household;
  {
    VisitStage stage(folder.path(), folder.clock, wide);
    household = stage.household();
    first = stage.visit().draft().id();
    stage.tap("field.met/choice6");
    CHECK(stage.visitSays("no_signature_why") == QStringLiteral("无人在家"));
    stage.tap("field.met/choice1");
    CHECK(stage.visitSays("no_signature_why").isEmpty());
    stage.tap("field.met/choice6");
    stage.visit().excuse(0);  // taken back by hand it stays so
    CHECK(stage.visitSays("no_signature_why").isEmpty());
    must(stage.session().save(bf::test::finish("visit", first, folder.clock.now())));
  }
  VisitStage again(folder.path(), folder.clock, wide, household);
  CHECK(again.visit().draft().id() != first);
  CHECK_FALSE(again.visit().finished());
}

TEST_CASE("a visit that somebody else has begun says whose it is, and takes no answer") {
  const auto size = GENERATE(wide, tall);
  ForeignVisit seen(size);
  auto& screen = *seen.screen;
  CHECK(screen.reads(QStringLiteral("这是李明的走访，还没有完成，只能查看。")));
  CHECK(screen.find(QStringLiteral("discard")) == nullptr);
  CHECK(screen.find(QStringLiteral("seekPlace")) == nullptr);
  const auto before = must(seen.session->replica().waiting()).changes;
  auto& page = *seen.page;
  CHECK(page.form()->field(QStringLiteral("purpose"))->readOnly());
  page.form()->field(QStringLiteral("purpose"))->answer(2);
  page.seekPlace();
  page.openItem(1);
  CHECK_FALSE(page.draft().openItem());
  page.addProblem();
  page.addMeasure();
  CHECK_FALSE(page.sheet()->isOpen());
  for (int step = 0; step <= 6; ++step) {
    page.go(step);
    screen.settle();
    for (const auto* name : {"confirm", "correct", "addProblem", "addMeasure", "finish", "discard", "shortfall0"}) {
      INFO(step << " " << name);
      CHECK(screen.find(QString::fromUtf8(name)) == nullptr);
    }
  }
  page.finish();
  page.discard(0);
  CHECK_FALSE(page.finished());
  CHECK_FALSE(page.gone());
  CHECK(must(seen.session->replica().waiting()).changes == before);
  CHECK(screen.complaints().empty());
}

TEST_CASE("a clock that went back asks when they came, where otherwise nobody is asked") {
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, wide);
  CHECK(stage.screen().find(QStringLiteral("times")) == nullptr);
  constexpr Micros minute = 60'000'000;
  folder.clock.time -= 40 * minute;
  stage.tap("field.purpose/choice1");
  REQUIRE(stage.screen().find(QStringLiteral("times")) != nullptr);
  stage.tap("field.arrived/now");
  CHECK(stage.screen().find(QStringLiteral("times")) != nullptr);  // a slip there can be mended
  CHECK(stage.visit().draft().arrived() <= folder.clock.now());
  stage.visit().correct();  // of another visit they are asked once more
  CHECK(stage.visit().timesOdd());
  CHECK(stage.screen().complaints().empty());
}

TEST_CASE(
    "with the arrival of a tablet that was a month ahead its day is put right, and what was written down that day") {
  SampleFolder folder;
  constexpr Micros month = 30 * 24 * 3'600'000'000;
  folder.clock.time += month;
  VisitStage stage(folder.path(), folder.clock, wide);
  auto& visit = stage.visit();
  auto& session = stage.session();
  CHECK(visit.draft().day() == 20181012);
  const auto problem = must(session.save(makeChild("problem", stage.household(),
                                                   {{"item", "ITEM_ROAD"},
                                                    {"content", "路塌了"},
                                                    {"found_date", std::int64_t{20181012}},
                                                    {"deadline", std::int64_t{daysLater(20181012, problemDays)}},
                                                    {"visit", std::string(visit.draft().id().view())}})));
  const auto assessed = must(session.save(makeChild(
      "housing_assessment", stage.household(),
      {{"grade", "GRADE_B"}, {"assessed_date", std::int64_t{20181012}}, {"assessor", session.state().userName}})));
  folder.clock.time -= month;
  stage.tap("field.purpose/choice1");
  REQUIRE(stage.screen().find(QStringLiteral("times")) != nullptr);
  REQUIRE(visit.draft().assessment() == assessed);
  stage.tap("field.arrived/now");
  CHECK(visit.draft().day() == 20180912);
  CHECK(visit.draft().assessment() == assessed);  // signed off with its visit
  const auto& found = visit.draft().file().find(problem)->fields;
  CHECK(integerIn(found, numberOf("problem", "found_date")) == 20180912);
  CHECK(integerIn(found, numberOf("problem", "deadline")) == daysLater(20180912, problemDays));
  must(session.save(bf::test::finish("visit", visit.draft().id(), folder.clock.now())));
  CHECK(must(VisitDraft::finishedToday(session.replica(), folder.clock, stage.household(),
                                       {session.state().userName, session.role()})) == visit.draft().id());
  CHECK(stage.screen().complaints().empty());
}

TEST_CASE("what a sync brought shows in an open visit before it is answered") {
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, wide);
  auto& session = stage.session();
  auto& purpose = *stage.visit().form()->field(QStringLiteral("purpose"));
  REQUIRE(purpose.presence() != FieldController::Answered);
  must(session.replica().save(change("visit", stage.visit().draft().id(), {{"purpose", "PURPOSE_ROUND"}})));
  emit session.recordChanged(0, {});
  CHECK(purpose.presence() == FieldController::Answered);
}

TEST_CASE("a measure that is not filled in is told as that before its sheet goes, and stays marked") {
  const auto size = GENERATE(wide, tall);
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, size);
  stage.tap("step3");
  SECTION("nothing at all") {
    stage.tap("addMeasure");
    stage.tap("done");
    CHECK(stage.visit().sheet()->isOpen());
    CHECK(stage.visit().sheet()->unfilled().contains(QStringLiteral("还没有填帮扶类别，什么都没有登记")));
    REQUIRE(stage.screen().find(QStringLiteral("unfilled")) != nullptr);
    stage.picture(QStringLiteral("measure-empty"));
    stage.tap("done");
    CHECK_FALSE(stage.visit().sheet()->isOpen());
    CHECK(stage.visit().draft().ownMeasures().empty());
  }
  SECTION("its words are missing") {
    stage.tap("addMeasure");
    stage.tap("field.batch/choice99");
    stage.tap("done");
    CHECK(stage.visit().sheet()->unfilled().contains(QStringLiteral("还没有填措施内容")));
    stage.picture(QStringLiteral("measure-half"));
    stage.tap("done");
    CHECK_FALSE(stage.visit().sheet()->isOpen());
    REQUIRE(stage.visit().draft().ownMeasures().size() == 1);
    CHECK(stage.says("measure", stage.visit().draft().ownMeasures().front()->row.id, "batch") ==
          QStringLiteral("不属于七个一批"));
    CHECK(stage.screen().reads(QStringLiteral("没有填完")));
    stage.tap("ownMeasures/line0");
    stage.tap("field.content/line");
    stage.type(QStringLiteral("送棉被"));
    stage.tap("done");
    CHECK_FALSE(stage.visit().sheet()->isOpen());
    CHECK_FALSE(stage.screen().reads(QStringLiteral("没有填完")));
  }
  CHECK(stage.screen().complaints().empty());
}

TEST_CASE("a day long past as the term of something new is asked about at once and before leaving") {
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, wide);
  auto& visit = stage.visit();
  const auto warned = [&](const char* name) {
    auto fields = visit.sheet()->fields();
    for (qsizetype i = 0; i < fields.count(&fields); ++i)
      if (auto* field = fields.at(&fields, i); field->name() == QString::fromLatin1(name)) {
        field->answer(20170101);
        return field->state() == FieldController::Warning && field->message() == QStringLiteral("期限早于今天，请核对");
      }
    return false;
  };
  const auto told = [&] {
    return std::ranges::count(visit.draft().findings(), std::string("pastDue"), &LeavingFinding::code);
  };
  const auto close = [&] {
    stage.tap("close");
    if (visit.sheet()->isOpen()) stage.tap("close");
  };
  stage.tap("step3");
  stage.tap("addMeasure");
  stage.tap("field.batch/choice99");
  CHECK(warned("due_date"));
  close();
  CHECK(told() == 1);
  stage.tap("step2");
  stage.tap("addProblem");
  auto fields = visit.sheet()->fields();
  fields.at(&fields, 0)->answer(1);
  stage.screen().settle();
  CHECK(warned("deadline"));
  close();
  CHECK(told() == 2);
  const auto& findings = visit.draft().findings();
  const auto at = std::ranges::find_if(
      findings, [](const auto& one) { return one.code == "pastDue" && one.step == VisitStep::measures; });
  REQUIRE(at != findings.end());
  const auto row = "finding" + std::to_string(at - findings.begin());
  stage.tap("step6");
  stage.tap(row.c_str());
  CHECK(visit.sheet()->record() == visit.draft().ownMeasures().front()->row.id);
  close();
  CHECK(stage.screen().complaints().empty());
}

TEST_CASE("what is wrong in a worksheet is told before its sheet goes, by whatever way, and is there again") {
  const auto size = GENERATE(wide, tall);
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, size);
  auto& sheet = *stage.visit().sheet();
  stage.visit().openIncome();
  stage.screen().settle();
  CHECK(sheet.title().contains(QStringLiteral("2018年")));
  const auto type = [&](const char* field, const QString& text) {
    stage.tap((std::string("field.") + field + "/line").c_str());
    stage.type(text);
  };
  type("wages", QStringLiteral("-500"));
  SECTION("by its cross, with nothing else answered") {
    stage.tap("close");
    REQUIRE(sheet.isOpen());
    CHECK(sheet.unfilled().startsWith(QStringLiteral("工资性收入填得不对，没有记下")));
    stage.picture(QStringLiteral("worksheet-wrong"));
    stage.tap("close");
    CHECK_FALSE(sheet.isOpen());
  }
  SECTION("by the key, after another answer") {
    type("business", QStringLiteral("12000"));
    QTest::keyClick(&stage.screen().window(), Qt::Key_Escape);
    stage.screen().settle();
    REQUIRE(sheet.isOpen());
    CHECK(sheet.unfilled().startsWith(QStringLiteral("工资性收入填得不对，没有记下")));
    CHECK(sheet.summary().contains(QStringLiteral("还有 9 项未填")));
    QTest::keyClick(&stage.screen().window(), Qt::Key_Escape);
    stage.screen().settle();
    CHECK_FALSE(sheet.isOpen());
    stage.visit().openIncome();
    auto fields = sheet.fields();
    auto* wages = fields.at(&fields, 0);
    CHECK(wages->text() == QStringLiteral("-500"));
    CHECK(wages->state() == FieldController::Error);
  }
  CHECK(stage.screen().complaints().empty());
}

TEST_CASE("the sheet of a member has the member's name above it") {
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, wide);
  const auto* member = stage.visit().draft().members().front();
  const auto name = QString::fromStdString(textIn(member->fields, numberOf("member", "name")));
  stage.visit().openRecord(
      QStringLiteral("%1/%2").arg(kindNumber("member")).arg(QString::fromStdString(toHex(member->row.id.view()))));
  stage.screen().settle();
  CHECK(stage.visit().sheet()->title() == QStringLiteral("家庭成员 · ") + name);
  CHECK(stage.screen().reads(QStringLiteral("家庭成员 · ") + name));
}
