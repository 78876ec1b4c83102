#include "shared/exchange/xlsx_writer.h"

#include <xlsxwriter.h>

#include <charconv>
#include <cstdio>
#include <filesystem>

#include "shared/base/bilingual.h"
#include "shared/exchange/csv.h"

namespace bf {
namespace {

constexpr std::size_t rowsMax = 1'048'576;
/// Doubles hold integers up to here exactly as a sheet shows them (15 digits).
constexpr std::size_t exactDigits = 15;

/// What XML cannot hold, and texts that only look like such an escape, as _xHHHH_ (ECMA-376 part 1, 22.9.2.19). The
/// library escapes control characters by itself; U+FFFE, U+FFFF and look-alikes are left to us.
void escapeInto(std::string_view text, std::string& out) {
  out.clear();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    if (rest.starts_with("_x") && rest.size() >= 7 && rest[6] == '_') {
      unsigned code = 0;
      if (std::from_chars(rest.data() + 2, rest.data() + 6, code, 16).ptr == rest.data() + 6) {
        out += "_x005F_";
        continue;
      }
    }
    if (rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF")) {
      out += rest[2] == '\xBE' ? "_xFFFE_" : "_xFFFF_";
      i += 2;
      continue;
    }
    out += text[i];
  }
}

}  // namespace

Result<std::unique_ptr<XlsxWriter>> XlsxWriter::open(const std::string& path, const std::string& sheet,
                                                     std::vector<OutColumn> columns, const std::string& scratchFolder) {
  std::unique_ptr<XlsxWriter> writer(new XlsxWriter);
  writer->path_ = path;
  writer->scratch_ = scratchFolder;
  writer->columns_ = std::move(columns);
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  options.use_zip64 = LXW_FALSE;
  if (!scratchFolder.empty()) options.tmpdir = writer->scratch_.data();
  writer->book_ = workbook_new_opt(path.c_str(), &options);
  if (writer->book_ == nullptr)
    return fail(Errc::storageFailed, bilingual("工作簿无法建立", "the workbook could not be started"));
  // A fixed time of creation, so that the same rows give the same bytes.
  lxw_doc_properties properties{};
  properties.created = 1'514'736'000;
  workbook_set_properties(writer->book_, &properties);
  BF_CHECK(writer->sheet(sheet));
  return writer;
}

Result<void> XlsxWriter::sheet(const std::string& name) {
  BF_CHECK(begin(name));
  return heading();
}

Result<void> XlsxWriter::notes(const std::string& name, const std::vector<std::string>& lines) {
  constexpr double width = 100;
  BF_CHECK(begin(name));
  worksheet_set_column(sheet_, 0, 0, width, nullptr);
  lxw_format* wrapped = workbook_add_format(book_);
  format_set_text_wrap(wrapped);
  for (const auto& line : lines) {
    BF_CHECK(cell(0, line, wrapped));
    ++rows_;
  }
  rows_ = 0;  // no table: nothing to filter
  return {};
}

/// Of the sheet that ends.
void XlsxWriter::filter() {
  if (sheet_ == nullptr || rows_ <= 1 || columns_.empty()) return;
  worksheet_autofilter(sheet_, 0, 0, static_cast<lxw_row_t>(rows_ - 1), static_cast<lxw_col_t>(columns_.size() - 1));
}

Result<void> XlsxWriter::begin(const std::string& name) {
  if (workbook_validate_sheet_name(book_, name.c_str()) != LXW_NO_ERROR)
    return fail(Errc::invalidValue, bilingual("工作表名称不可用", "the sheet name is not allowed in a workbook"));
  filter();
  sheet_ = workbook_add_worksheet(book_, name.c_str());
  if (sheet_ == nullptr)
    return fail(Errc::storageFailed, bilingual("工作表无法建立", "the sheet could not be started"));
  rows_ = 0;
  return {};
}

std::string sheetName(std::string_view text) {
  constexpr int charactersMax = 31;
  std::string name;
  int characters = 0;
  for (const char c : text) {
    const bool begins = (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
    if (begins && ++characters > charactersMax) break;
    name += std::string_view("[]:*?/\\").find(c) != std::string_view::npos ? ' ' : c;
  }
  return name;
}

XlsxWriter::~XlsxWriter() {
  if (book_ != nullptr) lxw_workbook_free(book_);
}

Result<void> XlsxWriter::heading() {
  lxw_format* bold = workbook_add_format(book_);
  format_set_bold(bold);
  format_set_text_wrap(bold);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    worksheet_set_column(sheet_, column, column, columns_[i].width, nullptr);
  }
  worksheet_freeze_panes(sheet_, 1, 0);
  for (std::size_t i = 0; i < columns_.size(); ++i) BF_CHECK(cell(i, columns_[i].heading, bold));
  rows_ = 1;
  return {};
}

Result<void> XlsxWriter::cell(std::size_t column, std::string_view text, lxw_format* format) {
  escapeInto(text, text_);
  const auto problem = worksheet_write_string(sheet_, static_cast<lxw_row_t>(rows_), static_cast<lxw_col_t>(column),
                                              text_.c_str(), format);
  if (problem == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED) {
    return fail(Errc::tooLarge, cellPlace("workbook", {rows_ + 1, column}) +
                                    bilingual("超过 32767 个字符", "more than 32767 characters"));
  }
  if (problem != LXW_NO_ERROR) return fail(Errc::storageFailed, lxw_strerror(problem));
  return {};
}

Result<void> XlsxWriter::row(const std::vector<std::string_view>& cells) {
  if (cells.size() > columns_.size()) return fail(Errc::internal, "more cells than columns");
  if (rows_ >= rowsMax)
    return fail(Errc::tooLarge, bilingual("一张工作表至多 1048576 行：请分批导出，或导出为 CSV",
                                          "a sheet holds 1048576 rows: export in parts, or as CSV"));
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string_view text = cells[i];
    if (text.empty()) continue;
    const bool number = columns_[i].number && isPlainNumber(text) && text.size() <= exactDigits;
    if (!number) {
      BF_CHECK(cell(i, text, nullptr));
      continue;
    }
    BF_CHECK(this->number(i, text));
  }
  ++rows_;
  return {};
}

Result<void> XlsxWriter::number(std::size_t column, std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  const auto problem = worksheet_write_number(sheet_, static_cast<lxw_row_t>(rows_), static_cast<lxw_col_t>(column),
                                              value, formatOf(text));
  if (problem != LXW_NO_ERROR) return fail(Errc::storageFailed, lxw_strerror(problem));
  return {};
}

lxw_format* XlsxWriter::formatOf(std::string_view text) {
  const auto point = text.find('.');
  if (point == std::string_view::npos) return nullptr;
  const auto decimals = text.size() - point - 1;
  auto& format = formats_[decimals];
  if (format == nullptr) {
    format = workbook_add_format(book_);
    // A double has no 86.96, only 86.9599…: the sheet shows and copies what the table showed.
    format_set_num_format(format, ("0." + std::string(decimals, '0')).c_str());
  }
  return format;
}

Result<void> XlsxWriter::finish() {
  filter();
  const lxw_error problem = workbook_close(book_);  // frees the book in any case
  book_ = nullptr;
  if (problem == LXW_NO_ERROR) return {};
  // Not the link that a device is named by.
  if (std::error_code code; std::filesystem::is_regular_file(std::filesystem::symlink_status(path_, code)))
    std::remove(path_.c_str());
  return fail(Errc::storageFailed, lxw_strerror(problem));
}

}  // namespace bf
