#include "shared/exchange/import_checks.h"

#include <catch2/catch.hpp>

#include "shared/schema/record_builder.h"

using namespace bf;

namespace {

std::vector<Field> fieldsOf(const char* kind, const std::map<std::string, std::string>& texts) {
  RecordBuilder builder(*builtinSchema().kindByName(kind));
  for (const auto& [name, text] : texts) builder.read(name, text);
  return builder.fields().value();
}

std::vector<Finding> ahead(const char* kind, const std::map<std::string, std::string>& texts) {
  return datesAhead(*builtinSchema().kindByName(kind), fieldsOf(kind, texts), 20181220);
}

std::vector<Finding> counted(const std::string& measure, const std::string& amount) {
  return brokenCounts(*builtinSchema().kindByName("target"),
                      fieldsOf("target", {{"measure", measure}, {"amount", amount}}));
}

}  // namespace

TEST_CASE("nobody is born tomorrow, and no visit was made then; a deadline may lie ahead") {
  CHECK(ahead("member", {{"birth_date", "2018-12-20"}}).empty());
  const auto born = ahead("member", {{"birth_date", "2030-01-01"}});
  REQUIRE(born.size() == 1);
  CHECK(born[0].code == "dateAhead");
  CHECK(born[0].severity == Severity::warning);
  CHECK(born[0].field == builtinSchema().kindByName("member")->fieldByName("birth_date")->number);
  CHECK(ahead("visit", {{"departed", "2018-12-20 23:00"}}).empty());
  CHECK(ahead("visit", {{"departed", "2018-12-21 00:30"}}).size() == 1);
  CHECK(ahead("loan", {{"due_date", "2020-01-01"}}).empty());
  CHECK(ahead("loan", {{"lent_date", "2020-01-01"}}).size() == 1);
}

TEST_CASE("households, persons and bridges are whole, kilometres and yuan need not be") {
  CHECK(counted("危房改造户数", "9.5").size() == 1);
  CHECK(counted("危房改造户数", "9").empty());
  CHECK(counted("道路公里数", "9.5").empty());
  CHECK(counted("资金支出", "9.5").empty());
}
