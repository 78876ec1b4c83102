#pragma once
// The store: one interface, so that the tablet's SQLite, the centre's SQLite and a PostgreSQL cluster hold the same
// things in the same words. An engine keeps; it decides nothing: merging, admission, scopes stand above it.
//
// It keeps four things: records (one typed table a kind, with the heads of each record), the log (sealed batches as
// they were signed, and which change touched which record), the feed (what became visible in which region, in order),
// and the register (small administrative entries by space and key).

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/error.h"
#include "shared/merge/batch.h"
#include "shared/merge/record_heads.h"
#include "shared/schema/schema.h"

namespace bf {

/// Numbers given by the centre are below this; those from here on mean something to one tablet only.
inline constexpr std::int64_t provisionalFrom = std::int64_t{1} << 40;
[[nodiscard]] constexpr bool isProvisional(std::int64_t seq) { return seq >= provisionalFrom; }
/// A tablet numbers its own work from here until the receipt.
inline constexpr std::int64_t ownFrom = std::int64_t{1} << 62;
/// A number of an epoch that has ended and whose numbers mean nothing any more: below the tablet's own, so that what is
/// offered again goes before what was written after it, and still in its order.
[[nodiscard]] constexpr std::int64_t voidedNumber(std::uint64_t epoch, std::int64_t seq) {
  constexpr std::uint64_t epochsMax = (std::uint64_t{1} << 22) - 1;
  return provisionalFrom * static_cast<std::int64_t>(epoch < epochsMax ? epoch : epochsMax) + seq;
}

/// A record without its values.
struct RecordRow {
  std::uint32_t kind = 0;
  std::int64_t rec = 0;  ///< sequence number of the creating change; the key within this store
  RecordId id;
  std::int64_t parent = 0;  ///< rec of the parent; 0 for a root
  std::uint32_t parentKind = 0;
  RegionCode region = 0;  ///< of a root; 0 for a child, which lies where its root lies
  RecordHeads heads;
};

/// A batch as the log keeps it.
struct LogBatch {
  std::int64_t seq = 0;             ///< of its first change; change i has seq + i
  Micros received = 0;              ///< when the centre received it; 0 while no receipt is known
  Hash head;                        ///< chain after its last change: its name
  std::vector<std::uint32_t> held;  ///< indexes of changes that are kept but not applied (see the review)
  Batch batch;
};

/// What happened in a region.
enum class FeedEvent : std::uint8_t {
  batch = 0,  ///< a batch was admitted that touches the region
  state = 1,  ///< a record came into the region, or is now another, otherwise than by a batch told here: send its state
  leave = 2,  ///< a root left the region, or a record that one tablet had made is none here: it goes with all below it
};
/// One number has at most one item in a region, so that a reader can stop after any of them.
struct FeedItem {
  RegionCode region = 0;
  std::int64_t seq = 0;
  FeedEvent event = FeedEvent::batch;
  std::int64_t rec = 0;    ///< the record concerned; of a batch: its number when that is not `seq`
  std::uint32_t kind = 0;  ///< of that record
};

/// An entry of the register.
struct RegisterEntry {
  std::string key;
  std::string value;
};

/// Spaces of the register; each value is a message of proto/bianfang/registry.proto.
enum class Space : std::uint8_t {
  meta = 1,
  device,
  user,
  token,
  region,
  audit,
  backup,
  epoch,
  review,
  awaiting,
  witness,
  evidence,
  evicted,
  draft,
  frozen,      ///< snapshots of an evaluation: written once, never changed nor erased
  frozenRows,  ///< the single verdicts of each; likewise
  sample,      ///< random samples of a village's households; likewise
  judged,      ///< where the running evaluation of each pack is
  judgedRows,  ///< its verdicts, by indicator
  rejudged,    ///< what each look of it changed
};

/// One transaction. Everything done through it becomes durable together at commit(), or not at all: destroying it
/// without commit() undoes it. Errors of every function: Errc::storageFull, storageReadOnly, storageFailed,
/// storageCorrupt, busy; others are named at the function. Not for use by two threads.
class StoreTx {
 public:
  virtual ~StoreTx() = default;
  /// Durable when it returns without an error (WAL, synchronous=FULL), unless it was begun as Commit::lazy.
  [[nodiscard]] virtual Result<void> commit() = 0;
  /// Runs `work`; when it fails, only what it did is undone and its error returned.
  [[nodiscard]] virtual Result<void> nested(const std::function<Result<void>()>& work) = 0;

  // ---- records -------------------------------------------------------------------------------------------------
  [[nodiscard]] virtual Result<std::optional<RecordRow>> find(std::uint32_t kind, const RecordId& id) = 0;
  [[nodiscard]] virtual Result<std::optional<RecordRow>> load(std::uint32_t kind, std::int64_t rec) = 0;
  [[nodiscard]] virtual Result<void> insert(const RecordRow& row, const std::vector<Field>& fields) = 0;
  /// Writes heads, parent and region, and those values that are now shown otherwise (empty wire: cleared).
  [[nodiscard]] virtual Result<void> update(const RecordRow& row, const std::vector<Field>& shown,
                                            std::size_t contested) = 0;
  /// Gives a record another number; what hangs from it, its touches and its search terms follow.
  [[nodiscard]] virtual Result<void> rekey(std::uint32_t kind, std::int64_t rec, std::int64_t newRec) = 0;
  /// Takes a record out of this store: a tablet's when it left the scope. The log is not touched.
  [[nodiscard]] virtual Result<void> evict(std::uint32_t kind, std::int64_t rec) = 0;
  /// All values shown, ascending by field number.
  [[nodiscard]] virtual Result<std::vector<Field>> values(std::uint32_t kind, std::int64_t rec) = 0;
  /// One value; empty when cleared or never set.
  [[nodiscard]] virtual Result<std::string> value(std::uint32_t kind, std::int64_t rec, std::uint32_t field) = 0;
  /// Records that hang from `parent`, ascending by kind, then rec.
  [[nodiscard]] virtual Result<std::vector<RecordRow>> children(std::uint32_t parentKind, std::int64_t parent) = 0;
  /// Roots of one kind in a region, ascending, after `afterRec`; at most `most`.
  [[nodiscard]] virtual Result<std::vector<RecordRow>> roots(std::uint32_t kind, RegionCode region,
                                                             std::int64_t afterRec, std::size_t most) = 0;
  /// All records of one kind, ascending, after `afterRec`.
  [[nodiscard]] virtual Result<std::vector<RecordRow>> records(std::uint32_t kind, std::int64_t afterRec,
                                                               std::size_t most) = 0;
  /// Calls `take` for every record of one kind, ascending, with those of `fields` that have a value, ascending as
  /// given, until it returns false. The rows come without their heads, and both arguments are gone after the call.
  /// `fields` are ascending. Errors: Errc::unknownKind (also a field).
  [[nodiscard]] virtual Result<void> scan(
      std::uint32_t kind, const std::vector<std::uint32_t>& fields,
      const std::function<bool(const RecordRow&, const std::vector<Field>&)>& take) = 0;
  /// Records of one kind with a contested field, ascending, after `afterRec`.
  [[nodiscard]] virtual Result<std::vector<RecordRow>> contested(std::uint32_t kind, std::int64_t afterRec,
                                                                 std::size_t most) = 0;

  // ---- log -----------------------------------------------------------------------------------------------------
  /// Highest number used so far at the centre (or, with `provisional`, by this tablet for its own work).
  [[nodiscard]] virtual Result<std::int64_t> lastSeq(bool provisional) = 0;
  [[nodiscard]] virtual Result<void> setLastSeq(bool provisional, std::int64_t seq) = 0;
  [[nodiscard]] virtual Result<void> append(const LogBatch& batch) = 0;
  /// The batch that holds this change; nothing when pruned or unknown.
  [[nodiscard]] virtual Result<std::optional<LogBatch>> batchAt(std::int64_t seq) = 0;
  [[nodiscard]] virtual Result<std::optional<LogBatch>> batchNamed(const Hash& head) = 0;
  /// Batches of a device that reach beyond `position` and begin no later than `upto`, ascending.
  [[nodiscard]] virtual Result<std::vector<LogBatch>> batchesOf(const DeviceId& device, std::uint64_t position,
                                                                std::uint64_t upto, std::size_t most) = 0;
  /// Batches from `seq` on, ascending; used to offer again, to seal, to verify.
  [[nodiscard]] virtual Result<std::vector<LogBatch>> batchesFrom(std::int64_t seq, std::size_t most) = 0;
  /// Gives a batch another number and receive time; its touches follow.
  [[nodiscard]] virtual Result<void> renumberBatch(const Hash& head, std::int64_t seq, Micros received) = 0;
  /// Gives every batch beyond `common` that has a number of the centre the one that voidedNumber() makes of it, takes
  /// its receive time away; touches follow.
  [[nodiscard]] virtual Result<void> voidBatches(std::int64_t common, std::uint64_t epoch) = 0;
  [[nodiscard]] virtual Result<void> setHeld(const Hash& head, const std::vector<std::uint32_t>& held) = 0;
  [[nodiscard]] virtual Result<void> dropBatch(const Hash& head) = 0;
  /// Notes that the change numbered `seq` wrote to `rec` (its creation is not noted: it has that number).
  [[nodiscard]] virtual Result<void> touch(std::int64_t rec, std::int64_t seq) = 0;
  [[nodiscard]] virtual Result<std::vector<std::int64_t>> touches(std::int64_t rec) = 0;

  // ---- changes of this device that are not yet sealed --------------------------------------------------------------
  struct Pending {
    std::int64_t seq = 0;
    RegionCode region = 0;
    std::string change;
  };
  [[nodiscard]] virtual Result<void> addPending(const Pending& pending) = 0;
  [[nodiscard]] virtual Result<std::vector<Pending>> pending(std::size_t most) = 0;
  [[nodiscard]] virtual Result<std::optional<Pending>> pendingAt(std::int64_t seq) = 0;
  [[nodiscard]] virtual Result<void> dropPending(std::int64_t uptoSeq) = 0;

  // ---- feed ------------------------------------------------------------------------------------------------------
  [[nodiscard]] virtual Result<void> publish(const FeedItem& item) = 0;
  /// What happened in `region` after `afterSeq`, ascending.
  [[nodiscard]] virtual Result<std::vector<FeedItem>> feed(RegionCode region, std::int64_t afterSeq,
                                                           std::size_t most) = 0;

  // ---- register --------------------------------------------------------------------------------------------------
  [[nodiscard]] virtual Result<std::optional<std::string>> get(Space space, std::string_view key) = 0;
  [[nodiscard]] virtual Result<void> put(Space space, std::string_view key, std::string_view value) = 0;
  [[nodiscard]] virtual Result<void> erase(Space space, std::string_view key) = 0;
  /// Entries whose key starts with `prefix` and is greater than `after`, ascending.
  [[nodiscard]] virtual Result<std::vector<RegisterEntry>> list(Space space, std::string_view prefix,
                                                                std::string_view after, std::size_t most) = 0;
  /// The last entry of a space; nothing when it is empty.
  [[nodiscard]] virtual Result<std::optional<RegisterEntry>> last(Space space) = 0;

  // ---- search ----------------------------------------------------------------------------------------------------
  struct Hit {
    std::uint32_t kind = 0;
    std::int64_t rec = 0;
  };
  /// Records whose name, Pinyin, Pinyin initials, ID tail or register number contains or starts with `text`
  /// (names and Pinyin from any syllable on; numbers from their start, and ID numbers by their last digits).
  [[nodiscard]] virtual Result<std::vector<Hit>> search(std::string_view text, std::size_t most) = 0;
};

/// When a transaction is on the disk.
enum class Commit : std::uint8_t {
  durable,  ///< when commit() returns
  /// With the next durable one, at the latest. A crash may undo the last lazy ones, whole and in order: for what
  /// somebody else keeps and says again, as the centre does to a tablet.
  lazy,
};

class Store {
 public:
  virtual ~Store() = default;
  /// A transaction that may write. Errors: as of StoreTx; Errc::busy when another holds the store too long.
  [[nodiscard]] virtual Result<std::unique_ptr<StoreTx>> begin(Commit commit) = 0;
  [[nodiscard]] Result<std::unique_ptr<StoreTx>> begin() { return begin(Commit::durable); }
  /// A transaction that sees one moment and writes nothing; it waits for nobody.
  [[nodiscard]] virtual Result<std::unique_ptr<StoreTx>> read() = 0;
  [[nodiscard]] virtual const Schema& schema() const = 0;
  /// Writes a consistent copy of everything to `path` while others go on working.
  [[nodiscard]] virtual Result<void> backupTo(const std::string& path) = 0;
  /// A number that changes when another process or connection has committed something.
  [[nodiscard]] virtual Result<std::int64_t> dataVersion() = 0;
};

}  // namespace bf
