#pragma once
// One batch on its way into the centre's log: each change is checked against scope, schema and what is finished, then
// applied or held. Nothing that arrives signed is ever thrown away.

#include <optional>
#include <set>
#include <unordered_set>

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
  /// Applies a change that was held, at the number it has in the log.
  [[nodiscard]] Result<void> applyHeld(const LogBatch& batch, std::uint32_t index);
  /// Publishes the moves and late applications of this admission, under a number of their own.
  [[nodiscard]] Result<void> announce();

 private:
  /// Who signed, as the register knows it; nothing when the device is unknown (enrolled after the backup).
  struct Author {
    std::optional<Sender> sender;
    std::optional<bianfang::Device> device;
  };
  [[nodiscard]] Result<Author> authorOf(const Batch& batch, const Sender& sender);
  [[nodiscard]] Result<void> continueChain(const Batch& batch, const Hash& head, Author& author);
  [[nodiscard]] Result<Receipt> again(const LogBatch& known, const Batch& batch, const Author& author);
  [[nodiscard]] Result<std::vector<Verdict>> verdictsOf(const LogBatch& known);
  [[nodiscard]] Result<Verdict> one(const Batch& batch, std::uint32_t index, std::int64_t seq, const Author& author);
  [[nodiscard]] Result<Verdict> judge(const Change& change, const Batch& batch, const Author& author,
                                      RecordRow*& parent);
  [[nodiscard]] Result<Verdict> judgeCreation(const Change& change, const Author& author, RecordRow*& parent);
  [[nodiscard]] Result<Verdict> judgeScope(const Change& change, const Sender& author, RegionCode region,
                                           std::int64_t root);
  [[nodiscard]] Result<void> applyOne(const Change& change, const Writer& by, RecordRow* parent);
  [[nodiscard]] Result<void> hold(const Change& change, const Verdict& verdict, std::int64_t seq);
  [[nodiscard]] Result<void> applyAwaiting(const RecordId& created);

  StoreTx& tx_;
  const CentreReplica& centre_;
  Registry registry_;
  RecordCache cache_;
  Micros now_;
  std::unordered_set<ChangeId> known_;  ///< changes of this device that an overlapping batch brought already
  std::set<RegionCode> regions_;        ///< where the batch shows
  std::vector<FeedItem> events_;        ///< moves and late applications
  std::vector<std::pair<RecordId, std::int64_t>> created_;
};

}  // namespace bf
