#pragma once
// The centre's side of the log: admits batches, keeps those that it may not apply for a reviewer, numbers everything,
// and tells each scope what happened in it. All functions work inside a transaction of the caller, who commits
// before any receipt leaves the house; so many tablets share one commit.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "shared/base/env.h"
#include "shared/merge/batch.h"
#include "shared/replica/receipt.h"
#include "shared/replica/record_state.h"
#include "shared/replica/replica_limits.h"
#include "shared/replica/schema_rules.h"
#include "shared/store/store.h"

namespace bf {

struct GrantedRegion {
  RegionCode region = 0;
  bool write = false;
  bool operator==(const GrantedRegion&) const = default;
};

/// On whose behalf something is admitted or read; made from the register by Registry::sender().
struct Sender {
  DeviceId device;
  std::uint32_t user = 0;
  std::uint32_t role = 0;
  std::vector<GrantedRegion> grants;
  PublicKey signingKey;
  bool depositOnly = false;  ///< revoked or expired: everything is held, nothing is served

  [[nodiscard]] bool mayRead(RegionCode region) const;
  [[nodiscard]] bool mayWrite(RegionCode region) const;
};

/// What a tablet gets in one pull.
struct PullResult {
  std::int64_t cursor = 0;  ///< the tablet now holds everything of its scope up to here
  bool more = false;
  std::vector<LogBatch> batches;    ///< changes outside of the scope or held are withheld
  std::vector<RecordState> states;  ///< a parent before its children
  struct Left {
    std::uint32_t kind = 0;
    RecordId record;
  };
  std::vector<Left> left;
};

struct SnapshotResult {
  std::int64_t asOf = 0;
  std::vector<RecordState> states;
  std::string after;        ///< token for the next chunk; empty: complete
  std::int64_t cursor = 0;  ///< where to pull from once complete
};

struct EpochInfo {
  std::uint64_t number = 1;
  std::int64_t start = 0;  ///< numbers up to here were taken over from the epoch before
};

/// A conflict as a clerk sees it: all heads of one field, the shown one first.
struct ContestedValue {
  Writer writer;
  std::string wire;
};
struct ContestedField {
  std::uint32_t kind = 0;
  RecordId record;
  RegionCode region = 0;
  std::uint32_t field = 0;  ///< wholeRecord: removed by someone who had not seen an edit
  std::vector<ContestedValue> values;
};

/// Contested fields of one kind, of records after `afterRec`; both replicas list them this way. At least `most` when
/// there are as many, and all of the last record: the next page begins after its number.
[[nodiscard]] Result<std::vector<ContestedField>> contestedFields(StoreTx& tx, const SchemaRules& rules,
                                                                  std::uint32_t kind, std::int64_t afterRec,
                                                                  std::size_t most);

class CentreReplica {
 public:
  /// `receiptKey` has 32 bytes and never leaves the centre.
  CentreReplica(const Schema& schema, std::string receiptKey);

  // ---- epochs ----------------------------------------------------------------------------------------------------
  [[nodiscard]] Result<EpochInfo> epoch(StoreTx& tx) const;
  /// Starts the next epoch; numbers beyond the present last one are void from now on. `atLeast`: a number that
  /// somebody is known to have seen.
  [[nodiscard]] Result<EpochInfo> beginEpoch(StoreTx& tx, std::uint64_t atLeast, Micros now,
                                             std::string_view why) const;
  /// Up to which number a tablet of `tabletEpoch` and this centre mean the same.
  [[nodiscard]] Result<std::int64_t> commonWith(StoreTx& tx, std::uint64_t tabletEpoch) const;
  /// True when the receipt is this centre's own word: it then proves that the log once reached that far.
  [[nodiscard]] bool gaveReceipt(const Receipt& receipt) const;

  // ---- admission -------------------------------------------------------------------------------------------------
  /// Keeps a batch and applies what may be applied. A batch that is already there gets the same receipt again.
  /// `sender` is who delivers; the batch may be another device's work, offered again after a restore.
  /// Errors, with which nothing was kept: Errc::badSignature, malformed, tooLarge, Errc::brokenChain (another batch has
  /// this end of the chain: no honest tablet seals two of them), and those of the store.
  [[nodiscard]] Result<Receipt> admit(StoreTx& tx, const Batch& batch, const Sender& sender, Micros now) const;

  // ---- what tablets read -----------------------------------------------------------------------------------------
  /// What happened in the sender's scope after `cursor`, its own batches left out unless `ownToo` or two continuations
  /// of its chain are known. Larger than `bytesMax` by at most one batch or record. Errors: Errc::revoked.
  [[nodiscard]] Result<PullResult> pull(StoreTx& tx, const Sender& sender, std::int64_t cursor, bool ownToo,
                                        std::size_t bytesMax) const;
  /// The records of one region as they stand, in chunks, each larger than `bytesMax` by at most one record.
  /// Errors: Errc::outOfScope, Errc::revoked, Errc::malformed (token).
  [[nodiscard]] Result<SnapshotResult> snapshot(StoreTx& tx, const Sender& sender, RegionCode region,
                                                std::string_view after, std::size_t bytesMax) const;
  /// Number up to which every change is inside each backup that could still be restored; 0 without a backup.
  [[nodiscard]] Result<std::int64_t> archived(StoreTx& tx) const;

  // ---- people at the centre --------------------------------------------------------------------------------------
  /// Applies a held change, or lays it aside for good; both leave a trace, and the tablets hear of it: that of its
  /// author shows what everyone sees from then on. Errors: Errc::notFound (also the record it writes to or hangs from),
  /// Errc::finished (decided before; or the record is finished, which nobody takes back), Errc::unknownKind,
  /// Errc::invalidValue and malformed (it would make the record none of its kind).
  [[nodiscard]] Result<void> decideHeld(StoreTx& tx, std::int64_t seq, bool apply, std::string_view by,
                                        std::string_view why, Micros now) const;
  /// Contested fields from `afterRec` on. A field whose heads agree in value is none.
  [[nodiscard]] Result<std::vector<ContestedField>> conflicts(StoreTx& tx, std::uint32_t kind, std::int64_t afterRec,
                                                              std::size_t most) const;
  /// Region in which a record lies. Errors: Errc::notFound.
  [[nodiscard]] Result<RegionCode> regionOf(StoreTx& tx, const RecordRow& row) const;

  [[nodiscard]] const Schema& schema() const { return schema_; }
  [[nodiscard]] const SchemaRules& rules() const { return rules_; }

 private:
  const Schema& schema_;
  SchemaRules rules_;
  std::string receiptKey_;
};

}  // namespace bf
