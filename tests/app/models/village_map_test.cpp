// Where each household stands on the map, and how.
#include "app/map/village_map.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "app/models/earth.h"
#include "tests/app/models/big_book.h"
#include "tests/app/models/sample_tablet.h"

using namespace bf;
using namespace bf::test;

namespace {

const EightItems judge;
const std::map<RegionCode, std::string> names{{441424100200, "协和村"}, {441424100201, "大布村"}};

HouseholdFacts house(std::int64_t rec, std::int32_t latitude, std::int32_t longitude, const char* group = "上坑屯") {
  HouseholdFacts facts;
  facts.rec = rec;
  facts.region = 441424100200;
  facts.group = group;
  facts.head = "户主" + std::to_string(rec);
  facts.kind = choice::kindPoor;
  facts.latitude = latitude;
  facts.longitude = longitude;
  return facts;
}

const MapPlace& placeOf(const VillageMap& map, std::size_t row) {
  return *std::ranges::find(map.places(), row, &MapPlace::row);
}

double apart(MapPoint a, MapPoint b) { return std::hypot(a.x - b.x, a.y - b.y); }

}  // namespace

TEST_CASE("households stand where their points were recorded: north above, east to the right, in metres") {
  const auto book = bookOf({house(1, 239'000'000, 1'157'000'000), house(2, 239'100'000, 1'157'000'000),
                            house(3, 239'000'000, 1'157'100'000)});
  const auto map = VillageMap::lay(book, names, true);
  const auto &first = placeOf(map, 0), &north = placeOf(map, 1), &east = placeOf(map, 2);
  CHECK(north.at.y < first.at.y);
  CHECK(north.at.x == Approx(first.at.x));
  CHECK(apart(first.at, north.at) == Approx(1112).epsilon(0.001));  // a hundredth of a degree
  CHECK(east.at.x > first.at.x);
  CHECK(apart(first.at, east.at) == Approx(1112 * std::cos(23.9 * 3.14159265 / 180)).epsilon(0.001));
  CHECK(metresBetween({239'000'000, 1'157'000'000}, {239'000'000, 1'157'100'000}) ==
        Approx(apart(first.at, east.at)).epsilon(0.001));
  CHECK_FALSE(map.unrecordedAt());
}

TEST_CASE("households without a point stand apart by natural village, none upon another, and are counted") {
  const bool wide = GENERATE(true, false);
  std::vector<HouseholdFacts> facts;
  for (int i = 0; i < 30; ++i) facts.push_back(house(i + 1, 239'000'000 + i * 1000, 1'157'000'000 + i * 1500));
  for (int i = 0; i < 23; ++i) facts.push_back(house(100 + i, 0, 0, i % 3 == 0 ? "下坑屯" : ""));
  const auto map = VillageMap::lay(bookOf(facts), names, wide);
  CHECK(map.unrecorded() == 23);
  REQUIRE(map.unrecordedAt());
  const auto& beside = *map.unrecordedAt();
  std::set<std::pair<double, double>> taken;
  for (const auto& place : map.places()) {
    const bool recorded = place.row < 30;
    const bool inside =
        place.at.x > beside.left && place.at.x < beside.right && place.at.y > beside.top && place.at.y < beside.bottom;
    CHECK(inside != recorded);
    if (!recorded) CHECK(taken.emplace(place.at.x, place.at.y).second);
  }
  // To the right of a wide screen's village, below a tall one's; both in the picture of the whole.
  CHECK((wide ? beside.left > placeOf(map, 29).at.x : beside.top > placeOf(map, 0).at.y));
  CHECK(map.whole().right >= beside.right);
  CHECK(map.whole().bottom >= beside.bottom);
  const auto named = [&](const char* text, bool recorded) {
    return std::ranges::count_if(map.labels(), [&](const MapLabel& label) {
      return label.text == text && label.recorded == recorded && !label.village;
    });
  };
  CHECK(named("上坑屯", true) == 1);
  CHECK(named("下坑屯", false) == 1);
  CHECK(named("", false) == 1);
}

TEST_CASE("a village without any point is a map, too") {
  const auto map = VillageMap::lay(bookOf({house(1, 0, 0), house(2, 0, 0)}), names, true);
  CHECK(map.unrecorded() == 2);
  CHECK(apart(placeOf(map, 0).at, placeOf(map, 1).at) > 1);
  CHECK(map.whole().width() >= map.unrecordedAt()->width());
  CHECK_FALSE(map.pointOf(239'000'000, 1'157'000'000));
  CHECK(VillageMap::lay(bookOf({}), names, true).places().empty());
}

TEST_CASE("one point in the next province does not make a dot of the village") {
  std::vector<HouseholdFacts> facts;
  for (int i = 0; i < 200; ++i) facts.push_back(house(i + 1, 239'000'000 + i * 500, 1'157'000'000 + i % 20 * 5000));
  const auto calm = VillageMap::lay(bookOf(facts), names, true).whole();
  facts.push_back(house(300, 300'000'000, 1'000'000'000));
  const auto stray = VillageMap::lay(bookOf(facts), names, true);
  CHECK(stray.whole().width() < 1.5 * calm.width());
  CHECK(stray.places().size() == 201);  // it is on the map all the same
}

TEST_CASE("of a household's states the weightiest shows, and one off the register is not judged") {
  BookRow row;
  row.facts.kind = choice::kindPoor;
  row.items.fill(Answer::yes);
  CHECK(mapStateOf(row) == MapState::met);
  row.items[2] = Answer::unknown;
  CHECK(mapStateOf(row) == MapState::missing);
  row.items[5] = Answer::no;
  CHECK(mapStateOf(row) == MapState::notMet);
  row.facts.problems = 1;
  CHECK(mapStateOf(row) == MapState::problem);
  row.facts.kind = 2;
  CHECK(mapStateOf(row) == MapState::elsewhere);
}

TEST_CASE("an edit changes a mark where it stands; a household that got its point asks for another map") {
  std::vector<HouseholdFacts> facts{house(1, 239'000'000, 1'157'000'000), house(2, 0, 0)};
  auto book = bookOf(facts);
  auto map = VillageMap::lay(book, names, true);
  CHECK(map.counts()[static_cast<std::size_t>(MapState::problem)] == 0);
  facts[0].problems = 1;
  facts[0].status = choice::statusPreparing;
  book.hold(facts);
  CHECK(map.refresh(book, 0));
  CHECK(map.counts()[static_cast<std::size_t>(MapState::problem)] == 1);
  CHECK(map.preparing() == 1);
  facts[1].latitude = 239'010'000;
  facts[1].longitude = 1'157'010'000;
  book.hold(facts);
  CHECK_FALSE(map.refresh(book, 1));
  facts[0].latitude += 1;
  book.hold(facts);
  CHECK_FALSE(map.refresh(book, 0));
}

TEST_CASE("of a township's 25,000 households each has one place, and villages are named before natural villages") {
  const auto book = bigBook(judge, 25'000);
  const auto map = VillageMap::lay(book, names, true);
  CHECK(map.places().size() == 25'000);
  std::set<std::size_t> rows;
  for (const auto& place : map.places()) rows.insert(place.row);
  CHECK(rows.size() == 25'000);
  REQUIRE(map.labels().size() > 2);
  CHECK(map.labels()[0].village);
  CHECK(map.labels()[1].village);
  CHECK_FALSE(map.labels()[2].village);
}
