#include "app/controllers/conflicts_controller.h"

#include <algorithm>

#include "app/controllers/authors.h"
#include "app/controllers/controller_limits.h"
#include "app/controllers/field_history.h"
#include "app/controllers/record_lines.h"
#include "app/models/words.h"

namespace bf {
namespace {

bool sameField(const ContestedField& a, const ContestedField& b) {
  return a.kind == b.kind && a.record == b.record && a.field == b.field;
}

}  // namespace

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
  readDecided(fields_);
  emit changed();
}

/// Where somebody else has meanwhile said a third thing, the conflict is open again and no more decided.
void ConflictsController::readDecided(const std::vector<ContestedField>& open) {
  std::erase_if(decided_, [&](const Decided& one) {
    return std::ranges::any_of(open, [&](const auto& field) { return sameField(field, one.conflict); });
  });
  for (const auto& one : decided_) shown_ << show(one.conflict, one.value);
}

const ContestedField* ConflictsController::conflictAt(int index) const {
  const auto at = static_cast<std::size_t>(index);
  if (index < 0 || at >= fields_.size() + decided_.size()) return nullptr;
  return at < fields_.size() ? &fields_[at] : &decided_[at - fields_.size()].conflict;
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

/// By name where the change itself is here: what the heads remember of a writer is the role alone.
QString ConflictsController::authorOf(const ContestedField& conflict, const Writer& writer) const {
  if (const auto entries = session_.replica().history(conflict.kind, conflict.record, conflict.field)) {
    const auto at = std::ranges::find(*entries, writer.id, &HistoryEntry::change);
    if (at != entries->end()) return authorWords(session_, at->device, at->user, at->role);
  }
  return authorWords(session_, {}, 0, writer.role);
}

QVariantMap ConflictsController::show(const ContestedField& one, int chosen) const {
  const auto* kind = session_.schema().kind(one.kind);
  const auto* field = kind == nullptr ? nullptr : kind->field(one.field);
  QVariantList values;
  QString said;
  for (std::size_t i = 0; i < one.values.size(); ++i) {
    const auto& [writer, wire] = one.values[i];
    const auto text = field != nullptr ? valueWords(*field, wire) : words("清空", "emptied");
    const bool taken = static_cast<int>(i) == chosen;
    if (taken)
      said = words("已采用“%1”。两种说法都留在这一项的修改经过里，还可以改。",
                   "“%1” was chosen. Both stay in the history of this field, and you can change it.")
                 .arg(text);
    QStringList by{authorOf(one, writer), momentWords(writer.stamp, session_.today())};
    by.removeAll(QString());
    values << QVariantMap{{QStringLiteral("text"), text},
                          {QStringLiteral("by"), by.join(QStringLiteral(" · "))},
                          {QStringLiteral("chosen"), taken},
                          {QStringLiteral("shown"), chosen < 0 && i == 0}};
  }
  return {{QStringLiteral("field"),
           field == nullptr ? words("整条记录被删除", "The whole record was removed") : words(field->label)},
          {QStringLiteral("where"), placeOf(one)},
          {QStringLiteral("decidable"), field != nullptr},
          {QStringLiteral("said"), said},
          {QStringLiteral("values"), values}};
}

void ConflictsController::decide(int conflict, int value) {
  const auto* chosen = conflictAt(conflict);
  if (chosen == nullptr || value < 0 || value >= static_cast<int>(chosen->values.size())) return;
  const auto one = *chosen;  // saving reads the list anew
  const auto& wire = one.values[static_cast<std::size_t>(value)].wire;
  Edit edit;
  edit.kind = one.kind;
  edit.record = one.record;
  edit.decides = true;
  if (wire.empty()) edit.cleared.push_back(one.field);
  else edit.set.push_back({one.field, wire});
  const auto saved = session_.save(edit);
  failed_ = !saved;
  if (saved) {
    std::erase_if(decided_, [&](const Decided& known) { return sameField(known.conflict, one); });
    decided_.insert(decided_.begin(), {one, value});
  } else {
    problem_ = saved.error();
  }
  read();
}

}  // namespace bf
