#include "shared/schema/id_number.h"

#include <catch2/catch.hpp>

#include "shared/base/crypto.h"
#include "tests/seed.h"

using namespace bf;

namespace {

// GB 11643-1999 gives two examples in its annex; the man differs from the woman by his order number alone.
constexpr const char* man = "11010519491231001X";
constexpr const char* woman = "11010519491231002X";

std::string withCheck(const std::string& first17) { return first17 + *idCheckDigit(first17); }

}  // namespace

TEST_CASE("the example of the standard is valid") {
  const auto id = readIdNumber(woman);
  CHECK(id.valid());
  CHECK(id.region == 110105);
  CHECK(id.birthDate == 19491231);
  CHECK_FALSE(id.male);
  CHECK(id.disabilityGrade == 0);
}

TEST_CASE("the check digits of the examples of the standard are computed") {
  CHECK(idCheckDigit("44052418800101001") == '4');
  CHECK(idCheckDigit("11010519491231002") == 'X');
  CHECK(readIdNumber("440524188001010014").valid());
  CHECK(readIdNumber("440524188001010014").male);
  CHECK(readIdNumber(man).fault == IdFault::checkDigit);
}

TEST_CASE("one wrong digit anywhere and any two neighbours exchanged are noticed") {
  SeededRandom random(test::seed());
  for (int round = 0; round < 200; ++round) {
    auto first = "441424" + std::to_string(19500101 + random.below(60) * 10000);
    first += std::to_string(100 + random.below(900));
    const auto id = withCheck(first);
    REQUIRE(readIdNumber(id).valid());
    for (std::size_t i = 0; i < 17; ++i) {
      auto wrong = id;
      wrong[i] = static_cast<char>('0' + (wrong[i] - '0' + 1 + static_cast<int>(random.below(9))) % 10);
      CHECK_FALSE(readIdNumber(wrong).valid());
      auto exchanged = id;
      std::swap(exchanged[i], exchanged[i == 16 ? 0 : i + 1]);
      if (i != 16 && exchanged != id) CHECK_FALSE(readIdNumber(exchanged).valid());
    }
  }
}

TEST_CASE("each fault is named") {
  CHECK(readIdNumber("").fault == IdFault::length);
  CHECK(readIdNumber("11010519491231002").fault == IdFault::length);
  CHECK(readIdNumber("130503670401001").fault == IdFault::oldForm);
  CHECK(readIdNumber("1305036704010a1").fault == IdFault::length);
  CHECK(readIdNumber("1101051949123100X2").fault == IdFault::characters);
  CHECK(readIdNumber("11010519491231002Y").fault == IdFault::characters);
  CHECK(readIdNumber(withCheck("11010519490230002")).fault == IdFault::birthDate);
  CHECK(readIdNumber("110105194912310021").fault == IdFault::checkDigit);
  for (const auto fault : {IdFault::none, IdFault::length, IdFault::oldForm, IdFault::characters, IdFault::birthDate,
                           IdFault::checkDigit, IdFault::disability})
    CHECK_FALSE((describe(fault).zh.empty() || describe(fault).en.empty()));
}

TEST_CASE("the disabled person's certificate adds category and grade, and a count of reissues") {
  const std::string id = woman;
  const auto limbs = readIdNumber(id + "43");
  CHECK(limbs.valid());
  CHECK(limbs.disabilityCategory == 4);
  CHECK(limbs.disabilityGrade == 3);
  CHECK(limbs.birthDate == 19491231);
  CHECK(readIdNumber(id + "43B1").valid());
  CHECK(readIdNumber(id + "43b2").valid());
  for (const auto* tail : {"83", "03", "45", "40", "4x", "43C1", "43B0", "43BB"})
    CHECK(readIdNumber(id + tail).fault == IdFault::disability);
  CHECK(readIdNumber(id + "4").fault == IdFault::length);
  CHECK(readIdNumber(id + "43B").fault == IdFault::length);
}

TEST_CASE("spaces, full-width digits and a small x are read as what they mean") {
  CHECK(normalIdNumber(" 110105 19491231 002x ") == woman);
  CHECK(normalIdNumber("１１０１０５１９４９１２３１００２Ｘ") == woman);
  CHECK(normalIdNumber("ｘ") == "X");
  CHECK(readIdNumber(" 110105 19491231 002ｘ").valid());
}

TEST_CASE("a check digit is computed from 17 digits only") {
  CHECK_FALSE(idCheckDigit("1101051949123100"));
  CHECK_FALSE(idCheckDigit("1101051949123100a"));
}

TEST_CASE("dates exist by the Gregorian calendar") {
  CHECK(isDate(20000229));
  CHECK(isDate(20160229));
  CHECK_FALSE(isDate(19000229));
  CHECK_FALSE(isDate(20180229));
  CHECK_FALSE(isDate(20180431));
  CHECK_FALSE(isDate(20181301));
  CHECK_FALSE(isDate(20180100));
  CHECK_FALSE(isDate(0));
  CHECK_FALSE(isDate(-20180101));
  CHECK_FALSE(isDate(18491231));
  CHECK_FALSE(isDate(22000101));
}

TEST_CASE("a number that is no amount has one form, however wide it is written and whatever comes before it") {
  for (const char* written : {"AB0012", "ＡＢ００１２", " AB 00\u300012\t", "'AB0012", "\u2018AB0012",
                              "\xEF\xBB\xBF"
                              "AB00\u00A012"})
    CHECK(normalNumber(written) == "AB0012");
  CHECK(normalNumber("户-07/'2") == "户-07/'2");
  const auto& household = *builtinSchema().kindByName("household");
  CHECK(keptText(*household.fieldByName("register_number"), "４４ 14") == "4414");
  CHECK(keptText(*household.fieldByName("account"), "６２ 17") == "6217");
  CHECK(keptText(*household.fieldByName("phone"), " １３８ 1234 ") == "138 1234");
  CHECK(keptText(*household.fieldByName("head_name"), "Ａ B") == "Ａ B");
}
