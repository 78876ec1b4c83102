#pragma once
// Short names on the wire: between two stores that agree on an epoch, a sequence number stands for a 16-byte id.

#include <cstdint>
#include <optional>

#include "shared/base/bytes.h"
#include "shared/base/error.h"
#include "shared/store/store.h"

namespace bf {

/// Looks names up in one store inside a transaction. A name that is not known is nothing, never an error: the sender
/// then writes the id out, the receiver asks for that.
class Names {
 public:
  explicit Names(StoreTx& tx) : tx_(tx) {}

  /// Number that both sides know for a record; nothing for one that has only a provisional number here.
  [[nodiscard]] Result<std::optional<std::int64_t>> seqOfRecord(std::uint32_t kind, const RecordId& id);
  /// Number that both sides know for a change among the heads of a record.
  [[nodiscard]] Result<std::optional<std::int64_t>> seqOfChange(std::uint32_t kind, const RecordId& record,
                                                                const ChangeId& change);
  [[nodiscard]] Result<std::optional<RecordId>> recordAt(std::uint32_t kind, std::int64_t seq);
  [[nodiscard]] Result<std::optional<ChangeId>> changeAt(std::uint32_t kind, const RecordId& record, std::int64_t seq);

 private:
  [[nodiscard]] Result<const RecordRow*> row(std::uint32_t kind, const RecordId& id);
  StoreTx& tx_;
  std::optional<RecordRow> latest_;  ///< a batch names the same record many times in a row
};

}  // namespace bf
