#include "app/controllers/conflicts_controller.h"

#include <algorithm>
#include <utility>

#include "app/controllers/controller_limits.h"
#include "app/controllers/field_history.h"
#include "app/controllers/overruled_words.h"
#include "app/controllers/record_lines.h"
#include "app/controllers/removal_sides.h"
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
  std::vector<ContestedField> open;
  std::optional<RecordFile> file;
  if (!household_.isZero())
    if (auto read = RecordFile::read(session_.store(), session_.schema().kindByName("household")->number, household_))
      file = std::move(*read);
  auto all = session_.replica().conflicts(conflictsMost);
  if (all)
    for (auto& one : *all) {
      const auto here = [&](const FileRecord& record) { return record.row.id == one.record; };
      // Of a household that is gone by a decision of this page nothing is open.
      if (!household_.isZero() && !(file && std::ranges::any_of(file->records(), here))) continue;
      open.push_back(std::move(one));
    }
  place(std::move(open));
  readLost(file);
  emit changed();
}

void ConflictsController::readLost(const std::optional<RecordFile>& file) {
  lost_.clear();
  lostShown_.clear();
  const auto tx = session_.store().read();
  auto all = tx ? overruled(**tx, conflictsMost) : Result<std::vector<Overruled>>();
  if (!all) return;
  for (auto& one : *all) {
    if (!household_.isZero() && !(file && file->find(one.record) != nullptr)) continue;
    auto told = overruledWords(session_, one);
    if (told.isEmpty()) continue;
    told.insert(QStringLiteral("where"), placeOf(one.kind, one.record));
    lostShown_ << told;
    lost_.push_back(std::move(one));
  }
}

void ConflictsController::acknowledge(int lost) {
  if (lost < 0 || lost >= static_cast<int>(lost_.size())) return;
  const auto forget = [&]() -> Result<void> {
    BF_LET(tx, session_.store().begin());
    BF_CHECK(forgetOverruled(*tx, lost_[static_cast<std::size_t>(lost)]));
    return tx->commit();
  };
  const auto forgotten = forget();
  failed_ = !forgotten;
  if (!forgotten) problem_ = forgotten.error();
  // The count of the sync page follows.
  emit session_.standingChanged();
  read();
}

/// Those that are known keep their places, new ones come behind. Where somebody else has meanwhile said a third thing,
/// the conflict is open again and no more decided.
void ConflictsController::place(std::vector<ContestedField> open) {
  std::vector<Line> lines;
  for (auto& known : lines_) {
    const auto at = std::ranges::find_if(open, [&](const auto& one) { return sameField(one, known.conflict); });
    if (at != open.end()) {
      lines.push_back({std::move(*at)});
      open.erase(at);
    } else if (known.chosen >= 0) {
      lines.push_back(std::move(known));
    }
  }
  for (auto& one : open) lines.push_back({std::move(one)});
  lines_ = std::move(lines);
  shown_.clear();
  for (const auto& line : lines_) shown_ << show(line.conflict, line.chosen);
}

const ContestedField* ConflictsController::conflictAt(int index) const {
  const auto at = static_cast<std::size_t>(index);
  return index < 0 || at >= lines_.size() ? nullptr : &lines_[at].conflict;
}

QString ConflictsController::subtitle() const {
  const auto open = std::ranges::count_if(lines_, [](const Line& line) { return line.chosen < 0; });
  return open == 0 ? words("没有待定的说法", "Nothing to decide")
                   : words("%1 处说法不一，由你决定", "%1 to decide").arg(open);
}

QString ConflictsController::problem() const { return failed_ ? errorWords(problem_) : QString(); }

/// The household or village, and the record within it.
QString ConflictsController::placeOf(std::uint32_t kind, const RecordId& record) const {
  QStringList parts;
  auto tx = session_.store().read();
  if (!tx) return {};
  auto row = (*tx)->find(kind, record);
  while (row && *row) {
    auto values = (*tx)->values((*row)->kind, (*row)->rec);
    if (!values) break;
    const auto* spec = session_.schema().kind((*row)->kind);
    const FileRecord one{**row, std::move(*values), 0};
    parts.prepend(spec->name == "household" ? shownIn(*spec, one.fields, "head_name")
                                            : lineOf(session_.schema(), one, session_.today()).title);
    if ((*row)->parent == 0) break;
    row = (*tx)->load((*row)->parentKind, (*row)->parent);
  }
  return parts.join(QStringLiteral(" · "));
}

QVariantMap ConflictsController::showRemoval(const ContestedField& one, int chosen) const {
  QVariantList values;
  QString said;
  const auto sides = removalSides(session_, one, isRevealed(one));
  for (int i = 0; i < static_cast<int>(sides.size()); ++i) {
    const auto& side = sides[static_cast<std::size_t>(i)];
    if (i == chosen)
      said = words("已决定：%1。选错了就点“改用这个”。", "Decided: %1. If that was wrong, take the other one here.")
                 .arg(side.text);
    values << QVariantMap{{QStringLiteral("text"), side.text},
                          {QStringLiteral("details"), side.details},
                          {QStringLiteral("by"), side.by},
                          {QStringLiteral("act"), chosen < 0 ? side.act : words("改用这个", "Take this one instead")},
                          {QStringLiteral("chosen"), i == chosen},
                          {QStringLiteral("shown"), false}};
  }
  const bool masked = !sensitiveFields(session_, one).empty();
  return {{QStringLiteral("field"),
           words("一人要删除，另一人同时在修改", "One person removed this record while another edited it")},
          {QStringLiteral("where"), placeOf(one.kind, one.record)},
          {QStringLiteral("hidden"), hidden(masked, one)},
          {QStringLiteral("covered"), words("隐去的内容", "what is masked")},
          {QStringLiteral("said"), said},
          {QStringLiteral("values"), values}};
}

QVariantMap ConflictsController::show(const ContestedField& one, int chosen) const {
  if (one.field == wholeRecord) return showRemoval(one, chosen);
  const auto* kind = session_.schema().kind(one.kind);
  const auto* field = kind == nullptr ? nullptr : kind->field(one.field);
  if (field == nullptr) return {};
  QVariantList values;
  QString said;
  for (std::size_t i = 0; i < one.values.size(); ++i) {
    const auto& [writer, wire] = one.values[i];
    const auto text = valueWords(*field, wire, isRevealed(one));
    const bool taken = static_cast<int>(i) == chosen;
    if (taken)
      said = words("已采用“%1”。选错了就点“改用这个”；以后要改，打开这条记录点“修改”。两种说法都留在修改经过里。",
                   "“%1” was chosen. If that was wrong, take the other one here; later, open the record and edit it. "
                   "Both stay in its history.")
                 .arg(text);
    values << QVariantMap{{QStringLiteral("text"), text},
                          {QStringLiteral("details"), QString()},
                          {QStringLiteral("by"), writerWords(session_, *kind, one.record, one.field, writer)},
                          {QStringLiteral("act"), chosen < 0 ? words("采用这个", "Take this one")
                                                             : words("改用这个", "Take this one instead")},
                          {QStringLiteral("chosen"), taken},
                          {QStringLiteral("shown"), chosen < 0 && i == 0}};
  }
  const bool masked = field->sensitivity == Sensitivity::sensitive;
  return {{QStringLiteral("field"), words(field->label)},
          {QStringLiteral("where"), placeOf(one.kind, one.record)},
          {QStringLiteral("hidden"), hidden(masked, one)},
          {QStringLiteral("covered"), words(field->label)},
          {QStringLiteral("said"), said},
          {QStringLiteral("values"), values}};
}

int ConflictsController::hidden(bool masked, const ContestedField& field) const {
  return !masked ? 0 : isRevealed(field) ? 2 : 1;
}

bool ConflictsController::isRevealed(const ContestedField& field) const {
  return revealed_ && sameField(*revealed_, field);
}

void ConflictsController::reveal(int conflict) {
  const auto* chosen = conflictAt(conflict);
  if (chosen == nullptr) return;
  const auto one = *chosen;
  if (isRevealed(one)) {
    revealed_.reset();
  } else {
    const auto seen = one.field == wholeRecord ? sensitiveFields(session_, one) : std::vector{one.field};
    for (const auto field : seen) session_.editor().lookedAt(one.kind, one.record, field);
    revealed_ = one;
  }
  read();
}

Edit ConflictsController::decisionOf(const ContestedField& one, int value) {
  if (one.field == wholeRecord) return removalDecision(one, value == 0);
  const auto& wire = one.values[static_cast<std::size_t>(value)].wire;
  Edit edit;
  edit.kind = one.kind;
  edit.record = one.record;
  edit.decides = true;
  if (wire.empty()) edit.cleared.push_back(one.field);
  else edit.set.push_back({one.field, wire});
  return edit;
}

void ConflictsController::decide(int conflict, int value) {
  const auto* chosen = conflictAt(conflict);
  if (chosen == nullptr || value < 0 || value >= static_cast<int>(chosen->values.size())) return;
  const auto one = *chosen;  // saving reads the list anew, and finds it decided
  const auto before = std::exchange(lines_[static_cast<std::size_t>(conflict)].chosen, value);
  const auto saved = session_.save(decisionOf(one, value));
  failed_ = !saved;
  if (!saved) {
    problem_ = saved.error();
    lines_[static_cast<std::size_t>(conflict)].chosen = before;
  }
  // The lists take up what changed in a household, but not that it is gone.
  if (saved && one.field == wholeRecord && value == 0) session_.reread();
  read();
}

}  // namespace bf
