#include "tests/county/id_number.h"

#include <catch2/catch.hpp>
#include <set>

#include "shared/schema/id_number.h"
#include "tests/seed.h"

using namespace bf;

TEST_CASE("made numbers pass the product's check and say the birth date and sex that they were made for") {
  SeededRandom random(test::seed());
  county::IdNumbers numbers;
  std::set<std::string> all;
  for (int i = 0; i < 3000; ++i) {
    std::int32_t birth = 19500101 + static_cast<std::int32_t>(random.below(28));
    const bool female = random.chance(50);
    const std::string id = numbers.make(random, 441424, birth, female);
    INFO(id);
    const IdNumber read = readIdNumber(id);
    REQUIRE(read.valid());
    REQUIRE(read.region == 441424);
    REQUIRE(read.birthDate == birth);
    REQUIRE(read.male == !female);
    REQUIRE(all.insert(id).second);
    const int sequence = std::stoi(id.substr(14, 3));
    REQUIRE(sequence >= 900);
    REQUIRE(sequence <= 995);
  }
}

TEST_CASE("when a day is full the next one is used") {
  SeededRandom random(1);
  county::IdNumbers numbers;
  std::set<std::int32_t> days;
  for (int i = 0; i < 100; ++i) {
    std::int32_t birth = 19800128;
    (void)numbers.make(random, 441424, birth, true);
    days.insert(birth);
  }
  CHECK(days == std::set<std::int32_t>{19800128, 19800129, 19800130});
}

TEST_CASE("certificates of disabled persons carry kind and grade, and say when they were issued again") {
  const std::string id = "441424198001019013";
  CHECK(readIdNumber(county::disabilityNumber(id, 4, 3, false)).disabilityGrade == 3);
  CHECK(readIdNumber(county::disabilityNumber(id, 4, 3, false)).disabilityCategory == 4);
  CHECK(readIdNumber(county::disabilityNumber(id, 4, 3, true)).valid());
  CHECK(readIdNumber(county::firstGeneration(id)).fault == IdFault::oldForm);
}
