#pragma once
// The income of a household for one year, from its worksheets as the evaluation reckons it (view year_income of
// shared/policy): the newest worksheet of the year, the whole of its parts less expenses, shared by the persons that it
// names.

#include <optional>

#include "app/models/household_file.h"
#include "shared/schema/schema.h"

namespace bf {

/// The worksheet that goes on furthest into the year, of two the later one; null: none of that year. A worksheet
/// without a month is of the whole year.
[[nodiscard]] const FileRecord* newestWorksheet(const Schema& schema, const RecordFile& household, int year);

/// Net income per person of a worksheet in fen; nothing when no part of it is filled in or nobody is to share it. One
/// without parts has at most the figure of the register.
[[nodiscard]] std::optional<std::int64_t> perCapitaOf(const KindSpec& income, const std::vector<Field>& worksheet);

}  // namespace bf
