#pragma once
// Workbooks (ECMA-376, .xlsx) as streams of rows: texts, formula results, dates by their cell format. Memory is the
// shared strings plus one piece of a sheet, whatever the size of the sheet.

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/exchange/table.h"
#include "shared/exchange/xlsx_package.h"

namespace bf {

/// Texts that cells refer to by number, in one block of memory.
class SharedStrings {
 public:
  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  [[nodiscard]] std::string_view at(std::size_t index) const;
  void append(std::string_view piece) { bytes_ += piece; }
  void endString() { ends_.push_back(bytes_.size()); }
  [[nodiscard]] std::size_t bytes() const { return bytes_.size(); }

 private:
  std::string bytes_;
  std::vector<std::size_t> ends_;
};

struct XlsxSheet {
  std::string name;
  std::string part;
  bool hidden = false;
};

/// An open workbook: its sheets, shared strings and which cell formats are dates.
class XlsxBook {
 public:
  /// Errors: those of XlsxPackage::open, and Errc::importInvalid for missing or damaged parts.
  [[nodiscard]] static Result<std::shared_ptr<XlsxBook>> open(const std::string& path, const ImportLimits& limits = {});

  [[nodiscard]] const std::vector<XlsxSheet>& sheets() const { return sheets_; }
  [[nodiscard]] const SharedStrings& strings() const { return strings_; }
  [[nodiscard]] bool isDateFormat(std::size_t cellFormat) const;
  [[nodiscard]] bool since1904() const { return since1904_; }
  [[nodiscard]] XlsxPackage& package() const { return *package_; }

 private:
  [[nodiscard]] Result<void> readWorkbook();
  [[nodiscard]] Result<void> readStyles(const std::string& part);
  [[nodiscard]] Result<void> readStrings(const std::string& part);

  std::shared_ptr<XlsxPackage> package_;
  std::vector<XlsxSheet> sheets_;
  SharedStrings strings_;
  std::vector<bool> dateFormats_;
  bool since1904_ = false;
};

/// One sheet. Rows without any cell that has content are left out; `Row::number` is the sheet's own.
class XlsxReader final : public RowSource {
 public:
  /// The sheet of this name, or the first visible one for "". Errors: those of XlsxBook::open; Errc::notFound when
  /// there is no such sheet.
  [[nodiscard]] static Result<std::unique_ptr<XlsxReader>> open(const std::string& path, std::string_view sheet = {},
                                                                const ImportLimits& limits = {});
  /// A sheet of a workbook that is already open. Errors: Errc::importInvalid when its part is missing.
  [[nodiscard]] static Result<std::unique_ptr<XlsxReader>> open(std::shared_ptr<XlsxBook> book, const XlsxSheet& sheet);
  ~XlsxReader() override;

  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] Result<bool> next(Row& row) override;

 private:
  class SheetHandler;
  XlsxReader(std::shared_ptr<XlsxBook> book, const XlsxSheet& sheet, std::unique_ptr<XlsxPart> part);

  std::shared_ptr<XlsxBook> book_;
  std::string name_;
  std::unique_ptr<XlsxPart> part_;
  std::unique_ptr<SheetHandler> handler_;
  std::unique_ptr<XmlParser> parser_;
  std::optional<Error> failure_;  ///< told once the rows before it were given
  bool ended_ = false;
};

/// True when a number format shows a date: y, m, d or h outside of quotes, brackets and escapes (ECMA-376 part 1,
/// 18.8.31). Elapsed times such as [h]:mm are numbers.
[[nodiscard]] bool isDateFormatCode(std::string_view code);

}  // namespace bf
