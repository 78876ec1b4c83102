#include "shared/exchange/table.h"

#include <filesystem>
#include <fstream>

#include "shared/base/bilingual.h"
#include "shared/exchange/cell_text.h"
#include "shared/exchange/csv.h"
#include "shared/exchange/xlsx_reader.h"

namespace bf {
namespace {

constexpr std::string_view zipMagic = "PK\x03\x04";
constexpr std::string_view pdfMagic = "%PDF-";
constexpr std::string_view oleMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

std::string fileName(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

}  // namespace

bool Row::blank() const {
  for (const Cell& cell : cells) {
    if (!trimBlanks(cell.text).empty()) return false;
  }
  return true;
}

MemoryTable::MemoryTable(std::string name, std::vector<std::vector<std::string>> rows)
    : name_(std::move(name)), rows_(std::move(rows)) {}

Result<bool> MemoryTable::next(Row& row) {
  row.cells.clear();
  if (at_ == rows_.size()) return false;
  for (const std::string& text : rows_[at_]) {
    row.cells.push_back({text, text.empty() ? CellKind::empty : CellKind::text});
  }
  row.number = ++at_;
  return true;
}

std::string columnLetters(std::size_t index) {
  std::string letters;
  for (++index; index > 0; index = (index - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (index - 1) % 26));
  }
  return letters;
}

std::string cellPlace(std::string_view file, const TablePlace& place) {
  std::string text(file);
  if (place.row > 0) text += bilingual(" 第 ", " row ") + std::to_string(place.row) + bilingual(" 行", "");
  if (place.column) text += bilingual(" ", " column ") + columnLetters(*place.column) + bilingual(" 列", "");
  return text + ": ";
}

Result<std::unique_ptr<RowSource>> openTable(const std::string& path, const ImportLimits& limits) {
  if (std::error_code code; std::filesystem::is_directory(path, code))
    return fail(Errc::importInvalid,
                fileName(path) + bilingual(" 是文件夹：请写明其中的文件", " is a folder: name the files in it"));
  auto file = std::make_unique<std::ifstream>(path, std::ios::binary);
  if (!*file) return fail(Errc::notFound, path);
  char start[8] = {};
  file->read(start, sizeof start);
  const std::string_view magic(start, static_cast<std::size_t>(file->gcount()));
  if (magic.starts_with(zipMagic)) {
    BF_LET(reader, XlsxReader::open(path, {}, limits));
    return std::unique_ptr<RowSource>(std::move(reader));
  }
  if (magic.starts_with(oleMagic)) {
    return fail(Errc::importInvalid,
                fileName(path) + bilingual(" 是旧的 .xls 工作簿或设有密码：请去掉密码后另存为 .xlsx",
                                           " is an old .xls workbook or protected by a password: "
                                           "save it as .xlsx without a password"));
  }
  if (magic.starts_with(pdfMagic)) {
    return fail(Errc::importInvalid,
                fileName(path) + bilingual(" 是 PDF，不是表格：请用原来的 .xlsx 或 .csv 文件",
                                           " is a PDF and no table: take the .xlsx or .csv file that it was made of"));
  }
  file->clear();
  file->seekg(0);
  return std::unique_ptr<RowSource>(std::make_unique<CsvReader>(std::move(file), fileName(path), limits));
}

}  // namespace bf
