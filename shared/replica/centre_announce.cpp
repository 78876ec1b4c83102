// What the regions hear of an admission. Each item has a number of its own, so that a pull can stop after any of them:
// a household that moves with ten years of visits would not fit into one answer.

#include <set>

#include "shared/base/weakening.h"
#include "shared/replica/admission.h"

namespace bf {

Result<void> Admission::tell(FeedItem item) {
  BF_LET(last, tx_.lastSeq(false));
  item.seq = last + 1;
  BF_CHECK(tx_.setLastSeq(false, item.seq));
  return tx_.publish(item);
}

Result<void> Admission::tellTree(const RecordRow& row, RegionCode region) {
  BF_CHECK(tell({region, 0, FeedEvent::state, row.rec, row.kind}));
  BF_LET(children, tx_.children(row.kind, row.rec));
  for (const auto& child : children) BF_CHECK(tellTree(child, region));
  return {};
}

Result<void> Admission::tellBranch(std::int64_t seq) {
  BF_LET(batch, tx_.batchAt(seq));
  if (!batch) return {};
  std::set<RegionCode> regions{batch->batch.region};
  for (const auto& entry : batch->batch.entries) {
    const auto change = parseChange(entry.change);
    if (!change || centre_.schema().kind(change->kind) == nullptr) continue;
    BF_LET(row, cache_.find(change->kind, change->creates() ? entry.id() : change->record));
    if (row == nullptr) continue;
    BF_LET(region, cache_.regionOf(*row));
    regions.insert(region);
  }
  for (const auto region : regions) BF_CHECK(tell({region, 0, FeedEvent::batch, seq, 0}));
  return {};
}

Result<void> Admission::announce() {
  std::set<RegionCode> entered;
  std::set<const RecordRow*> told;
  for (const auto& move : moved_)
    if (!BF_WEAKENED("tell-no-leave"))
      BF_CHECK(tell({move.from, 0, FeedEvent::leave, move.root->rec, move.root->kind}));
  for (const auto& move : moved_) {
    entered.insert(move.root->region);
    if (told.insert(move.root).second && !BF_WEAKENED("tell-no-enter"))
      BF_CHECK(tellTree(*move.root, move.root->region));
  }
  for (auto* row : late_) {
    if (!told.insert(row).second) continue;
    BF_LET(root, cache_.rootOf(*row));
    BF_CHECK(tell({root->region, 0, FeedEvent::state, row->rec, row->kind}));
  }
  for (const auto& item : gone_) BF_CHECK(tell(item));
  for (const auto seq : otherBranch_) BF_CHECK(tellBranch(seq));
  return announceBatch(entered);
}

Result<void> Admission::announceBatch(const std::set<RegionCode>& entered) {
  if (batchSeq_ == 0) return {};
  for (const auto region : regions_) {
    // Who sees a record for the first time must have it before it reads of changes to it; and who has passed the
    // number must be told again.
    if (batchKnown_ || entered.contains(region)) BF_CHECK(tell({region, 0, FeedEvent::batch, batchSeq_, 0}));
    else BF_CHECK(tx_.publish({region, batchSeq_, FeedEvent::batch, 0, 0}));
  }
  return {};
}

}  // namespace bf
