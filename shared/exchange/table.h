#pragma once
// A table as a stream of rows, whatever file it came from. CSV and XLSX readers give it, the mapping of columns to
// fields (columns.h) takes it; nobody holds a whole file in memory.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/error.h"
#include "shared/exchange/exchange_limits.h"

namespace bf {

enum class CellKind : unsigned char {
  empty,
  text,
  number,   ///< canonical decimal text: integers without exponent or trailing ".0"
  boolean,  ///< "1" or "0"
  date,     ///< a number with a date format, already written as 2018-08-01 (with a time: 2018-08-01 09:30:00)
  broken,   ///< the spreadsheet's own error, such as #N/A
  formula,  ///< a formula whose result the file does not hold, as programs write them; the text is "="
};

struct Cell {
  std::string_view text;
  CellKind kind = CellKind::empty;
};

/// One row. The views live until the next row is asked for. `number` counts from 1 as the spreadsheet shows it.
struct Row {
  std::size_t number = 0;
  std::vector<Cell> cells;
  /// True when no cell has text other than blanks.
  [[nodiscard]] bool blank() const;
};

/// A place in a table, as far as it is known.
struct TablePlace {
  std::size_t row = 0;  ///< 0: not known
  std::optional<std::size_t> column;
};

class RowSource {
 public:
  virtual ~RowSource() = default;
  /// File (and sheet) as a message names it: "成员.csv", "花名册.xlsx [Sheet1]".
  [[nodiscard]] virtual const std::string& name() const = 0;
  /// False at the end. Errors: Errc::importInvalid with file, row and column; Errc::tooLarge with the limit. After an
  /// error the source is at its end.
  [[nodiscard]] virtual Result<bool> next(Row& row) = 0;
  /// Where the error lies that next() gave.
  [[nodiscard]] const TablePlace& failedAt() const { return failedAt_; }

 protected:
  TablePlace failedAt_;
};

/// A table held in memory: made tables of the county generator, and tests.
class MemoryTable final : public RowSource {
 public:
  MemoryTable(std::string name, std::vector<std::vector<std::string>> rows);
  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] Result<bool> next(Row& row) override;

 private:
  std::string name_;
  std::vector<std::vector<std::string>> rows_;
  std::size_t at_ = 0;
};

/// How a column is written: its heading, its width in characters, and whether cells are numbers to reckon with.
/// ID numbers, codes and phone numbers are text.
struct OutColumn {
  std::string heading;
  double width = 12;
  bool number = false;
};

/// Where rows are written to. Cells are given as text; in a `number` column they are written as numbers.
class RowSink {
 public:
  virtual ~RowSink() = default;
  /// Errors: Errc::tooLarge when the format cannot hold a cell or one row more; Errc::storageFull and
  /// Errc::storageFailed when the file cannot be written. Missing cells at the end are empty.
  [[nodiscard]] virtual Result<void> row(const std::vector<std::string_view>& cells) = 0;
  /// Completes the file; nothing may follow. Errors as row().
  [[nodiscard]] virtual Result<void> finish() = 0;
};

/// Letters of a column as a spreadsheet shows them, from 0: A, B … Z, AA.
[[nodiscard]] std::string columnLetters(std::size_t index);

/// "成员.csv row 12 column C: " in both languages, for the detail of an error.
[[nodiscard]] std::string cellPlace(std::string_view file, const TablePlace& place);

/// Opens a CSV or XLSX file by its content, not by its name. Errors: Errc::notFound, Errc::importInvalid (also for
/// encrypted workbooks, old .xls, .xlsb and .ods, saying what to do), Errc::tooLarge.
[[nodiscard]] Result<std::unique_ptr<RowSource>> openTable(const std::string& path, const ImportLimits& limits = {});

}  // namespace bf
