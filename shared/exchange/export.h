#pragma once
// Records as tables: one column a field, headed by its label, so that an office can work on the file and import it
// again. What is sensitive is masked unless the caller asks for it whole; asking (and logging it) is the caller's.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/wire.h"
#include "shared/exchange/table.h"
#include "shared/schema/schema.h"

namespace bf {

enum class Masking : bool { masked, whole };

struct ExportSettings {
  Language language = Language::chinese;
  Masking masking = Masking::masked;
  /// Columns before the fields that say what a row hangs from: 行政村代码, 户编号, 姓名 …
  std::vector<OutColumn> keys;
};

/// The exported text of one field of a record; empty when it has none. Errors: those of decodeValue().
[[nodiscard]] Result<std::string> exportText(const FieldSpec& field, std::span<const Field> fields, Language language,
                                             Masking masking);

/// Writes records of one kind. Fields come in the order of the form; bytes, envelope fields and what the program fills
/// in by itself have no column.
class RecordExporter {
 public:
  /// `kind` must outlive the exporter.
  RecordExporter(const KindSpec& kind, ExportSettings settings);

  /// Headings, for opening a CsvWriter or XlsxWriter.
  [[nodiscard]] std::vector<OutColumn> columns() const;
  /// One record: the keys' texts (as many as settings.keys) and its fields. Errors: those of the sink; those of
  /// decodeValue().
  [[nodiscard]] Result<void> write(std::span<const std::string_view> keys, std::span<const Field> fields,
                                   RowSink& sink) const;

 private:
  const KindSpec& kind_;
  ExportSettings settings_;
  std::vector<const FieldSpec*> fields_;
};

}  // namespace bf
