#include "app/controllers/removal_sides.h"

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
                      const std::vector<std::uint32_t>& fields, const ChangeId& edit) {
  QStringList lines;
  for (const auto number : fields)
    if (const auto* field = kind.field(number))
      addOnce(lines, writeWords(session, kind, conflict.record, *field, edit));
  return lines;
}

}  // namespace

std::array<RemovalSide, 2> removalSides(TabletSession& session, const ContestedField& conflict) {
  RemovalSide removal, kept;
  const auto* kind = session.schema().kind(conflict.kind);
  const auto tx = session.store().read();
  const auto row = tx ? (*tx)->find(conflict.kind, conflict.record) : Result<std::optional<RecordRow>>();
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
      for (const auto& line : changesOf(session, *kind, conflict, fields, writer.id)) addOnce(changes, line);
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
