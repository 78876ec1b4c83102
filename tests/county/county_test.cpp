#include "tests/county/county.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "shared/schema/id_number.h"

using namespace bf;
using namespace bf::county;

namespace {

Options options(RegionCode code = 441424, std::uint64_t seed = 1) {
  Options made;
  made.county = code;
  made.seed = seed;
  made.regionFolder = BIANFANG_REGIONS;
  return made;
}

/// Made once: most cases only look at it.
const County& wuhua() {
  static const County county = makeCounty(options()).value();
  return county;
}

double share(std::size_t part, std::size_t whole) { return static_cast<double>(part) / static_cast<double>(whole); }

template <class Predicate>
std::size_t peopleWho(const County& county, Predicate predicate) {
  return static_cast<std::size_t>(std::count_if(county.people.begin(), county.people.end(), predicate));
}

}  // namespace

TEST_CASE("五华县 has exactly the figures of its documents") {
  const County& county = wuhua();
  CHECK(county.households.size() == 24'406);
  CHECK(county.people.size() == 82'375);
  CHECK(county.townships.size() == 16);
  std::set<std::size_t> villages;
  for (const Household& household : county.households) villages.insert(household.village);
  CHECK(villages.size() == 412);
  std::size_t poor = 0;
  for (const Village& village : county.villages) {
    poor += village.poorVillage;
    CHECK((village.poorHouseholds > 0) == village.inRegister);
    CHECK((!village.poorVillage || village.inRegister));
  }
  CHECK(poor == 92);
  const auto planned = std::count_if(county.households.begin(), county.households.end(), [](const Household& h) {
    const bool bad = h.house.grade == "C级" || h.house.grade == "D级";
    return h.house.planYear == 2018 && bad;
  });
  CHECK(planned == 718);
}

TEST_CASE("other seeds and other counties have their totals too") {
  for (const std::uint64_t seed : {2ull, 77ull}) {
    Options small = options(441424, seed);
    small.households = 700, small.persons = 2000, small.villages = 50, small.poorVillages = 11, small.renovations = 20;
    const auto county = makeCounty(small);
    REQUIRE(county);
    CHECK(county->households.size() == 700);
    CHECK(county->people.size() == 2000);
  }
  for (const RegionCode code : {210422, 450109}) {
    const auto county = makeCounty(options(code));
    REQUIRE(county);
    INFO(county->region.name);
    CHECK(county->region.code == code);
    CHECK(static_cast<int>(county->households.size()) == county->options.households);
    CHECK(static_cast<int>(county->people.size()) == county->options.persons);
    CHECK(county->options.households > 3000);
  }
  CHECK(makeCounty(options(210422))->options.renovations == 189);
}

TEST_CASE("figures that do not fit together are refused") {
  CHECK(makeCounty(options(110101)).error().code == Errc::notFound);
  Options wrong = options();
  wrong.households = 10;
  CHECK(makeCounty(wrong).error().code == Errc::invalidValue);
  wrong = options();
  wrong.persons = 24'406 * 10;
  CHECK(makeCounty(wrong).error().code == Errc::invalidValue);
  wrong = options();
  wrong.villages = 452;
  CHECK(makeCounty(wrong).error().code == Errc::invalidValue);
  wrong = options();
  wrong.poorVillages = 413;
  CHECK(makeCounty(wrong).error().code == Errc::invalidValue);
}

TEST_CASE("a poor village has more poor households than others, and every village at least one") {
  const County& county = wuhua();
  std::size_t inPoor = 0;
  for (const Household& household : county.households) inPoor += county.villages[household.village].poorVillage;
  const double poorMean = static_cast<double>(inPoor) / 92;
  const double otherMean = static_cast<double>(county.households.size() - inPoor) / 320;
  CHECK(poorMean / otherMean > 2.0);
  CHECK(poorMean / otherMean < 3.5);
}

TEST_CASE("families are plausible: one head, ages that fit the relations, one to nine persons") {
  const County& county = wuhua();
  std::size_t heads = 0, wrongAge = 0, children = 0;
  std::map<std::size_t, int> sizes;
  for (const Household& household : county.households) {
    ++sizes[household.persons];
    const Person& head = county.people[household.firstPerson];
    for (std::size_t i = 0; i < household.persons; ++i) {
      const Person& person = county.people[household.firstPerson + i];
      heads += person.relation == "户主";
      const bool child = person.relation == "之子" || person.relation == "之女";
      const bool parent = person.relation == "之父" || person.relation == "之母";
      children += child;
      wrongAge += child && head.age - person.age < 12;
      wrongAge += parent && person.age - head.age < 15;
    }
  }
  CHECK(sizes.begin()->first == 1);
  CHECK(sizes.rbegin()->first == 9);
  CHECK(heads > county.households.size() - 60);
  CHECK(heads < county.households.size() + 60);
  CHECK(children > 15'000);
  CHECK(share(wrongAge, county.people.size()) < 0.002);
}

TEST_CASE("facts of persons agree with their age") {
  const County& county = wuhua();
  CHECK(peopleWho(county, [](const Person& p) { return p.education.empty() == p.stage.empty(); }) == 0);
  const std::size_t pupils = peopleWho(county, [](const Person& p) { return p.stage == "小学"; });
  CHECK(share(pupils, county.people.size()) > 0.03);
  CHECK(peopleWho(county, [](const Person& p) { return p.stage == "小学" && (p.age < 5 || p.age > 13); }) == 0);
  const std::size_t workers = peopleWho(county, [](const Person& p) { return p.labour == "普通劳动力"; });
  CHECK(share(workers, county.people.size()) > 0.2);
  const std::size_t dropouts = peopleWho(county, [](const Person& p) { return p.droppedOut == "是"; });
  CHECK(dropouts > 20);
  CHECK(dropouts < 500);
  const std::size_t away = peopleWho(county, [](const Person& p) { return !p.workPlace.empty(); });
  CHECK(share(away, workers) > 0.4);
}

TEST_CASE("ID numbers are wrong as often as in life, no more and no less") {
  const County& county = wuhua();
  std::map<IdFault, std::size_t> faults;
  std::size_t missing = 0, certificates = 0, wrongSex = 0, whole = 0;
  for (const Person& person : county.people) {
    if (person.id.empty()) {
      ++missing;
      continue;
    }
    const IdNumber read = readIdNumber(person.id);
    ++faults[read.fault];
    certificates += read.disabilityGrade != 0;
    whole += read.valid();
    wrongSex += read.valid() && read.male != (person.sex == "男");
  }
  const std::size_t all = county.people.size();
  CHECK(share(whole, all) > 0.97);
  CHECK(share(faults[IdFault::checkDigit], all) == Approx(0.007).margin(0.002));
  CHECK(share(missing, all) == Approx(0.008).margin(0.002));
  CHECK(share(faults[IdFault::oldForm], all) == Approx(0.002).margin(0.001));
  CHECK(share(wrongSex, all) == Approx(0.005).margin(0.003));
  CHECK(share(certificates, all) > 0.03);
  CHECK(share(certificates, all) < 0.12);
}

TEST_CASE("some facts were never collected") {
  const County& county = wuhua();
  const auto gaps = [&](std::string_view Household::*fact) {
    return share(static_cast<std::size_t>(std::count_if(county.households.begin(), county.households.end(),
                                                        [&](const Household& h) { return (h.*fact).empty(); })),
                 county.households.size());
  };
  for (const auto fact : {&Household::water, &Household::power, &Household::tvSignal, &Household::network}) {
    CHECK(gaps(fact) > 0.005);
    CHECK(gaps(fact) < 0.12);
  }
  const auto noPhone = std::count_if(county.households.begin(), county.households.end(),
                                     [](const Household& h) { return h.phone.empty(); });
  CHECK(share(static_cast<std::size_t>(noPhone), county.households.size()) == Approx(0.09).margin(0.02));
}

TEST_CASE("light households are as many as asked for, in all villages") {
  Options with = options();
  with.households = 500, with.persons = 1500, with.villages = 30, with.poorVillages = 5, with.renovations = 10;
  with.rural = 9000;
  const auto county = makeCounty(with);
  REQUIRE(county);
  CHECK(county->light.size() == 9000);
  std::set<std::string> numbers;
  std::set<std::size_t> villages;
  for (const LightHousehold& household : county->light) {
    numbers.insert(household.number);
    villages.insert(household.village);
    CHECK(household.insured <= household.persons);
  }
  CHECK(numbers.size() == 9000);
  CHECK(villages.size() == county->villages.size());
}
