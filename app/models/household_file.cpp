#include "app/models/household_file.h"

#include <algorithm>

#include "app/models/record_values.h"
#include "shared/store/removed.h"

namespace bf {
Result<RecordFile> RecordFile::read(Store& store, std::uint32_t kind, const RecordId& record) {
  BF_LET(tx, store.read());
  BF_LET(row, tx->find(kind, record));
  if (!row) return fail(Errc::notFound, "record");
  RecordFile file;
  BF_CHECK(file.add(*tx, *row, 0));
  if (file.records_.empty()) return fail(Errc::notFound, "record");
  return file;
}

Result<void> RecordFile::add(StoreTx& tx, const RecordRow& row, std::size_t above) {
  BF_LET(fields, tx.values(row.kind, row.rec));
  if (isRemoved(row, fields)) return {};
  const auto at = records_.size();
  records_.push_back({row, std::move(fields), above});
  BF_LET(children, tx.children(row.kind, row.rec));
  for (const auto& child : children) BF_CHECK(add(tx, child, at));
  return {};
}

std::vector<const FileRecord*> RecordFile::of(std::uint32_t kind) const {
  std::vector<const FileRecord*> found;
  for (const auto& record : records_)
    if (record.row.kind == kind) found.push_back(&record);
  return found;
}

const FileRecord* RecordFile::find(const RecordId& id) const {
  const auto at = std::ranges::find_if(records_, [&](const FileRecord& record) { return record.row.id == id; });
  return at == records_.end() ? nullptr : &*at;
}

std::vector<const FileRecord*> RecordFile::below(const FileRecord& above) const {
  std::vector<const FileRecord*> found;
  const auto at = static_cast<std::size_t>(&above - records_.data());
  for (std::size_t i = 1; i < records_.size(); ++i)
    if (records_[i].above == at) found.push_back(&records_[i]);
  return found;
}

}  // namespace bf
