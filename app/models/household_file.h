#pragma once
// A record with everything that hangs from it, read at once: what the page of a household is made of.

#include <vector>

#include "shared/store/store.h"

namespace bf {

struct FileRecord {
  RecordRow row;
  std::vector<Field> fields;  ///< ascending by number
  std::size_t above = 0;      ///< place of the parent in the file; of the first record its own
};

class RecordFile {
 public:
  /// Reads the tree below a record, parents before children; removed ones are left out, but not those of which it is
  /// still to be decided (RecordHeads::removedUnseen): they have the removal among their fields. Errors:
  /// Errc::notFound, those of the store.
  [[nodiscard]] static Result<RecordFile> read(Store& store, std::uint32_t kind, const RecordId& record);

  [[nodiscard]] const std::vector<FileRecord>& records() const { return records_; }
  [[nodiscard]] const FileRecord& top() const { return records_.front(); }
  /// Those of one kind, in the order in which they were made.
  [[nodiscard]] std::vector<const FileRecord*> of(std::uint32_t kind) const;
  /// Null for one that is not in the file, or was removed.
  [[nodiscard]] const FileRecord* find(const RecordId& id) const;
  [[nodiscard]] std::vector<const FileRecord*> below(const FileRecord& above) const;

 private:
  [[nodiscard]] Result<void> add(StoreTx& tx, const RecordRow& row, std::size_t above);
  std::vector<FileRecord> records_;
};

}  // namespace bf
