#include <algorithm>

#include "tests/county/makers.h"
#include "tests/county/pick.h"

namespace bf::county {
namespace {

/// Shares of a register of poor households: illness and disability are what made many of them poor.
void fillHealth(SeededRandom& random, Person& person, bool special) {
  const int age = person.age;
  const unsigned chronic = age >= 70 ? 430u : age >= 55 ? 300u : age >= 35 ? 120u : age >= 16 ? 40u : 10u;
  const unsigned serious = age >= 55 ? 60u : age >= 35 ? 40u : 12u;
  const unsigned disabled = special ? 260u : age >= 55 ? 110u : age >= 16 ? 85u : 30u;
  const bool c = permille(random, chronic), s = permille(random, serious), d = permille(random, disabled);
  constexpr std::string_view combined[] = {"健康", "长期慢性病",       "患有大病",       "长期慢性病、患有大病",
                                           "残疾", "长期慢性病、残疾", "患有大病、残疾", "长期慢性病、患有大病、残疾"};
  person.health = combined[(c ? 1 : 0) + (s ? 2 : 0) + (d ? 4 : 0)];
  if (!d) return;
  person.disabilityKind = between(random, 1, 7);
  person.disabilityGrade = between(random, 1, 4);
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string_view collegeStage(SeededRandom& random, int age) {
  constexpr std::string_view junior[] = {"高职高专一年级", "高职高专二年级", "高职高专三年级"};
  constexpr std::string_view bachelor[] = {"本科一年级", "本科二年级", "本科三年级", "本科四年级"};
  const int year = std::clamp(age - 18 - (random.chance(40) ? 1 : 0), 0, 3);
  if (random.chance(60)) return junior[std::min(year, 2)];
  return bachelor[year];
}

/// Stage at the school year 2017/18 by age on 1 September 2017; empty for who is not at school.
std::string_view schoolStage(SeededRandom& random, int age) {
  constexpr std::string_view junior[] = {"七年级", "八年级", "九年级"};
  constexpr std::string_view high[] = {"普通高中一年级", "普通高中二年级", "普通高中三年级"};
  constexpr std::string_view vocational[] = {"中职一年级", "中职二年级", "中职三年级"};
  if (age < 3) return "学龄前儿童";
  if (age < 6) return random.chance(78) ? "学前教育" : "学龄前儿童";
  if (age < 12) return "小学";
  if (age < 15) return junior[age - 12];
  if (age < 18) return random.chance(62) ? high[age - 15] : random.chance(70) ? vocational[age - 15] : "";
  if (age < 23) return random.chance(31) ? collegeStage(random, age) : "";
  return age < 26 && permille(random, 12) ? "硕士及以上" : "";
}

std::string_view education(SeededRandom& random, int age, bool female) {
  constexpr Weighted old[] = {{"文盲或半文盲", 38}, {"小学", 52}, {"初中", 9}, {"高中", 1}};
  constexpr Weighted middle[] = {{"文盲或半文盲", 6}, {"小学", 44}, {"初中", 44}, {"高中", 6}};
  constexpr Weighted young[] = {{"文盲或半文盲", 1}, {"小学", 12}, {"初中", 62},
                                {"高中", 16},        {"大专", 7},  {"本科及以上", 2}};
  if (age >= 60) return pick(random, std::span<const Weighted>(old));
  if (age >= 38) return female && random.chance(12) ? "文盲或半文盲" : pick(random, std::span<const Weighted>(middle));
  return pick(random, std::span<const Weighted>(young));
}

std::string schoolName(SeededRandom& random, const Maker& maker, const Household& household, std::string_view stage) {
  const County& county = maker.county;
  const Village& village = county.villages[household.village];
  const std::string& town = county.townships[village.township].name;
  const std::string& name = county.region.name;
  if (stage == "学前教育") return town + (random.chance(70) ? "中心幼儿园" : "春蕾幼儿园");
  if (stage == "小学") return random.chance(55) ? town + "中心小学" : village.name + "小学";
  if (stage.ends_with("年级") && stage.starts_with("普通高中"))
    return random.chance(60) ? name + "高级中学" : name + "田家炳中学";
  if (stage.starts_with("中职")) return random.chance(60) ? name + "职业技术学校" : "市高级技工学校";
  if (stage == "七年级" || stage == "八年级" || stage == "九年级")
    return town + (random.chance(75) ? "中学" : "第二中学");
  constexpr std::string_view colleges[] = {"职业技术学院", "师范学院", "农业工程职业学院", "医学高等专科学校",
                                           "理工学院"};
  return stage == "学龄前儿童" ? std::string()
                               : (random.chance(50) ? "省立" : "市立") + std::string(pick(random, colleges));
}

void fillSchool(Maker& maker, const Household& household, Person& person) {
  SeededRandom& random = maker.random;
  const int age = ageAt(person.birthDate, 20170901);
  person.stage = age < 26 ? schoolStage(random, std::max(age, 0)) : "";
  const bool compulsory = age >= 6 && age < 15;
  const bool unable = has(person.health, "残疾") && random.chance(18);
  if (compulsory && (unable || permille(random, 6))) {
    constexpr Weighted reasons[] = {{"厌学", 5}, {"因病因残无法就学", 3}, {"外出务工", 2}, {"家庭经济困难", 1}};
    person.leftSchool = unable ? "因病因残无法就学" : pick(random, std::span<const Weighted>(reasons));
    person.droppedOut = "是";
    person.stage = {};
    person.education = age < 12 ? "文盲或半文盲" : "小学";
    return;
  }
  if (compulsory) person.droppedOut = permille(random, 20) ? "" : "否";
  if (person.stage.empty()) {
    person.education = education(random, age, person.female);
  } else {
    person.school = schoolName(random, maker, household, person.stage);
  }
}

bool atSchool(const Person& person) { return !person.stage.empty() && person.stage != "学龄前儿童"; }

void fillLabour(SeededRandom& random, Person& person) {
  const int age = person.age;
  const bool weak = has(person.health, "残疾") || has(person.health, "大病");
  if (age < 16 || (age < 24 && atSchool(person))) {
    person.labour = "无劳动力";
  } else if (age >= 60) {
    person.labour = age < 68 && !weak && random.chance(45) ? "弱劳动力或半劳动力" : "无劳动力";
  } else if (weak) {
    person.labour = random.chance(58) ? "弱劳动力或半劳动力" : "丧失劳动力";
  } else {
    person.labour = random.chance(8)                                  ? "技能劳动力"
                    : has(person.health, "慢性") && random.chance(35) ? "弱劳动力或半劳动力"
                                                                      : "普通劳动力";
  }
}

void fillWork(SeededRandom& random, Person& person) {
  const bool able = person.labour == "普通劳动力" || person.labour == "技能劳动力";
  if (!able && person.labour != "弱劳动力或半劳动力") return;
  constexpr Weighted places[] = {
      {"乡（镇）内务工", 22}, {"乡（镇）外县内务工", 18}, {"县外省内务工", 50}, {"省外务工", 10}};
  constexpr std::string_view units[] = {"电子厂", "制衣厂", "建筑工地", "酒店",     "家政公司",
                                        "五金厂", "陶瓷厂", "物流公司", "果园基地", "快递站"};
  constexpr std::string_view towns[] = {"东莞", "深圳", "县城", "广州", "惠州", "佛山"};
  if (!random.chance(able ? 56 : 14)) return;
  person.workPlace = pick(random, std::span<const Weighted>(places));
  person.workMonths = between(random, 2, 12);
  if (random.chance(60)) person.employer = std::string(pick(random, towns)) + std::string(pick(random, units));
}

std::string_view yesMostly(SeededRandom& random, unsigned yesPermille, unsigned gapPermille) {
  if (permille(random, gapPermille)) return "";
  return permille(random, yesPermille) ? "是" : "否";
}

void fillEnrolment(SeededRandom& random, const Person& person, int year, Enrolment& enrolment) {
  enrolment.basic = yesMostly(random, year == 2017 ? 968 : 985, 15);
  enrolment.severe = enrolment.basic == "是" ? yesMostly(random, 985, 20) : enrolment.basic;
  enrolment.commercial = yesMostly(random, 90, 60);
  if (enrolment.basic == "是")
    enrolment.payer = random.chance(3) ? "" : random.chance(97) ? "政府全额资助" : "个人缴费";
  if (person.age >= 60) {
    enrolment.receives = yesMostly(random, 960, 20);
  } else if (person.age >= 16 && !atSchool(person)) {
    enrolment.pension = yesMostly(random, 915, 40);
    if (enrolment.pension == "是") enrolment.pensionPayer = random.chance(91) ? "政府全额资助" : "个人缴费";
  }
  enrolment.contract = yesMostly(random, 930, 30);
  if (random.chance(74)) enrolment.checkUp = dateText(someDay(random, year));
}

}  // namespace

void fillPerson(Maker& maker, const Household& household, Person& person) {
  SeededRandom& random = maker.random;
  const bool special = household.attribute == "特困供养贫困户";
  fillHealth(random, person, special);
  fillSchool(maker, household, person);
  fillLabour(random, person);
  fillWork(random, person);
  for (int i = 0; i < 2; ++i) fillEnrolment(random, person, enrolmentYears[i], person.enrolments[i]);
  person.lowIncome = household.attribute == "低保贫困户" ? yesMostly(random, 880, 10) : yesMostly(random, 12, 20);
  person.politics = person.age > 24 && permille(random, 26)                     ? "中共党员"
                    : person.age >= 14 && person.age <= 28 && random.chance(24) ? "共青团员"
                                                                                : "群众";
}

}  // namespace bf::county
