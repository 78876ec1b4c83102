#include "shared/exchange/import_report.h"

namespace bf {
namespace {

Result<void> writeList(const NoticeList& list, const Label& weight, Language language, RowSink& sink) {
  for (const Notice& notice : list.kept()) {
    const std::string row = notice.row == 0 ? "" : std::to_string(notice.row);
    BF_CHECK(
        sink.row({weight.in(language), notice.file, row, notice.column, notice.message.in(language), notice.code}));
  }
  return {};
}

}  // namespace

void NoticeList::add(Notice notice) {
  ++total_;
  if (++counts_[notice.code] <= warningsKeptPerKind) kept_.push_back(std::move(notice));
}

std::size_t NoticeList::count(const std::string& code) const {
  const auto found = counts_.find(code);
  return found == counts_.end() ? 0 : found->second;
}

std::vector<OutColumn> reportColumns(Language language) {
  const bool zh = language == Language::chinese;
  return {{zh ? "类别" : "What", 12, false}, {zh ? "文件" : "File", 28, false},   {zh ? "行" : "Row", 8, true},
          {zh ? "列" : "Column", 20, false}, {zh ? "说明" : "Reason", 70, false}, {zh ? "代号" : "Code", 18, false}};
}

Result<void> writeReport(const ImportReport& report, Language language, RowSink& sink) {
  BF_CHECK(writeList(report.files, {"文件未读完", "file not read"}, language, sink));
  BF_CHECK(writeList(report.rows, {"整行未导入", "row left out"}, language, sink));
  BF_CHECK(writeList(report.cells, {"单元格未导入", "cell left out"}, language, sink));
  return writeList(report.warnings, {"已导入，请核对", "taken over, please check"}, language, sink);
}

}  // namespace bf
