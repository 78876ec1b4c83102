#pragma once
// One piece of work on the centre's log: a batch that comes in, or a decision about a held change. Each change is
// judged by scope, schema and what is finished, then applied or held; nothing that arrives signed is ever thrown away.
// At the end finish() writes the records and tells the regions what happened in them.

#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "shared/replica/centre_replica.h"
#include "shared/replica/record_cache.h"
#include "shared/replica/registry.h"

namespace bf {

class Admission {
 public:
  Admission(StoreTx& tx, const CentreReplica& centre, Micros now)
      : tx_(tx), centre_(centre), registry_(tx), cache_(tx, centre.rules()), now_(now) {}

  /// Everything but the receipt's MAC. Errors: see CentreReplica::admit().
  [[nodiscard]] Result<Receipt> run(const Batch& batch, const Sender& sender);
  /// A reviewer's word on a held change. Errors: see CentreReplica::decideHeld().
  [[nodiscard]] Result<void> decide(std::int64_t seq, bool apply, std::string_view by, std::string_view why);

 private:
  /// Who signed, as the register knows it; nothing when the device is unknown (enrolled after the backup).
  struct Author {
    std::optional<Sender> sender;
    std::optional<bianfang::Device> device;
  };
  /// How tablets hear of a change that is applied now.
  enum class Telling {
    batch,  ///< by its batch, which is new
    both,   ///< the batch is known and its number lies before many a cursor: by the batch again and the record's state
    state,  ///< its batch is another one: by the record's state
  };
  /// A change at its place in the log.
  struct Place {
    const Batch& batch;
    std::uint32_t index = 0;
    std::int64_t seq = 0;
    Micros received = 0;
    Telling telling = Telling::batch;
    [[nodiscard]] const Entry& entry() const { return batch.entries[index]; }
  };
  struct Move {
    RegionCode from = 0;
    RecordRow* root = nullptr;
  };

  // ---- centre_admit.cpp: batches
  [[nodiscard]] Result<Author> authorOf(const Batch& batch, const Sender& sender);
  [[nodiscard]] Result<void> verify(const Batch& batch, const Hash& head, const Author& author,
                                    const Sender& sender) const;
  [[nodiscard]] Result<void> continueChain(const Batch& batch, const Hash& head, Author& author);
  [[nodiscard]] Result<bool> readEarlier(const Batch& batch, const Hash& head);
  [[nodiscard]] Result<Receipt> again(const LogBatch& known, const Batch& batch, const Author& author);
  [[nodiscard]] Result<std::vector<Verdict>> verdictsOf(const LogBatch& known);
  [[nodiscard]] Result<std::optional<Verdict>> take(const Place& place, const Author& author,
                                                    std::vector<std::uint32_t>& heldOnes);
  /// Writes all records, applies what waited for them, and tells the regions.
  [[nodiscard]] Result<void> finish();

  // ---- centre_judge.cpp: changes
  [[nodiscard]] Result<Verdict> one(const Place& place, const Author& author);
  [[nodiscard]] Result<Verdict> judge(const Change& change, const Batch& batch, const Author& author,
                                      RecordRow*& parent);
  [[nodiscard]] Result<Verdict> judgeEdit(const Change& change, const KindSpec& kind, const Sender& author);
  [[nodiscard]] Result<Verdict> judgeCreation(const Change& change, const KindSpec& kind, const Sender& author,
                                              RecordRow*& parent);
  [[nodiscard]] Result<Verdict> judgeScope(const Change& change, const Sender& author, RegionCode region,
                                           std::int64_t root);
  /// Errors: those of RecordCache::apply().
  [[nodiscard]] Result<RecordRow*> applyOne(const Change& change, const Place& place, RecordRow* parent);

  // ---- centre_held.cpp: what is held, and what becomes of it
  [[nodiscard]] Result<void> hold(const Change& change, const Verdict& verdict, const Place& place);
  [[nodiscard]] Result<void> applyAwaiting();
  [[nodiscard]] Result<void> reconsider(std::int64_t seq);
  [[nodiscard]] Result<void> release(const LogBatch& batch, std::uint32_t index);
  [[nodiscard]] Result<void> admitHeld(const LogBatch& batch, const Place& place, const Change& change);
  [[nodiscard]] Result<void> dismiss(bianfang::Held item, const Place& place, std::string_view by,
                                     std::string_view why);

  // ---- centre_announce.cpp: what the regions hear
  [[nodiscard]] Result<void> announce();
  [[nodiscard]] Result<void> announceBatch(const std::set<RegionCode>& entered);
  [[nodiscard]] Result<void> tell(FeedItem item);
  [[nodiscard]] Result<void> tellTree(const RecordRow& row, RegionCode region);
  [[nodiscard]] Result<void> tellBranch(std::int64_t seq);

  StoreTx& tx_;
  const CentreReplica& centre_;
  Registry registry_;
  RecordCache cache_;
  Micros now_;
  /// Changes of this device that an overlapping batch brought already, and whether they are held.
  std::unordered_map<ChangeId, bool> earlier_;
  std::vector<std::int64_t> overlapping_;  ///< numbers of those batches
  /// Batches of the other image of a tablet that turns out to be cloned, or that hold the same changes: until now this
  /// image was not told of them, for they passed for its own.
  std::vector<std::int64_t> otherBranch_;
  std::vector<RecordId> created_;  ///< others may wait for these
  std::int64_t batchSeq_ = 0;      ///< number of the batch that the regions hear of; 0: none
  bool batchKnown_ = false;        ///< and whether they may have passed that number
  std::set<RegionCode> regions_;   ///< where it shows
  std::vector<Move> moved_;
  std::vector<RecordRow*> late_;  ///< records whose state is to be told
  std::vector<FeedItem> gone_;    ///< records that are none here
};

}  // namespace bf
