#include <algorithm>
#include <array>
#include <numeric>

#include "shared/exchange/table.h"
#include "tests/county/makers.h"
#include "tests/county/pick.h"

namespace bf::county {
namespace {

/// Figures that a document states; others are scaled from them by the number of villages.
struct Known {
  RegionCode county;
  const char* file;
  double latitude, longitude;
  int households, persons, villages, poorVillages, renovations;
};

// 五华: S1 一(一), 二(二)4, S2 item 10. 新宾: 189 D-grade houses (S4). Coordinates are those of the county seats.
constexpr std::array knownCounties{
    Known{441424, "441424-wuhua.csv", 23.932, 115.776, 24406, 82375, 412, 92, 718},
    Known{210422, "210422-xinbin.csv", 41.734, 125.040, 0, 0, 0, 0, 189},
    Known{450109, "450109-yongning.csv", 22.758, 108.487, 0, 0, 0, 0, 0},
    Known{450123, "450123-longan.csv", 23.166, 107.696, 0, 0, 0, 0, 0},
    Known{450124, "450124-mashan.csv", 23.708, 108.177, 0, 0, 0, 0, 0},
    Known{450125, "450125-shanglin.csv", 23.432, 108.605, 0, 0, 0, 0, 0},
    Known{450224, "450224-rongan.csv", 25.225, 109.398, 0, 0, 0, 0, 0},
};
constexpr double householdsPerVillageMean = 24406.0 / 412;
constexpr double personsPerHouseholdMean = 82375.0 / 24406;
constexpr double poorShare = 92.0 / 412;
constexpr double renovationShare = 718.0 / 24406;

const Known* knownOf(RegionCode county) {
  const auto* found = std::find_if(knownCounties.begin(), knownCounties.end(),
                                   [&](const Known& known) { return known.county == county; });
  return found == knownCounties.end() ? nullptr : found;
}

std::string shortName(std::string name) {
  for (const std::string_view end : {"村委会", "村民委员会", "社区居委会", "社区居民委员会", "居委会"}) {
    if (!name.ends_with(end)) continue;
    name.resize(name.size() - end.size());
    const std::string_view kind = end.starts_with("村") ? "村" : "社区";
    return name.ends_with(kind) ? name : name + std::string(kind);
  }
  return name;
}

bool isVillage(const Village& village) {
  return village.fullName.ends_with("村委会") || village.fullName.ends_with("村民委员会");
}

Result<void> readRegions(Maker& maker, const Known& known) {
  County& county = maker.county;
  BF_LET(table, openTable(county.options.regionFolder + "/" + known.file));
  Row row;
  for (;;) {
    BF_LET(more, table->next(row));
    if (!more) return {};
    if (row.number == 1 || row.cells.size() < 4) continue;
    const RegionCode code = std::stoull(std::string(row.cells[0].text));
    const std::string name(row.cells[2].text);
    const std::string_view level = levelName(code);
    if (level == "county") county.region = {code, name};
    if (level == "township") county.townships.push_back({code, name});
    if (level == "village") {
      Village village;
      village.code = code;
      village.fullName = name;
      village.name = shortName(name);
      county.villages.push_back(std::move(village));
    }
  }
}

void placeVillages(Maker& maker, const Known& known) {
  SeededRandom& random = maker.random;
  County& county = maker.county;
  std::vector<std::array<double, 2>> seats;
  const auto offset = [&](double most) { return (static_cast<double>(random.below(2'000'001)) / 1e6 - 1) * most; };
  for (std::size_t i = 0; i < county.townships.size(); ++i) {
    seats.push_back({known.latitude + offset(0.24), known.longitude + offset(0.27)});
  }
  for (Village& village : county.villages) {
    const auto town = std::find_if(county.townships.begin(), county.townships.end(),
                                   [&](const Region& t) { return t.code == village.code / 1000; });
    village.township = static_cast<std::size_t>(town - county.townships.begin());
    const auto& seat = seats[std::min(village.township, seats.size() - 1)];
    village.latitude = seat[0] + offset(0.045);
    village.longitude = seat[1] + offset(0.05);
  }
}

template <class T>
void shuffle(SeededRandom& random, std::vector<T>& list) {
  for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[random.below(i)]);
}

/// Which villages have poor households, and which of them are poor villages: 村 before 社区.
Result<void> chooseVillages(Maker& maker) {
  County& county = maker.county;
  std::vector<std::size_t> order(county.villages.size());
  std::iota(order.begin(), order.end(), 0);
  shuffle(maker.random, order);
  std::stable_partition(order.begin(), order.end(), [&](std::size_t i) { return isVillage(county.villages[i]); });
  const auto wanted = static_cast<std::size_t>(county.options.villages);
  if (wanted > order.size()) return fail(Errc::invalidValue, "more villages than the county has");
  for (std::size_t i = 0; i < wanted; ++i) {
    county.villages[order[i]].inRegister = true;
    county.villages[order[i]].poorVillage = i < static_cast<std::size_t>(county.options.poorVillages);
  }
  return {};
}

void takeDefaults(Options& options, const Known& known, std::size_t villages) {
  const auto scaled = [](double value) { return static_cast<int>(value + 0.5); };
  if (options.villages == 0) options.villages = known.villages > 0 ? known.villages : static_cast<int>(villages);
  if (options.households == 0) {
    options.households = known.households > 0 ? known.households : scaled(options.villages * householdsPerVillageMean);
  }
  if (options.persons == 0) {
    const bool whole = known.persons > 0 && options.households == known.households;
    options.persons = whole ? known.persons : scaled(options.households * personsPerHouseholdMean);
  }
  if (options.poorVillages == 0) {
    options.poorVillages = known.poorVillages > 0 && options.villages == known.villages
                               ? known.poorVillages
                               : scaled(options.villages * poorShare);
  }
  if (options.renovations < 0) {
    const bool whole = known.renovations > 0 && (known.households == 0 || options.households == known.households);
    options.renovations = whole ? known.renovations : scaled(options.households * renovationShare);
  }
}

Result<void> checkOptions(const Options& options) {
  const bool households = options.villages > 0 && options.households >= options.villages;
  const bool persons = options.persons >= options.households && options.persons <= options.households * 9;
  if (!households) return fail(Errc::invalidValue, "each village with poor households needs one at least");
  if (!persons) return fail(Errc::invalidValue, "a household has 1 to 9 persons");
  if (options.poorVillages > options.villages) return fail(Errc::invalidValue, "more poor villages than villages");
  if (options.renovations > options.households) return fail(Errc::invalidValue, "more renovations than households");
  return {};
}

std::string_view mostly(SeededRandom& random, unsigned yes, unsigned gap) {
  if (random.chance(gap)) return "";
  return random.chance(yes) ? "是" : "否";
}

Hamlet makeHamlet(Maker& maker, bool poorVillage) {
  SeededRandom& random = maker.random;
  Hamlet hamlet;
  hamlet.name = makeHamletName(random, maker.culture);
  hamlet.households = random.chance(18) ? between(random, 6, 19) : between(random, 20, 110);
  hamlet.persons = hamlet.households * between(random, 38, 52) / 10;
  hamlet.road = mostly(random, poorVillage ? 78 : 90, 4);
  hamlet.power = mostly(random, 99, 2);
  hamlet.broadcast = mostly(random, 93, 5);
  hamlet.plan = mostly(random, hamlet.households >= 50 ? 80 : 45, 8);
  return hamlet;
}

void fillEconomy(SeededRandom& random, Village& village) {
  constexpr std::string_view industries[] = {"油茶", "丝苗米", "蜜柚",   "百香果", "肉鸡", "光伏",
                                             "茶叶", "生猪",   "中药材", "黑木耳", "水果", ""};
  const bool poor = village.poorVillage;
  if (poor) village.exitYear = random.chance(70) ? 2018 : 2017;
  village.industry = pick(random, industries);
  village.cooperatives = between(random, 0, 4);
  village.leaders = between(random, 0, poor ? 5 : 3);
  if (!random.chance(5)) village.income2016 = between(random, poor ? 6500 : 8800, poor ? 9800 : 15500);
  if (village.income2016 > 0 && !random.chance(4)) {
    village.income2017 = village.income2016 * between(random, 103, 118) / 100;
  }
  if (!random.chance(6)) village.collective2016 = 100 * between(random, 30, 600);
  if (!random.chance(6)) village.collective2017 = 100 * between(random, 50, 1100);
}

void fillServices(SeededRandom& random, Village& village) {
  struct Service {
    std::string_view Village::*fact;
    unsigned yes, gap;
  };
  constexpr Service services[] = {
      {&Village::servicePlace, 93, 2}, {&Village::office, 98, 1},       {&Village::board, 96, 2},
      {&Village::court, 84, 3},        {&Village::culture, 88, 3},      {&Village::clinic, 91, 2},
      {&Village::roadReaches, 99, 1},  {&Village::road, 97, 1},         {&Village::broadband, 96, 2},
      {&Village::cable, 87, 5},        {&Village::tapWater, 81, 4},     {&Village::plan, 76, 4},
      {&Village::coach, 83, 4},        {&Village::cultureCentre, 78, 4}};
  for (const Service& service : services) village.*service.fact = mostly(random, service.yes, service.gap);
  if (!random.chance(4)) {
    village.medicalWorkers = village.clinic == "是" ? between(random, permille(random, 30) ? 0 : 1, 3) : 0;
  }
  if (!random.chance(7)) village.toiletHouseholds = village.registeredHouseholds * between(random, 40, 98) / 100;
}

}  // namespace

Result<void> makeVillages(Maker& maker) {
  const Known* known = knownOf(maker.county.options.county);
  if (known == nullptr) return fail(Errc::notFound, "no region file for this county");
  BF_CHECK(readRegions(maker, *known));
  Options& options = maker.county.options;
  const auto real = std::count_if(maker.county.villages.begin(), maker.county.villages.end(), isVillage);
  takeDefaults(options, *known, static_cast<std::size_t>(real));
  BF_CHECK(checkOptions(options));
  placeVillages(maker, *known);
  BF_CHECK(chooseVillages(maker));
  for (Village& village : maker.county.villages) {
    for (int i = between(maker.random, 4, 17); i > 0; --i) {
      Hamlet hamlet = makeHamlet(maker, village.poorVillage);
      const bool taken = std::any_of(village.hamlets.begin(), village.hamlets.end(),
                                     [&](const Hamlet& other) { return other.name == hamlet.name; });
      if (!taken) village.hamlets.push_back(std::move(hamlet));
    }
  }
  return {};
}

std::vector<int> householdsPerVillage(Maker& maker) {
  // A poor village has on average 2.7 times as many poor households as another one.
  std::vector<double> weights;
  for (const Village& village : maker.county.villages) {
    const double spread = 0.35 + static_cast<double>(maker.random.below(1300)) / 1000;
    weights.push_back(!village.inRegister ? 0 : (village.poorVillage ? 2.7 : 1.0) * spread);
  }
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<int> counts(weights.size());
  int left = maker.county.options.households;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (weights[i] <= 0) continue;
    counts[i] = std::max(1, static_cast<int>(weights[i] / sum * maker.county.options.households));
    left -= counts[i];
  }
  while (left != 0) {
    const std::size_t i = maker.random.below(counts.size());
    const int step = left > 0 ? 1 : -1;
    if (weights[i] <= 0 || counts[i] + step < 1) continue;
    counts[i] += step;
    left -= step;
  }
  return counts;
}

std::vector<int> personsPerHousehold(Maker& maker) {
  constexpr std::array<unsigned, 9> shares{168, 180, 198, 212, 132, 70, 27, 10, 3};
  std::vector<int> sizes;
  int left = maker.county.options.persons;
  for (int i = 0; i < maker.county.options.households; ++i) {
    auto roll = static_cast<unsigned>(maker.random.below(1000));
    int size = 1;
    while (size < 9 && roll >= shares[static_cast<std::size_t>(size - 1)])
      roll -= shares[static_cast<std::size_t>(size++ - 1)];
    sizes.push_back(size);
    left -= size;
  }
  while (left != 0) {
    int& size = sizes[maker.random.below(sizes.size())];
    const int step = left > 0 ? 1 : -1;
    if (size + step < 1 || size + step > 9) continue;
    size += step;
    left -= step;
  }
  return sizes;
}

void fillVillages(Maker& maker) {
  SeededRandom& random = maker.random;
  for (const Household& household : maker.county.households) {
    Village& village = maker.county.villages[household.village];
    ++village.poorHouseholds;
    village.poorPersons += static_cast<int>(household.persons);
  }
  for (Village& village : maker.county.villages) {
    for (const Hamlet& hamlet : village.hamlets) village.registeredHouseholds += hamlet.households;
    for (const Hamlet& hamlet : village.hamlets) village.registeredPersons += hamlet.persons;
    // The register counts on paper what the hamlets do not add up to: never fewer than its own poor.
    village.registeredHouseholds = std::max(village.registeredHouseholds, village.poorHouseholds * 11 / 10 + 20);
    village.registeredPersons = std::max(village.registeredPersons, village.poorPersons * 11 / 10 + 80);
    fillEconomy(random, village);
    fillServices(random, village);
  }
}

}  // namespace bf::county
