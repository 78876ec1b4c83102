#pragma once
// Which column of a file is which field: headings may be the Chinese label, the English label, the field's name, the
// national column or a known other wording, decorated as forms do (*, （必填）, （元）). Title lines above the heading
// are passed over.

#include <cstdint>
#include <expected>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "shared/exchange/cell_value.h"
#include "shared/exchange/import_report.h"
#include "shared/exchange/table.h"

namespace bf {

/// Lines above the heading that are looked at: a title, the reporting unit, a date.
inline constexpr std::size_t titleLinesMax = 10;

/// One thing a file can tell. Keys (the household number in the file of members) have no field.
struct ColumnSpec {
  std::string key;  ///< the field's name, or a name of the importer's own such as "@household"
  const FieldSpec* field = nullptr;
  std::vector<std::string> headings;
  Label label;
  bool required = false;   ///< the file is refused without this column
  std::uint8_t oneOf = 0;  ///< other than 0: the file needs one of the columns of this group
};

/// Finds what a heading speaks of. `specs` must outlive it; of two specs with one heading the first counts.
class HeadingNames {
 public:
  explicit HeadingNames(const std::vector<ColumnSpec>& specs);
  /// Null when no spec knows it.
  [[nodiscard]] const ColumnSpec* find(std::string_view heading) const;

 private:
  std::map<std::string, const ColumnSpec*, std::less<>> names_;
};

/// Columns of all fields of a kind that a file can carry, none of them required.
[[nodiscard]] std::vector<ColumnSpec> columnsOf(const KindSpec& kind);

struct BoundColumn {
  std::size_t index = 0;  ///< place in the row
  const ColumnSpec* spec = nullptr;
  std::unique_ptr<CellReader> reader;  ///< null for keys
};

/// "C 姓名", for a person with the file in hand.
[[nodiscard]] std::string columnPlace(const BoundColumn& column);

/// The heading of one file, bound to specs.
class ColumnMap {
 public:
  /// Reads rows of `source` up to the heading. `specs` must outlive the map.
  /// Errors: those of the source; Errc::importInvalid when no heading is found within titleLinesMax, when a required
  /// column is missing, or when two columns say the same (file, row, columns and what is expected in the detail).
  [[nodiscard]] static Result<ColumnMap> bind(RowSource& source, const std::vector<ColumnSpec>& specs);

  /// Binds a row that is the heading. What keeps it from being one (two columns that say the same) is told with its
  /// place.
  [[nodiscard]] static std::expected<ColumnMap, Notice> of(const Row& heading, const std::string& file,
                                                           const std::vector<ColumnSpec>& specs);

  [[nodiscard]] const std::vector<BoundColumn>& columns() const { return columns_; }
  [[nodiscard]] const BoundColumn* find(std::string_view key) const;
  /// The cell under a key; an empty cell where the file has no such column or the row is short.
  [[nodiscard]] Cell cell(const Row& row, std::string_view key) const;
  /// Headings that no spec knows, with their columns: "C 备注2".
  [[nodiscard]] const std::vector<std::string>& unknown() const { return unknown_; }
  [[nodiscard]] std::size_t headingRow() const { return headingRow_; }
  /// Index of the first cell with content beyond the heading's last column; the row's size when there is none.
  [[nodiscard]] std::size_t strayCell(const Row& row) const;

 private:
  std::vector<BoundColumn> columns_;
  std::vector<std::string> unknown_;
  std::size_t headingRow_ = 0;
  std::size_t width_ = 0;
};

}  // namespace bf
