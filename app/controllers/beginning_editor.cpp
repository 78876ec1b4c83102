#include "app/controllers/beginning_editor.h"

#include <algorithm>

#include "app/models/record_beginning.h"
#include "app/models/record_values.h"

namespace bf {

Edit begunWith(const Edit& edit, const std::vector<Field>& fields) {
  auto whole = edit;
  for (const auto& field : fields)
    if (fieldIn(edit.set, field.number) == nullptr) whole.set.push_back(field);
  std::ranges::sort(whole.set, {}, &Field::number);
  return whole;
}

Result<RecordId> BeginningEditor::save(const Edit& edit) {
  const auto* kind = session_.schema().kind(edit.kind);
  if (!edit.record.isZero() || kind == nullptr) return session_.editor().save(edit);
  RecordBuilder made(*kind);
  begin(made, *kind, edit.set, session_.today(), session_.state().userName);
  BF_LET(fields, made.fields());
  return session_.editor().save(begunWith(edit, fields));
}

}  // namespace bf
