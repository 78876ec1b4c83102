#include "app/controllers/tablet_editor.h"

#include <algorithm>
#include <charconv>

#include "app/models/problem_closing.h"
#include "app/models/record_values.h"
#include "shared/schema/value.h"

namespace bf {
namespace {

constexpr std::size_t draftsMost = 500;  // more fields than any kind has

/// "<kind>/<record>/": the drafts of one record stand together.
std::string draftPrefix(std::uint32_t kind, const RecordId& record) {
  return std::to_string(kind) + "/" + toHex(record.view()) + "/";
}

}  // namespace

TabletEditor::TabletEditor(TabletReplica& replica, Clock& clock) : replica_(replica), clock_(clock) {}

Result<RecordView> TabletEditor::load(std::uint32_t kind, const RecordId& record) {
  BF_LET(tx, replica_.store().read());
  BF_LET(row, tx->find(kind, record));
  if (!row) return fail(Errc::notFound, "record");
  RecordView view;
  BF_LET(values, tx->values(kind, row->rec));
  view.values = std::move(values);
  const auto* spec = replica_.store().schema().kind(kind);
  for (const auto& field : spec->fields) {
    const auto heads = row->heads.headsOf(field.number);
    const bool shown = std::ranges::find(view.values, field.number, &Field::number) != view.values.end();
    if (heads.size() > 1) view.contested.push_back(field.number);
    if (!heads.empty() && !shown) view.cleared.push_back(field.number);
    if (field.number == finishedField && shown) view.finished = spec->immutableWhenFinished;
  }
  const auto prefix = draftPrefix(kind, record);
  BF_LET(drafts, tx->list(Space::draft, prefix, {}, draftsMost));
  for (const auto& draft : drafts) {
    std::uint32_t number = 0;
    const auto* end = draft.key.data() + draft.key.size();
    if (std::from_chars(draft.key.data() + prefix.size(), end, number).ptr == end)
      view.drafts.emplace(number, draft.value);
  }
  return view;
}

Label TabletEditor::objection(const Edit& edit) {
  if (edit.decides) return {};
  return closingObjection(replica_.store(), {edit.kind, edit.record, edit.set, edit.cleared});
}

/// A problem that is closed has its day: this one, unless somebody has said which. With another state the day goes,
/// so that a second closing has its own.
Edit TabletEditor::whole(const Edit& edit) {
  const auto& kind = *replica_.store().schema().kindByName("problem");
  const auto closed = numberOf(kind, "closed_date"), state = numberOf(kind, "state");
  const bool emptied = std::ranges::count(edit.cleared, state) > 0;
  if (edit.kind != kind.number || edit.decides || fieldIn(edit.set, closed) != nullptr ||
      (fieldIn(edit.set, state) == nullptr && !emptied))
    return edit;
  const auto known = load(edit.kind, edit.record);
  const bool dated = known && fieldIn(known->values, closed) != nullptr;
  const bool wasClosed = known && integerIn(known->values, state) == choice::problemVerified;
  const bool closes = integerIn(edit.set, state) == choice::problemVerified;
  auto made = edit;
  if (closes && !dated) {
    const auto day = static_cast<std::int64_t>(dayOf(clock_.now()));
    made.set.push_back({closed, encodeValue(*kind.field(closed), day)});
    std::ranges::sort(made.set, {}, &Field::number);
  } else if (!closes && wasClosed && dated && std::ranges::count(edit.cleared, closed) == 0) {
    made.cleared.push_back(closed);
    std::ranges::sort(made.cleared);
  }
  return made;
}

Result<RecordId> TabletEditor::save(const Edit& edit) {
  if (!objection(edit).empty()) return fail(Errc::invalidValue, "problem: closed without answer or proof");
  BF_LET(record, replica_.save(whole(edit)));
  if (saved) saved(edit.kind, record);
  return record;
}

Result<void> TabletEditor::keepDraft(std::uint32_t kind, const RecordId& record, std::uint32_t field,
                                     std::string_view text) {
  BF_LET(tx, replica_.store().begin());
  const auto key = draftPrefix(kind, record) + std::to_string(field);
  if (text.empty()) BF_CHECK(tx->erase(Space::draft, key));
  else BF_CHECK(tx->put(Space::draft, key, text));
  return tx->commit();
}

bool TabletEditor::hasDraft(std::uint32_t kind, const RecordId& record) {
  const auto tx = replica_.store().read();
  if (!tx) return false;
  const auto drafts = (*tx)->list(Space::draft, draftPrefix(kind, record), {}, 1);
  return drafts && !drafts->empty();
}

void TabletEditor::lookedAt(std::uint32_t kind, const RecordId& record, std::uint32_t field) {
  auto tx = replica_.store().begin();
  if (!tx) return;
  // One entry a field and look; the office reads them with the tablet.
  const auto key = "look/" + std::to_string(clock_.now()) + "/" + draftPrefix(kind, record) + std::to_string(field);
  if ((*tx)->put(Space::draft, key, "1")) static_cast<void>((*tx)->commit());
}

}  // namespace bf
