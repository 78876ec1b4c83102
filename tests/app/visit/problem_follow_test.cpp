// What was done about a problem, through the window: it is closed only with words and a photo, wherever it is written.

#include <algorithm>
#include <catch2/catch.hpp>

#include "app/controllers/household_controller.h"
#include "app/controllers/record_controller.h"
#include "app/controllers/record_lines.h"
#include "app/models/record_values.h"
#include "app/visit/problem_controller.h"
#include "app/visit/visit_pages.h"
#include "tests/app/pages/tablet_stage.h"
#include "tests/app/sample/sample_devices.h"
#include "tests/app/visit/visit_stage.h"
#include "tests/replica/edits.h"
#include "tests/store/must.h"

using namespace bf;
using namespace bf::test;

namespace {

const auto notYet = QStringLiteral("还不能销号：没有填写整改情况，没有整改后的照片或材料");

/// The app on the record of a problem that somebody sent on in August.
struct OpenProblem {
  SampleFolder folder;
  HouseCamera camera;
  std::unique_ptr<TabletStage> tablet;
  RecordId household, problem;

  explicit OpenProblem(QSize size, Appearance::Speech language = Appearance::Chinese) {
    tablet = std::make_unique<TabletStage>(folder.path(), folder.clock, size, withVisits({nullptr, &camera, nullptr}));
    tablet->speak(language);
    tablet->unlock();
    household = session().book()->rows().front().facts.id;
    problem = must(session().save(makeChild("problem", household,
                                            {{"item", "ITEM_WATER"},
                                             {"content", "水管冬季断流"},
                                             {"state", "STATE_SENT"},
                                             {"found_date", std::int64_t{20180801}}})));
    const auto key =
        QStringLiteral("%1/%2").arg(kindNumber("problem")).arg(QString::fromStdString(toHex(problem.view())));
    tablet->app().openRecord(key);
    tablet->screen().settle();
  }
  TabletSession& session() { return *tablet->app().session(); }
  Screen& screen() { return tablet->screen(); }
  ProblemController& page() { return *qobject_cast<ProblemController*>(tablet->app().pages()->front()); }
  void tap(const char* name) {
    screen().tap(QString::fromUtf8(name));
    screen().settle();
  }
  QString says(const char* field) {
    const auto& kind = *session().schema().kindByName("problem");
    const auto file = must(RecordFile::read(session().store(), kind.number, problem));
    return shownIn(kind, file.top().fields, field);
  }
  QString message(const char* field) {
    auto* shown = screen().find(QStringLiteral("field.%1/message").arg(QString::fromUtf8(field)));
    return shown == nullptr ? QString() : shown->property("text").toString();
  }
};

}  // namespace

TEST_CASE("a problem is followed up to its closing: refused for what is missing, then closed with its day") {
  const auto size = GENERATE(wide, tall);
  OpenProblem open(size);
  auto& screen = open.screen();
  open.tablet->picture(QStringLiteral("problem-record"));
  open.tap("follow");
  REQUIRE(open.page().follows());
  CHECK(screen.reads(QStringLiteral("水管冬季断流")));
  CHECK(open.page().lacks() == notYet);
  CHECK(screen.find(QStringLiteral("removeProblem")) == nullptr);
  open.tablet->picture(QStringLiteral("problem-follow"));

  open.tap("field.state/choice4");
  CHECK(open.says("state") == QStringLiteral("已交办"));
  CHECK(open.message("state") == notYet);

  open.page().form().field(QStringLiteral("answer"))->type(QStringLiteral("已接通自来水"));
  open.page().form().commit();
  open.tap("field.state/choice4");
  CHECK(open.says("state") == QStringLiteral("已交办"));
  CHECK(open.message("state") == QStringLiteral("还不能销号：没有整改后的照片或材料"));
  open.tablet->picture(QStringLiteral("problem-refused"));

  open.tap("addPhoto");
  open.tap("picture0");
  CHECK(open.page().photos()->problem().size() == 1);
  CHECK(open.page().lacks().isEmpty());
  open.tap("field.state/choice4");
  CHECK(open.says("state") == QStringLiteral("已销号"));
  CHECK(open.says("closed_date").contains(QStringLiteral("9")));
  screen.await(
      [&] { return open.page().form().field(QStringLiteral("closed_date"))->presence() == FieldController::Answered; });
  CHECK(open.page().form().field(QStringLiteral("closed_date"))->value().toInt() == 20180912);
  CHECK(open.message("state").isEmpty());

  // By what it was closed it stays.
  open.tap("photo0");
  CHECK(screen.find(QStringLiteral("removePhoto")) == nullptr);
  open.tap("photoSeen");
  auto& answer = *open.page().form().field(QStringLiteral("answer"));
  answer.clear();
  CHECK(answer.state() == FieldController::Error);
  CHECK(open.says("answer") == QStringLiteral("已接通自来水"));
  open.tablet->picture(QStringLiteral("problem-closed"));
  CHECK(screen.complaints().empty());
}

TEST_CASE("a problem leads to its household, from its record and from what is done about it") {
  OpenProblem open(tall, Appearance::English);
  open.tap("toHousehold");
  auto* household = qobject_cast<HouseholdController*>(open.tablet->app().pages()->front());
  REQUIRE(household != nullptr);
  CHECK(household->id() == open.household);
  open.tap("back");
  open.tap("follow");
  open.tablet->picture(QStringLiteral("problem-follow"));
  open.tap("toHousehold");
  household = qobject_cast<HouseholdController*>(open.tablet->app().pages()->front());
  REQUIRE(household != nullptr);
  CHECK(household->id() == open.household);
  CHECK(open.screen().complaints().empty());
}

TEST_CASE("the record's own page refuses to close a problem without an answer, and what is typed stays") {
  OpenProblem open(wide);
  open.tap("modify");
  open.tap("field.state/choice4");
  CHECK(open.says("state") == QStringLiteral("已交办"));
  CHECK(open.message("state") == notYet);
  auto& record = *qobject_cast<RecordController*>(open.tablet->app().pages()->front());
  auto& answer = *record.form()->field(QStringLiteral("answer"));
  answer.type(QStringLiteral("已接通"));
  record.form()->commit();
  CHECK(open.says("answer") == QStringLiteral("已接通"));
  CHECK(record.form()->problem().isEmpty());  // nothing failed: it was refused, and said where
  CHECK(open.screen().complaints().empty());
}

TEST_CASE("past every page, a closing without answer and proof is not saved") {
  OpenProblem open(wide);
  auto closing = change("problem", open.problem, {{"state", "STATE_VERIFIED"}});
  CHECK(refused(open.session().save(closing)) == Errc::invalidValue);
  // Which of two people is right is decided, whatever they said.
  closing.decides = true;
  CHECK(open.session().save(closing));
}

TEST_CASE("a second closing has a day of its own") {
  OpenProblem open(wide);
  auto& session = open.session();
  must(session.save(makeChild("evidence", open.problem, {{"evidence_type", "TYPE_DOCUMENT"}})));
  const auto says = [&](const char* state) {
    must(session.save(change("problem", open.problem, {{"answer", "已接通"}, {"state", state}})));
    return open.says("closed_date");
  };
  CHECK(says("STATE_VERIFIED") == QStringLiteral("2018年9月12日"));
  CHECK(says("STATE_VERIFIED") == QStringLiteral("2018年9月12日"));
  const auto back = GENERATE("STATE_REOPENED", "STATE_ANSWERED");
  CHECK(says(back).isEmpty());
  open.folder.clock.time += 2 * 24 * 3'600'000'000;
  CHECK(says("STATE_ANSWERED").isEmpty());
  CHECK(says("STATE_VERIFIED") == QStringLiteral("2018年9月14日"));
  // Who says the day says it; emptied, the state is no closing either.
  must(session.save(change("problem", open.problem, {{"closed_date", std::int64_t{20180910}}})));
  CHECK(says("STATE_VERIFIED") == QStringLiteral("2018年9月10日"));
}

TEST_CASE("what a department answered shows on the page of a problem before it is answered there") {
  OpenProblem open(wide);
  open.tap("follow");
  auto& state = *open.page().form().field(QStringLiteral("state"));
  must(open.session().replica().save(
      change("problem", open.problem, {{"state", "STATE_ANSWERED"}, {"answer", "已派人"}})));
  emit open.session().recordChanged(0, {});
  CHECK(state.shown() == QStringLiteral("已答复"));
  CHECK(open.page().form().field(QStringLiteral("answer"))->text() == QStringLiteral("已派人"));
  CHECK(open.screen().complaints().empty());
}

TEST_CASE("in a visit an older problem is closed with its words and a photo of what was done, and stays in sight") {
  SampleFolder folder;
  RecordId household, problem;
  {
    const auto session = must(TabletSession::open(folder.path(), folder.clock));
    const auto rows =
        must(RecordFile::read(session->store(), kindNumber("household"),
                              must(must(session->store().read())->records(kindNumber("household"), 0, 1)).front().id));
    household = rows.top().row.id;
    problem = must(session->save(makeChild("problem", household,
                                           {{"item", "ITEM_POWER"},
                                            {"content", "电线老化"},
                                            {"state", "STATE_ANSWERED"},
                                            {"found_date", std::int64_t{20180801}}})));
  }
  VisitStage stage(folder.path(), folder.clock, wide, household);
  stage.tap("step2");
  const auto& lines = stage.visit().olderProblems()->lines();
  const auto key = QString::fromStdString(toHex(problem.view()));
  const auto at = std::ranges::find_if(lines, [&](const auto& line) { return line.key.endsWith(key); }) - lines.begin();
  REQUIRE(at < static_cast<std::ptrdiff_t>(lines.size()));
  stage.tap(("olderProblems/line" + std::to_string(at)).c_str());
  CHECK(stage.visit().sheet()->lacks() == notYet);
  stage.tap("field.state/choice4");
  CHECK(stage.says("problem", problem, "state") == QStringLiteral("已答复"));
  CHECK(stage.screen().reads(notYet));
  stage.picture(QStringLiteral("visit-problem-refused"));
  stage.tap("field.answer/line");
  stage.type(QStringLiteral("已换线"));
  stage.tap("addPhoto");
  stage.tap("picture0");
  CHECK(stage.visit().sheet()->lacks().isEmpty());
  stage.tap("field.state/choice4");
  CHECK(stage.says("problem", problem, "state") == QStringLiteral("已销号"));
  stage.tap("done");
  CHECK(stage.visit().draft().olderProblems().size() == lines.size());
  CHECK(stage.screen().complaints().empty());
}
