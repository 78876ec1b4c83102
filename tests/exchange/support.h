#pragma once
// Files and workbooks made on the spot: broken ones are not kept in the tree, their makers are.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/exchange/table.h"

namespace bf::test {

/// A folder of its own below the working directory, removed at the end.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] std::string path(const std::string& file) const { return folder_ + "/" + file; }
  [[nodiscard]] const std::string& folder() const { return folder_; }
  /// Writes `bytes` and gives the path.
  std::string write(const std::string& file, std::string_view bytes) const;

 private:
  std::string folder_;
};

[[nodiscard]] std::string slurp(const std::string& path);

using Lines = std::vector<std::vector<std::string>>;

/// All rows of a source; empty cells at the end are cut. An error becomes a row {"ERROR", name of code, detail}.
[[nodiscard]] Lines linesOf(RowSource& source);
[[nodiscard]] Lines linesOfCsv(std::string_view bytes, const ImportLimits& limits = {});
[[nodiscard]] Lines linesOfFile(const std::string& path, const ImportLimits& limits = {});

struct Problem {
  std::string code;  ///< "" when everything was read
  std::string detail;
};
/// The error that reading a file to its end gives.
[[nodiscard]] Problem problemOf(const std::string& path, const ImportLimits& limits = {});
/// Checks the code, and that the detail contains a text.
void expectProblem(const Problem& found, const std::string& code, const std::string& detail);

/// A ZIP of these parts in this order.
[[nodiscard]] std::string zipOf(const std::vector<std::pair<std::string, std::string>>& parts, const Scratch& scratch);

/// Parts of a workbook with one sheet, to be changed before zipOf: content types, relations, workbook, styles with one
/// date format (cell format 1), shared strings, and the sheet.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> bookParts(std::string_view sheetData,
                                                                         std::string_view sharedStrings = {});
/// The content of the part with this name.
[[nodiscard]] std::string& part(std::vector<std::pair<std::string, std::string>>& parts, std::string_view name);

}  // namespace bf::test
