#pragma once
// What an import file may ask of this machine. Files come from offices, mail and sticks: every size is checked before
// anything is allocated for it. Tests pass smaller limits.

#include <cstddef>
#include <cstdint>

namespace bf {

struct ImportLimits {
  std::size_t cellBytesMax = 64 * 1024;   ///< longest text that a record field may hold at all
  std::size_t rowBytesMax = 1024 * 1024;  ///< a quote that is never closed must not swallow a whole file
  std::size_t columnsMax = 512;           ///< the widest national export has about 120
  std::size_t rowsMax = 4'000'000;        ///< members of a county with 300,000 households, three times over
  std::size_t sampleBytes = 64 * 1024;    ///< read ahead to recognise encoding and separator

  std::uint64_t fileBytesMax = 512ull << 20;    ///< packed; 1.2 million members as XLSX take about 120 MB
  std::size_t entriesMax = 1024;                ///< parts of an XLSX; a register has about ten
  std::uint64_t unpackedBytesMax = 4ull << 30;  ///< all parts together
  std::uint64_t partBytesMax = 64ull << 20;     ///< parts that are read as a whole: workbook, relations, styles
  std::uint64_t ratioMax = 200;                 ///< unpacked to packed; sheets of a register reach 10 to 40
  std::uint64_t ratioFreeBytes = 16ull << 20;   ///< below this size the ratio does not matter
  std::size_t sharedStringsMax = 16'000'000;    ///< distinct texts: names and ID numbers of the largest county
  std::size_t sharedStringBytesMax = 512ull << 20;
  std::size_t sheetsMax = 256;
  std::size_t stylesMax = 65'536;  ///< Excel's own limit of cell formats is 65,490
  std::size_t xmlDepthMax = 64;    ///< SpreadsheetML nests less than ten deep
};

/// Examples kept in full of one kind of warning; the rest is counted. A wrong column would give one for each row.
inline constexpr std::size_t warningsKeptPerKind = 1'000;
/// Values that the register kept against the file: all of them are listed up to here, one in three households of the
/// largest county; 25 MB.
inline constexpr std::size_t keptValuesMax = 100'000;
/// Rows handed to the caller at once stay below this, even for a village larger than that.
inline constexpr std::size_t recordsPerBatchMax = 20'000;

}  // namespace bf
