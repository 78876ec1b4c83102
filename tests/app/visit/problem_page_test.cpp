// A new problem of a household through the real window: a tap makes it, and little else is asked.
#include <catch2/catch.hpp>

#include "app/controllers/household_controller.h"
#include "app/models/record_values.h"
#include "app/visit/problem_controller.h"
#include "app/visit/visit_pages.h"
#include "tests/app/pages/tablet_stage.h"
#include "tests/app/sample/sample_devices.h"
#include "tests/store/must.h"

using namespace bf;
using namespace bf::test;

namespace {

/// The app on the page of a household without problems, at its part of the problems.
struct OpenHousehold {
  SampleFolder folder;
  HouseCamera camera;
  std::unique_ptr<TabletStage> tablet;
  RecordId id;

  explicit OpenHousehold(QSize size, Appearance::Speech language = Appearance::Chinese) {
    tablet = std::make_unique<TabletStage>(folder.path(), folder.clock, size, withVisits({nullptr, &camera, nullptr}));
    tablet->speak(language);
    tablet->unlock();
    const auto& rows = tablet->app().session()->book()->rows();
    const auto row = std::ranges::find_if(rows, [](const BookRow& one) { return one.facts.problems == 0; });
    REQUIRE(row != rows.end());
    id = row->facts.id;
    tablet->app().openHousehold(QString::fromStdString(toHex(id.view())));
    tablet->screen().settle();
    household().setPart(4);
    tablet->screen().settle();
    tablet->screen().tap(QStringLiteral("addProblem"));
    tablet->screen().settle();
    REQUIRE(tablet->app().pages()->count() == 2);
  }
  HouseholdController& household() { return *qobject_cast<HouseholdController*>(tablet->app().pages()->front()); }
  ProblemController& page() { return *qobject_cast<ProblemController*>(tablet->app().pages()->front()); }
  QString says(const char* field) { return page().form().field(QString::fromUtf8(field))->shown(); }
};

}  // namespace

TEST_CASE("a problem beside a visit: what it is about, its words, a photo, and it is with the household") {
  const auto size = GENERATE(wide, tall);
  const auto language = GENERATE(Appearance::Chinese, Appearance::English);
  OpenHousehold open(size, language);
  auto& screen = open.tablet->screen();
  REQUIRE(screen.find(QStringLiteral("field.item")) != nullptr);
  CHECK(screen.find(QStringLiteral("field.item"))->width() > 500);
  open.tablet->picture(QStringLiteral("problem-new"));
  CHECK(screen.find(QStringLiteral("field.content")) == nullptr);  // the first answer is a tap
  CHECK(screen.find(QStringLiteral("done")) == nullptr);
  screen.tap(QStringLiteral("field.item/choice2"));
  screen.await([&] { return screen.find(QStringLiteral("field.content")) != nullptr; });
  screen.settle();
  const auto& session = *open.tablet->app().session();
  CHECK(open.page().exists());
  if (language == Appearance::Chinese) {
    CHECK(open.says("unit") == QStringLiteral("水务局"));
    CHECK(open.says("state") == QStringLiteral("待交办"));
  }
  CHECK_FALSE(open.says("deadline").isEmpty());
  open.page().form().field(QStringLiteral("content"))->type(QStringLiteral("水管冬季断流"));
  screen.tap(QStringLiteral("addPhoto"));
  screen.tap(QStringLiteral("picture0"));
  screen.settle();
  CHECK(open.page().photos()->problem().size() == 1);
  CHECK(open.page().photos()->complaint().isEmpty());
  for (auto* item : screen.items()) {
    if (!item->inherits("QQuickAbstractButton")) continue;
    INFO(accessibleName(item).toStdString() << " " << item->width() << "x" << item->height());
    CHECK(item->height() >= 48);
    CHECK(item->width() >= 48);
  }
  open.tablet->picture(QStringLiteral("problem-filled"));
  screen.tap(QStringLiteral("done"));
  screen.settle();
  REQUIRE(open.tablet->app().pages()->count() == 1);
  CHECK(open.household().lines()->count() == 1);
  const auto& rows = session.book()->rows();
  CHECK(std::ranges::find_if(rows, [&](const BookRow& one) { return one.facts.id == open.id; })->facts.problems == 1);
  const auto file = must(RecordFile::read(open.tablet->app().session()->store(),
                                          session.schema().kindByName("household")->number, open.id));
  const auto& kind = *session.schema().kindByName("problem");
  REQUIRE(file.of(kind.number).size() == 1);
  CHECK(textIn(file.of(kind.number).front()->fields, numberOf(kind, "content")) == "水管冬季断流");
  CHECK(screen.complaints().empty());
}

TEST_CASE("a problem that was begun by mistake is taken back, with what was being typed") {
  OpenHousehold open(wide);
  auto& screen = open.tablet->screen();
  screen.tap(QStringLiteral("field.item/choice1"));
  screen.settle();
  open.page().form().field(QStringLiteral("content"))->type(QStringLiteral("西墙"));
  screen.tap(QStringLiteral("removeProblem"));
  screen.settle();
  REQUIRE(open.tablet->app().pages()->count() == 1);
  CHECK(open.household().lines()->count() == 0);
  CHECK(screen.complaints().empty());
}

TEST_CASE("who leaves without an answer has written down nothing") {
  OpenHousehold open(tall);
  const auto before = must(open.tablet->app().session()->replica().waiting()).changes;
  open.tablet->screen().tap(QStringLiteral("back"));
  CHECK(open.tablet->app().pages()->count() == 1);
  CHECK(must(open.tablet->app().session()->replica().waiting()).changes == before);
  CHECK(open.household().lines()->count() == 0);
}
