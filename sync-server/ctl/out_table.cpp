#include "sync-server/ctl/out_table.h"

#include <cerrno>
#include <cstring>

#include "shared/base/bilingual.h"
#include "shared/exchange/csv.h"
#include "shared/exchange/html_page.h"

namespace bf {
std::unexpected<Error> unwritable(const std::string& path) {
  const int why = errno;
  const auto reason = [why]() -> Label {
    switch (why) {
      case EACCES:
      case EPERM: return {"没有写权限", "no permission to write there"};
      case ENOENT: return {"文件夹不存在", "there is no such folder"};
      case ENOTDIR: return {"所在的不是文件夹", "what it should lie in is no folder"};
      case EISDIR: return {"这是一个文件夹", "it is a folder"};
      case EROFS: return {"磁盘只读", "the disk is read-only"};
      case ENOSPC:
      case EDQUOT: return {"磁盘空间不足", "the disk is full"};
      default: return {std::strerror(why), std::strerror(why)};
    }
  }();
  const Label where = path.empty() ? Label{"标准输出", "standard output"} : Label{path, path};
  return fail(Errc::storageFailed, bilingualSentence("无法写入 " + where.zh + "：" + reason.zh +
                                                         "。请换一个可写的文件夹或文件名，数据未受影响",
                                                     where.en + " cannot be written: " + reason.en +
                                                         ". Choose another folder or name; the data is not affected"));
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
    // The library opens the file at its very end: what is wrong with it is told before hours of work.
    if (!std::ofstream(output, std::ios::binary)) return unwritable(output);
    BF_LET(book, XlsxWriter::open(output, sheetName(sheet), std::move(columns)));
    opened.book = book.get();
    opened.sink = std::move(book);
    return opened;
  }
  if (!output.empty()) opened.file = std::make_unique<std::ofstream>(output, std::ios::binary);
  if (opened.file && !*opened.file) return unwritable(output);
  auto& out = opened.file ? static_cast<std::ostream&>(*opened.file) : ctl.out;
  if (format == "html")
    opened.sink = std::make_unique<HtmlTable>(out, HtmlHead{sheet, about, madeBy(ctl), ctl.language, true}, columns);
  else opened.sink = std::make_unique<CsvWriter>(out, std::move(columns));
  return opened;
}

}  // namespace bf
