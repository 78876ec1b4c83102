#include "app/gallery/sample_records.h"

#include <algorithm>

namespace bf {

Result<RecordView> SampleRecords::load(std::uint32_t kind, const RecordId& record) {
  const auto at = records_.find({kind, record});
  if (at == records_.end()) return fail(Errc::notFound, "no such record");
  return at->second;
}

Result<RecordId> SampleRecords::save(const Edit& edit) {
  if (failure_.code != Errc::internal) return std::unexpected(failure_);
  edits_.push_back(edit);
  auto id = edit.record;
  if (id.isZero()) id.bytes[0] = ++made_;
  auto& view = records_[{edit.kind, id}];
  for (const auto& field : edit.set) {
    std::erase_if(view.values, [&](const Field& old) { return old.number == field.number; });
    std::erase(view.cleared, field.number);
    view.values.push_back(field);
  }
  for (const auto number : edit.cleared) {
    std::erase_if(view.values, [&](const Field& old) { return old.number == number; });
    view.cleared.push_back(number);
  }
  std::ranges::sort(view.values, {}, &Field::number);
  return id;
}

Result<void> SampleRecords::keepDraft(std::uint32_t kind, const RecordId& record, std::uint32_t field,
                                      std::string_view text) {
  auto& drafts = records_[{kind, record}].drafts;
  if (text.empty()) drafts.erase(field);
  else drafts[field] = text;
  return {};
}

void SampleRecords::lookedAt(std::uint32_t, const RecordId&, std::uint32_t field) { looks_.push_back(field); }

}  // namespace bf
