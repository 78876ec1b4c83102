#include "tests/county/county.h"

#include <cmath>
#include <cstdio>
#include <utility>

#include "tests/county/makers.h"
#include "tests/county/pick.h"

namespace bf::county {
namespace {

std::string_view attributeFor(SeededRandom& random, int size) {
  const auto roll = random.below(100);
  if (size == 1) return roll < 46 ? "特困供养贫困户" : roll < 78 ? "低保贫困户" : "一般贫困户";
  return roll < 2 ? "特困供养贫困户" : roll < 38 ? "低保贫困户" : "一般贫困户";
}

/// Degrees from the middle of the village to that of a hamlet: spread as the seeds of a sunflower.
std::pair<double, double> middleOf(std::size_t hamlet, std::size_t hamlets) {
  constexpr double goldenAngle = 2.39996323, reach = 0.011;
  const double angle = goldenAngle * static_cast<double>(hamlet);
  const double far = reach * std::sqrt((static_cast<double>(hamlet) + 0.5) / static_cast<double>(hamlets));
  return {far * std::sin(angle), far * std::cos(angle)};
}

Household newHousehold(Maker& maker, std::size_t villageIndex, int serial, int size) {
  SeededRandom& random = maker.random;
  const Village& village = maker.county.villages[villageIndex];
  Household household;
  char number[48];
  std::snprintf(number, sizeof number, "%012llu%04d", static_cast<unsigned long long>(village.code), serial);
  household.number = number;
  household.village = villageIndex;
  household.hamlet = random.below(village.hamlets.size());
  household.attribute = attributeFor(random, size);
  household.firstPerson = maker.county.people.size();
  household.persons = static_cast<std::size_t>(size);
  const std::string& town = maker.county.townships[village.township].name;
  household.address = maker.county.region.name + town + village.name + village.hamlets[household.hamlet].name;
  if (random.chance(60)) household.address += std::to_string(between(random, 1, 160)) + "号";
  // Houses of a hamlet stand within some 200 m of its middle, the hamlets within some 1.2 km of the village's.
  const auto offset = [&] { return (static_cast<double>(random.below(2'000'001)) / 1e6 - 1) * 0.0018; };
  if (!random.chance(22)) {  // not yet on the map
    const auto [north, east] = middleOf(household.hamlet, village.hamlets.size());
    household.latitude = village.latitude + north + offset();
    household.longitude = village.longitude + east + offset();
  }
  return household;
}

}  // namespace

Result<County> makeCounty(const Options& options) {
  Maker maker(options);
  BF_CHECK(makeVillages(maker));
  const std::vector<int> perVillage = householdsPerVillage(maker);
  const std::vector<int> sizes = personsPerHousehold(maker);
  County& county = maker.county;
  county.households.reserve(sizes.size());
  county.people.reserve(static_cast<std::size_t>(county.options.persons));
  for (std::size_t v = 0; v < perVillage.size(); ++v) {
    for (int serial = 1; serial <= perVillage[v]; ++serial) {
      const int size = sizes[county.households.size()];
      Household household = newHousehold(maker, v, serial, size);
      makeFamily(maker, size, county.people);
      for (std::size_t i = 0; i < household.persons; ++i) {
        fillPerson(maker, household, county.people[household.firstPerson + i]);
      }
      fillHousehold(maker, household);
      county.households.push_back(std::move(household));
    }
  }
  makeHouses(maker);
  makeHelpers(maker);
  fillVillages(maker);
  makeLight(maker);
  makeFaults(maker);
  return std::move(county);
}

}  // namespace bf::county
