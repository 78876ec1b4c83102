// Values as people read and write them.

#include <catch2/catch.hpp>

#include "shared/schema/id_number.h"
#include "shared/schema/value.h"
#include "tests/schema/random_values.h"
#include "tests/seed.h"

using namespace bf;
using namespace bf::test;

namespace {

const FieldSpec& field(const char* kind, const char* name) {
  return *builtinSchema().kindByName(kind)->fieldByName(name);
}

std::string shown(const char* kind, const char* name, const Value& value) {
  return display(field(kind, name), value, Language::chinese);
}

Value read(const char* kind, const char* name, std::string_view text) {
  const auto value = readValue(field(kind, name), text);
  INFO(text << ": " << (value ? "" : value.error().detail));
  REQUIRE(value);
  return *value;
}

bool refused(const char* kind, const char* name, std::string_view text) {
  const auto value = readValue(field(kind, name), text);
  return !value && value.error().code == Errc::invalidValue && value.error().detail.find(text) == std::string::npos;
}

}  // namespace

TEST_CASE("what is shown of a value is read back as that value") {
  SeededRandom random(seed());
  for (const auto& kind : builtinSchema().kinds()) {
    for (const auto& each : kind.fields) {
      for (const auto language : {Language::chinese, Language::english}) {
        const auto value = randomValue(each, random);
        const auto text = display(each, value, language);
        INFO(kind.name << "." << each.name << ": " << text);
        // Numbers that are no amounts are read in one form, see id_number_test.cpp.
        if (keptText(each, text) != text) continue;
        const auto back = readValue(each, text);
        REQUIRE(back);
        CHECK(*back == value);
      }
    }
  }
}

TEST_CASE("values are shown as a clerk writes them") {
  CHECK(shown("household", "power", true) == "是");
  CHECK(display(field("household", "power"), false, Language::english) == "No");
  CHECK(shown("income", "wages", std::int64_t{1234567}) == "12345.67");
  CHECK(shown("income", "other_transfer", std::int64_t{-5}) == "-0.05");
  CHECK(shown("household", "farmland", std::int64_t{250}) == "2.50");
  CHECK(shown("member", "birth_date", std::int64_t{19900605}) == "1990-06-05");
  CHECK(shown("household", "dibao_since", std::int64_t{201807}) == "2018-07");
  CHECK(shown("household", "latitude", std::int64_t{239876543}) == "23.9876543");
  CHECK(shown("household", "main_cause", std::int64_t{1}) == "因病");
  CHECK(shown("household", "main_cause", std::int64_t{77}) == "#77");
  CHECK(shown("household", "other_causes", std::vector<std::int64_t>{1, 3}) == "因病；因学");
  CHECK(shown("visit", "companions", std::vector<std::string>{"甲", "乙"}) == "甲；乙");
  CHECK(shown("evidence", "hash", std::string("\x01\xff")) == "01ff");
  CHECK(shown("household", "power", Value{}).empty());
  CHECK(shown("household", "power", std::int64_t{1}).empty());
}

TEST_CASE("instants are shown in China's time") {
  CHECK(shown("visit", "arrived", std::int64_t{0}) == "1970-01-01 08:00:00");
  CHECK(shown("visit", "arrived", std::int64_t{1545269415000000}) == "2018-12-20 09:30:15");
  CHECK(read("visit", "arrived", "2018-12-20 09:30:15") == Value(std::int64_t{1545269415000000}));
  CHECK(read("visit", "arrived", "2018/12/20 9:30") == Value(std::int64_t{1545269400000000}));
  CHECK(read("visit", "arrived", "2018-12-20T09:30:15.25") == Value(std::int64_t{1545269415250000}));
  CHECK(refused("visit", "arrived", "2018-12-20 24:30"));
  CHECK(refused("visit", "arrived", "2018-12-20 nine"));
}

TEST_CASE("numbers are read as they stand in spreadsheets") {
  CHECK(read("income", "wages", "1,234.5") == Value(std::int64_t{123450}));
  CHECK(read("income", "wages", "１２．３０") == Value(std::int64_t{1230}));
  CHECK(read("income", "wages", " 12.300 ") == Value(std::int64_t{1230}));
  CHECK(read("income", "wages", "-3") == Value(std::int64_t{-300}));
  CHECK(read("household", "persons", "5") == Value(std::int64_t{5}));
  CHECK(read("household", "persons", "5.0") == Value(std::int64_t{5}));
  CHECK(read("household", "exit_year", "2018年") == Value(std::int64_t{2018}));
  for (const auto* text : {"12.345", "abc", "1.2.3", "--1", ".", "9999999999999999999"})
    CHECK(refused("income", "wages", text));
  CHECK(refused("household", "persons", "5.5"));
}

TEST_CASE("dates are read in the forms that people use and only when they exist") {
  for (const auto* text :
       {"2018-1-5", "20180105", "2018/01/05", "2018.1.5", "2018年1月5日", "２０１８-01-05", "2018-01-05 00:00:00"})
    CHECK(read("member", "birth_date", text) == Value(std::int64_t{20180105}));
  for (const auto* text : {"2018-02-29", "2018-13-01", "2018", "5.1.2018", "20181", "2018-1-5x", "甲年"})
    CHECK(refused("member", "birth_date", text));
  CHECK(read("household", "dibao_since", "2018年7月") == Value(std::int64_t{201807}));
  CHECK(read("household", "dibao_since", "201807") == Value(std::int64_t{201807}));
  CHECK(refused("household", "dibao_since", "2018-00"));
}

TEST_CASE("choices are read by label, older name, name, code and number") {
  CHECK(read("household", "main_cause", "缺劳力") == Value(std::int64_t{8}));
  CHECK(read("household", "main_cause", "CAUSE_ILLNESS") == Value(std::int64_t{1}));
  CHECK(read("member", "nation", "08") == Value(std::int64_t{8}));
  CHECK(read("household", "main_cause", "#77") == Value(std::int64_t{77}));
  CHECK(refused("household", "main_cause", "懒"));
  CHECK(refused("household", "main_cause", "#0"));
}

TEST_CASE("several choices are read with any of the usual separators") {
  const Value both = std::vector<std::int64_t>{1, 3};
  for (const auto* text : {"因病；因学", "因病、因学", "因病,因学", "因病 ， 因学，"})
    CHECK(read("household", "other_causes", text) == both);
  CHECK(refused("household", "other_causes", "因病、懒"));
}

TEST_CASE("a label with a separator in it is one choice") {
  CHECK(read("household", "house_structure", "砖瓦砖木、砖石窑洞") == Value(std::int64_t{3}));
}

TEST_CASE("yes and no have many spellings, anything else is refused") {
  for (const auto* text : {"是", "有", "1", "yes", "√", "Ｙ"}) CHECK(read("household", "power", text) == Value(true));
  for (const auto* text : {"否", "无", "0", "No"}) CHECK(read("household", "power", text) == Value(false));
  for (const auto* text : {"不详", "2", "-"}) CHECK(refused("household", "power", text));
}

TEST_CASE("nothing but spaces is no answer") {
  CHECK(read("household", "power", " \u3000 ") == Value{});
  CHECK(read("household", "head_name", "") == Value{});
}

TEST_CASE("texts lose the spaces around them and nothing else") {
  CHECK(read("household", "head_name", " 欧阳 𠮷\u3000") == Value(std::string("欧阳 𠮷")));
  CHECK(read("member", "id_number", " １１０１０１ 19900307002x") == Value(std::string("11010119900307002X")));
  CHECK(refused("household", "head_name", "\xff"));
}

TEST_CASE("bytes are read as hexadecimal") {
  CHECK(read("evidence", "hash", "01fF") == Value(std::string("\x01\xff")));
  CHECK(refused("evidence", "hash", "01f"));
}
