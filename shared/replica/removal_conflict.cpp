#include "shared/replica/removal_conflict.h"

#include <algorithm>

#include "bianfang/change.pb.h"

namespace bf {
namespace {

bool sawAll(const bianfang::RecordHeads& form, const ChangeId& edit) {
  return std::ranges::all_of(form.removals(), [&](const bianfang::Removal& removal) {
    return removal.id() == edit.view() ||
           std::ranges::any_of(removal.seen(), [&](const std::string& seen) { return seen == edit.view(); });
  });
}

}  // namespace

std::vector<std::uint32_t> fieldsOf(const RecordHeads& heads, const ChangeId& edit) {
  std::vector<std::uint32_t> fields;
  for (const auto& field : heads.fields())
    if (field.field != removalField &&
        std::ranges::any_of(field.heads, [&](const Head& head) { return heads.writer(head).id == edit; }))
      fields.push_back(field.field);
  return fields;
}

std::vector<Writer> editsUnseen(const RecordHeads& heads) {
  std::vector<Writer> edits;
  if (!heads.removedUnseen()) return edits;
  bianfang::RecordHeads form;
  if (!form.ParseFromString(heads.serialise())) return edits;
  if (!sawAll(form, heads.creator().id)) edits.push_back(heads.creator());
  for (const auto& writer : heads.writers())
    if (!fieldsOf(heads, writer.id).empty() && !sawAll(form, writer.id)) edits.push_back(writer);
  std::ranges::sort(edits, {}, &Writer::id);
  return edits;
}

}  // namespace bf
