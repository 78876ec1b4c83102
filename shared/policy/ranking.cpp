#include "shared/policy/ranking.h"

#include <algorithm>
#include <chrono>
#include <map>

namespace bf {
namespace {

/// In hundredths of a per cent, rounded to the nearest.
std::int64_t shareOf(std::int64_t part, std::int64_t all) { return (part * 20'000 + all) / (2 * all); }

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
    if (place.counted > 0) place.completion = (2 * place.completion + place.counted) / (2 * place.counted);
    all.push_back(place);
  }
  const auto key = [](const Place& one) { return std::pair(one.counted == 0, -one.completion); };
  std::ranges::stable_sort(all, {}, key);
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].place = i > 0 && key(all[i]) == key(all[i - 1]) ? all[i - 1].place : static_cast<int>(i) + 1;
  return all;
}

bool isRankingDay(std::int32_t day) {
  const std::chrono::year_month_day date{std::chrono::year(day / 10000),
                                         std::chrono::month(static_cast<unsigned>(day / 100 % 100)),
                                         std::chrono::day(static_cast<unsigned>(day % 100))};
  if (!date.ok()) return false;
  const std::chrono::year_month_day_last end{date.year(), std::chrono::month_day_last(date.month())};
  if (date.month() == std::chrono::February && date.day() == end.day()) return true;
  return day % 100 == 10 || day % 100 == 20 || day % 100 == 30;
}

std::vector<VerdictChange> differences(const std::vector<SubjectVerdict>& before,
                                       const std::vector<SubjectVerdict>& after) {
  std::vector<VerdictChange> changes;
  auto old = before.begin();
  auto now = after.begin();
  while (old != before.end() || now != after.end()) {
    const bool gone = now == after.end() || (old != before.end() && bf::before(*old, *now));
    const bool come = old == before.end() || (now != after.end() && bf::before(*now, *old));
    const auto& one = gone ? *old : *now;
    VerdictChange change{one.household, one.subject, one.region, std::nullopt, std::nullopt};
    if (!come) change.from = (old++)->verdict;
    if (!gone) change.to = (now++)->verdict;
    if (change.from != change.to) changes.push_back(change);
  }
  return changes;
}

}  // namespace bf
