#include "sync-server/ctl/import_words.h"

#include <fstream>
#include <ostream>

#include "shared/exchange/csv.h"
#include "sync-server/ctl/out_file.h"

namespace bf {
namespace {

constexpr std::size_t noticesShown = 20;

void tellList(const Ctl& ctl, const NoticeList& list, const Label& heading) {
  if (list.total() == 0) return;
  ctl.err << ctl.in(heading) << ": " << list.total() << '\n';
  std::size_t shown = 0;
  for (const auto& notice : list.kept()) {
    if (++shown > noticesShown) break;
    ctl.err << "  " << notice.file << ':' << (notice.row > 0 ? std::to_string(notice.row) + " " : " ") << notice.column
            << (notice.column.empty() ? "" : " ") << ctl.in(notice.message);
    if (!notice.was.empty() || !notice.given.empty())
      ctl.err << ctl.in({"：登记 ", ": register "}) << notice.was << ctl.in({"，文件 ", ", file "}) << notice.given;
    ctl.err << '\n';
  }
  if (list.total() > noticesShown)
    ctl.err << "  … " << ctl.in({"全部写入文件：--report FILE.csv", "all of them into a file: --report FILE.csv"})
            << '\n';
}

Result<void> writeNotices(const Ctl& ctl, const ImportReport& report, const std::string& path) {
  BF_LET(target, OutFile::open(path));
  std::ofstream file(target->path(), std::ios::binary);
  if (!file) return unwritable(path);
  CsvWriter sink(file, reportColumns(ctl.language));
  BF_CHECK(writeReport(report, ctl.language, sink));
  file.close();
  if (!file) return unwritable(path);
  return target->done();
}

}  // namespace

Result<void> tellImport(const Ctl& ctl, const ImportReport& report, const std::string& reportPath) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& [kind, count] : report.taken) {
    const auto* known = builtinSchema().kindByName(kind);
    rows.push_back({kind, known != nullptr ? ctl.in(known->label) : kind, std::to_string(count)});
  }
  ctl.list({{"kind", {"种类", "kind"}}, {"label", {"名称", "name"}}, {"taken", {"已导入", "taken over"}, true}}, rows,
           "kinds");
  for (const auto& column : report.unknownColumns)
    ctl.err << ctl.in({"略过的列，未导入", "column passed over"}) << ": " << column << '\n';
  tellList(ctl, report.files, {"未读完的文件", "files not wholly read"});
  tellList(ctl, report.rows, {"未导入的行", "rows left out"});
  tellList(ctl, report.cells, {"未导入的单元格", "cells left out"});
  tellList(ctl, report.kept,
           {"不同而保留原值（--overwrite 覆盖）", "differing, the register was kept (--overwrite replaces it)"});
  tellList(ctl, report.warnings, {"已导入但请核对", "taken over, please check"});
  if (!reportPath.empty()) BF_CHECK(writeNotices(ctl, report, reportPath));
  if (report.complete()) return {};
  const auto part = [&](const NoticeList& list, const Label& unit) {
    return std::to_string(list.total()) + " " + ctl.in(unit);
  };
  return fail(Errc::importInvalid, part(report.rows, {"行", "rows"}) + ", " + part(report.cells, {"格", "cells"}) +
                                       ", " + part(report.files, {"个文件", "files"}));
}

}  // namespace bf
