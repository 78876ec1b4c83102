// The orders of Today, by taps: need, distance, natural village, name.
#include <catch2/catch.hpp>
#include <ranges>

#include "app/controllers/households_controller.h"
#include "tests/app/pages/tablet_stage.h"

using namespace bf;
using namespace bf::test;

namespace {

QString subtitle(TabletStage& tablet, int row) {
  const auto& list = *tablet.app().today()->list();
  return list.data(list.index(row), HouseholdListModel::SubtitleRole).toString();
}

/// The household of a line of Today.
const HouseholdFacts& facts(TabletStage& tablet, int row) {
  const auto& list = *tablet.app().today()->list();
  const auto record = list.data(list.index(row), HouseholdListModel::RecordRole).toString().toStdString();
  const auto& rows = tablet.app().session()->book()->rows();
  return std::ranges::find_if(rows, [&](const BookRow& one) { return toHex(one.facts.id.view()) == record; })->facts;
}

bool visitedToday(TabletStage& tablet, int row) {
  return facts(tablet, row).lastVisit == tablet.app().session()->today() && facts(tablet, row).drafts == 0;
}

}  // namespace

TEST_CASE("Today by distance says first that the place is unknown, then how far each household is") {
  const auto size = GENERATE(wide, tall);
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock, size);
  tablet.unlock();
  tablet.picture(QStringLiteral("today"));
  tablet.screen().tapNamed(QStringLiteral("按距离"));
  CHECK(tablet.app().today()->byDistance());
  CHECK(tablet.place.sought == 1);
  CHECK(tablet.screen().reads(QStringLiteral("正在定位…")));
  tablet.place.fail();
  tablet.screen().settle();
  CHECK(tablet.screen().reads(QStringLiteral("没有定位成功，可到室外再试")));
  CHECK(tablet.screen().reads(QStringLiteral("没有定位，先按自然村排列。")));
  CHECK_FALSE(subtitle(tablet, 0).contains(QStringLiteral("约")));
  tablet.screen().tap(QStringLiteral("seekPlace"));
  CHECK(tablet.place.sought == 2);
  int placed = 0;
  while (!facts(tablet, placed).placed()) ++placed;
  const EarthPoint here{facts(tablet, placed).latitude, facts(tablet, placed).longitude};
  tablet.place.tell({here.latitude, here.longitude, 1200});
  tablet.screen().settle();
  tablet.picture(QStringLiteral("today-distance"));
  CHECK_FALSE(tablet.screen().reads(QStringLiteral("没有定位，先按自然村排列。")));
  double before = 0;
  bool unplaced = false;
  for (int row = 0; row < tablet.app().today()->list()->count(); ++row) {
    const auto& one = facts(tablet, row);
    INFO(row);
    if (visitedToday(tablet, row)) break;  // they stand behind all others
    if (one.placed()) {
      const double far = metresBetween(here, {one.latitude, one.longitude});
      CHECK(far >= before);
      CHECK_FALSE(unplaced);  // who has no recorded place comes last
      before = far;
    }
    unplaced = unplaced || !one.placed();
  }
  CHECK(unplaced);
  CHECK(subtitle(tablet, 0).contains(QStringLiteral("约0米")));
  CHECK(tablet.readsPart(QStringLiteral("500米以内 · ")));
  CHECK(tablet.screen().complaints().empty());
}

TEST_CASE("a list by distance looks for the place again when its person comes back, and one by need does not") {
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock);
  constexpr Micros night = 12LL * 3600 * 1'000'000;
  tablet.unlock();
  tablet.app().lockNow();
  tablet.unlock();
  CHECK(tablet.place.sought == 0);
  tablet.screen().tapNamed(QStringLiteral("按距离"));
  tablet.place.tell({239'000'000, 1'157'000'000, 850});
  tablet.app().lockNow();
  tablet.unlock();
  CHECK(tablet.place.sought == 1);  // still good
  tablet.app().lockNow();
  folder.clock.time += night;
  tablet.unlock();
  CHECK(tablet.place.sought == 2);
}

TEST_CASE("another order is the same households, and nothing is read again for it") {
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock, tall);
  tablet.unlock();
  const auto* book = tablet.app().session()->book();
  const auto count = tablet.app().today()->list()->count();
  for (const auto* order : {"按自然村", "按姓名", "按距离", "按需要"}) {
    tablet.screen().tapNamed(QString::fromUtf8(order));
    CHECK(tablet.app().today()->list()->count() == count);
    CHECK(tablet.app().session()->book() == book);
  }
  tablet.screen().tapNamed(QStringLiteral("按自然村"));
  std::vector<std::string> groups;
  int due = 0;  // those that were visited today stand behind
  while (due < count && !visitedToday(tablet, due)) ++due;
  for (int row = due; row < count; ++row) CHECK(visitedToday(tablet, row));
  for (int row = 0; row < due; ++row)
    if (groups.empty() || groups.back() != facts(tablet, row).group) groups.push_back(facts(tablet, row).group);
  auto sorted = groups;
  std::ranges::sort(sorted);
  CHECK(std::ranges::adjacent_find(sorted) == sorted.end());  // each natural village stands together
  const auto there = std::ranges::count(std::views::iota(0, due), groups.front(),
                                        [&](int row) -> const std::string& { return facts(tablet, row).group; });
  const auto heading = QStringLiteral("%1 · %2户").arg(QString::fromStdString(groups.front())).arg(there);
  CHECK(tablet.screen().reads(heading));
  tablet.picture(QStringLiteral("today-village"));
  tablet.goTo(1);
  tablet.picture(QStringLiteral("village"));
}
