// A whole day against a real centre: bianfangd in its own process, TLS on loopback, the office at its command line, and
// a person who taps and types in the window.
#include <catch2/catch.hpp>
#include <filesystem>

#include "app/controllers/conflicts_controller.h"
#include "app/controllers/household_controller.h"
#include "app/visit/visit_controller.h"
#include "app/visit/visit_pages.h"
#include "tests/app/pages/real_centre.h"
#include "tests/app/pages/tablet_stage.h"
#include "tests/store/must.h"

using namespace bf;
using namespace bf::test;

namespace {

class RealTime final : public Clock {
 public:
  Micros now() override {
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
  }
};

/// One picture, of a house.
class OneHouse final : public PhotoSource {
 public:
  OneHouse() {
    QImage picture(1200, 900, QImage::Format_RGB32);
    picture.fill(QColor(176, 120, 84));
    static_cast<void>(picture.save(dir_.filePath(QStringLiteral("house.jpg"))));
  }
  [[nodiscard]] QStringList recent(int most) override { return folder_.recent(most); }
  [[nodiscard]] Result<QImage> read(const QString& file) override { return folder_.read(file); }
  [[nodiscard]] Micros taken(const QString& file) override { return folder_.taken(file); }

 private:
  QTemporaryDir dir_;
  FolderPhotos folder_{dir_.path()};
};

/// A tablet that nobody has used yet, and a person before it.
struct NewTablet {
  RealTime time;
  OneHouse house;
  ToldPlace receiver;
  std::unique_ptr<TabletStage> stage;

  NewTablet(const std::string& folder, QSize size) {
    stage = std::make_unique<TabletStage>(folder, time, size, withVisits({&receiver, &house}));
  }
  Screen& screen() { return stage->screen(); }
  TabletApp& app() { return stage->app(); }

  void tap(const QString& name) {
    INFO("tap " << name.toStdString());
    screen().tap(name);
    screen().settle();
  }
  void tap(const char* name) { tap(QString::fromUtf8(name)); }

  /// By the invitation to the list of the village, with the office's confirmation.
  void enrol(RealCentre& centre) {
    REQUIRE(app().state() == TabletApp::Enrolling);
    tap("invitation");
    screen().type(centre.invite(QStringLiteral("张文光")));
    tap("name");
    screen().type(QStringLiteral("tablet 1"));
    tap("enrol");
    screen().await([&] { return app().enrol()->step() == EnrolController::Confirmation; });
    const auto code = app().enrol()->checkCode();
    REQUIRE(code.size() == 7);
    screen().await([&] { return stage->readsPart(QStringLiteral("检查过：办公室还没有确认")); });
    CHECK(screen().reads(code));    // what the person reads out …
    REQUIRE(centre.confirm(code));  // … is what the office finds in its list
    if (app().state() == TabletApp::Enrolling) app().enrol()->askNow();
    screen().await([&] { return app().state() == TabletApp::Locked; });
    CHECK(screen().reads(QStringLiteral("设置解锁密码")));
    stage->tapPin({2, 4, 6, 8});
    stage->tapPin({2, 4, 6, 8});
    open();
  }
  void open() {
    REQUIRE(app().state() == TabletApp::Open);
    screen().await([&] { return !app().today()->loading(); });
    screen().settle();
  }
  /// Types the answer of a question as a person does: taps into its line, then the keys.
  void answer(const char* field, const QString& text) {
    tap(QStringLiteral("field.%1/line").arg(QLatin1String(field)));
    screen().type(text);
  }
  [[nodiscard]] QString answered(const char* field) {
    auto* line = screen().find(QStringLiteral("field.%1/line").arg(QLatin1String(field)));
    REQUIRE(line != nullptr);
    return line->property("text").toString();
  }
  void openByInitials(const QString& initials, const QString& name) {
    stage->goTo(1);
    tap("search");
    screen().type(initials);
    screen().await([&] { return app().village()->list()->count() == 1; });
    tap(QStringLiteral("household.") + name);
    REQUIRE(app().pages()->count() == 1);
  }
  void sync() {
    stage->goTo(3);
    tap("sync");
    screen().await([&] { return !app().sync()->running(); });
    INFO(app().sync()->headline().toStdString() << " " << app().sync()->detail().toStdString());
    CHECK(app().sync()->waitingRecords() == 0);
    CHECK(app().sync()->detail().contains(QStringLiteral("上次同步：今天")));
    CHECK(app().sync()->lastTime().startsWith(QStringLiteral("今天")));
  }
  VisitController& visit() { return *qobject_cast<VisitController*>(app().pages()->front()); }
  void sign(const char* name) {
    screen().draw(QString::fromUtf8(name), {0.2, 0.7}, {0.7, 0.3});
    screen().settle();
  }
};

/// The visit from arrival to signatures: the water is not safe, a photo of the house, and what that means as a problem.
void wholeVisit(NewTablet& tablet) {
  tablet.tap("visit");
  tablet.tap("field.purpose/choice1");
  tablet.tap("field.met/choice1");
  tablet.tap("next");
  tablet.tap("card1/correct");
  tablet.tap("card1/field.water_safe/no");
  tablet.tap("card0/correct");
  tablet.tap("card0/field.grade/choice4");
  tablet.tap("card0/addPhoto");
  tablet.tap("picture0");
  CHECK(tablet.visit().photos()->complaint().isEmpty());
  for (int i = 2; i < 8; ++i) {
    tablet.tap(QStringLiteral("card%1/correct").arg(i));
    if (tablet.screen().find(QStringLiteral("card%1/unseen").arg(i)) != nullptr)
      tablet.tap(QStringLiteral("card%1/unseen").arg(i));
  }
  tablet.tap("step2");
  REQUIRE_FALSE(tablet.visit().shortfalls().isEmpty());
  tablet.tap("shortfall0/act");
  REQUIRE(tablet.visit().draft().ownProblems().size() == 1);
  tablet.tap("step5");
  tablet.sign("field.household_signature/pad");
  tablet.sign("field.visitor_signature/pad");
  tablet.tap("step6");
}

}  // namespace

TEST_CASE("a tablet enrols in its window at a real centre, in both orientations") {
  const auto size = GENERATE(wide, tall);
  RealCentre centre({QStringLiteral("王建国"), QStringLiteral("曾庆华")});
  const QTemporaryDir dir;
  NewTablet tablet(dir.filePath(QStringLiteral("tablet")).toStdString(), size);
  tablet.enrol(centre);
  CHECK(tablet.app().today()->list()->count() == 2);
  CHECK(tablet.screen().reads(QStringLiteral("曾庆华")));
  CHECK(tablet.app().users() == QStringList{QStringLiteral("张文光")});
  CHECK(tablet.screen().complaints().empty());
}

TEST_CASE("a used invitation, a wrong one and a centre that is not there are told apart in plain words") {
  RealCentre centre({QStringLiteral("王建国")});
  const auto invitation = centre.invite(QStringLiteral("张文光"));
  const QTemporaryDir dir;
  NewTablet tablet(dir.filePath(QStringLiteral("tablet")).toStdString(), wide);
  auto& enrol = *tablet.app().enrol();
  const auto attempt = [&](const QString& text) {
    enrol.enrol(text, {});
    tablet.screen().await([&] { return !enrol.busy(); });
    tablet.screen().settle();
    CHECK(tablet.screen().reads(enrol.title()));
    CHECK_FALSE(enrol.advice().isEmpty());
    return enrol.title();
  };
  CHECK(attempt(QStringLiteral("你好")) == QStringLiteral("邀请码不完整或有误"));
  CHECK(attempt(invitation.left(invitation.lastIndexOf(QLatin1Char('/')) + 1) +
                QStringLiteral("AAAAAAAAAAAAAAAAAAAAAAAAAA")) == QStringLiteral("邀请码不对，或已用过、已过期"));
  centre.stop();
  CHECK(attempt(invitation) == QStringLiteral("连不上服务器"));
}

TEST_CASE("a whole day: find, visit, be killed in mid-typing, go on, sync, and see what somebody else says otherwise") {
  const auto [morning, evening] = GENERATE(std::pair(wide, tall), std::pair(tall, wide));
  RealCentre centre({QStringLiteral("王建国"), QStringLiteral("曾庆华"), QStringLiteral("李秀英")});
  const QTemporaryDir dir;
  const auto folder = dir.filePath(QStringLiteral("tablet")).toStdString();
  const auto killed = dir.filePath(QStringLiteral("killed")).toStdString();
  RecordId household;
  {
    NewTablet tablet(folder, morning);
    tablet.enrol(centre);
    centre.enrolOther(QStringLiteral("何雨"));
    tablet.openByInitials(QStringLiteral("wjg"), QStringLiteral("王建国"));
    household = qobject_cast<HouseholdController*>(tablet.app().pages()->front())->id();
    wholeVisit(tablet);
    // In mid-typing of an address, the power goes: what the disk holds now is all there is.
    tablet.tap("back");
    tablet.tap("file");
    tablet.tap("modify");
    tablet.answer("address", QStringLiteral("上坑屯三"));
    std::filesystem::copy(folder, killed, std::filesystem::copy_options::recursive);
  }
  NewTablet tablet(killed, evening);
  REQUIRE(tablet.app().state() == TabletApp::Locked);
  tablet.stage->tapPin({2, 4, 6, 8});
  tablet.open();
  tablet.openByInitials(QStringLiteral("wjg"), QStringLiteral("王建国"));
  tablet.tap("file");
  tablet.tap("modify");
  CHECK(tablet.answered("address") == QStringLiteral("上坑屯三"));
  tablet.answer("phone", QStringLiteral("13800000001"));
  tablet.tap("back");

  // The visit stands where it stood, with its photo, its problem and both signatures.
  tablet.tap("visit");
  CHECK(tablet.visit().step() == static_cast<int>(VisitStep::finish));
  REQUIRE(tablet.visit().draft().ownProblems().size() == 1);
  const auto visit = tablet.visit().draft().id();
  CHECK(tablet.visit().draft().evidenceOf(visit).size() == 1);
  REQUIRE(tablet.visit().errors() == 0);
  tablet.tap("finish");
  CHECK(tablet.visit().finished());
  tablet.tap("back");
  // From the household's visits it opens again as it was made, and is only read.
  tablet.screen().tapNamed(QStringLiteral("走访"));
  tablet.screen().settle();
  auto& lines = *qobject_cast<HouseholdController*>(tablet.app().pages()->front())->lines();
  REQUIRE(lines.count() == 1);
  tablet.tap(QStringLiteral("line.") + lines.lines().front().title);
  REQUIRE(qobject_cast<VisitController*>(tablet.app().pages()->front()) != nullptr);
  CHECK(tablet.visit().draft().id() == visit);
  CHECK(tablet.visit().finished());
  tablet.tap("back");
  tablet.tap("back");

  // Somebody else said something else about the same house in the meantime, and was at the office first.
  const auto hex = QString::fromStdString(toHex(household.view()));
  centre.other({QStringLiteral("edit"), QStringLiteral("--record"), hex, QStringLiteral("--set"),
                QStringLiteral("water_safe=是")});
  centre.other({QStringLiteral("sync"), QStringLiteral("--attempts"), QStringLiteral("1")});
  CHECK(tablet.app().sync()->waitingRecords() > 0);
  tablet.sync();
  CHECK(tablet.app().sync()->waitingFiles() == 0);
  CHECK(tablet.screen().reads(QStringLiteral("全部已交到县里")));
  REQUIRE(tablet.app().sync()->conflicts() == 1);
  tablet.tap("conflicts/act");
  auto* conflicts = qobject_cast<ConflictsController*>(tablet.app().pages()->front());
  const auto sides = conflicts->conflicts().front().toMap()[QStringLiteral("values")].toList();
  REQUIRE(sides.size() == 2);
  CHECK(sides[0].toMap()[QStringLiteral("text")] != sides[1].toMap()[QStringLiteral("text")]);
  CHECK(tablet.stage->readsPart(QStringLiteral("镇扶贫办")));
  // And what this tablet recorded is on the other one.
  centre.other({QStringLiteral("sync"), QStringLiteral("--attempts"), QStringLiteral("1")});
  const auto shown = QString::fromUtf8(centre.other({QStringLiteral("show"), hex}));
  INFO(shown.toStdString());
  CHECK(shown.contains(QStringLiteral("张文光")));
  CHECK(tablet.screen().complaints().empty());
}
