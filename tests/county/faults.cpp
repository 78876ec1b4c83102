// What is wrong in registers, in shares a thousand that field reports and the clerks' own checking rules suggest
// (national-form notes): wrong check digits and sexes, ID numbers missing, copied twice or of the old form, disability
// certificates in the place of ID numbers, no head, two heads. None of it may stop an import.
#include "tests/county/makers.h"
#include "tests/county/pick.h"

namespace bf::county {
namespace {

void spoilCheckDigit(SeededRandom& random, Person& person) {
  const char right = person.id.back();
  do {
    person.id.back() = "0123456789X"[random.below(11)];
  } while (person.id.back() == right);
}

bool spoilId(Maker& maker, Person& person, const std::string& other) {
  SeededRandom& random = maker.random;
  const auto roll = random.below(1000);
  if (roll < 7) {
    spoilCheckDigit(random, person);
  } else if (roll < 15) {
    person.id.clear();
  } else if (roll < 17 && !other.empty()) {
    person.id = other;
  } else if (roll < 19) {
    person.id = firstGeneration(person.id);
  } else if (roll < 24 && person.id.back() == 'X') {
    person.id.back() = 'x';
  } else if (roll < 27) {
    person.id = "\t" + person.id;
  } else {
    return false;
  }
  return true;
}

void spoilFields(SeededRandom& random, Person& person) {
  const auto roll = random.below(1000);
  if (roll < 4) {
    person.sex = person.female ? "男" : "女";
  } else if (roll < 8) {
    person.birth = dateText(addDays(person.birthDate, between(random, 1, 400)));
  } else if (roll < 14) {
    person.birth.clear();
  } else if (roll < 20) {
    person.nation = {};
  } else if (roll < 60) {
    // The same day in the ways that clerks and spreadsheets write it.
    const int d = person.birthDate;
    char text[32];
    if (roll < 35) std::snprintf(text, sizeof text, "%d/%d/%d", d / 10000, d / 100 % 100, d % 100);
    else if (roll < 50) std::snprintf(text, sizeof text, "%08d", d);
    else std::snprintf(text, sizeof text, "%d年%d月%d日", d / 10000, d / 100 % 100, d % 100);
    person.birth = text;
  } else if (roll < 68) {
    person.labour = person.age < 16 ? "普通劳动力" : person.labour;
  } else if (roll < 76) {
    person.workMonths = person.workPlace.empty() ? between(random, 1, 10) : 0;
  }
}

void spoilHead(SeededRandom& random, County& county, const Household& household) {
  Person* people = &county.people[household.firstPerson];
  const auto roll = random.below(2000);
  if (roll < 3 && household.persons > 1) people[0].relation = "其他";
  if (roll >= 3 && roll < 6 && household.persons > 1) people[1].relation = "户主";
}

}  // namespace

void makeFaults(Maker& maker) {
  SeededRandom& random = maker.random;
  County& county = maker.county;
  std::string other;
  for (Person& person : county.people) {
    const std::string whole = person.id;
    const bool spoilt = spoilId(maker, person, other);
    if (!spoilt && person.disabilityKind != 0 && random.chance(62)) {
      person.id = disabilityNumber(whole, person.disabilityKind, person.disabilityGrade, permille(random, 25));
    }
    if (random.chance(5)) other = whole;
    spoilFields(random, person);
  }
  for (const Household& household : county.households) spoilHead(random, county, household);
}

}  // namespace bf::county
