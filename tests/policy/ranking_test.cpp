#include "shared/policy/ranking.h"

#include <catch2/catch.hpp>

#include "tests/policy/policy_world.h"

namespace bf::test {
namespace {

constexpr RegionCode county = 441424;

Figure figure(const char* id, RegionCode region, Tally tally, Standing standing, bool counts = true) {
  return {id, region, tally, standing, counts};
}

SubjectVerdict verdict(std::int64_t household, std::int64_t subject, Judgement judgement, RegionCode region = 7) {
  return {household, subject, region, judgement};
}

}  // namespace

TEST_CASE("a township's place is the mean of met by all over the indicators that count, worked out by hand") {
  // 100: (2/3 = 66.66 + 1/1 = 100) / 2 = 83.33; 101: (1/2 = 50 + 0) / 2 = 25; 102: only A, 1/2 = 50.
  const auto places = ranking(
      {figure("A", county, {4, 2, 1, 0}, Standing::notMet), figure("A", 441424100, {2, 1, 0, 0}, Standing::notMet),
       figure("A", 441424101, {1, 0, 1, 0}, Standing::notCollected),
       figure("A", 441424102, {1, 1, 0, 0}, Standing::notMet), figure("B", 441424100, {1, 0, 0, 0}, Standing::met),
       figure("B", 441424101, {0, 0, 4, 0}, Standing::notCollected),
       figure("B", 441424102, {9, 0, 0, 0}, Standing::met, false)},
      county);
  CHECK(places ==
        std::vector<Place>{{441424100, 1, 8333, 1, 2}, {441424102, 2, 5000, 0, 1}, {441424101, 3, 2500, 0, 2}});
}

TEST_CASE("one household short of everyone is never a hundred per cent") {
  const auto places =
      ranking({figure("A", 1, {29'999, 1, 0, 0}, Standing::notMet), figure("B", 1, {1, 0, 0, 0}, Standing::met),
               figure("C", 1, {1, 0, 0, 0}, Standing::met)},
              county);
  REQUIRE(places.size() == 1);
  CHECK(places.front().completion == 9999);
}

TEST_CASE("equal completion shares a place and leaves the next one out; without any indicator a township is last") {
  const auto places =
      ranking({figure("A", 4, {0, 0, 0, 0}, Standing::nobody, false), figure("A", 1, {1, 1, 0, 0}, Standing::notMet),
               figure("A", 2, {2, 2, 0, 0}, Standing::notMet), figure("A", 3, {0, 2, 0, 0}, Standing::notMet)},
              county);
  REQUIRE(places.size() == 4);
  std::vector<std::pair<RegionCode, int>> order;
  for (const auto& one : places) order.emplace_back(one.region, one.place);
  CHECK(order == std::vector<std::pair<RegionCode, int>>{{1, 1}, {2, 1}, {3, 3}, {4, 4}});
}

TEST_CASE("rankings are of the days that the pack states, and of the last day of a month that lacks one") {
  auto pack = packNamed("wuhua-2018");
  CHECK(rankingDays(pack, 20180125, 20180310) ==
        std::vector<std::int32_t>{20180130, 20180210, 20180220, 20180228, 20180310});
  CHECK(rankingDays(pack, 20181221, 20190228) == std::vector<std::int32_t>{20181230});
  CHECK(rankingDays(pack, 20180211, 20180219).empty());
  for (const auto day : {20181210, 20181220, 20181230, 20180228}) CHECK(isRankingDay(pack, day));
  for (const auto day : {20181211, 20181231, 20180227, 20180230, 20181131, 20180010, 20171220, 20190110, 0})
    CHECK_FALSE(isRankingDay(pack, day));
  pack.effective.to = 20201231;
  CHECK(rankingDays(pack, 20200221, 20200309) == std::vector<std::int32_t>{20200229});
  pack.ranking.days = {29, 30, 31};
  CHECK(rankingDays(pack, 20200201, 20200331) == std::vector<std::int32_t>{20200229, 20200329, 20200330, 20200331});
  CHECK(rankingDays(packNamed("doubts"), 20180101, 20181231).empty());
}

TEST_CASE("differences name who is otherwise, who came and who left") {
  const std::vector<SubjectVerdict> before{verdict(1, 1, Judgement::met), verdict(1, 5, Judgement::notMet),
                                           verdict(2, 2, Judgement::notCollected), verdict(3, 3, Judgement::met)};
  const std::vector<SubjectVerdict> after{verdict(1, 1, Judgement::met), verdict(1, 5, Judgement::met),
                                          verdict(1, 6, Judgement::notMet), verdict(3, 3, Judgement::met, 8)};
  using C = std::vector<VerdictChange>;
  CHECK(differences(before, after) == C{{1, 5, 7, Judgement::notMet, Judgement::met},
                                        {1, 6, 7, std::nullopt, Judgement::notMet},
                                        {2, 2, 7, Judgement::notCollected, std::nullopt}});
  CHECK(differences(before, before).empty());
  CHECK(differences({}, after).size() == 4);
  CHECK(differences(after, {}).size() == 4);
}

}  // namespace bf::test
