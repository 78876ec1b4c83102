#include "sync-server/ctl/out_table.h"

#include "shared/exchange/csv.h"
#include "shared/exchange/html_page.h"
#include "shared/exchange/xlsx_writer.h"

namespace bf {
namespace {

constexpr std::size_t sheetNameMax = 31;  ///< characters that a workbook allows

}  // namespace

std::string madeBy(const Ctl& ctl) {
  return ctl.in({"制表时间 ", "made "}) + localTime(ctl.clock.now()) + "  " + ctl.actor;
}

Result<OutTable> openTable(const Ctl& ctl, const std::string& format, const std::string& output,
                           const std::string& sheet, std::vector<OutColumn> columns) {
  OutTable opened;
  if (format == "xlsx") {
    if (output.empty()) return fail(Errc::invalidValue, "--output FILE.xlsx");
    BF_LET(book, XlsxWriter::open(output, sheet.substr(0, sheetNameMax), std::move(columns)));
    opened.sink = std::move(book);
    return opened;
  }
  if (!output.empty()) opened.file = std::make_unique<std::ofstream>(output, std::ios::binary);
  if (opened.file && !*opened.file) return fail(Errc::storageFailed, output);
  auto& out = opened.file ? static_cast<std::ostream&>(*opened.file) : ctl.out;
  if (format == "html")
    opened.sink = std::make_unique<HtmlTable>(out, HtmlHead{sheet, {}, madeBy(ctl), ctl.language, true}, columns);
  else opened.sink = std::make_unique<CsvWriter>(out, std::move(columns));
  return opened;
}

}  // namespace bf
