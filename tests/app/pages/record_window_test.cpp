// A record in its window: what may be changed by whom, what is hidden, and where the page stands meanwhile.
#include <QTest>
#include <catch2/catch.hpp>

#include "app/controllers/household_controller.h"
#include "shared/schema/record_builder.h"
#include "tests/app/pages/tablet_stage.h"
#include "tests/store/must.h"

using namespace bf;
using namespace bf::test;

namespace {

QQuickItem* scrollOf(QQuickItem* item) {
  while (item != nullptr && !item->inherits("QQuickFlickable")) item = item->parentItem();
  REQUIRE(item != nullptr);
  return item;
}

/// Where it is seen, from the top of what scrolls.
qreal seenAt(QQuickItem* item) { return item->mapToItem(scrollOf(item), QPointF()).y(); }

QString firstHousehold(TabletStage& tablet) {
  const auto& list = *tablet.app().today()->list();
  return list.data(list.index(0), HouseholdListModel::RecordRole).toString();
}

/// The register's form of a household.
QString openForm(TabletStage& tablet) {
  const auto record = firstHousehold(tablet);
  tablet.app().openRecord(QStringLiteral("20/") + record);
  tablet.screen().settle();
  return record;
}

std::size_t looks(TabletStage& tablet) {
  return must(must(tablet.app().session()->store().read())->list(Space::draft, "look/", {}, 100)).size();
}

}  // namespace

TEST_CASE("who wants to change something sees the same question as before, and back on its page the same lines") {
  const auto size = GENERATE(wide, tall);
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock, size);
  tablet.unlock();
  auto& screen = tablet.screen();
  tablet.app().openHousehold(firstHousehold(tablet));
  screen.settle();
  auto* members = screen.find(QStringLiteral("addMember"));
  REQUIRE(members != nullptr);
  auto* household = scrollOf(members);
  household->setProperty("contentY", 300);
  screen.settle();
  const auto stood = household->property("contentY").toReal();
  REQUIRE(stood > 100);

  screen.tap(QStringLiteral("file"));
  screen.await([&] { return screen.find(QStringLiteral("field.network_signal")) != nullptr; });
  screen.settle();
  auto* question = screen.find(QStringLiteral("field.network_signal"));
  auto* page = scrollOf(question);
  page->setProperty("contentY", page->property("contentY").toReal() + seenAt(question) - 40);
  screen.settle();
  const auto before = seenAt(question);
  REQUIRE(std::abs(before - 40) < 2);
  screen.tap(QStringLiteral("modify"));
  screen.await([&] { return screen.find(QStringLiteral("field.network_signal/no")) != nullptr; });
  screen.settle();
  CHECK(std::abs(seenAt(question) - before) < 2);
  tablet.picture(QStringLiteral("record-modify"));
  screen.tap(QStringLiteral("field.network_signal/no"));
  screen.settle();
  tablet.app().pages()->back();
  screen.settle();
  CHECK(household->property("contentY").toReal() == stood);
}

TEST_CASE("a question that only the office answers says so once somebody wants to change the record") {
  const auto size = GENERATE(wide, tall);
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock, size);
  tablet.unlock();
  auto& screen = tablet.screen();
  (void)openForm(tablet);
  const auto said = QStringLiteral("由镇扶贫办、镇党委书记、县扶贫办填写，这里不能改");
  screen.await([&] { return screen.find(QStringLiteral("field.status")) != nullptr; });
  CHECK_FALSE(screen.reads(said));
  screen.tap(QStringLiteral("modify"));
  screen.await([&] { return screen.find(QStringLiteral("field.status/keptBy")) != nullptr; });
  CHECK(screen.find(QStringLiteral("field.status/keptBy"))->property("text").toString() == said);
  CHECK(screen.find(QStringLiteral("field.address/keptBy")) == nullptr);
  tablet.picture(QStringLiteral("record-kept-by"));
  tablet.speak(Appearance::English);
  CHECK(screen.reads(
      QStringLiteral("Filled in by: township clerk, township secretary, county office; it cannot be changed here")));
}

TEST_CASE("a masked history is shown by its eye, hidden again, and each look is noted") {
  const auto size = GENERATE(wide, tall);
  SampleFolder folder;
  QString record;
  TabletStage tablet(folder.path(), folder.clock, size);
  tablet.unlock();
  auto& screen = tablet.screen();
  record = openForm(tablet);
  screen.tap(QStringLiteral("modify"));
  auto* form = tablet.app().pages()->front()->property("form").value<FormController*>();
  for (const auto* phone : {"13812345678", "13987654321"})
    form->field(QStringLiteral("phone"))->answer(QString::fromLatin1(phone));
  const auto before = looks(tablet);
  screen.tap(QStringLiteral("history.phone"));
  screen.await([&] { return screen.find(QStringLiteral("revealHistory")) != nullptr; });
  CHECK_FALSE(tablet.readsPart(QStringLiteral("13987654321")));
  CHECK(screen.reads(QStringLiteral("显示联系电话")));
  screen.tap(QStringLiteral("revealHistory"));
  CHECK(tablet.readsPart(QStringLiteral("13987654321")));
  CHECK(tablet.readsPart(QStringLiteral("原为：13812345678")));
  CHECK(looks(tablet) == before + 1);
  tablet.picture(QStringLiteral("history-shown"));
  screen.tap(QStringLiteral("revealHistory"));
  CHECK_FALSE(tablet.readsPart(QStringLiteral("13987654321")));
  CHECK(looks(tablet) == before + 1);
  screen.press(Qt::Key_Escape);
  screen.tap(QStringLiteral("history.address"));
  screen.settle();
  CHECK(screen.find(QStringLiteral("revealHistory")) == nullptr);
}

TEST_CASE("an answer that is taken back stands in the history, with what it was") {
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock, tall);
  tablet.unlock();
  auto& screen = tablet.screen();
  (void)openForm(tablet);
  screen.tap(QStringLiteral("modify"));
  auto* form = tablet.app().pages()->front()->property("form").value<FormController*>();
  screen.tap(QStringLiteral("field.water_source/choice2"));
  screen.tap(QStringLiteral("field.water_source/unknown"));
  CHECK(form->field(QStringLiteral("water_source"))->presence() == FieldController::Cleared);
  tablet.picture(QStringLiteral("taken-back"));
  screen.tap(QStringLiteral("history.water_source"));
  screen.await([&] { return screen.reads(QStringLiteral("清空")); });
  CHECK(tablet.readsPart(QStringLiteral("原为：受保护的井水和泉水")));
  tablet.picture(QStringLiteral("taken-back-history"));
}

TEST_CASE("the magnifier of today begins a search with the keyboard open, and back leads to today as it was") {
  const auto size = GENERATE(wide, tall);
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock, size);
  tablet.unlock();
  auto& screen = tablet.screen();
  tablet.app().today()->setFilter(1);
  const auto listed = tablet.app().today()->list()->count();
  for (int time = 0; time < 2; ++time) {
    INFO("time " << time);
    screen.tap(QStringLiteral("toSearch"));
    screen.await([&] { return screen.find(QStringLiteral("keyboardKeys")) != nullptr; });
    auto* search = screen.find(QStringLiteral("search"));
    REQUIRE(search != nullptr);
    CHECK(search->property("activeFocus").toBool());
    CHECK(search->property("text").toString().isEmpty());  // also the second time
    screen.type(QStringLiteral("z"));
    tablet.picture(QStringLiteral("search-from-today"));
    screen.tap(QStringLiteral("back"));
    CHECK(tablet.app().place() == TabletApp::Today);
    screen.await([&] { return screen.find(QStringLiteral("keyboardKeys")) == nullptr; });
    CHECK(tablet.app().today()->filter() == 1);
    CHECK(tablet.app().today()->list()->count() == listed);
  }
  tablet.goTo(1);
  CHECK(screen.find(QStringLiteral("back")) == nullptr);  // whoever came by the places goes by the places
  CHECK(screen.complaints().empty());
}
