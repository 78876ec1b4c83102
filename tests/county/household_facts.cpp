#include <algorithm>

#include "tests/county/makers.h"
#include "tests/county/pick.h"

namespace bf::county {
namespace {

struct Look {
  int able = 0, sick = 0, disabled = 0, students = 0;
};

Look lookAt(const County& county, const Household& household) {
  Look look;
  for (std::size_t i = 0; i < household.persons; ++i) {
    const Person& person = county.people[household.firstPerson + i];
    look.able += person.labour == "普通劳动力" || person.labour == "技能劳动力";
    look.sick += person.health.find("大病") != std::string_view::npos;
    look.disabled += person.health.find("残疾") != std::string_view::npos;
    look.students +=
        person.stage.starts_with("本科") || person.stage.starts_with("高职") || person.stage.starts_with("普通高中");
  }
  return look;
}

void fillCauses(SeededRandom& random, const Look& look, Household& household) {
  std::vector<std::string_view> fitting;
  if (look.sick > 0) fitting.push_back("因病");
  if (look.disabled > 0) fitting.push_back("因残");
  if (look.students > 0) fitting.push_back("因学");
  if (look.able == 0) fitting.push_back("缺劳动力");
  constexpr Weighted others[] = {{"缺技术", 30},      {"缺资金", 26}, {"自身发展动力不足", 10},
                                 {"交通条件落后", 7}, {"缺土地", 6},  {"因灾", 5},
                                 {"因婚", 2},         {"因丧", 2},    {"缺水", 2},
                                 {"其他", 2}};
  fitting.push_back(pick(random, std::span<const Weighted>(others)));
  household.mainCause = permille(random, 9) ? std::string_view() : fitting.front();
  if (fitting.size() < 2 || !random.chance(55)) return;
  constexpr std::string_view separators[] = {"、", ",", "，", ";"};
  household.otherCauses = fitting[1];
  if (fitting.size() > 2 && random.chance(40)) {
    household.otherCauses += pick(random, separators);
    household.otherCauses += fitting[2];
  }
}

void fillStatus(SeededRandom& random, Household& household) {
  constexpr Weighted statuses[] = {{"已脱贫", 640}, {"预脱贫", 242}, {"未脱贫", 92},
                                   {"返贫", 6},     {"清退", 12},    {"自然减员销户", 8}};
  household.status = pick(random, std::span<const Weighted>(statuses));
  household.identified = random.chance(93) ? 2016 : 2017;
  if (household.status == "已脱贫")
    household.exitYear = household.identified == 2017 || random.chance(58) ? 2017 : 2016;
  if (household.status == "预脱贫") household.exitYear = 2018;
}

/// Facts of the house's surroundings: mostly there, some lacking, some never asked.
std::string_view fact(SeededRandom& random, std::span<const Weighted> list, unsigned gapPermille) {
  return permille(random, gapPermille) ? std::string_view() : pick(random, list);
}

void fillLiving(SeededRandom& random, Household& household) {
  constexpr Weighted water[] = {
      {"净化处理自来水", 52}, {"受保护的井水和泉水", 40}, {"不受保护的井水和泉水", 5}, {"江河湖泊水", 1}, {"其他", 1}};
  constexpr Weighted yes99[] = {{"是", 993}, {"否", 7}};
  constexpr Weighted yes96[] = {{"是", 965}, {"否", 35}};
  constexpr Weighted devices[] = {
      {"电视机、智能手机", 46}, {"电视机", 34}, {"智能手机", 11}, {"电视机、电脑、智能手机", 5}, {"无", 4}};
  constexpr Weighted fuel[] = {{"柴草", 38}, {"清洁能源", 57}, {"煤炭", 2}, {"其他", 3}};
  constexpr Weighted road[] = {{"水泥路", 66}, {"泥土路", 22}, {"砂石路", 11}, {"沥青路", 1}};
  household.water = fact(random, water, 35);
  const bool good = household.water.starts_with("净化") || household.water.starts_with("受保护");
  household.waterSafe = household.water.empty() || permille(random, 20) ? ""
                        : good && !permille(random, 8)                  ? "是"
                                                                        : "否";
  household.power = fact(random, yes99, 15);
  household.tvSignal = fact(random, yes96, 45);
  household.network = fact(random, yes96, 70);
  household.devices = fact(random, devices, 60);
  household.toilet = random.chance(5) ? "" : random.chance(72) ? "是" : "否";
  household.fuel = fact(random, fuel, 40);
  household.road = fact(random, road, 25);
  if (!random.chance(8))
    household.roadKm = random.chance(90) ? between(random, 0, 30) / 10.0 : between(random, 30, 95) / 10.0;
  if (!random.chance(4)) household.farmland = random.chance(6) ? 0 : between(random, 2, 62) / 10.0;
  if (!random.chance(7)) household.woodland = random.chance(50) ? 0 : between(random, 5, 300) / 10.0;
}

void fillSupport(Maker& maker, const Look& look, Household& household) {
  SeededRandom& random = maker.random;
  household.cooperative = random.chance(4) ? "" : random.chance(look.able > 0 ? 47 : 22) ? "是" : "否";
  constexpr Weighted crops[] = {{"油茶", 18}, {"肉鸡", 14},  {"生猪", 9}, {"光伏", 24},  {"水电站入股", 10},
                                {"蜜柚", 8},  {"百香果", 7}, {"茶叶", 6}, {"黑木耳", 2}, {"肉牛", 4}};
  if (random.chance(look.able > 0 ? 68 : 40)) household.crop = pick(random, std::span<const Weighted>(crops));
  constexpr std::string_view batches[] = {"产业扶持、转移就业", "产业扶持", "转移就业、教育扶智", "产业、医疗",
                                          "低保兜底、医疗救助", "低保",     "产业、就业、教育",   "医疗救助",
                                          "教育扶智、产业扶持", "就业",     "生态补偿、产业扶持", "低保、教育"};
  if (!random.chance(5)) household.batches = pick(random, batches);
  household.stable = random.chance(6) ? "" : random.chance(look.able > 0 ? 86 : 47) ? "是" : "否";
}

std::string account(SeededRandom& random) {
  std::string text = "6217";
  for (int i = 0; i < 15; ++i) text += static_cast<char>('0' + random.below(10));
  return text;
}

}  // namespace

void fillHousehold(Maker& maker, Household& household) {
  SeededRandom& random = maker.random;
  const Look look = lookAt(maker.county, household);
  household.head = maker.county.people[household.firstPerson].name;
  fillStatus(random, household);
  fillCauses(random, look, household);
  fillLiving(random, household);
  fillSupport(maker, look, household);
  household.lowIncome = household.attribute == "低保贫困户" ? "是" : "否";
  household.special = household.attribute == "特困供养贫困户" ? "是" : "否";
  if (!random.chance(9)) household.phone = phoneNumber(random);
  if (!random.chance(6)) {
    constexpr Weighted banks[] = {{"农村信用合作联社", 80}, {"邮政储蓄银行", 14}, {"农业银行", 6}};
    household.bank = pick(random, std::span<const Weighted>(banks));
    household.account = account(random);
  }
  makeIncome(maker, household);
}

void makeIncome(Maker& maker, Household& household) {
  SeededRandom& random = maker.random;
  const Look look = lookAt(maker.county, household);
  const int size = static_cast<int>(household.persons);
  for (int year = 0; year < 2; ++year) {
    Income& income = household.income[year];
    income.known = !random.chance(year == 0 ? 6 : 8);
    if (!income.known) continue;
    const bool out = household.exitYear != 0 && household.exitYear <= incomeYears[year];
    income.wages = look.able > 0 ? 100 * between(random, 40, 190) * std::min(look.able, 3) : 0;
    if (random.chance(60)) {
      income.business = 50 * between(random, 10, 160);
      income.expenses = random.chance(4) ? 0 : income.business * between(random, 20, 45) / 100;
    }
    if (!household.crop.empty()) income.property = 10 * between(random, 20, 180);
    if (household.lowIncome == "是") income.lowIncome = 12 * between(random, 200, 420) * std::min(size, 3);
    if (household.special == "是") income.special = 12 * between(random, 640, 760) * size;
    for (std::size_t i = 0; i < household.persons; ++i) {
      if (maker.county.people[household.firstPerson + i].enrolments[0].receives == "是")
        income.pension += 12 * between(random, 120, 148);
    }
    if (household.woodland > 3) income.ecology = static_cast<int>(household.woodland * 22);
    income.other = random.chance(35) ? 10 * between(random, 10, 200) : 0;
    // Who is off the list has, on paper at least, reached the line of that year: 45 % of the province.
    const int line = year == 0 ? 6530 : 7101;
    if (out && income.net() < line * size && !permille(random, 15))
      income.wages += line * size - income.net() + between(random, 20, 2600);
  }
}

}  // namespace bf::county
