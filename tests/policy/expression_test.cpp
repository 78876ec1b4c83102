#include "shared/policy/expression.h"

#include <catch2/catch.hpp>

#include "shared/policy/policy_limits.h"

namespace bf::test {
namespace {

std::optional<Expression> noNames(std::string_view) { return std::nullopt; }

std::string refusal(std::string_view text) {
  const auto read = readExpression(text, noNames);
  return read ? "" : read.error().en;
}

}  // namespace

TEST_CASE("an expression keeps its text and tells what must be bound") {
  const auto read = readExpression("h.status = $household::STATUS_OUT AND h.persons >= :least AND :least > 0", noNames);
  REQUIRE(read.has_value());
  CHECK(read->sql == "h.status = $household::STATUS_OUT AND h.persons >= :least AND :least > 0");
  CHECK(read->bound == std::vector<std::string>{"$household::STATUS_OUT", ":least"});
}

TEST_CASE("a name in braces is replaced by its expression in parentheses, with what that binds") {
  const NamedExpression named = [](std::string_view name) -> std::optional<Expression> {
    if (name != "poor") return std::nullopt;
    return Expression{"a OR b = :line", {":line"}};
  };
  const auto read = readExpression("{poor} AND c", named);
  REQUIRE(read.has_value());
  CHECK(read->sql == "(a OR b = :line) AND c");
  CHECK(read->bound == std::vector<std::string>{":line"});
  CHECK_FALSE(readExpression("{rich} AND c", named).has_value());
}

TEST_CASE("whatever is more than one plain expression is refused with a reason") {
  CHECK(refusal("1) FROM sqlite_master; DROP TABLE k_member --") ==
        "one closing parenthesis too many, at \") FROM sqlite_master; DR\"");
  CHECK_THAT(refusal("1; DELETE FROM k_member"), Catch::Contains("no place here"));
  CHECK_THAT(refusal("1 -- and so on"), Catch::Contains("no comments"));
  CHECK_THAT(refusal("1 /* and so on"), Catch::Contains("no comments"));
  CHECK_THAT(refusal("1, 2"), Catch::Contains("one expression only"));
  CHECK_THAT(refusal("(SELECT 1"), Catch::Contains("not closed"));
  CHECK_THAT(refusal("'open"), Catch::Contains("closing quote"));
  CHECK_THAT(refusal("\"heads\""), Catch::Contains("no place here"));
  CHECK_THAT(refusal("[heads]"), Catch::Contains("no place here"));
  CHECK_THAT(refusal("?1"), Catch::Contains("no place here"));
  CHECK_THAT(refusal(": = 1"), Catch::Contains("no name of a parameter"));
  CHECK_THAT(refusal("(with household AS (SELECT 1) SELECT 1 FROM household)"), Catch::Contains("WITH"));
  CHECK_THAT(refusal(" \n "), Catch::Contains("empty"));
  CHECK_THAT(refusal(std::string(expressionBytesMax + 1, '1')), Catch::Contains("bytes"));
  CHECK_THAT(refusal(std::string(60, '(') + "1" + std::string(60, ')')), Catch::Contains("parentheses"));
}

TEST_CASE("a quote within a text does not end it") {
  CHECK(refusal("h.note = 'it''s; -- fine'").empty());
  CHECK_FALSE(refusal("h.note = 'it'; '").empty());
}

TEST_CASE("definitions that hold each other twice do not grow without end") {
  const NamedExpression named = [](std::string_view) { return Expression{std::string(3000, '1'), {}}; };
  std::string many;
  for (int i = 0; i < 20; ++i) many += "{a} + ";
  const auto read = readExpression(many + "1", named);
  REQUIRE_FALSE(read.has_value());
  CHECK_THAT(read.error().en, Catch::Contains("too long"));
}

TEST_CASE("a choice is found by its kind and name") {
  const auto& schema = builtinSchema();
  CHECK(choiceNumber(schema, "$household::STATUS_OUT") == 3);
  CHECK(choiceNumber(schema, "$project::STATE_ACCEPTED") == 5);
  CHECK_FALSE(choiceNumber(schema, "$household::STATE_ACCEPTED").has_value());
  CHECK_FALSE(choiceNumber(schema, "$nothing::STATUS_OUT").has_value());
  CHECK_FALSE(choiceNumber(schema, ":STATUS_OUT").has_value());
}

}  // namespace bf::test
