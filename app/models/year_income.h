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

/// Net income per person as far as a worksheet is filled in.
struct PerCapita {
  std::int64_t fen = 0;
  int open = 0;     ///< lines without an answer: 0 says that there was none, no answer says nothing
  int persons = 0;  ///< who share it
};

/// Nothing when no part of it is filled in or nobody is to share it. One without parts has at most the figure of the
/// register, of which no line is open.
[[nodiscard]] std::optional<PerCapita> perCapitaOf(const KindSpec& income, const std::vector<Field>& worksheet);

}  // namespace bf
