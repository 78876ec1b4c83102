#include <algorithm>

#include "tests/county/makers.h"
#include "tests/county/pick.h"

namespace bf::county {
namespace {

struct Draft {
  std::string_view relation;
  int age = 0;
  bool female = false;
  bool marriedIn = false;
  bool fathersName = true;  ///< carries the family's surname
};

/// A family being put together; the first is the head.
struct Family {
  std::vector<Draft> all;
  bool spouse = false, father = false, mother = false, elder = false;
  int sonsAlone = 0;    ///< grown sons without a wife in the household
  int grownChild = -1;  ///< age of a child who may have children
  int children = 0, grandchildren = 0;

  [[nodiscard]] const Draft& head() const { return all.front(); }
  [[nodiscard]] int motherAge() const {
    if (head().female) return head().age;
    return spouse ? all[1].age : head().age - 2;
  }
};

Draft makeHead(SeededRandom& random, int size) {
  Draft head{"户主"};
  head.female = random.chance(size <= 3 ? 21 : 9);
  if (size == 1) head.age = random.chance(70) ? between(random, 60, 91) : between(random, 19, 59);
  if (size == 2) head.age = random.chance(55) ? between(random, 58, 85) : between(random, 28, 57);
  if (size > 2) head.age = random.chance(80) ? between(random, 33, 58) : between(random, 59, 76);
  return head;
}

void addSpouse(SeededRandom& random, Family& family) {
  const Draft& head = family.head();
  const int older = between(random, -3, 6);
  const int age = std::clamp(head.female ? head.age + older : head.age - older, 20, 94);
  family.spouse = true;
  family.all.push_back({"配偶", age, !head.female, !head.female, head.female});
}

bool addChild(SeededRandom& random, Family& family) {
  const int age = family.motherAge() - between(random, 19, 40);
  if (age < 0) return false;
  bool female = random.chance(47);
  if (female && age > 25 && random.chance(75)) female = false;  // grown daughters have married out
  family.all.push_back({female ? "之女" : "之子", age, female});
  ++family.children;
  if (age >= 22 && !female) ++family.sonsAlone;
  if (age >= 23) family.grownChild = std::max(family.grownChild, age);
  return true;
}

bool addGrandchild(SeededRandom& random, Family& family) {
  const int parent = family.grownChild >= 0 ? family.grownChild : family.head().age - 24;
  const int age = parent - between(random, 21, 32);
  if (age < 0 || age > 30) return false;
  const bool female = random.chance(47);
  family.all.push_back({female ? "之孙女" : "之孙子", age, female});
  ++family.grandchildren;
  return true;
}

bool addParent(SeededRandom& random, Family& family) {
  const bool mother = family.mother ? false : family.father || random.chance(64);
  if (family.mother && family.father) return false;
  const Draft head = family.head();
  const int age = head.age + between(random, 19, 33);
  if (age > 96) return false;
  (mother ? family.mother : family.father) = true;
  // A woman who heads a household with children mostly lives with her husband's parents.
  const bool inLaws = head.female && family.children > 0;
  const std::string_view relation = inLaws ? (mother ? "之婆婆" : "之公公") : (mother ? "之母" : "之父");
  family.all.push_back({relation, age, mother, mother, !mother});
  return true;
}

bool addWifeOfSon(SeededRandom& random, Family& family) {
  if (family.sonsAlone == 0) return false;
  --family.sonsAlone;
  family.all.push_back({"之儿媳", std::max(20, family.grownChild - between(random, 0, 4)), true, true, false});
  return true;
}

bool addOther(SeededRandom& random, Family& family) {
  const int age = family.head().age;
  const bool female = random.chance(35);
  if (!family.elder && age < 42 && random.chance(30)) {
    family.elder = true;
    family.all.push_back({"之祖母", std::min(97, age + between(random, 44, 58)), true, true, false});
  } else if (age > 24 && random.chance(70)) {
    family.all.push_back({"之兄弟姐妹", age - between(random, 1, 12), female});
  } else if (age > 45) {
    family.all.push_back({female ? "之侄女" : "之侄儿", age - between(random, 25, 40), female});
  } else {
    return false;
  }
  return true;
}

bool addSomeone(SeededRandom& random, Family& family) {
  const int age = family.head().age;
  const auto roll = random.below(100);
  const bool few = family.children < 4;
  if (roll < 56) return few && addChild(random, family);
  if (roll < 74) return age <= 66 && addParent(random, family);
  if (roll < 84) return addWifeOfSon(random, family);
  if (roll < 97) return (family.grownChild >= 0 || (age > 52 && family.children == 0)) && addGrandchild(random, family);
  return addOther(random, family);
}

Family draftFamily(SeededRandom& random, int size) {
  Family family;
  family.all.push_back(makeHead(random, size));
  if (size == 2 ? random.chance(42) : size > 2 && random.chance(86)) addSpouse(random, family);
  int tries = 0;
  while (static_cast<int>(family.all.size()) < size) {
    // Where nobody plausible is left to add, a child of any age of the mother, or a sibling, fills the number.
    if (++tries < 60 ? addSomeone(random, family) : addChild(random, family) || addOther(random, family)) continue;
    if (tries > 200) family.all.push_back({"其他", between(random, 3, 60), random.chance(50)});
  }
  return family;
}

std::uint32_t idRegion(SeededRandom& random, const Maker& maker, bool marriedIn) {
  static constexpr std::uint32_t hakka[] = {441423, 441403, 441481, 441622, 441621,
                                            441523, 441427, 430524, 520221, 532627};
  static constexpr std::uint32_t zhuang[] = {450122, 450123, 450124, 450125, 450127, 451027, 450108, 451022, 522327};
  static constexpr std::uint32_t miaoDong[] = {450225, 450226, 450223, 450221, 430529, 450322, 522631, 450222};
  static constexpr std::uint32_t manchu[] = {210423, 210421, 210522, 220521, 210521, 210411, 220524, 211221};
  const auto own = static_cast<std::uint32_t>(maker.county.options.county);
  if (!random.chance(marriedIn ? 24 : 1)) return own;
  const std::span<const std::uint32_t> others = maker.culture == Culture::hakka ? std::span<const std::uint32_t>(hakka)
                                                : maker.culture == Culture::zhuang ? zhuang
                                                : maker.culture == Culture::miaoDong
                                                    ? miaoDong
                                                    : std::span<const std::uint32_t>(manchu);
  return others[random.below(others.size())];
}

}  // namespace

int someDay(SeededRandom& random, int year) {
  const int last = year == asOf / 10000 ? 180 : 364;
  return addDays(year * 10000 + 101, between(random, 0, last));
}

std::string phoneNumber(SeededRandom& random) {
  constexpr std::string_view heads[] = {"135", "136", "137", "138", "139", "150", "151", "158", "159", "182",
                                        "183", "187", "188", "130", "131", "186", "189", "180", "153", "147"};
  std::string phone(pick(random, heads));
  for (int i = 0; i < 8; ++i) phone += static_cast<char>('0' + random.below(10));
  return phone;
}

void makeFamily(Maker& maker, int size, std::vector<Person>& people) {
  SeededRandom& random = maker.random;
  const Family family = draftFamily(random, size);
  const std::string surname = makeSurname(random, maker.culture);
  const NamedNation nation = makeNation(random, maker.culture, false);
  const bool ownName = family.head().female && family.children > 0 && random.chance(85);
  for (const Draft& draft : family.all) {
    Person person;
    person.relation = draft.relation;
    person.female = draft.female;
    person.sex = draft.female ? "女" : "男";
    person.birthDate = addDays(asOf - draft.age * 10000, -between(random, 0, 364));
    const NamedNation own = draft.marriedIn ? makeNation(random, maker.culture, true) : nation;
    person.nation = own.nation;
    const bool head = draft.relation == "户主";
    const bool family1 = draft.fathersName && !(head && ownName);
    person.name = own.foreignName ? makeLongName(random)
                                  : (family1 ? surname : makeSurname(random, maker.culture)) +
                                        makeGivenName(random, draft.female, person.birthDate / 10000);
    person.id = maker.ids.make(random, idRegion(random, maker, draft.marriedIn), person.birthDate, draft.female);
    person.age = ageAt(person.birthDate, asOf);
    person.birth = dateText(person.birthDate);
    people.push_back(std::move(person));
  }
}

}  // namespace bf::county
