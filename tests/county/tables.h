#pragma once
// The county as the files that a county office would import: Chinese headings, one table a file, as CSV or XLSX on
// disk or as rows in memory.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "shared/exchange/table.h"
#include "tests/county/county.h"

namespace bf::county {

/// Collects the cells of one row; numbers that are negative, and texts that are empty, stay empty cells.
class RowText {
 public:
  RowText& text(std::string_view value);
  RowText& whole(std::int64_t value);            ///< negative: not collected
  RowText& positive(std::int64_t value);         ///< 0 or less: empty
  RowText& decimal(double value, int decimals);  ///< negative: not collected
  RowText& degrees(double value);                ///< 0: not on the map
  [[nodiscard]] const std::vector<std::string_view>& cells();
  void clear();

 private:
  std::string& next();
  std::vector<std::string> texts_;  ///< kept from row to row, with their memory
  std::vector<std::string_view> views_;
  std::size_t used_ = 0;
};

using RowMaker = std::function<Result<void>(RowText&)>;

struct CountyTable {
  std::string name;  ///< of the file, without its ending, and of the sheet
  std::vector<OutColumn> columns;
  /// Calls the second argument for each row.
  std::function<Result<void>(const County&, RowText&, const std::function<Result<void>()>&)> rows;
};

/// Ten tables, and 一般农户 where the county has light households.
[[nodiscard]] const std::vector<CountyTable>& countyTables();

/// A table as a stream of rows in memory, the heading first.
[[nodiscard]] std::unique_ptr<RowSource> inMemory(const County& county, const CountyTable& table);

enum class Format { csv, xlsx, both };

/// Writes all tables below `folder`, which must exist. Errors: those of the writers.
[[nodiscard]] Result<void> writeCounty(const County& county, const std::string& folder, Format format);

}  // namespace bf::county
