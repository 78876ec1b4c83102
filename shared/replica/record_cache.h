#pragma once
// The records that a run of changes touches, read once and written once. Both replicas apply changes through it.

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "shared/merge/change.h"
#include "shared/merge/record_heads.h"
#include "shared/store/store.h"

namespace bf {

/// What applying one change did.
struct Applied {
  RecordRow* row = nullptr;
  bool created = false;
  RegionCode movedFrom = 0;  ///< not 0: a root moved from here to row->region
};

class RecordCache {
 public:
  RecordCache(StoreTx& tx, const Rules& rules) : tx_(tx), rules_(rules) {}

  /// The record, null when there is none. Stays valid until flush().
  [[nodiscard]] Result<RecordRow*> find(std::uint32_t kind, const RecordId& id);
  [[nodiscard]] Result<RecordRow*> load(std::uint32_t kind, std::int64_t rec);
  /// The record among several kinds that it may be of.
  [[nodiscard]] Result<RecordRow*> findAny(const std::vector<std::uint32_t>& kinds, const RecordId& id);
  /// Region in which a record lies: that of its root. Errors: Errc::storageCorrupt when a parent is missing.
  [[nodiscard]] Result<RegionCode> regionOf(const RecordRow& row);
  /// The root that a record hangs from, or itself. Errors: Errc::storageCorrupt.
  [[nodiscard]] Result<RecordRow*> rootOf(RecordRow& row);

  /// Applies a change to its record; a creation needs the parent, null for a root. The record of another change must
  /// be there, that of a creation must not. Errors: Errc::notFound, Errc::tooLarge (RecordHeads::overfull) and
  /// Errc::malformed (values that cannot be united), which leave the record as it was; those of the store.
  [[nodiscard]] Result<Applied> apply(const Change& change, const Writer& by, const RecordRow* parent);
  /// Puts a whole record in place of what there is (a snapshot).
  [[nodiscard]] Result<RecordRow*> replace(RecordRow row, std::vector<Field> values);
  /// Gives a record that the store has another number; what hangs from it follows.
  [[nodiscard]] Result<void> rekey(RecordRow& row, std::int64_t rec);
  /// A writer of this record got its number and receive time; what is shown, and where a root lies, may change by it.
  [[nodiscard]] Result<void> rebind(RecordRow& row, const ChangeId& id, std::int64_t seq, Micros received);
  /// A value as it now stands, changes not yet written included.
  [[nodiscard]] Result<std::string> value(const RecordRow& row, std::uint32_t field);
  /// Writes everything that changed.
  [[nodiscard]] Result<void> flush();

 private:
  struct Cached {
    RecordRow row;
    std::optional<std::unordered_set<ChangeId>> logged;  ///< changes of the log that wrote to it; read when asked for
    std::vector<Field> changed;                          ///< shown values not yet written; of a new record all values
    bool isNew = false;
    bool dirty = false;
  };
  [[nodiscard]] RecordRow* keep(std::optional<RecordRow> row);
  [[nodiscard]] Cached& of(const RecordRow& row) { return *byId_.at(row.id); }
  [[nodiscard]] MergeSource source(const RecordRow& row);
  [[nodiscard]] Result<bool> inLog(const RecordRow& row, const ChangeId& id);
  [[nodiscard]] Result<std::unordered_set<ChangeId>> readLog(const RecordRow& row);
  /// Notes the values now shown. Result: the region that a root lay in, when it lies elsewhere now; 0 otherwise.
  RegionCode show(Cached& cached, std::vector<Field> shown);
  [[nodiscard]] Result<Applied> create(const Change& change, const Writer& by, const RecordRow* parent);

  StoreTx& tx_;
  const Rules& rules_;
  std::unordered_map<RecordId, std::unique_ptr<Cached>> byId_;
  std::unordered_map<std::int64_t, Cached*> byRec_;
  std::vector<Cached*> order_;           ///< in the order of first use, so that writing is the same in every run
  std::unordered_set<ChangeId> recent_;  ///< applied through this cache, perhaps not yet in the log
};

/// The number in a uint64 or int64 field; 0 when the wire is empty.
[[nodiscard]] std::uint64_t integerOf(std::string_view wire);

}  // namespace bf
