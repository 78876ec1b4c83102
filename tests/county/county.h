#pragma once
// A made-up county in memory: villages, households, people. county() makes it from a seed, tables.h writes it as the
// files that a county office would import, visits.h records days in it. Texts are the register's own labels; an empty
// text is "not collected".

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/error.h"
#include "tests/county/names.h"

namespace bf::county {

struct Options {
  RegionCode county = 441424;
  std::uint64_t seed = 1;
  /// 0 takes the county's own figure: 24,406 and 82,375 for 五华县 (S1 一(一)), for others in proportion to its
  /// villages.
  int households = 0;
  int persons = 0;
  int villages = 0;      ///< that have poor households; 412 for 五华县
  int poorVillages = 0;  ///< 省定贫困村 among them; 92 for 五华县
  int renovations = -1;  ///< C and D houses in the plan of 2018; 718 for 五华县 (S2 item 10); -1: the county's own
  int rural = 0;         ///< households beside the register, as light records
  int brokenRows = 0;    ///< further rows that an import must refuse, spread over the files; they count in no total
  /// Where the region files lie: <regionFolder>/441424-wuhua.csv and so on.
  std::string regionFolder = "data/regions";
};

struct Region {
  RegionCode code = 0;
  std::string name;
};

struct Hamlet {
  std::string name;
  int households = 0, persons = 0;
  std::string_view road, power, broadcast, plan;
};

struct Village {
  RegionCode code = 0;
  std::string name;      ///< 协和村
  std::string fullName;  ///< 协和村委会
  std::size_t township = 0;
  bool poorVillage = false;
  bool inRegister = false;  ///< has poor households
  double latitude = 0, longitude = 0;
  std::vector<Hamlet> hamlets;
  int exitYear = 0;
  std::string_view industry;
  int cooperatives = 0, leaders = 0, medicalWorkers = -1, toiletHouseholds = -1;  ///< negative: not collected
  int registeredHouseholds = 0, registeredPersons = 0, poorHouseholds = 0, poorPersons = 0;
  int income2016 = 0, income2017 = 0, collective2016 = 0, collective2017 = 0;  ///< yuan; 0 is not collected
  std::string_view servicePlace, office, board, court, culture, clinic, roadReaches, road, broadband, cable, tapWater,
      plan, coach, cultureCentre;
};

struct Enrolment {
  std::string_view basic, severe, commercial, payer, pension, pensionPayer, receives, contract;
  std::string checkUp;
};

struct Person {
  std::string name, id, birth;  ///< as the file has them, faults included
  std::string_view sex, relation, nation, politics, education, stage, droppedOut, leftSchool, health, labour, workPlace,
      lowIncome;
  std::string school, employer;
  Enrolment enrolments[2];  ///< of enrolmentYears
  int birthDate = 0;
  int age = 0;  ///< on asOf
  int workMonths = 0;
  int disabilityKind = 0, disabilityGrade = 0;  ///< 0: none
  bool female = false;
};

inline constexpr int enrolmentYears[2] = {2017, 2018};
inline constexpr int incomeYears[2] = {2016, 2017};
/// The day that ages, statuses and school stages are of.
inline constexpr int asOf = 20180630;

struct Income {
  bool known = false;
  int wages = 0, business = 0, expenses = 0, property = 0, lowIncome = 0, special = 0, pension = 0, ecology = 0,
      other = 0;
  [[nodiscard]] int net() const {
    return wages + business - expenses + property + lowIncome + special + pension + ecology + other;
  }
};

struct House {
  std::string_view grade, method, structure, only, dangerParts;
  std::string unit, date;
  int area = 0;      ///< m²; 0: not collected
  int planYear = 0;  ///< of a renovation; 0: none
  std::string_view mode, stage;
  std::string fundsDate;
  int subsidy = 0, startingFunds = 0;
};

struct Household {
  std::string number;  ///< 户编号
  std::size_t village = 0, hamlet = 0;
  std::string head, phone, address, account;
  double latitude = 0, longitude = 0;
  std::string otherCauses;  ///< one or two, with whatever separator a clerk likes
  std::string_view attribute, status, mainCause, batches, bank;
  int identified = 0, exitYear = 0;
  std::string_view water, waterSafe, power, tvSignal, network, devices, toilet, fuel, road, cooperative, crop, stable;
  double roadKm = -1, farmland = -1, woodland = -1;  ///< mu; negative: not collected
  std::string_view lowIncome, special;
  House house;
  Income income[2];
  std::string helper, helperUnit, helperPhone;
  std::string_view helperLevel;
  std::size_t firstPerson = 0, persons = 0;
};

/// A general rural household beside the register: the few facts that the county-wide ratios need (S0 二).
struct LightHousehold {
  std::string number, head;
  std::size_t village = 0;
  int persons = 0, insured = 0;
  std::string_view grade, water, waterSafe, power, tvSignal, devices;
};

struct County {
  Options options;
  Region region;
  std::vector<Region> townships;
  std::vector<Village> villages;  ///< all of the county, in order of code
  std::vector<Household> households;
  std::vector<Person> people;  ///< household after household
  std::vector<LightHousehold> light;
};

/// Makes the county. Errors: Errc::notFound for a county without a region file; Errc::invalidValue for figures that
/// do not fit together, such as more villages than the county has.
[[nodiscard]] Result<County> makeCounty(const Options& options);

}  // namespace bf::county
