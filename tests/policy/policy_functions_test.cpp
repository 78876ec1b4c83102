#include <catch2/catch.hpp>

#include "shared/store/query_functions.h"

namespace bf::test {
namespace {

/// The answer as text; "null" for NULL.
std::string ask(const std::string& sql) {
  auto connection = Connection::open(":memory:", "", false);
  REQUIRE(connection.has_value());
  REQUIRE(addQueryFunctions(**connection).has_value());
  auto statement = (*connection)->prepare("SELECT " + sql);
  REQUIRE(statement.has_value());
  REQUIRE(statement->step().value_or(false));
  return statement->isNull(0) ? "null" : std::to_string(statement->integer(0));
}

std::string over(const std::string& function, const std::string& values) {
  const auto from = values.empty() ? "(SELECT 1 AS column1 WHERE 0)" : "(VALUES " + values + ")";
  return ask(function + "(column1) FROM " + from);
}

}  // namespace

TEST_CASE("every is met by all, not met by one, and otherwise not known") {
  CHECK(over("every", "(1),(1)") == "1");
  CHECK(over("every", "(1),(0),(NULL)") == "0");
  CHECK(over("every", "(1),(NULL)") == "null");
  CHECK(over("every", "") == "null");
}

TEST_CASE("some is met by one, not known while one is not, and otherwise not met") {
  CHECK(over("some", "(0),(1),(NULL)") == "1");
  CHECK(over("some", "(0),(NULL)") == "null");
  CHECK(over("some", "(0),(0)") == "0");
  CHECK(over("some", "") == "0");
}

TEST_CASE("has finds a whole number in a list of choices") {
  CHECK(ask("has('[1,12,3]', 12)") == "1");
  CHECK(ask("has('[1,12,3]', 2)") == "0");
  CHECK(ask("has('[]', 1)") == "0");
  CHECK(ask("has(NULL, 1)") == "null");
}

TEST_CASE("days counts over the end of a month and refuses what is no date") {
  CHECK(ask("days(20180228, 20180301)") == "1");
  CHECK(ask("days(20160228, 20160301)") == "2");
  CHECK(ask("days(20181231, 20181201)") == "-30");
  CHECK(ask("days(20180230, 20180301)") == "null");
  CHECK(ask("days(NULL, 20180301)") == "null");
}

}  // namespace bf::test
