#pragma once
// Workbooks for people: one table a sheet, bold frozen heading with a filter, column widths, and every text a typed
// string cell, so that neither a formula nor a lost digit can come out of it. The same rows give the same bytes.

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "shared/exchange/table.h"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace bf {

class XlsxWriter final : public RowSink {
 public:
  /// Starts a workbook that finish() writes to `path`. A temporary file is kept in `scratchFolder` (the system's when
  /// empty) meanwhile: rows go there at once, memory does not grow with them. Errors: those of sheet().
  [[nodiscard]] static Result<std::unique_ptr<XlsxWriter>> open(const std::string& path, const std::string& sheet,
                                                                std::vector<OutColumn> columns,
                                                                const std::string& scratchFolder = {});
  /// Without finish() no file is left.
  ~XlsxWriter() override;

  /// Starts another sheet with the same columns: the rows that follow go there. Errors: Errc::invalidValue for a name
  /// that Excel does not allow (sheetName() makes one that it does) or that is there, Errc::storageFailed.
  [[nodiscard]] Result<void> sheet(const std::string& name);
  /// A sheet of lines for people, without a heading; after the last row of the tables. Errors: those of sheet(), row().
  [[nodiscard]] Result<void> notes(const std::string& name, const std::vector<std::string>& lines);
  /// Errors: also Errc::tooLarge for a text longer than 32,767 characters or row 1,048,577 (Excel's own limits).
  [[nodiscard]] Result<void> row(const std::vector<std::string_view>& cells) override;
  [[nodiscard]] Result<void> finish() override;

 private:
  XlsxWriter() = default;
  [[nodiscard]] Result<void> begin(const std::string& name);
  void filter();
  [[nodiscard]] Result<void> heading();
  [[nodiscard]] Result<void> number(std::size_t column, std::string_view text);
  /// The format that shows as many decimals as a text has; null for whole numbers.
  [[nodiscard]] lxw_format* formatOf(std::string_view text);
  [[nodiscard]] Result<void> cell(std::size_t column, std::string_view text, lxw_format* format);

  std::string path_;
  std::string scratch_;
  std::vector<OutColumn> columns_;
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  std::size_t rows_ = 0;
  std::string text_;
  std::map<std::size_t, lxw_format*> formats_;  ///< by decimals
};

/// A text as the name of a sheet: without []:*?/\, its first 31 characters.
[[nodiscard]] std::string sheetName(std::string_view text);

}  // namespace bf
