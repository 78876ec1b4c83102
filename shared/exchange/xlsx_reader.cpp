#include "shared/exchange/xlsx_reader.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <utility>

#include "shared/base/bilingual.h"
#include "shared/exchange/cell_text.h"

namespace bf {
namespace {

/// From here on a spreadsheet has lost digits of the number: doubles show 15.
constexpr double exactMax = 1e15;

/// Row 12 and column 3 of "D12"; columns count from 0.
struct Address {
  std::size_t column = 0;
  bool ok = false;
};

Address addressOf(std::string_view text) {
  Address address;
  std::size_t column = 0;
  std::size_t i = 0;
  for (; i < text.size() && text[i] >= 'A' && text[i] <= 'Z' && i < 4; ++i) column = column * 26 + (text[i] - 'A' + 1);
  address.ok = i > 0 && i < 4 && i < text.size();
  address.column = column == 0 ? 0 : column - 1;
  return address;
}

std::string numberText(std::string_view text) {
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::string(text);
  char digits[64];
  if (std::fabs(value) >= exactMax) {
    std::snprintf(digits, sizeof digits, "%.14E", value);
    return digits;
  }
  // 15 digits are what the sheet shows; the 17 that are stored turn 1234.56 into 1234.5599999999999.
  std::snprintf(digits, sizeof digits, "%.14e", value);
  const int exponent = std::atoi(std::string_view(digits).substr(std::string_view(digits).find('e') + 1).data());
  const int decimals = std::max(0, 14 - exponent);
  char plain[400];
  std::snprintf(plain, sizeof plain, "%.*f", decimals, value);
  std::string made = plain;
  if (made.find('.') != std::string::npos) {
    made.erase(made.find_last_not_of('0') + 1);
    if (made.ends_with('.')) made.pop_back();
  }
  return made == "-0" ? "0" : made;
}

/// A day number with a date format as 2018-08-01, with a time when it has one; nothing outside of the calendar.
std::string dateText(std::string_view text, bool since1904) {
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size() || !(value >= 1) || value > 3e6) return {};
  auto day = static_cast<std::int64_t>(value);
  auto seconds = std::llround((value - static_cast<double>(day)) * 86'400);
  if (seconds == 86'400) {
    ++day;
    seconds = 0;
  }
  const auto date = dateOfSerial(day, since1904);
  if (!date) return {};
  std::string made = formatDate(*date);
  if (seconds == 0) return made;
  char time[16];
  std::snprintf(time, sizeof time, " %02d:%02d:%02d", static_cast<int>(seconds / 3600 % 24),
                static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
  return made + time;
}

/// Excel writes characters that XML cannot hold as _x000D_ (ECMA-376 part 1, 22.9.2.19).
std::string unescaped(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    unsigned code = 0;
    const bool escape = text.size() >= 7 && text.starts_with("_x") && text[6] == '_' &&
                        std::from_chars(text.data() + 2, text.data() + 6, code, 16).ptr == text.data() + 6;
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (!escape || code == 0 || surrogate) {
      plain += text[0];
      text.remove_prefix(1);
      continue;
    }
    if (code < 0x80) {
      plain += static_cast<char>(code);
    } else if (code < 0x800) {
      plain += static_cast<char>(0xC0 | code >> 6);
      plain += static_cast<char>(0x80 | (code & 0x3F));
    } else {
      plain += static_cast<char>(0xE0 | code >> 12);
      plain += static_cast<char>(0x80 | (code >> 6 & 0x3F));
      plain += static_cast<char>(0x80 | (code & 0x3F));
    }
    text.remove_prefix(7);
  }
  return plain;
}

struct CellSpan {
  std::size_t from = 0, to = 0;
  CellKind kind = CellKind::empty;
};

struct PendingRow {
  std::size_t number = 0;
  std::string text;
  std::vector<CellSpan> cells;
};

}  // namespace

/// Collects rows from the events of one sheet.
class XlsxReader::SheetHandler final : public XmlHandler {
 public:
  explicit SheetHandler(const XlsxBook& book) : book_(book) {}

  Result<void> start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "row") return startRow(attributes);
    if (name == "c" && inRow_) return startCell(attributes);
    if (name == "rPh") inPhonetic_ = true;
    if (name == "f" && inCell_) formula_ = true;
    if (name == "v" && inCell_) result_ = true;
    const bool value = name == "v" || (name == "t" && !inPhonetic_);
    if (value && inCell_) inValue_ = true;
    return {};
  }

  Result<void> end(std::string_view name) override {
    if (name == "v" || name == "t") inValue_ = false;
    if (name == "rPh") inPhonetic_ = false;
    if (name == "c" && inCell_) {
      inCell_ = false;
      BF_CHECK(endCell());
    }
    if (name == "row" && inRow_) {
      inRow_ = false;
      if (!current_.cells.empty()) rows.push_back(std::move(current_));
    }
    return {};
  }

  Result<void> text(std::string_view piece) override {
    if (!inValue_) return {};
    if (value_.size() + piece.size() > limits().cellBytesMax)
      return wrong(Errc::tooLarge, bilingual("内容过长 (cellBytesMax)", "exceeds cellBytesMax"));
    value_ += piece;
    return {};
  }

  std::deque<PendingRow> rows;
  TablePlace at;  ///< the row that is read, and the column where something was wrong

 private:
  [[nodiscard]] const ImportLimits& limits() const { return book_.package().limits(); }

  [[nodiscard]] std::unexpected<Error> wrong(Errc code, const std::string& what) {
    at.column = column_;
    return fail(code, what);
  }

  Result<void> startRow(const XmlAttributes& attributes) {
    const std::string_view given = attributes.get("r");
    std::size_t number = at.row + 1;
    if (!given.empty() && std::from_chars(given.data(), given.data() + given.size(), number).ec != std::errc()) {
      return fail(Errc::importInvalid, bilingual("此行之后有一行没有行号", "after it comes a row without a number"));
    }
    if (number <= at.row) {
      return fail(Errc::importInvalid,
                  bilingual("此行之后有行号不大于它的行", "after it comes a row of a lower number"));
    }
    if (++rowsSeen_ > limits().rowsMax)
      return fail(Errc::tooLarge, bilingual("行数过多 (rowsMax)", "more than rowsMax rows"));
    at = {number, std::nullopt};
    current_ = PendingRow{number, {}, {}};
    column_ = 0;
    nextColumn_ = 0;
    inRow_ = true;
    return {};
  }

  Result<void> startCell(const XmlAttributes& attributes) {
    column_ = nextColumn_;
    if (const std::string_view place = attributes.get("r"); !place.empty()) {
      const Address address = addressOf(place);
      if (!address.ok || address.column < nextColumn_)
        return wrong(Errc::importInvalid, bilingual("单元格地址有误", "a wrong cell address"));
      column_ = address.column;
    }
    nextColumn_ = column_ + 1;
    type_ = attributes.get("t");
    format_ = 0;
    const std::string_view style = attributes.get("s");
    std::from_chars(style.data(), style.data() + style.size(), format_);
    value_.clear();
    formula_ = result_ = false;
    inCell_ = true;
    return {};
  }

  Result<void> endCell() {
    // A formula may have an empty text as its result; that is said.
    const bool unknown = formula_ && !(type_ == "str" && result_);
    if (value_.empty() && !unknown) return {};
    if (column_ >= limits().columnsMax)
      return wrong(Errc::tooLarge, bilingual("列数过多 (columnsMax)", "more than columnsMax columns"));
    if (value_.empty()) return put("=", CellKind::formula);
    if (type_ == "s") {
      std::size_t index = 0;
      const auto [end, code] = std::from_chars(value_.data(), value_.data() + value_.size(), index);
      if (code != std::errc() || end != value_.data() + value_.size() || index >= book_.strings().size()) {
        return wrong(Errc::importInvalid,
                     bilingual("引用了工作簿中没有的文字", "refers to a text that the workbook does not have"));
      }
      const std::string_view shared = book_.strings().at(index);
      if (shared.size() > limits().cellBytesMax)
        return wrong(Errc::tooLarge, bilingual("内容过长 (cellBytesMax)", "exceeds cellBytesMax"));
      return putText(shared);
    }
    if (type_ == "str" || type_ == "inlineStr") return putText(value_);
    if (type_ == "b") return put(value_ == "1" ? "1" : "0", CellKind::boolean);
    if (type_ == "e") return put(value_, CellKind::broken);
    if (type_ == "d") return put(value_, CellKind::date);
    if (book_.isDateFormat(format_)) {
      if (const std::string date = dateText(value_, book_.since1904()); !date.empty()) return put(date, CellKind::date);
    }
    return put(numberText(value_), CellKind::number);
  }

  Result<void> putText(std::string_view text) {
    if (text.find("_x") == std::string_view::npos) return put(text, CellKind::text);
    return put(unescaped(text), CellKind::text);
  }

  Result<void> put(std::string_view text, CellKind kind) {
    if (text.empty()) return {};
    if (current_.text.size() + text.size() > limits().rowBytesMax)
      return wrong(Errc::tooLarge, bilingual("一行内容过长 (rowBytesMax)", "exceeds rowBytesMax"));
    if (column_ >= current_.cells.size()) current_.cells.resize(column_ + 1);
    const std::size_t from = current_.text.size();
    current_.text += text;
    current_.cells[column_] = {from, current_.text.size(), kind};
    return {};
  }

  const XlsxBook& book_;
  PendingRow current_;
  std::size_t rowsSeen_ = 0, column_ = 0, nextColumn_ = 0, format_ = 0;
  std::string value_, type_;
  bool inRow_ = false, inCell_ = false, inValue_ = false, inPhonetic_ = false;
  bool formula_ = false, result_ = false;  ///< the cell has a formula, and where its result stands

 public:
  PendingRow shown;  ///< the row whose views the caller holds
};

XlsxReader::XlsxReader(std::shared_ptr<XlsxBook> book, const XlsxSheet& sheet, std::unique_ptr<XlsxPart> part)
    : book_(std::move(book)),
      name_(book_->package().fileName() + " [" + sheet.name + "]"),
      part_(std::move(part)),
      handler_(std::make_unique<SheetHandler>(*book_)),
      parser_(std::make_unique<XmlParser>(*handler_, book_->package().limits())) {}

XlsxReader::~XlsxReader() = default;

Result<std::unique_ptr<XlsxReader>> XlsxReader::open(const std::string& path, std::string_view sheet,
                                                     const ImportLimits& limits) {
  BF_LET(book, XlsxBook::open(path, limits));
  for (const XlsxSheet& listed : book->sheets()) {
    if (sheet.empty() ? !listed.hidden : listed.name == sheet) return open(book, listed);
  }
  return fail(Errc::notFound, book->package().fileName() + bilingual(" 没有这张工作表", " has no such sheet"));
}

Result<std::unique_ptr<XlsxReader>> XlsxReader::open(std::shared_ptr<XlsxBook> book, const XlsxSheet& sheet) {
  BF_LET(part, book->package().openPart(sheet.part));
  return std::unique_ptr<XlsxReader>(new XlsxReader(std::move(book), sheet, std::move(part)));
}

Result<bool> XlsxReader::next(Row& row) {
  row.cells.clear();
  while (handler_->rows.empty()) {
    if (const auto failure = std::exchange(failure_, std::nullopt)) {
      failedAt_ = handler_->at;
      return fail(failure->code, cellPlace(name_, failedAt_) + failure->detail);
    }
    if (ended_) return false;
    auto piece = part_->read();
    auto fed = piece ? parser_->feed(*piece, piece->empty()) : Result<void>(std::unexpected(piece.error()));
    ended_ = !fed || piece->empty();
    // The rows before it are read all the same.
    if (!fed) failure_ = std::move(fed.error());
  }
  handler_->shown = std::move(handler_->rows.front());
  handler_->rows.pop_front();
  const PendingRow& shown = handler_->shown;
  row.number = shown.number;
  for (const CellSpan& cell : shown.cells) {
    row.cells.push_back({std::string_view(shown.text).substr(cell.from, cell.to - cell.from), cell.kind});
  }
  return true;
}

}  // namespace bf
