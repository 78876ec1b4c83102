#include "shared/exchange/import_report.h"

#include <algorithm>

namespace bf {
namespace {

Result<void> writeList(const NoticeList& list, const Label& weight, Language language, RowSink& sink) {
  for (const Notice& notice : list.kept()) {
    const std::string row = notice.row == 0 ? "" : std::to_string(notice.row);
    BF_CHECK(sink.row({weight.in(language), notice.file, row, notice.column, notice.message.in(language), notice.was,
                       notice.given, notice.code}));
  }
  for (const auto& [code, more] : list.unlisted()) {
    const Label rest{"另有" + std::to_string(more) + "处，未列出", std::to_string(more) + " more, not listed"};
    BF_CHECK(sink.row({weight.in(language), "", "", "", rest.in(language), "", "", code}));
  }
  return {};
}

}  // namespace

void NoticeList::add(Notice notice) {
  ++total_;
  if (++counts_[notice.code] <= keptPerCode_) kept_.push_back(std::move(notice));
}

void NoticeList::countMore(const std::string& code, std::size_t count) {
  if (count == 0) return;
  total_ += count;
  counts_[code] += count;
}

std::size_t NoticeList::count(const std::string& code) const {
  const auto found = counts_.find(code);
  return found == counts_.end() ? 0 : found->second;
}

std::map<std::string, std::size_t> NoticeList::unlisted() const {
  std::map<std::string, std::size_t> more;
  for (const auto& [code, count] : counts_)
    if (const auto listed = static_cast<std::size_t>(std::ranges::count(kept_, code, &Notice::code)); listed < count)
      more[code] = count - listed;
  return more;
}

std::vector<OutColumn> reportColumns(Language language) {
  const bool zh = language == Language::chinese;
  return {{zh ? "类别" : "What", 12, false},
          {zh ? "文件" : "File", 28, false},
          {zh ? "行" : "Row", 8, true},
          {zh ? "列" : "Column", 20, false},
          {zh ? "说明" : "Reason", 70, false},
          {zh ? "登记的内容" : "In the register", 24, false},
          {zh ? "文件的内容" : "In the file", 24, false},
          {zh ? "代号" : "Code", 18, false}};
}

Result<void> writeReport(const ImportReport& report, Language language, RowSink& sink) {
  BF_CHECK(writeList(report.files, {"文件未读完", "file not read"}, language, sink));
  BF_CHECK(writeList(report.rows, {"整行未导入", "row left out"}, language, sink));
  BF_CHECK(writeList(report.cells, {"单元格未导入", "cell left out"}, language, sink));
  BF_CHECK(writeList(report.kept, {"不同而保留原值", "differs, the register was kept"}, language, sink));
  return writeList(report.warnings, {"已导入，请核对", "taken over, please check"}, language, sink);
}

}  // namespace bf
