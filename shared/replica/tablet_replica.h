#pragma once
// The tablet's side of the log: saves each edit as it is made, seals what was saved into signed batches, keeps them
// until they are archived at the centre, and takes in what others did. Every function is one transaction. What a person
// did, what is sealed, and what may never go back (epoch, audit witness) is durable on return; what else the centre
// said is so with the next of those: after a crash it is asked again and says the same. Not for use by two threads.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "bianfang/registry.pb.h"
#include "shared/base/crypto.h"
#include "shared/base/env.h"
#include "shared/merge/batch.h"
#include "shared/replica/centre_replica.h"
#include "shared/replica/receipt.h"
#include "shared/replica/record_cache.h"
#include "shared/replica/record_state.h"
#include "shared/replica/schema_rules.h"
#include "shared/store/store.h"

namespace bf {

/// Who works on this tablet, as the centre told it.
struct TabletIdentity {
  DeviceId device;
  std::uint32_t user = 0;
  std::uint32_t role = 0;
};

/// One thing that a person did to one record.
struct Edit {
  std::uint32_t kind = 0;
  RecordId record;         ///< zero: create
  RecordId parent;         ///< with a creation: the record it hangs from; zero for a root
  RegionCode region = 0;   ///< with the creation of a root
  std::vector<Field> set;  ///< ascending by number
  std::vector<std::uint32_t> cleared;
  bool decides = false;  ///< settles a conflict: names all heads even where a person must decide
};

/// What the tablet knows of its standing with the centre.
struct TabletState {
  std::uint64_t epoch = 0;
  std::int64_t cursor = 0;
  std::uint64_t scope = 0;
  std::vector<GrantedRegion> grants;
  std::string userName;
  std::map<std::uint32_t, std::string> people;  ///< names of the others who write or wrote in these regions
  std::uint64_t position = 0;                   ///< changes sealed
  Hash chain;
  std::uint64_t audit = 0;
  Hash auditHead;
  std::int64_t archived = 0;
  Micros clockOff = 0;                   ///< centre's clock minus ours, as last measured
  std::vector<RegionCode> snapshotsDue;  ///< regions of which the first picture is not complete
  std::string snapshotAfter;             ///< token within the first of them
};

/// What waits, for the person: nothing here is lost when the tablet is.
struct Waiting {
  std::size_t changes = 0;  ///< saved, no receipt yet
  std::size_t batches = 0;
  std::size_t unarchived = 0;  ///< changes received at the centre but not yet inside every backup
};

/// Who wrote a value, for the history of a field.
struct HistoryEntry {
  ChangeId change;
  std::int64_t seq = 0;
  DeviceId device;
  std::uint32_t user = 0;
  std::uint32_t role = 0;
  Micros stamp = 0;
  Micros received = 0;
  std::string wire;             ///< empty: cleared
  std::vector<ChangeId> bases;  ///< the writes of this field that it replaced
  bool head = false;
};

class TabletReplica {
 public:
  /// Neither of the three is owned; they outlive the replica. `key` signs the chain of `identity.device`.
  TabletReplica(Store& store, Clock& clock, SigningKey key, TabletIdentity identity);

  // ---- editing ---------------------------------------------------------------------------------------------------
  /// Saves edits together; durable on return. Result: the record of each edit. Errors: Errc::notFound, Errc::finished
  /// (an immutable record was finished), Errc::invalidValue (a hard rule; detail names kind and field),
  /// Errc::outOfScope (also: the region to move to), Errc::notAllowed (this role does not write that field),
  /// Errc::unknownKind, Errc::tooLarge, and those of the store.
  [[nodiscard]] Result<std::vector<RecordId>> save(std::span<const Edit> edits);
  [[nodiscard]] Result<RecordId> save(const Edit& edit);
  [[nodiscard]] Result<void> remove(std::uint32_t kind, const RecordId& record, std::string_view reason);

  // ---- sending ---------------------------------------------------------------------------------------------------
  /// Seals what is pending: from then on it can be sent, and its place in the chain is fixed.
  [[nodiscard]] Result<void> seal();
  /// Sealed batches without a receipt of this epoch, oldest first, own and others'; at most `bytesMax` together, but
  /// at least one.
  [[nodiscard]] Result<std::vector<LogBatch>> toSend(std::size_t bytesMax);
  /// Stores the centre's word on a batch. Errors: Errc::notFound, Errc::brokenChain (of another epoch: its numbers mean
  /// nothing here).
  [[nodiscard]] Result<void> take(const Receipt& receipt);
  [[nodiscard]] Result<Waiting> waiting();
  /// The newest receipt held, as a witness of how far the centre had come.
  [[nodiscard]] Result<std::optional<Receipt>> newestReceipt();
  /// Receipts by batch, newest first.
  [[nodiscard]] Result<std::vector<Receipt>> receipts(std::size_t most);

  // ---- receiving -------------------------------------------------------------------------------------------------
  [[nodiscard]] Result<TabletState> state();
  /// Applies a pull: records that came, batches, records that left, and the new cursor, together. A record to which
  /// this tablet has sealed changes without a receipt is not replaced: whether what comes contains them nobody can
  /// say, so its region is due for a picture again. Push first, then pull, and that does not happen.
  [[nodiscard]] Result<void> take(const PullResult& pulled);
  /// Applies a chunk of a region's picture; the same holds for it.
  [[nodiscard]] Result<void> take(RegionCode region, const SnapshotResult& chunk);
  /// The scope changed: regions new to it are due for a snapshot, the records of those gone leave this tablet. What
  /// it wrote about them stays in its log until it is archived.
  [[nodiscard]] Result<void> takeScope(const bianfang::Scope& scope);
  /// Another epoch: numbers beyond `common` are void. All batches from there on, and those that are not archived, will
  /// be offered again, and every region is due for a picture: what moved since then is not told by any feed.
  /// Errors: Errc::brokenChain when the epoch is not newer.
  [[nodiscard]] Result<void> enterEpoch(std::uint64_t epoch, std::int64_t common);
  /// Errors: Errc::brokenChain when `number` goes back behind what was witnessed.
  [[nodiscard]] Result<void> witnessAudit(std::uint64_t number, const Hash& head);
  [[nodiscard]] Result<void> setClockOff(Micros off);
  /// Everything up to `seq` is archived: batches may go that nobody needs any more. The number may go back: a batch of
  /// which the centre knew a part became whole.
  [[nodiscard]] Result<void> setArchived(std::int64_t seq);

  // ---- reading ---------------------------------------------------------------------------------------------------
  /// All writes to each field that was ever written, newest first, as far as this tablet holds them.
  [[nodiscard]] Result<std::map<std::uint32_t, std::vector<HistoryEntry>>> histories(std::uint32_t kind,
                                                                                     const RecordId& record);
  /// Those to one field.
  [[nodiscard]] Result<std::vector<HistoryEntry>> history(std::uint32_t kind, const RecordId& record,
                                                          std::uint32_t field);
  [[nodiscard]] Result<std::vector<ContestedField>> conflicts(std::size_t most);

  /// Regions of the scope with their names, ascending.
  [[nodiscard]] Result<std::vector<bianfang::ScopeRegion>> regions();

  [[nodiscard]] Store& store() { return store_; }
  [[nodiscard]] const TabletIdentity& identity() const { return identity_; }
  [[nodiscard]] const SigningKey& key() const { return key_; }
  [[nodiscard]] const SchemaRules& rules() const { return rules_; }

 private:
  [[nodiscard]] Result<bianfang::Standing> standing(StoreTx& tx) const;
  [[nodiscard]] Result<void> putStanding(StoreTx& tx, const bianfang::Standing& standing) const;
  [[nodiscard]] Result<RecordId> saveOne(StoreTx& tx, RecordCache& cache, const bianfang::Standing& standing,
                                         const Edit& edit);
  [[nodiscard]] Result<void> checkEdit(const Edit& edit) const;
  [[nodiscard]] Result<RecordRow*> placeOf(RecordCache& cache, const Edit& edit, Change& change);
  [[nodiscard]] Result<void> checkRights(const bianfang::Standing& standing, const Change& change) const;
  [[nodiscard]] Result<Micros> nextStamp(StoreTx& tx, const Change& change, const RecordRow* row, Micros clockOff);
  [[nodiscard]] std::vector<Bases> basesFor(const Edit& edit, const RecordRow& row) const;
  [[nodiscard]] Result<void> bind(StoreTx& tx, RecordCache& cache, const LogBatch& batch);
  // ---- tablet_receive.cpp
  /// What one answer of the centre brings, while it is taken in.
  struct Intake {
    bianfang::Standing& standing;
    std::vector<const RecordState*> orphans;                ///< came before their parents
    std::vector<std::pair<LogBatch, std::uint32_t>> early;  ///< changes that came before their records
    std::set<RegionCode> postponed;                         ///< regions whose picture has to come once more
  };
  /// A change of this tablet's log that a picture does not contain.
  struct UnseenChange {
    std::int64_t seq = 0;
    Micros received = 0;
    std::string bytes;
  };
  struct Unseen {
    std::vector<UnseenChange> changes;
    bool sealed = false;  ///< one of them is sealed and has no receipt: perhaps the picture does contain it
  };
  [[nodiscard]] Result<void> takeBatch(StoreTx& tx, RecordCache& cache, Intake& intake, const LogBatch& batch);
  /// False when the record that it writes to or hangs from is not here. So is takeChange().
  [[nodiscard]] Result<bool> takeEntry(StoreTx& tx, RecordCache& cache, const LogBatch& batch, std::uint32_t index);
  [[nodiscard]] Result<bool> takeChange(StoreTx& tx, RecordCache& cache, const Change& change, const Writer& by);
  [[nodiscard]] Result<void> takeStates(StoreTx& tx, RecordCache& cache, Intake& intake,
                                        const std::vector<RecordState>& states);
  /// False when its parent is not here.
  [[nodiscard]] Result<bool> takeState(StoreTx& tx, RecordCache& cache, Intake& intake, const RecordState& state);
  [[nodiscard]] Result<void> takeRest(StoreTx& tx, RecordCache& cache, Intake& intake);
  [[nodiscard]] Result<RecordRow*> parentOf(StoreTx& tx, RecordCache& cache, const RecordState& state);
  [[nodiscard]] Result<Unseen> unseenBy(StoreTx& tx, const RecordRow& row, std::int64_t asOf);
  [[nodiscard]] Result<void> applyAgain(RecordCache& cache, const UnseenChange& one);
  [[nodiscard]] Result<std::vector<HistoryEntry>> writes(StoreTx& tx, const RecordRow& row);

  // ---- tablet_evict.cpp, tablet_epoch.cpp
  [[nodiscard]] Result<void> evictTree(StoreTx& tx, const RecordRow& row);
  [[nodiscard]] Result<void> evictRegion(StoreTx& tx, RegionCode region);
  [[nodiscard]] Result<void> purgeEvicted(StoreTx& tx, std::int64_t archived);
  [[nodiscard]] Result<void> voidRecord(StoreTx& tx, RecordRow row, std::int64_t common, std::uint64_t epoch);

  Store& store_;
  Clock& clock_;
  SigningKey key_;
  TabletIdentity identity_;
  SchemaRules rules_;
};

}  // namespace bf
