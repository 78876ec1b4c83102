// Workbooks of anyone, read to their end. The bytes stand in a file in memory, since libzip wants a path.
#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include "shared/base/wire.h"
#include "shared/exchange/xlsx_reader.h"
#include "tests/fuzz/fuzz.h"

using namespace bf;

namespace {

ImportLimits limits() {
  ImportLimits small;
  small.cellBytesMax = 4096;
  small.columnsMax = 128;
  small.rowsMax = 4096;
  small.unpackedBytesMax = 4 << 20;
  small.partBytesMax = 1 << 20;
  small.ratioFreeBytes = 64 << 10;
  small.sharedStringsMax = 4096;
  small.sharedStringBytesMax = 1 << 20;
  small.entriesMax = 32;
  return small;
}

bool expected(Errc code) { return code == Errc::importInvalid || code == Errc::tooLarge || code == Errc::notFound; }

void readAll(const std::string& path) {
  const auto book = XlsxBook::open(path, limits());
  if (!book) {
    BF_FUZZ_CHECK(expected(book.error().code));
    return;
  }
  for (const auto& sheet : (*book)->sheets()) {
    auto reader = XlsxReader::open(*book, sheet);
    Row row;
    std::size_t last = 0;
    while (reader) {
      const auto more = (*reader)->next(row);
      if (!more) BF_FUZZ_CHECK(expected(more.error().code));
      if (!more || !*more) break;
      BF_FUZZ_CHECK(row.number > last && row.cells.size() <= limits().columnsMax);
      last = row.number;
      for (const auto& cell : row.cells) BF_FUZZ_CHECK(isUtf8(cell.text));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const int file = memfd_create("workbook", 0);
  BF_FUZZ_CHECK(file >= 0 && write(file, data, size) == static_cast<ssize_t>(size));
  readAll("/proc/self/fd/" + std::to_string(file));
  close(file);
  return 0;
}
