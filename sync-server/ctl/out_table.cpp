#include "sync-server/ctl/out_table.h"

#include <filesystem>

#include "shared/exchange/csv.h"
#include "shared/exchange/html_page.h"

namespace bf {
Result<void> OutTable::finish() {
  BF_CHECK(sink->finish());
  if (file) file->close();
  if (file && !*file) return unwritable(target->target());
  return target ? target->done() : Result<void>();
}

std::string madeBy(const Ctl& ctl) {
  return ctl.in({"制表时间 ", "made "}) + localTime(ctl.clock.now()) + "  " +
         (ctl.actor.starts_with("ctl:") ? ctl.in({"制表人 ", "by "}) + ctl.actor.substr(4) : ctl.actor);
}

Result<OutTable> openTable(const Ctl& ctl, const std::string& format, const std::string& output,
                           const std::string& sheet, std::vector<OutColumn> columns, const std::string& about) {
  OutTable opened;
  if (format == "xlsx") {
    if (output.empty())
      return refuse(Errc::invalidValue, {"工作簿须用 --output 写明文件", "a workbook needs --output FILE.xlsx"});
    BF_LET(target, OutFile::open(output));
    opened.target = std::move(target);
    // A workbook is written to and fro, which a pipe does not allow.
    if (!std::filesystem::is_regular_file(opened.target->path()))
      return refuse(Errc::invalidValue, {"工作簿只能写入文件：" + output, "a workbook goes into a file: " + output});
    BF_LET(book, XlsxWriter::open(opened.target->path(), sheetName(sheet), std::move(columns)));
    opened.book = book.get();
    opened.sink = std::move(book);
    return opened;
  }
  if (!output.empty()) {
    BF_LET(target, OutFile::open(output));
    opened.target = std::move(target);
    opened.file = std::make_unique<std::ofstream>(opened.target->path(), std::ios::binary);
    if (!*opened.file) return unwritable(output);
  }
  auto& out = opened.file ? static_cast<std::ostream&>(*opened.file) : ctl.out;
  if (format == "html")
    opened.sink = std::make_unique<HtmlTable>(out, HtmlHead{sheet, about, madeBy(ctl), ctl.language, true}, columns);
  else opened.sink = std::make_unique<CsvWriter>(out, std::move(columns));
  return opened;
}

}  // namespace bf
