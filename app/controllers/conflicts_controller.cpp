#include "app/controllers/conflicts_controller.h"

#include <algorithm>

#include "app/controllers/controller_limits.h"
#include "app/controllers/record_lines.h"
#include "app/forms/field_value.h"
#include "app/models/words.h"
#include "shared/schema/mask.h"

namespace bf {

ConflictsController::ConflictsController(TabletSession& session, const RecordId& household, QObject* parent)
    : QObject(parent), session_(session), household_(household) {
  connect(&session_, &TabletSession::recordChanged, this, &ConflictsController::read);
  read();
}

void ConflictsController::read() {
  fields_.clear();
  shown_.clear();
  std::optional<RecordFile> file;
  if (!household_.isZero())
    if (auto read = RecordFile::read(session_.store(), session_.schema().kindByName("household")->number, household_))
      file = std::move(*read);
  auto all = session_.replica().conflicts(conflictsMost);
  if (all)
    for (auto& one : *all) {
      const auto here = [&](const FileRecord& record) { return record.row.id == one.record; };
      if (file && !std::ranges::any_of(file->records(), here)) continue;
      shown_ << show(one);
      fields_.push_back(std::move(one));
    }
  emit changed();
}

QString ConflictsController::subtitle() const {
  return fields_.empty() ? words("没有待定的说法", "Nothing to decide")
                         : words("%1 处说法不一，由你决定", "%1 to decide").arg(fields_.size());
}

QString ConflictsController::problem() const { return failed_ ? errorWords(problem_) : QString(); }

/// The household or village, and the record within it.
QString ConflictsController::placeOf(const ContestedField& field) const {
  QStringList parts;
  auto tx = session_.store().read();
  if (!tx) return {};
  auto row = (*tx)->find(field.kind, field.record);
  while (row && *row) {
    auto values = (*tx)->values((*row)->kind, (*row)->rec);
    if (!values) break;
    const auto* kind = session_.schema().kind((*row)->kind);
    const FileRecord record{**row, std::move(*values), 0};
    parts.prepend(kind->name == "household" ? shownIn(*kind, record.fields, "head_name")
                                            : lineOf(session_.schema(), record, session_.today()).title);
    if ((*row)->parent == 0) break;
    row = (*tx)->load((*row)->parentKind, (*row)->parent);
  }
  return parts.join(QStringLiteral(" · "));
}

QVariantMap ConflictsController::show(const ContestedField& one) const {
  const auto* kind = session_.schema().kind(one.kind);
  const auto* field = kind == nullptr ? nullptr : kind->field(one.field);
  QVariantList values;
  for (std::size_t i = 0; i < one.values.size(); ++i) {
    const auto& [writer, wire] = one.values[i];
    QString text = words("清空", "emptied");
    if (field != nullptr && !wire.empty()) {
      const auto value = decodeValue(*field, wire);
      text = !value ? QStringLiteral("?")
             : field->sensitivity == Sensitivity::sensitive
                 ? words(mask(*field, display(*field, *value, screenLanguage())))
                 : readable(*field, *value, screenLanguage());
    }
    values << QVariantMap{{QStringLiteral("text"), text},
                          {QStringLiteral("role"), roleWords(writer.role)},
                          {QStringLiteral("when"), momentWords(writer.stamp, session_.today())},
                          {QStringLiteral("shown"), i == 0}};
  }
  return {{QStringLiteral("field"),
           field == nullptr ? words("整条记录被删除", "The whole record was removed") : words(field->label)},
          {QStringLiteral("where"), placeOf(one)},
          {QStringLiteral("decidable"), field != nullptr},
          {QStringLiteral("values"), values}};
}

void ConflictsController::decide(int conflict, int value) {
  if (conflict < 0 || conflict >= static_cast<int>(fields_.size())) return;
  const auto& one = fields_[static_cast<std::size_t>(conflict)];
  if (value < 0 || value >= static_cast<int>(one.values.size())) return;
  const auto& wire = one.values[static_cast<std::size_t>(value)].wire;
  Edit edit;
  edit.kind = one.kind;
  edit.record = one.record;
  edit.decides = true;
  if (wire.empty()) edit.cleared.push_back(one.field);
  else edit.set.push_back({one.field, wire});
  // Saving tells this list, too, and the field that was decided is gone from it.
  const auto saved = session_.save(edit);
  failed_ = !saved;
  if (!saved) problem_ = saved.error();
  emit changed();
}

}  // namespace bf
