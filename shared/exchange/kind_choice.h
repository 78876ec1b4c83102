#pragma once
// Which kind of record a file holds. A file that was taken for another kind changes figures that nobody doubts, so a
// kind is chosen only when the heading leaves no doubt: every column that the kind needs is there, and no column that
// it does not know, unless the caller said to pass over it. Where several kinds fit, the file's name decides.

#include <expected>
#include <string>
#include <vector>

#include "shared/exchange/column_map.h"
#include "shared/exchange/import_rules.h"

namespace bf {

/// What the caller says of a file.
struct KindWish {
  std::string kind;                 ///< name of the kind; empty: by heading and file name
  std::vector<std::string> ignore;  ///< headings to pass over; "*": all that the kind does not know
};

struct KindChoice {
  const ImportRule* rule = nullptr;
  ColumnMap map;  ///< its unknown() are the columns that were passed over
};

/// Reads rows of `source` up to the heading. `rules` must outlive the choice. What is in doubt is refused with its row,
/// the columns that fit no kind and the kinds that come nearest; a source that cannot be read says so as a notice too.
[[nodiscard]] std::expected<KindChoice, Notice> chooseKind(RowSource& source, const std::vector<ImportRule>& rules,
                                                           const KindWish& wish);

/// The refusal of a file of which next() cannot read any further.
/// `rowsBefore`: whether rows before it were imported.
[[nodiscard]] Notice unreadable(const RowSource& source, const Error& error, bool rowsBefore);

}  // namespace bf
