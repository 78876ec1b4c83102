#include <algorithm>
#include <numeric>

#include "tests/county/makers.h"
#include "tests/county/pick.h"

namespace bf::county {
namespace {

constexpr Weighted methods[] = {{"鉴定机构鉴定", 35}, {"住建技术人员评定", 55}, {"入户目测", 10}};
constexpr Weighted modes[] = {{"拆除重建", 66}, {"修缮加固", 29}, {"入住敬老院", 3}, {"入住老人公寓", 2}};

void fillHouse(SeededRandom& random, House& house, std::string_view grade) {
  house.grade = grade;
  if (grade.empty()) return;
  const bool bad = grade == "C级" || grade == "D级";
  constexpr Weighted sound[] = {{"钢筋混凝土", 22}, {"砖混", 50}, {"砖瓦砖木", 26}, {"其他", 2}};
  constexpr Weighted weak[] = {{"砖瓦砖木", 34}, {"竹草土坯", 58}, {"其他", 8}};
  house.structure =
      bad ? pick(random, std::span<const Weighted>(weak)) : pick(random, std::span<const Weighted>(sound));
  house.method = pick(random, std::span<const Weighted>(methods));
  house.only = bad || random.chance(92) ? "是" : "否";
  if (!random.chance(6)) house.area = between(random, 28, bad ? 90 : 190);
  house.unit = random.chance(70) ? "县危房鉴定组" : "镇村镇建设办";
  constexpr std::string_view parts[] = {"墙体",     "墙体、屋面", "屋面",    "梁柱、墙体",
                                        "地基基础", "梁柱；屋面", "周边地质"};
  if (bad && random.chance(86)) house.dangerParts = pick(random, parts);
  house.date = dateText(someDay(random, random.chance(40) ? 2016 : 2017));
}

/// A renovation as far as it has come; starting funds are paid when work begins.
void fillRenovation(SeededRandom& random, House& house, int planYear, int stage) {
  house.planYear = planYear;
  house.mode = pick(random, std::span<const Weighted>(modes));
  constexpr std::string_view stages[] = {"已申报", "已审批", "已开工", "已竣工", "已验收", "补助已拨付"};
  house.stage = stages[stage];
  house.subsidy = house.mode == "拆除重建" ? 40000 : house.mode == "修缮加固" ? 20000 : 12000;
  if (stage < 2 || random.chance(14)) return;
  house.startingFunds = 5000 * between(random, 1, house.subsidy > 15000 ? 3 : 2);
  if (random.chance(94)) house.fundsDate = dateText(someDay(random, planYear));
}

}  // namespace

void makeHouses(Maker& maker) {
  SeededRandom& random = maker.random;
  std::vector<Household>& households = maker.county.households;
  std::vector<std::size_t> order(households.size());
  std::iota(order.begin(), order.end(), 0);
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  const auto planned = static_cast<std::size_t>(maker.county.options.renovations);
  constexpr Weighted grades[] = {{"A级", 352}, {"B级", 512}, {"", 45}};
  for (std::size_t i = 0; i < order.size(); ++i) {
    House& house = households[order[i]].house;
    const std::string_view danger = random.chance(58) ? "D级" : "C级";
    if (i < planned) {
      // Half a year into the plan: most are being built, some are ready, some have hardly begun.
      constexpr int reached[] = {0, 1, 1, 2, 2, 2, 2, 3, 3, 4, 5};
      fillHouse(random, house, danger);
      fillRenovation(random, house, 2018, reached[random.below(std::size(reached))]);
    } else if (permille(random, 75)) {
      fillHouse(random, house, danger);
      fillRenovation(random, house, random.chance(60) ? 2017 : 2016, random.chance(95) ? 5 : 4);
    } else if (permille(random, 11)) {
      fillHouse(random, house, danger);  // in danger and in no plan: what the visits must find
    } else {
      fillHouse(random, house, pick(random, std::span<const Weighted>(grades)));
    }
  }
}

void makeHelpers(Maker& maker) {
  SeededRandom& random = maker.random;
  constexpr std::string_view units[] = {"县教育局", "县卫计局", "县农业局",   "县水务局",     "县财政局",
                                        "县林业局", "县人社局", "县民政局",   "县供电局",     "县公路局",
                                        "县国土局", "县税务局", "县人民法院", "县人民检察院", "县公安局"};
  std::size_t village = maker.county.villages.size();
  std::string name, phone, unit;
  std::string_view level;
  int left = 0;
  for (Household& household : maker.county.households) {
    if (household.village != village || left == 0) {
      village = household.village;
      const Village& place = maker.county.villages[village];
      name = makeSurname(random, maker.culture) + makeGivenName(random, random.chance(30), between(random, 1962, 1992));
      phone = phoneNumber(random);
      const auto roll = random.below(100);
      unit = roll < 45   ? maker.county.townships[place.township].name + "人民政府"
             : roll < 85 ? std::string(pick(random, units))
                         : place.name + "委员会";
      level = roll < 45 ? "乡镇" : roll < 85 ? "县直" : "村级";
      left = between(random, 3, 7);
    }
    --left;
    if (permille(random, 12)) continue;  // a household without a helper: to be found
    household.helper = name;
    household.helperUnit = unit;
    household.helperPhone = random.chance(93) ? phone : "";
    household.helperLevel = level;
  }
}

void makeLight(Maker& maker) {
  SeededRandom& random = maker.random;
  County& county = maker.county;
  const auto wanted = static_cast<std::size_t>(county.options.rural);
  std::vector<int> serial(county.villages.size());
  county.light.reserve(wanted);
  constexpr Weighted grades[] = {{"A级", 455}, {"B级", 505}, {"C级", 9}, {"D级", 6}, {"", 25}};
  constexpr Weighted water[] = {
      {"净化处理自来水", 70}, {"受保护的井水和泉水", 26}, {"不受保护的井水和泉水", 2}, {"", 2}};
  constexpr Weighted devices[] = {{"电视机、智能手机", 75}, {"智能手机", 15}, {"电视机", 7}, {"无", 1}, {"", 2}};
  for (std::size_t i = 0; i < wanted; ++i) {
    LightHousehold household;
    household.village = i * county.villages.size() / wanted;
    char number[48];
    std::snprintf(number, sizeof number, "%012llu8%04d",
                  static_cast<unsigned long long>(county.villages[household.village].code),
                  ++serial[household.village]);
    household.number = number;
    household.head =
        makeSurname(random, maker.culture) + makeGivenName(random, random.chance(10), between(random, 1940, 1992));
    household.persons = between(random, 1, 4) + between(random, 0, 3);
    household.insured = random.chance(4) ? household.persons - 1 : household.persons;
    household.grade = pick(random, std::span<const Weighted>(grades));
    household.water = pick(random, std::span<const Weighted>(water));
    household.waterSafe = household.water.empty() ? "" : household.water.starts_with("不受") ? "否" : "是";
    household.power = random.chance(1) ? "" : "是";
    household.tvSignal = random.chance(2) ? "" : random.chance(98) ? "是" : "否";
    household.devices = pick(random, std::span<const Weighted>(devices));
    county.light.push_back(std::move(household));
  }
}

}  // namespace bf::county
