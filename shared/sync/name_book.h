#pragma once
// What packing asks a store: numbers instead of 16-byte names. Between two stores that agree on an epoch a sequence
// number names a record; a change is named by the first bytes of its id among the changes of one record. A name that is
// not known is nothing, never an error: the sender then writes it out, the receiver asks for that.

#include <cstdint>
#include <optional>
#include <string_view>

#include "shared/base/bytes.h"
#include "shared/base/error.h"
#include "shared/store/store.h"

namespace bf {

/// A record by kind and number.
struct RecordNumber {
  std::uint32_t kind = 0;
  std::int64_t seq = 0;
  bool operator==(const RecordNumber&) const = default;
};

class NameBook {
 public:
  virtual ~NameBook() = default;
  /// Number that both sides know for a record.
  [[nodiscard]] virtual Result<std::optional<std::int64_t>> numberOf(std::uint32_t kind, const RecordId& id) = 0;
  /// The parent of the record that `created` made, by number, when that is the record `parent`.
  [[nodiscard]] virtual Result<std::optional<RecordNumber>> parentOf(std::uint32_t kind, const ChangeId& created,
                                                                     const RecordId& parent) = 0;
  [[nodiscard]] virtual Result<std::optional<RecordId>> recordAt(std::uint32_t kind, std::int64_t seq) = 0;
  /// The change of this record whose id starts with `prefix`: a head of `field` first, then any head, then the log,
  /// newest first.
  [[nodiscard]] virtual Result<std::optional<ChangeId>> changeNamed(std::uint32_t kind, const RecordId& record,
                                                                    std::uint32_t field, std::string_view prefix) = 0;
};

/// The same from a store inside a transaction.
class StoreNames final : public NameBook {
 public:
  explicit StoreNames(StoreTx& tx) : tx_(tx) {}
  [[nodiscard]] Result<std::optional<std::int64_t>> numberOf(std::uint32_t kind, const RecordId& id) override;
  [[nodiscard]] Result<std::optional<RecordNumber>> parentOf(std::uint32_t kind, const ChangeId& created,
                                                             const RecordId& parent) override;
  [[nodiscard]] Result<std::optional<RecordId>> recordAt(std::uint32_t kind, std::int64_t seq) override;
  [[nodiscard]] Result<std::optional<ChangeId>> changeNamed(std::uint32_t kind, const RecordId& record,
                                                            std::uint32_t field, std::string_view prefix) override;

 private:
  [[nodiscard]] Result<const RecordRow*> find(std::uint32_t kind, const RecordId& id);
  [[nodiscard]] Result<const RecordRow*> load(std::uint32_t kind, std::int64_t seq);
  [[nodiscard]] Result<const RecordRow*> keep(Result<std::optional<RecordRow>> found);
  [[nodiscard]] Result<std::optional<std::int64_t>> sharedNumber(const RecordRow& row);
  [[nodiscard]] Result<std::optional<ChangeId>> inLog(const RecordRow& row, std::string_view prefix);

  StoreTx& tx_;
  std::optional<RecordRow> latest_;  ///< a batch names the same record many times in a row
  std::size_t logReads_ = 0;         ///< batches read from the log so far, see logReadsMax
};

}  // namespace bf
