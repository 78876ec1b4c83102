// Colours, text size, language and the tablet's side changed over and over while pages come and go, as impatient hands
// do it: nothing falls over, and QML has nothing to complain about.
#include <catch2/catch.hpp>
#include <functional>
#include <vector>

#include "app/visit/visit_pages.h"
#include "shared/base/crypto.h"
#include "tests/app/pages/tablet_stage.h"
#include "tests/app/sample/sample_devices.h"
#include "tests/seed.h"
#include "tests/store/must.h"

using namespace bf;
using namespace bf::test;

namespace {

constexpr int switches = 200;
constexpr std::uint32_t placesOfApp = 5;

/// One look becomes another, as the settings or the hand that turns the tablet do it.
void switchLook(TabletStage& tablet, SeededRandom& random) {
  auto& look = tablet.screen().appearance();
  switch (random.below(4)) {
    case 0: return look.setScheme(static_cast<Appearance::Scheme>(random.below(3)));
    case 1: return look.setTextSize(static_cast<Appearance::TextSize>(random.below(3)));
    case 2: return look.setLanguage(static_cast<Appearance::Speech>(random.below(2)));
    default: {
      auto& window = tablet.screen().window();
      window.resize(window.width() > window.height() ? tall : wide);
    }
  }
}

QString someProblem(TabletSession& session, SeededRandom& random) {
  const auto kind = session.schema().kindByName("problem")->number;
  const auto rows = must(must(session.store().read())->records(kind, 0, 100));
  return QString::fromStdString(toHex(rows[random.below(rows.size())].id.view()));
}

/// Another page, by the app itself: what is tested is the page that comes, not the tap on the way to it.
void switchPage(TabletStage& tablet, SeededRandom& random) {
  auto& app = tablet.app();
  const auto& rows = app.session()->book()->rows();
  const auto household = QString::fromStdString(toHex(rows[random.below(rows.size())].facts.id.view()));
  const std::vector<std::function<void()>> ways{
      [&] { app.go(static_cast<TabletApp::Place>(random.below(placesOfApp))); },
      [&] { app.openHousehold(household); },
      [&] { app.addRecord(QStringLiteral("member"), household); },
      [&] { app.startVisit(household); },
      [&] { app.addProblem(household); },
      [&] { app.followProblem(someProblem(*app.session(), random)); },
      [&] { app.openVillage(); },
      [&] { app.openMap(); },
      [&] { app.openLedgers(); },
      [&] { app.openConflicts({}); },
      [&] { app.today()->setOrder(static_cast<int>(random.below(4))); },
      [&] { app.village()->setOrder(static_cast<int>(random.below(4))); },
      [&] { app.pages()->back(); },
      [&] { app.pages()->clear(); }};
  ways[random.below(ways.size())]();
}

}  // namespace

TEST_CASE("colours, sizes, language and side change two hundred times while pages come and go") {
  INFO("BIANFANG_SEED=" << seed());
  SeededRandom random(seed());
  SampleFolder folder;
  ClearSky sky;
  HouseCamera camera;
  TabletStage tablet(folder.path(), folder.clock, wide, withVisits({&sky, &camera, nullptr}));
  tablet.unlock();
  tablet.place.tell({239'000'000, 1'157'000'000, 850});
  auto& screen = tablet.screen();
  for (int i = 0; i < switches; ++i) {
    switchLook(tablet, random);
    // At times two changes meet before anything was drawn.
    if (random.chance(40)) switchPage(tablet, random);
    if (random.chance(80)) screen.settle();
    if (random.chance(50)) (void)screen.window().grabWindow();
    INFO("switch " << i << (screen.complaints().empty() ? "" : ": " + screen.complaints().front().toStdString()));
    REQUIRE(screen.complaints().empty());
    REQUIRE(tablet.app().state() == TabletApp::Open);
  }
  tablet.app().pages()->clear();
  tablet.app().lockNow();
  screen.settle();
  CHECK(screen.complaints().empty());
}
