#include "shared/policy/ranking.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

namespace bf {
namespace {

/// In hundredths of a per cent, rounded down: what is not reached never looks as if it were.
std::int64_t shareOf(std::int64_t part, std::int64_t all) { return part * 10'000 / all; }

}  // namespace

std::vector<Figure> figuresOf(const PolicyEngine& engine, const std::vector<RegionCode>& regions) {
  std::vector<Figure> figures;
  for (std::size_t i = 0; i < engine.pack().indicators.size(); ++i)
    for (const auto region : regions) {
      const auto& indicator = engine.pack().indicators[i];
      Figure one{indicator.id, region, engine.tally(i, region), engine.standing(i, region), false};
      // A part would count twice.
      one.counts = indicator.partOf.empty() && one.standing != Standing::nobody && one.standing != Standing::unjudged;
      figures.push_back(std::move(one));
    }
  return figures;
}

std::vector<Place> ranking(const std::vector<Figure>& figures, RegionCode whole) {
  std::map<RegionCode, Place> places;
  for (const auto& figure : figures) {
    if (figure.region == whole) continue;
    auto& place = places.try_emplace(figure.region, Place{figure.region}).first->second;
    if (!figure.counts) continue;
    ++place.counted;
    place.reached += figure.standing == Standing::met ? 1 : 0;
    place.completion += shareOf(figure.tally.met, figure.tally.all());
  }
  std::vector<Place> all;
  for (auto& [region, place] : places) {
    if (place.counted > 0) place.completion /= place.counted;
    all.push_back(place);
  }
  const auto key = [](const Place& one) { return std::pair(one.counted == 0, -one.completion); };
  std::ranges::stable_sort(all, {}, key);
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].place = i > 0 && key(all[i]) == key(all[i - 1]) ? all[i - 1].place : static_cast<int>(i) + 1;
  return all;
}

std::vector<std::int32_t> rankingDays(const Pack& pack, std::int32_t from, std::int32_t upto) {
  std::set<std::int32_t> days;
  const auto first = std::max(from, pack.effective.from);
  const auto last = std::min(upto, pack.effective.to);
  for (auto month = first / 100; month <= last / 100; month += month % 100 == 12 ? 89 : 1) {
    const std::chrono::year_month of{std::chrono::year(month / 100),
                                     std::chrono::month(static_cast<unsigned>(month % 100))};
    if (!of.ok()) continue;
    const auto end = static_cast<int>(static_cast<unsigned>((of / std::chrono::last).day()));
    for (const auto day : pack.ranking.days)
      if (const auto date = month * 100 + std::min(day, end); date >= first && date <= last) days.insert(date);
  }
  return {days.begin(), days.end()};
}

bool isRankingDay(const Pack& pack, std::int32_t day) { return !rankingDays(pack, day, day).empty(); }

}  // namespace bf
