#pragma once
// A table on its way out of a command: CSV on the screen or in a file, a workbook, or a page to print.

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "shared/exchange/table.h"
#include "shared/exchange/xlsx_writer.h"
#include "sync-server/ctl/ctl.h"

namespace bf {

struct OutTable {
  std::unique_ptr<std::ofstream> file;  ///< before the sink, which writes to it
  std::unique_ptr<RowSink> sink;
  XlsxWriter* book = nullptr;  ///< the sink, where it is a workbook
};

/// `format`: csv, xlsx or html; `output` empty: the screen, but not for a workbook. Errors: Errc::invalidValue,
/// those of unwritable(), storage*. `about`: a line below the title of a page.
[[nodiscard]] Result<OutTable> openTable(const Ctl& ctl, const std::string& format, const std::string& output,
                                         const std::string& sheet, std::vector<OutColumn> columns,
                                         const std::string& about = {});

/// That a file which the user named cannot be written, why (by errno) and what to do. It is no fault of the store.
[[nodiscard]] std::unexpected<Error> unwritable(const std::string& path);

/// When a page was made and by whom.
[[nodiscard]] std::string madeBy(const Ctl& ctl);

}  // namespace bf
