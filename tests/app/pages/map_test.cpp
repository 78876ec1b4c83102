// The map of the households: its controller, and the page under a finger.
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <catch2/catch.hpp>

#include "app/controllers/household_controller.h"
#include "app/controllers/map_controller.h"
#include "app/map/map_view.h"
#include "shared/schema/record_builder.h"
#include "tests/app/pages/tablet_stage.h"
#include "tests/store/must.h"

using namespace bf;
using namespace bf::test;

namespace {

/// The page of the map over the sample.
struct OpenMap {
  SampleFolder folder;
  TabletStage tablet;
  explicit OpenMap(QSize size) : tablet(folder.path(), folder.clock, size) {
    tablet.unlock();
    tablet.goTo(1);
    tablet.screen().tap(QStringLiteral("openMap"));
    REQUIRE(tablet.app().pages()->count() == 1);
    tablet.screen().settle();
  }
  MapController& controller() { return *qobject_cast<MapController*>(tablet.app().pages()->front()); }
  MapView& view() {
    auto* found = qobject_cast<MapView*>(tablet.screen().find(QStringLiteral("map")));
    REQUIRE(found != nullptr);
    return *found;
  }
  const VillageMap& map() { return controller().scene()->map(); }
  QPoint onScreen(QPointF at) { return view().mapToScene(at).toPoint(); }
  void tapAt(QPointF at) {
    (void)tablet.screen().window().grabWindow();
    QTest::mouseClick(&tablet.screen().window(), Qt::LeftButton, {}, onScreen(at));
    tablet.screen().settle();
  }
  /// Nearer until the mark of a household stands alone.
  std::size_t single() {
    for (int i = 0; i < 12; ++i) {
      (void)tablet.screen().window().grabWindow();
      for (const auto& place : map().places()) {
        const auto at = view().whereIs(place.row);
        if (at.x() < 60 || at.y() < 60 || at.x() > view().width() - 120 || at.y() > view().height() - 60) continue;
        const auto near = std::ranges::count_if(map().places(), [&](const MapPlace& other) {
          const auto there = view().whereIs(other.row);
          return QLineF(at, there).length() < 60;
        });
        if (near == 1) return place.row;
      }
      tablet.screen().tap(QStringLiteral("nearerButton"));
    }
    FAIL("no mark stands alone");
    return 0;
  }
};

}  // namespace

TEST_CASE("the map counts every household once, and its legend says how many there are of each state") {
  OpenMap page(wide);
  CHECK(page.map().places().size() == page.tablet.app().session()->book()->rows().size());
  int sum = 0;
  for (const auto& entry : page.controller().legend())
    if (entry.toMap()[QStringLiteral("state")].toInt() >= 0) sum += entry.toMap()[QStringLiteral("count")].toInt();
  CHECK(sum == static_cast<int>(page.map().places().size()));
  CHECK(page.map().unrecorded() > 0);
  CHECK(page.tablet.readsPart(QStringLiteral("户还没有定位")));
}

TEST_CASE("a tap on a mark opens a card, a tap on the card the household, and back leads to the map as it was") {
  const auto size = GENERATE(wide, tall);
  OpenMap page(size);
  const auto row = page.single();
  const auto scale = page.view().camera().scale();
  page.tapAt(page.view().whereIs(row));
  REQUIRE(page.controller().card()->count() == 1);
  const auto& facts = page.tablet.app().session()->book()->rows()[row].facts;
  const auto name = QString::fromStdString(facts.head);
  page.tablet.screen().tap(QStringLiteral("household.") + name);
  REQUIRE(page.tablet.app().pages()->count() == 2);
  CHECK(qobject_cast<HouseholdController*>(page.tablet.app().pages()->front())->id() == facts.id);
  page.tablet.screen().tap(QStringLiteral("back"));
  CHECK(page.view().camera().scale() == Approx(scale));
  page.tablet.screen().tap(QStringLiteral("closeCard"));
  CHECK(page.controller().card()->count() == 0);
  CHECK(page.tablet.screen().complaints().empty());
}

TEST_CASE("a crowd under the finger comes nearer instead of opening somebody by chance") {
  OpenMap page(wide);
  MapClusters clusters;
  clusters.make(page.map(), page.view().camera().scale(), {});
  const auto crowded = std::ranges::find_if(clusters.all(), [](const MapCluster& one) { return one.count >= 4; });
  REQUIRE(crowded != clusters.all().end());
  const auto at = page.view().camera().toScreen(crowded->at);
  const auto before = page.view().camera().scale();
  page.tapAt({at.x, at.y});
  CHECK(page.view().camera().scale() > before);
  CHECK(page.controller().card()->count() == 0);
}

TEST_CASE("finger, wheel, keys and buttons move the map") {
  OpenMap page(wide);
  auto& window = page.tablet.screen().window();
  auto& view = page.view();
  const auto home = view.camera().scale();
  page.tablet.screen().tap(QStringLiteral("nearerButton"));
  CHECK(view.camera().scale() > home);
  page.tablet.screen().tap(QStringLiteral("fartherButton"));
  CHECK(view.camera().scale() == Approx(home));
  page.tablet.screen().tap(QStringLiteral("nearerButton"));
  page.tablet.screen().tap(QStringLiteral("nearerButton"));

  const auto before = view.camera().toScreen({0, 0});
  const auto from = page.onScreen({500, 200});
  QTest::mousePress(&window, Qt::LeftButton, {}, from);
  for (int step = 1; step <= 10; ++step) QTest::mouseMove(&window, from + QPoint(10 * step, 5 * step));
  QTest::mouseRelease(&window, Qt::LeftButton, {}, from + QPoint(100, 50));
  page.tablet.screen().settle();
  const auto after = view.camera().toScreen({0, 0});
  CHECK(after.x - before.x > 60);  // the first pixels say that it is a drag
  CHECK(after.y - before.y > 20);
  CHECK(page.controller().card()->count() == 0);

  const auto scale = view.camera().scale();
  QWheelEvent wheel(QPointF(from), window.mapToGlobal(QPointF(from)), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                    Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(&window, &wheel);
  CHECK(view.camera().scale() > scale);

  view.forceActiveFocus();
  const auto left = view.camera().toScreen({0, 0}).x;
  page.tablet.screen().press(Qt::Key_Left);
  CHECK(view.camera().toScreen({0, 0}).x == Approx(left + 80));
  page.tablet.screen().press(Qt::Key_Minus);
  page.tablet.screen().tap(QStringLiteral("wholeButton"));
  CHECK(view.camera().scale() == Approx(home));
}

TEST_CASE("two fingers zoom the map") {
  OpenMap page(wide);
  auto& view = page.view();
  const auto before = view.camera().scale();
  const std::unique_ptr<QPointingDevice> device(QTest::createTouchDevice());
  const auto left = page.onScreen({400, 250}), right = page.onScreen({600, 250});
  auto& window = page.tablet.screen().window();
  QTest::touchEvent(&window, device.get()).press(0, left, &window).press(1, right, &window);
  for (int step = 1; step <= 12; ++step)
    QTest::touchEvent(&window, device.get())
        .move(0, left - QPoint(10 * step, 0), &window)
        .move(1, right + QPoint(10 * step, 0), &window);
  QTest::touchEvent(&window, device.get())
      .release(0, left - QPoint(120, 0), &window)
      .release(1, right + QPoint(120, 0), &window);
  page.tablet.screen().settle();
  CHECK(view.camera().scale() > 1.3 * before);
}

TEST_CASE("one state alone is shown by a tap on the legend, and all by another one") {
  OpenMap page(wide);
  page.tablet.screen().tap(QStringLiteral("legend1"));
  CHECK(page.controller().scene()->only() == MapState::notMet);
  page.tablet.screen().tap(QStringLiteral("legend1"));
  CHECK_FALSE(page.controller().scene()->only());
}

TEST_CASE("the own place is shown once it is known, and said to be unknown before") {
  OpenMap page(wide);
  CHECK(page.tablet.place.sought == 1);  // by the page itself
  CHECK(page.tablet.screen().reads(QStringLiteral("正在定位…")));
  page.tablet.place.fail();
  page.tablet.screen().settle();
  CHECK(page.tablet.screen().reads(QStringLiteral("没有定位成功，可到室外再试")));
  page.tablet.screen().tap(QStringLiteral("hereButton"));
  CHECK(page.tablet.place.sought == 2);
  CHECK(page.tablet.screen().reads(QStringLiteral("正在定位…")));
  const auto& book = *page.tablet.app().session()->book();
  const auto at = std::ranges::find_if(book.rows(), [](const BookRow& row) { return row.facts.placed(); });
  page.tablet.place.tell({at->facts.latitude, at->facts.longitude, 850});
  REQUIRE(page.controller().scene()->here());
  page.tablet.screen().tap(QStringLiteral("hereButton"));
  const auto middle = page.view().camera().toScreen(page.controller().scene()->here()->at);
  CHECK(middle.x == Approx(page.view().width() / 2));
  CHECK(page.tablet.screen().reads(QStringLiteral("刚刚定位，误差约8米")));
}

TEST_CASE(
    "a place that is old is looked for again: by the button, when the map comes back to the front, after the lock") {
  OpenMap page(wide);
  constexpr Micros minute = 60'000'000;
  auto& place = page.tablet.place;
  const auto tell = [&] { place.tell({239'000'000, 1'157'000'000, 850}); };
  tell();
  REQUIRE(place.sought == 1);
  page.folder.clock.time += 10 * minute;
  page.tablet.screen().tap(QStringLiteral("hereButton"));
  CHECK(place.sought == 1);  // good for ten minutes
  page.folder.clock.time += 1;
  page.tablet.screen().tap(QStringLiteral("hereButton"));
  CHECK(place.sought == 2);
  tell();
  page.folder.clock.time += 11 * minute;
  const auto household = page.tablet.app().session()->book()->rows().front().facts.id;
  page.tablet.app().openHousehold(QString::fromStdString(toHex(household.view())));
  page.tablet.screen().settle();
  CHECK(place.sought == 2);
  page.tablet.screen().tap(QStringLiteral("back"));
  CHECK(place.sought == 3);
  tell();
  page.tablet.app().lockNow();
  page.folder.clock.time += 11 * minute;
  CHECK(place.sought == 3);
  page.tablet.unlock();
  CHECK(place.sought == 4);
}

TEST_CASE("a problem that is written down changes the mark, and a recorded point moves it from beside the village") {
  OpenMap page(tall);
  auto& session = *page.tablet.app().session();
  const auto& kind = *session.schema().kindByName("household");
  const auto row = std::ranges::find_if(session.book()->rows(), [](const BookRow& one) { return !one.facts.placed(); });
  REQUIRE(row != session.book()->rows().end());
  const auto unrecorded = page.map().unrecorded();
  const auto placed =
      std::ranges::find_if(session.book()->rows(), [](const BookRow& one) { return one.facts.placed(); });
  Edit edit;
  edit.kind = kind.number;
  edit.record = row->facts.id;
  edit.set = must(RecordBuilder(kind)
                      .set("latitude", std::int64_t{placed->facts.latitude})
                      .set("longitude", std::int64_t{placed->facts.longitude})
                      .fields());
  must(session.save(edit));
  page.tablet.screen().settle();
  CHECK(page.map().unrecorded() == unrecorded - 1);
}

TEST_CASE("nothing on the map is too small for a finger, in both orientations and languages") {
  const auto size = GENERATE(wide, tall);
  const auto language = GENERATE(Appearance::Chinese, Appearance::English);
  OpenMap page(size);
  page.tablet.speak(language);
  page.tablet.picture(QStringLiteral("map"));
  if (language == Appearance::English) CHECK(page.tablet.readsPart(QStringLiteral("Looking for the place")));
  for (auto* item : page.tablet.screen().items()) {
    if (!item->inherits("QQuickAbstractButton") || !item->isEnabled()) continue;
    INFO(accessibleName(item).toStdString() << " " << item->width() << "x" << item->height());
    CHECK(item->width() >= 48);
    CHECK(item->height() >= 48);
    CHECK_FALSE(accessibleName(item).isEmpty());
  }
  const auto row = page.single();
  page.tapAt(page.view().whereIs(row));
  page.tablet.picture(QStringLiteral("map-card"));
  CHECK(page.tablet.screen().complaints().empty());
}
