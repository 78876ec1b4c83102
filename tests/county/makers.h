#pragma once
// The steps by which makeCounty() builds a county, in their order. Each draws from the one source of chance.

#include <vector>

#include "shared/base/crypto.h"
#include "tests/county/county.h"
#include "tests/county/dates.h"
#include "tests/county/id_number.h"

namespace bf::county {

struct Maker {
  County county;
  SeededRandom random;
  IdNumbers ids;
  Culture culture;

  explicit Maker(const Options& options)
      : random(options.seed ^ options.county * 0x9E3779B97F4A7C15ull), culture(cultureOf(options.county)) {
    county.options = options;
  }
};

/// Regions from the region file, default figures, which villages are poor. Errors as makeCounty().
[[nodiscard]] Result<void> makeVillages(Maker& maker);
/// Roads, clinics, incomes and natural villages; after the households are known.
void fillVillages(Maker& maker);

/// How many households each village and how many persons each household gets; the sums are exact.
[[nodiscard]] std::vector<int> householdsPerVillage(Maker& maker);
[[nodiscard]] std::vector<int> personsPerHousehold(Maker& maker);

/// A family of `size` with plausible relations and ages: names, sex, birth, nation, ID numbers.
void makeFamily(Maker& maker, int size, std::vector<Person>& people);
/// School, health, labour, work, insurance of one person.
void fillPerson(Maker& maker, const Household& household, Person& person);
/// Everything of a household that follows from its people, and the rest by chance.
void fillHousehold(Maker& maker, Household& household);
void makeIncome(Maker& maker, Household& household);
/// Grades for all, and exactly `renovations` households in the plan of 2018.
void makeHouses(Maker& maker);
void makeHelpers(Maker& maker);
void makeLight(Maker& maker);
/// Mistakes as registers have them; see faults.cpp for the shares.
void makeFaults(Maker& maker);

[[nodiscard]] std::string phoneNumber(SeededRandom& random);
/// A day of that year not after asOf.
[[nodiscard]] int someDay(SeededRandom& random, int year);

}  // namespace bf::county
