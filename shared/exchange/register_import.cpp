#include "shared/exchange/register_import.h"

#include <algorithm>
#include <map>

#include "shared/exchange/cell_text.h"
#include "shared/exchange/import_row.h"
#include "shared/exchange/import_rules.h"
#include "shared/exchange/kind_choice.h"
#include "shared/exchange/xlsx_reader.h"
#include "shared/merge/change.h"

namespace bf {
namespace {

/// A file whose heading has been read.
struct OpenFile {
  std::unique_ptr<RowSource> rows;
  const ImportRule* rule = nullptr;
  ColumnMap map;
  std::uint32_t index = 0;
};

/// Records waiting until there are enough of a village to hand over at once.
class Outbox {
 public:
  Outbox(const ImportSink& sink, std::size_t heldMax) : sink_(sink), heldMax_(heldMax) {}

  Result<void> put(ImportedRecord record) {
    auto& waiting = byRegion_[record.region];
    waiting.push_back(std::move(record));
    ++held_;
    if (waiting.size() >= recordsPerBatchMax) return hand(waiting.front().region, waiting);
    return held_ >= heldMax_ ? flush() : Result<void>();
  }

  Result<void> flush() {
    for (auto& [region, waiting] : byRegion_) {
      if (!waiting.empty()) BF_CHECK(hand(region, waiting));
    }
    byRegion_.clear();
    return {};
  }

 private:
  Result<void> hand(RegionCode region, std::vector<ImportedRecord>& waiting) {
    held_ -= waiting.size();
    std::vector<ImportedRecord> records;
    records.swap(waiting);
    return sink_(region, std::move(records));
  }

  const ImportSink& sink_;
  std::size_t heldMax_;
  std::size_t held_ = 0;
  std::map<RegionCode, std::vector<ImportedRecord>> byRegion_;
};

void tellHidden(const ImportFile& file, ImportReport& report) {
  for (const auto& sheet : file.hidden)
    report.warnings.add({"hiddenSheet",
                         file.rows->name(),
                         0,
                         {},
                         {"隐藏的工作表“" + sheet + "”没有读取；要导入请先取消隐藏",
                          "the hidden sheet \"" + sheet + "\" was not read; unhide it to import it"}});
}

/// Reads the heading; nothing when it is in doubt what the file holds, which the report then says.
std::optional<OpenFile> openHeading(ImportFile file, const std::vector<ImportRule>& rules, ImportReport& report) {
  auto chosen = chooseKind(*file.rows, rules, {file.kind, file.ignore});
  if (!chosen) {
    report.files.add(std::move(chosen.error()));
    return std::nullopt;
  }
  for (const std::string& heading : chosen->map.unknown()) {
    report.unknownColumns.push_back(file.rows->name() + ": " + heading);
  }
  return OpenFile{std::move(file.rows), chosen->rule, std::move(chosen->map), 0};
}

Result<void> readFile(OpenFile& file, RowImporter& importer, Outbox& outbox, ImportReport& report) {
  RowContext context{file.rows->name(), file.index, *file.rule, file.map};
  Row row;
  for (bool any = false;;) {
    const auto more = file.rows->next(row);
    if (!more) {
      report.files.add(unreadable(*file.rows, more.error(), true));
      return {};
    }
    if (!*more) {
      if (!any)
        report.warnings.add({"noRows",
                             context.file,
                             file.map.headingRow(),
                             {},
                             {"只有表头，没有数据行", "there is a heading and no row below it"}});
      return {};
    }
    if (row.blank()) continue;
    any = true;
    auto record = importer.take(context, row);
    if (!record) continue;
    ++report.taken[file.rule->kind->name];
    BF_CHECK(outbox.put(std::move(*record)));
  }
}

}  // namespace

Result<ImportReport> importRegister(const Schema& schema, const RegionTable& regions, std::vector<ImportFile> files,
                                    const ImportSink& sink, const ImportSettings& settings) {
  const std::vector<ImportRule> rules = importRules(schema);
  ImportReport report;
  std::vector<OpenFile> open;
  for (ImportFile& file : files) {
    tellHidden(file, report);
    if (auto opened = openHeading(std::move(file), rules, report)) open.push_back(std::move(*opened));
  }
  std::stable_sort(open.begin(), open.end(), [](const OpenFile& a, const OpenFile& b) { return a.rule < b.rule; });
  std::vector<std::string> names;
  for (OpenFile& file : open) {
    file.index = static_cast<std::uint32_t>(names.size());
    names.push_back(file.rows->name());
    FileRead read{names.back(), {}};
    for (const BoundColumn& column : file.map.columns())
      if (column.spec->field != nullptr && column.spec->key == column.spec->field->name)
        read.columns[column.spec->field->number] = columnPlace(column);
    if (const BoundColumn* village = file.map.find(villageCodeKey)) read.columns[regionField] = columnPlace(*village);
    report.read.push_back(std::move(read));
  }
  RowImporter importer(regions, settings, names, report);
  for (const OpenFile& file : open)
    if (file.rule->through != nullptr) importer.remember(file.rule->through->number);
  Outbox outbox(sink, settings.recordsHeldMax);
  for (OpenFile& file : open) {
    BF_CHECK(readFile(file, importer, outbox, report));
    BF_CHECK(outbox.flush());  // children may only come after their parents
    file.rows.reset();
  }
  importer.finish();
  return report;
}

Result<std::vector<ImportFile>> openImport(const std::string& path, const ImportLimits& limits) {
  std::vector<ImportFile> files;
  BF_LET(first, openTable(path, limits));
  if (dynamic_cast<XlsxReader*>(first.get()) == nullptr) {
    files.push_back({std::move(first), {}, {}});
    return files;
  }
  BF_LET(book, XlsxBook::open(path, limits));
  std::vector<std::string> hidden;
  for (const XlsxSheet& sheet : book->sheets()) {
    if (sheet.hidden) {
      hidden.push_back(sheet.name);
      continue;
    }
    BF_LET(reader, XlsxReader::open(book, sheet));
    files.push_back({std::move(reader), {}, {}});
  }
  if (!files.empty()) files.front().hidden = std::move(hidden);
  return files;
}

}  // namespace bf
