#include "app/controllers/removal_sides.h"

#include <algorithm>

#include "app/controllers/field_history.h"
#include "app/controllers/record_lines.h"
#include "app/models/words.h"
#include "shared/replica/removal_conflict.h"

namespace bf {
namespace {

void addOnce(QStringList& lines, const QString& line) {
  if (!line.isEmpty() && !lines.contains(line)) lines << line;
}

/// What an edit changed, each field with what stood there before.
QStringList changesOf(TabletSession& session, const KindSpec& kind, const ContestedField& conflict,
                      const std::vector<std::uint32_t>& fields, const ChangeId& edit, bool whole) {
  QStringList lines;
  for (const auto number : fields)
    if (const auto* field = kind.field(number))
      addOnce(lines, writeWords(session, kind, conflict.record, *field, edit, whole));
  return lines;
}

Result<std::optional<RecordRow>> rowOf(TabletSession& session, const ContestedField& conflict) {
  BF_LET(tx, session.store().read());
  return tx->find(conflict.kind, conflict.record);
}

}  // namespace

std::vector<std::uint32_t> sensitiveFields(TabletSession& session, const ContestedField& conflict) {
  std::vector<std::uint32_t> made;
  const auto* kind = session.schema().kind(conflict.kind);
  const auto row = rowOf(session, conflict);
  if (kind == nullptr || !row || !*row) return made;
  for (const auto& [writer, reason] : conflict.values) {
    if (!reason.empty()) continue;
    for (const auto number : fieldsOf((*row)->heads, writer.id))
      if (const auto* field = kind->field(number);
          field != nullptr && field->sensitivity == Sensitivity::sensitive && std::ranges::count(made, number) == 0)
        made.push_back(number);
  }
  return made;
}

std::array<RemovalSide, 2> removalSides(TabletSession& session, const ContestedField& conflict, bool whole) {
  RemovalSide removal, kept;
  const auto* kind = session.schema().kind(conflict.kind);
  const auto row = rowOf(session, conflict);
  if (kind == nullptr || !row || !*row) return {removal, kept};
  QStringList reasons, removers, changes, editors;
  for (const auto& [writer, reason] : conflict.values) {
    const bool removes = !reason.empty();
    const auto fields = removes ? std::vector{std::uint32_t{removalField}} : fieldsOf((*row)->heads, writer.id);
    const auto by = fields.empty() ? momentWords(writer.stamp, session.today())
                                   : writerWords(session, *kind, conflict.record, fields.front(), writer);
    addOnce(removes ? removers : editors, by);
    if (const auto* field = kind->field(removalField); removes && field != nullptr)
      addOnce(reasons, valueWords(*field, reason));
    else
      for (const auto& line : changesOf(session, *kind, conflict, fields, writer.id, whole)) addOnce(changes, line);
  }
  const auto line = QLatin1Char('\n');
  removal = {words("删除", "Remove it"), words("理由：%1", "reason: %1").arg(reasons.join(words("；", "; "))),
             removers.join(line), words("确定删除", "Remove it")};
  kept = {words("保留", "Keep it"), words("同时有人修改了：", "edited at the same time:") + line + changes.join(line),
          editors.join(line), words("保留这条记录", "Keep the record")};
  return {removal, kept};
}

Edit removalDecision(const ContestedField& conflict, bool removed) {
  Edit edit;
  edit.kind = conflict.kind;
  edit.record = conflict.record;
  edit.decides = true;
  if (removed) edit.set.push_back({removalField, conflict.values.front().wire});
  else edit.cleared.push_back(removalField);
  return edit;
}

}  // namespace bf
