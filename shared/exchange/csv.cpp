#include "shared/exchange/csv.h"

#include <algorithm>
#include <array>

#include "shared/base/bilingual.h"

namespace bf {
namespace {

/// The separator that the first line uses most, outside of quotes; a comma when it uses none.
char guessSeparator(std::string_view text) {
  constexpr std::array candidates{',', ';', '\t'};
  std::array<std::size_t, 3> seen{};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    for (std::size_t i = 0; i < candidates.size(); ++i) seen[i] += c == candidates[i];
  }
  return candidates[static_cast<std::size_t>(std::max_element(seen.begin(), seen.end()) - seen.begin())];
}

}  // namespace

CsvReader::CsvReader(std::unique_ptr<std::istream> in, std::string name, const ImportLimits& limits)
    : in_(std::move(in)), name_(std::move(name)), limits_(limits), decoder_(*in_, limits.sampleBytes) {}

std::unexpected<Error> CsvReader::wrong(Errc code, const std::string& what) {
  dead_ = true;
  failedAt_ = {rows_ + 1, ends_.size()};
  return fail(code, cellPlace(name_, failedAt_) + what);
}

Result<bool> CsvReader::refill() {
  text_.clear();
  at_ = 0;
  while (text_.empty()) {
    const auto more = decoder_.read(text_);
    if (!more) {
      dead_ = true;
      failedAt_ = {decoder_.failedLine(), std::nullopt};
      return fail(more.error().code, cellPlace(name_, failedAt_) + more.error().detail +
                                         bilingual("；请在表格软件中另存为 UTF-8 的 CSV，或存为 .xlsx",
                                                   "; save it again as CSV in UTF-8, or as .xlsx"));
    }
    if (!*more) return false;
  }
  return true;
}

Result<void> CsvReader::start() {
  started_ = true;
  BF_CHECK(refill());
  separator_ = guessSeparator(text_);
  return {};
}

/// "sep=;" in the first line tells Excel the separator; it is no row of the table.
bool CsvReader::separatorLine() const { return ends_.size() <= 2 && row_.starts_with("sep=") && row_.size() <= 5; }

Result<bool> CsvReader::next(Row& row) {
  row.cells.clear();
  if (dead_) return false;
  if (!started_) {
    BF_CHECK(start());
    BF_LET(first, readRow());
    if (!first) return false;
    if (!separatorLine()) {
      give(row);
      return true;
    }
    if (row_.size() == 5) separator_ = row_[4];
  }
  BF_LET(more, readRow());
  if (more) give(row);
  return more;
}

Result<bool> CsvReader::readRow() {
  row_.clear();
  ends_.clear();
  state_ = State::cellStart;
  any_ = false;
  for (;;) {
    if (at_ == text_.size()) {
      BF_LET(more, refill());
      if (!more) return endOfFile();
    }
    while (at_ < text_.size()) {
      if (const std::size_t run = plainRun(); run > 0) {
        BF_CHECK(put(std::string_view(text_).substr(at_, run)));
        at_ += run;
        continue;
      }
      const char c = text_[at_++];
      if (afterCr_ && c == '\n') {
        afterCr_ = false;
        continue;
      }
      afterCr_ = false;
      BF_LET(step, take(c));
      if (step != Step::rowEnds) continue;
      afterCr_ = c == '\r';
      if (++rows_ > limits_.rowsMax)
        return wrong(Errc::tooLarge, bilingual("行数过多 (rowsMax)", "more than rowsMax rows"));
      return true;
    }
  }
}

Result<bool> CsvReader::endOfFile() {
  if (state_ == State::quoted) return wrong(Errc::importInvalid, bilingual("引号没有结束", "a quote is never closed"));
  dead_ = true;
  if (!any_) return false;
  BF_CHECK(endCell());
  if (++rows_ > limits_.rowsMax)
    return wrong(Errc::tooLarge, bilingual("行数过多 (rowsMax)", "more than rowsMax rows"));
  return true;
}

Result<CsvReader::Step> CsvReader::take(char c) {
  if (state_ == State::quoted) return takeQuoted(c);
  if (c == '\n' || c == '\r') {
    if (any_) BF_CHECK(endCell());
    return Step::rowEnds;
  }
  any_ = true;
  if (c == separator_) {
    BF_CHECK(endCell());
    state_ = State::cellStart;
    return Step::more;
  }
  if (c == '"' && state_ == State::cellStart) {
    state_ = State::quoted;
    return Step::more;
  }
  if (state_ == State::quoteSeen) {
    if (c != '"') return wrong(Errc::importInvalid, bilingual("结束引号之后还有文字", "text after the closing quote"));
    state_ = State::quoted;
  } else {
    state_ = State::plain;
  }
  BF_CHECK(put({&c, 1}));
  return Step::more;
}

Result<CsvReader::Step> CsvReader::takeQuoted(char c) {
  if (c == '"') {
    state_ = State::quoteSeen;
  } else {
    BF_CHECK(put({&c, 1}));
  }
  return Step::more;
}

/// How many of the next characters are nothing but content: most of a file, taken in one go.
std::size_t CsvReader::plainRun() const {
  if (state_ != State::plain && state_ != State::quoted) return 0;
  const bool quoted = state_ == State::quoted;
  std::size_t end = at_;
  for (; end < text_.size(); ++end) {
    const char c = text_[end];
    if (c == '\0' || (quoted ? c == '"' : c == separator_ || c == '\n' || c == '\r')) break;
  }
  return end - at_;
}

Result<void> CsvReader::put(std::string_view run) {
  if (run[0] == '\0')
    return wrong(Errc::importInvalid, bilingual("含有空字符：这不是文本文件", "a NUL character: this is no text file"));
  const std::size_t cellStart = ends_.empty() ? 0 : ends_.back();
  if (row_.size() - cellStart + run.size() > limits_.cellBytesMax) {
    return wrong(Errc::tooLarge, bilingual("单元格内容过长 (cellBytesMax)", "a cell exceeds cellBytesMax"));
  }
  if (row_.size() + run.size() > limits_.rowBytesMax)
    return wrong(Errc::tooLarge, bilingual("一行内容过长 (rowBytesMax)", "a row exceeds rowBytesMax"));
  row_ += run;
  return {};
}

Result<void> CsvReader::endCell() {
  if (ends_.size() >= limits_.columnsMax)
    return wrong(Errc::tooLarge, bilingual("列数过多 (columnsMax)", "more than columnsMax columns"));
  ends_.push_back(row_.size());
  return {};
}

void CsvReader::give(Row& row) const {
  row.number = rows_;
  std::size_t from = 0;
  for (const std::size_t to : ends_) {
    const std::string_view text = withoutFormulaGuard(std::string_view(row_).substr(from, to - from));
    row.cells.push_back({text, text.empty() ? CellKind::empty : CellKind::text});
    from = to;
  }
}

bool needsFormulaGuard(std::string_view text) {
  if (text.empty()) return false;
  if (std::string_view("=+-@\t\r\n'").find(text[0]) != std::string_view::npos) return true;
  for (const std::string_view wide : {"＝", "＋", "－", "＠"}) {
    if (text.starts_with(wide)) return true;
  }
  return false;
}

std::string_view withoutFormulaGuard(std::string_view text) {
  if (text.size() > 1 && text[0] == '\'' && needsFormulaGuard(text.substr(1))) text.remove_prefix(1);
  return text;
}

bool isPlainNumber(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const auto digits = [](std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (point == std::string_view::npos) return digits(text);
  return digits(text.substr(0, point)) && digits(text.substr(point + 1));
}

CsvWriter::CsvWriter(std::ostream& out, std::vector<OutColumn> columns) : out_(out), columns_(std::move(columns)) {
  out_ << "\xEF\xBB\xBF";
  std::vector<std::string_view> headings;
  for (const OutColumn& column : columns_) headings.push_back(column.heading);
  std::vector<OutColumn> texts(columns_.size());
  texts.swap(columns_);  // headings are text, also over numbers
  (void)row(headings);   // a bad stream shows again in finish()
  texts.swap(columns_);
}

Result<void> CsvWriter::row(const std::vector<std::string_view>& cells) {
  if (cells.size() > columns_.size()) return fail(Errc::internal, "more cells than columns");
  line_.clear();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (i > 0) line_ += ',';
    const std::string_view text = i < cells.size() ? cells[i] : std::string_view();
    if (text.empty()) continue;
    if (columns_[i].number && isPlainNumber(text)) {
      line_ += text;
      continue;
    }
    line_ += '"';
    if (needsFormulaGuard(text)) line_ += '\'';
    for (const char c : text) {
      if (c == '"') line_ += '"';
      line_ += c;
    }
    line_ += '"';
  }
  line_ += "\r\n";
  out_ << line_;
  if (!out_) return fail(Errc::storageFailed, bilingual("表格未能写完", "the table could not be written"));
  return {};
}

Result<void> CsvWriter::finish() {
  out_.flush();
  if (!out_) return fail(Errc::storageFailed, bilingual("表格未能写完", "the table could not be written"));
  return {};
}

}  // namespace bf
