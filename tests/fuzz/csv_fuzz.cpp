// CSV files of anyone, in any encoding. What was read is written and read again, and is the same.
#include <sstream>
#include <string>
#include <vector>

#include "shared/base/wire.h"
#include "shared/exchange/csv.h"
#include "tests/fuzz/fuzz.h"

using namespace bf;

namespace {

using Lines = std::vector<std::vector<std::string>>;

ImportLimits limits() {
  ImportLimits small;
  small.cellBytesMax = 4096;
  small.rowBytesMax = 16 * 1024;
  small.columnsMax = 64;
  small.rowsMax = 4096;
  small.sampleBytes = 256;
  return small;
}

// Nothing when the file was refused.
bool read(const std::string& bytes, Lines& lines) {
  const auto most = limits();
  CsvReader reader(std::make_unique<std::istringstream>(bytes), "花名册.csv", most);
  Row row;
  while (true) {
    const auto more = reader.next(row);
    if (!more) {
      BF_FUZZ_CHECK(more.error().code == Errc::importInvalid || more.error().code == Errc::tooLarge);
      return false;
    }
    if (!*more) return true;
    BF_FUZZ_CHECK(row.cells.size() <= most.columnsMax);
    lines.emplace_back();
    for (const auto& cell : row.cells) {
      BF_FUZZ_CHECK(isUtf8(cell.text) && cell.text.size() <= most.cellBytesMax);
      lines.back().emplace_back(cell.text);
    }
    BF_FUZZ_CHECK(lines.size() <= most.rowsMax);
  }
}

std::string write(const Lines& lines, std::size_t columns) {
  std::ostringstream out;
  CsvWriter writer(out, std::vector<OutColumn>(columns, OutColumn{"栏"}));
  for (const auto& line : lines) {
    std::vector<std::string_view> cells(line.begin(), line.end());
    cells.resize(columns);
    if (!writer.row(cells)) return {};
  }
  return writer.finish() ? out.str() : std::string{};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Lines lines;
  if (!read(std::string(test::textOf(data, size)), lines) || lines.empty()) return 0;
  std::size_t columns = 1;
  for (const auto& line : lines) columns = std::max(columns, line.size());
  const auto written = write(lines, columns);
  if (written.empty()) return 0;
  Lines again;
  if (!read(written, again)) return 0;  // a cell that grew beyond the limits by its quotes
  BF_FUZZ_CHECK(again.size() == lines.size() + 1);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    lines[i].resize(columns);
    again[i + 1].resize(columns);
    BF_FUZZ_CHECK(lines[i] == again[i + 1]);
  }
  return 0;
}
