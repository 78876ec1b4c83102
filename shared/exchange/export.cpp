#include "shared/exchange/export.h"

#include <algorithm>

#include "shared/exchange/cell_value.h"
#include "shared/schema/mask.h"
#include "shared/schema/value.h"

namespace bf {
namespace {

constexpr double widthMin = 8;
constexpr double widthMax = 40;

/// Characters that a column shows without cutting; a Chinese character takes two.
double widthOf(const FieldSpec& field, const std::string& heading) {
  double content = 12;
  if (field.question == Question::idNumber || field.question == Question::account) content = 23;
  if (field.question == Question::longText) content = widthMax;
  if (field.question == Question::instant) content = 20;
  const auto wide = static_cast<double>(std::count_if(heading.begin(), heading.end(), [](char c) { return c < 0; }));
  const double title = static_cast<double>(heading.size()) - wide / 3;  // three bytes, two columns
  return std::clamp(std::max(content, title + 2), widthMin, widthMax);
}

}  // namespace

Result<std::string> exportText(const FieldSpec& field, std::span<const Field> fields, Language language,
                               Masking masking) {
  const auto found = std::ranges::find(fields, field.number, &Field::number);
  if (found == fields.end()) return std::string();
  BF_LET(value, decodeValue(field, found->wire));
  const std::string text = cellText(field, value, language);
  return masking == Masking::masked ? mask(field, text) : text;
}

RecordExporter::RecordExporter(const KindSpec& kind, ExportSettings settings)
    : kind_(kind), settings_(std::move(settings)) {
  for (const FieldSpec* field : kind_.form()) {
    if (isColumn(*field)) fields_.push_back(field);
  }
}

std::vector<OutColumn> RecordExporter::columns() const {
  std::vector<OutColumn> columns = settings_.keys;
  for (const FieldSpec* field : fields_) {
    const std::string& label = field->label.in(settings_.language);
    // A heading that comes twice leads nowhere: who paid, of several insurances.
    const bool again = std::ranges::any_of(columns, [&](const OutColumn& one) { return one.heading == label; });
    const std::string& heading = again ? field->name : label;
    const bool number = isNumberColumn(*field) && field->sensitivity != Sensitivity::sensitive;
    columns.push_back({heading, widthOf(*field, heading), number});
  }
  return columns;
}

Result<void> RecordExporter::write(std::span<const std::string_view> keys, std::span<const Field> fields,
                                   RowSink& sink) const {
  if (keys.size() != settings_.keys.size()) return fail(Errc::internal, "as many keys as key columns");
  std::vector<std::string> texts;
  texts.reserve(fields_.size());
  for (const FieldSpec* field : fields_) {
    BF_LET(text, exportText(*field, fields, settings_.language, settings_.masking));
    texts.push_back(std::move(text));
  }
  std::vector<std::string_view> cells(keys.begin(), keys.end());
  cells.insert(cells.end(), texts.begin(), texts.end());
  return sink.row(cells);
}

}  // namespace bf
