#include "shared/schema/mask.h"

#include <catch2/catch.hpp>

using namespace bf;

namespace {

std::string masked(const char* kind, const char* name, std::string_view text) {
  return mask(*builtinSchema().kindByName(kind)->fieldByName(name), text);
}

}  // namespace

TEST_CASE("ID number, phone and account keep what a clerk needs to tell two apart") {
  CHECK(masked("member", "id_number", "11010519491231002X") == "110***********002X");
  CHECK(masked("household", "phone", "13812345678") == "138****5678");
  CHECK(masked("household", "account", "6217001234567890") == "************7890");
}

TEST_CASE("a short or odd value shows nothing, not even its length") {
  CHECK(masked("member", "id_number", "1101051949") == "***");
  CHECK(masked("member", "id_number", "没有身份证号码的人") == "***");
  CHECK(masked("household", "phone", "12345") == "***");
  CHECK(masked("household", "account", "1234567") == "***");
}

TEST_CASE("sensitive values of other kinds are hidden, others come back as they are") {
  CHECK(masked("member", "illness", "肺结核") == "***");
  CHECK(masked("member", "health", "患有大病") == "***");
  CHECK(masked("member", "name", "张三") == "张三");
  CHECK(masked("village", "name", "河口村") == "河口村");
  CHECK(masked("member", "illness", "").empty());
}

TEST_CASE("what a mask may hide is told from what it cannot") {
  const auto text = masked("member", "id_number", "11010519491231002X");
  CHECK(looksMasked(text));
  CHECK_FALSE(looksMasked("11010519491231002X"));
  CHECK_FALSE(looksMasked("2**"));
  CHECK(fitsMask(text, "11010519491231002X"));
  CHECK_FALSE(fitsMask(text, "110105194912310021"));
  CHECK_FALSE(fitsMask(text, "11002X"));
  CHECK(fitsMask("***", "肺结核"));
  CHECK_FALSE(fitsMask("1101", "11010519491231002X"));
}

TEST_CASE("every number that names a person or an account is sensitive") {
  for (const auto& kind : builtinSchema().kinds()) {
    for (const auto& field : kind.fields) {
      INFO(kind.name << "." << field.name);
      if (field.question == Question::idNumber || field.question == Question::account)
        CHECK(field.sensitivity == Sensitivity::sensitive);
      if (field.question == Question::phone) CHECK(field.sensitivity != Sensitivity::open);
    }
  }
}
