#pragma once
// The form of a pack's expression, before SQLite sees it: one scalar SQL expression, without comments, quoted names or
// a second statement. {name} stands for a clause or a definition; :name for a parameter or a bound of the period;
// $kind::CHOICE for the number of a choice of the schema. All of the last two are bound as values, never written in.

#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/schema/schema.h"

namespace bf {

struct Expression {
  std::string sql;                 ///< with every {name} replaced, each in parentheses
  std::vector<std::string> bound;  ///< ":year", "$household::KIND_POOR": each once
  std::string at = {};             ///< file and line in which it was written; empty: in no file
};

/// The expanded text of a {name}; nothing when there is none.
using NamedExpression = std::function<std::optional<Expression>(std::string_view name)>;

/// The error says in both languages what is wrong and near which text.
[[nodiscard]] std::expected<Expression, Label> readExpression(std::string_view text, const NamedExpression& named);

/// The number that "$kind::CHOICE" stands for; nothing when the schema has no such choice.
[[nodiscard]] std::optional<std::int64_t> choiceNumber(const Schema& schema, std::string_view bound);

}  // namespace bf
