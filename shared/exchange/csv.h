#pragma once
// CSV as RFC 4180 has it and as offices really save it: any encoding of text_encoding.h; comma, semicolon or TAB by
// what the heading line uses; CRLF, LF or CR; line breaks inside quotes. The writer's files open in Excel and WPS with
// their Chinese intact and never run a formula.

#include <istream>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "shared/exchange/table.h"
#include "shared/exchange/text_encoding.h"

namespace bf {

/// Streams rows; memory is one row and one piece of the file. Blank lines are rows without cells. A leading
/// apostrophe that guards a formula (see CsvWriter) is taken off again.
class CsvReader final : public RowSource {
 public:
  CsvReader(std::unique_ptr<std::istream> in, std::string name, const ImportLimits& limits = {});
  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] Result<bool> next(Row& row) override;
  /// Known after the first row.
  [[nodiscard]] TextEncoding encoding() const { return decoder_.encoding(); }

 private:
  enum class State { cellStart, plain, quoted, quoteSeen };
  enum class Step { more, rowEnds };

  [[nodiscard]] Result<bool> refill();
  [[nodiscard]] Result<void> start();
  [[nodiscard]] Result<Step> take(char c);
  [[nodiscard]] Result<Step> takeQuoted(char c);
  [[nodiscard]] std::size_t plainRun() const;
  [[nodiscard]] Result<void> put(std::string_view run);
  [[nodiscard]] Result<void> endCell();
  [[nodiscard]] Result<bool> readRow();
  [[nodiscard]] Result<bool> endOfFile();
  [[nodiscard]] bool separatorLine() const;
  void give(Row& row) const;
  [[nodiscard]] std::unexpected<Error> wrong(Errc code, const std::string& what);

  std::unique_ptr<std::istream> in_;
  std::string name_;
  ImportLimits limits_;
  TextDecoder decoder_;
  std::string text_;  ///< decoded, not yet taken apart
  std::size_t at_ = 0;
  std::string row_;  ///< cells of this row one after another
  std::vector<std::size_t> ends_;
  std::size_t rows_ = 0;  ///< lines of the sheet: a cell with line breaks still makes one
  State state_ = State::cellStart;
  char separator_ = ',';
  bool started_ = false;
  bool dead_ = false;
  bool afterCr_ = false;
  bool any_ = false;  ///< this row has had a character
};

/// Writes UTF-8 with BOM, CRLF, every text cell quoted. A text that a spreadsheet could take for a formula (OWASP, CSV
/// Injection: = + - @ TAB CR LF, and the full-width ＝＋－＠ that Chinese and Japanese Excel accept) gets a leading
/// apostrophe, and so does a text that itself begins with an apostrophe: the reader takes exactly one off, so every
/// text comes back as it was. Numbers are written bare, minus included. ID numbers and codes are quoted with all their
/// digits, not as ="…" (that would be a formula); a spreadsheet that opens the file by double-click shows 18 digits
/// as 4.41E+17 and would save them so: whoever wants to work on the table exports XLSX.
class CsvWriter final : public RowSink {
 public:
  /// `out` must outlive the writer. The heading row is written at once.
  CsvWriter(std::ostream& out, std::vector<OutColumn> columns);
  [[nodiscard]] Result<void> row(const std::vector<std::string_view>& cells) override;
  [[nodiscard]] Result<void> finish() override;

 private:
  std::ostream& out_;
  std::vector<OutColumn> columns_;
  std::string line_;
};

/// True when a spreadsheet could take `text` for a formula, or when it begins with an apostrophe.
[[nodiscard]] bool needsFormulaGuard(std::string_view text);
/// `text` without the apostrophe that the writer puts before such texts.
[[nodiscard]] std::string_view withoutFormulaGuard(std::string_view text);
/// True for an optional minus, digits, and at most one decimal point inside: what may stand bare in a CSV.
[[nodiscard]] bool isPlainNumber(std::string_view text);

}  // namespace bf
