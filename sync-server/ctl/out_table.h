#pragma once
// A table on its way out of a command: CSV on the screen or in a file, a workbook, or a page to print.

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "shared/exchange/table.h"
#include "shared/exchange/xlsx_writer.h"
#include "sync-server/ctl/ctl.h"
#include "sync-server/ctl/out_file.h"

namespace bf {

struct OutTable {
  /// Ends the table and puts its file in its place; until then what was there stays. Errors: those of the sink, of
  /// unwritable().
  [[nodiscard]] Result<void> finish();

  std::unique_ptr<OutFile> target;      ///< null: the screen
  std::unique_ptr<std::ofstream> file;  ///< of all but a workbook; before the sink, which writes to it
  std::unique_ptr<RowSink> sink;
  XlsxWriter* book = nullptr;  ///< the sink, where it is a workbook
};

/// `format`: csv, xlsx or html; `output` empty: the screen, but not for a workbook. Errors: Errc::invalidValue,
/// those of unwritable(), storage*. `about`: a line below the title of a page.
[[nodiscard]] Result<OutTable> openTable(const Ctl& ctl, const std::string& format, const std::string& output,
                                         const std::string& sheet, std::vector<OutColumn> columns,
                                         const std::string& about = {});

/// When a page was made and by whom.
[[nodiscard]] std::string madeBy(const Ctl& ctl);

}  // namespace bf
