#include "tests/county/tables.h"

#include <atomic>
#include <cstdio>
#include <fstream>
#include <future>

#include "shared/exchange/csv.h"
#include "shared/exchange/xlsx_writer.h"

namespace bf::county {
namespace {

Result<void> writeTable(const County& county, const CountyTable& table, RowSink& sink) {
  RowText text;
  const auto rowDone = [&]() -> Result<void> {
    const Result<void> written = sink.row(text.cells());
    text.clear();
    return written;
  };
  BF_CHECK(table.rows(county, text, rowDone));
  return sink.finish();
}

Result<void> writeCsv(const County& county, const CountyTable& table, const std::string& path) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  if (!file) return fail(Errc::storageFailed, path + " cannot be written");
  CsvWriter writer(file, table.columns);
  return writeTable(county, table, writer);
}

Result<void> writeXlsx(const County& county, const CountyTable& table, const std::string& path) {
  BF_LET(writer, XlsxWriter::open(path, table.name, table.columns));
  return writeTable(county, table, *writer);
}

bool wanted(const County& county, const CountyTable& table) {
  return table.name != "一般农户" || !county.light.empty();
}

struct Job {
  const CountyTable* table;
  bool xlsx;
};

/// Takes jobs until none is left or one fails.
Result<void> work(const County& county, const std::string& folder, const std::vector<Job>& jobs,
                  std::atomic<std::size_t>& taken) {
  for (;;) {
    const std::size_t at = taken++;
    if (at >= jobs.size()) return {};
    const std::string path = folder + "/" + jobs[at].table->name;
    BF_CHECK(jobs[at].xlsx ? writeXlsx(county, *jobs[at].table, path + ".xlsx")
                           : writeCsv(county, *jobs[at].table, path + ".csv"));
  }
}

/// Rows collected for a MemoryTable.
class Collector final : public RowSink {
 public:
  std::vector<std::vector<std::string>> rows;
  Result<void> row(const std::vector<std::string_view>& cells) override {
    rows.emplace_back(cells.begin(), cells.end());
    return {};
  }
  Result<void> finish() override { return {}; }
};

}  // namespace

std::string& RowText::next() {
  if (used_ == texts_.size()) texts_.emplace_back();
  std::string& text = texts_[used_++];
  text.clear();
  return text;
}

RowText& RowText::text(std::string_view value) {
  next() = value;
  return *this;
}

RowText& RowText::whole(std::int64_t value) {
  std::string& text = next();
  if (value >= 0) text = std::to_string(value);
  return *this;
}

RowText& RowText::positive(std::int64_t value) { return whole(value > 0 ? value : -1); }

RowText& RowText::decimal(double value, int decimals) {
  std::string& text = next();
  if (value < 0) return *this;
  char digits[32];
  std::snprintf(digits, sizeof digits, "%.*f", decimals, value);
  text = digits;
  return *this;
}

RowText& RowText::degrees(double value) { return decimal(value == 0 ? -1 : value, 6); }

const std::vector<std::string_view>& RowText::cells() {
  views_.assign(texts_.begin(), texts_.begin() + static_cast<std::ptrdiff_t>(used_));
  return views_;
}

void RowText::clear() { used_ = 0; }

std::unique_ptr<RowSource> inMemory(const County& county, const CountyTable& table) {
  Collector collector;
  std::vector<std::string> headings;
  for (const OutColumn& column : table.columns) headings.push_back(column.heading);
  collector.rows.push_back(std::move(headings));
  (void)writeTable(county, table, collector);  // a Collector has no errors
  return std::make_unique<MemoryTable>(table.name, std::move(collector.rows));
}

Result<void> writeCounty(const County& county, const std::string& folder, Format format) {
  std::vector<Job> jobs;
  // Workbooks first: they take ten times as long, and two threads share them.
  for (const bool xlsx : {true, false}) {
    if (format == (xlsx ? Format::csv : Format::xlsx)) continue;
    for (const CountyTable& table : countyTables()) {
      if (wanted(county, table)) jobs.push_back({&table, xlsx});
    }
  }
  std::atomic<std::size_t> taken{0};
  auto other = std::async(std::launch::async, [&] { return work(county, folder, jobs, taken); });
  const Result<void> mine = work(county, folder, jobs, taken);
  BF_CHECK(other.get());
  return mine;
}

}  // namespace bf::county
