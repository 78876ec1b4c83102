#include "shared/policy/policy_changes.h"

#include <set>

#include "shared/merge/change.h"

namespace bf {
namespace {

constexpr std::size_t page = 256;  ///< items of a feed read at once

class FeedReader {
 public:
  FeedReader(const Schema& schema, StoreTx& tx) : schema_(schema), tx_(tx) {}

  Result<void> read(RegionCode region, std::int64_t after, std::int64_t upto) {
    for (;;) {
      BF_LET(items, tx_.feed(region, after, page));
      for (const auto& item : items) {
        if (item.seq > upto) return {};
        after = item.seq;
        if (item.event == FeedEvent::batch) BF_CHECK(batch(item.rec != 0 ? item.rec : item.seq));
        else BF_CHECK(record(item.kind, item.rec));
      }
      if (items.size() < page) return {};
    }
  }

  ChangesSince take() {
    const auto household = schema_.kindByName("household")->number;
    for (const auto& root : roots_)
      if (root.kind == household) made_.policy.households.push_back(root.rec);
    made_.roots.assign(roots_.begin(), roots_.end());
    return std::move(made_);
  }

 private:
  Result<void> batch(std::int64_t seq) {
    // A batch is told in every region that it touches.
    if (!batches_.insert(seq).second) return {};
    BF_LET(found, tx_.batchAt(seq));
    if (!found) return {};
    for (const auto& entry : found->batch.entries) {
      if (entry.withheld()) continue;
      // What this build does not know was held by the centre: it is in the log, and wrote to nothing.
      const auto change = parseChange(entry.change);
      if (!change || schema_.kind(change->kind) == nullptr) continue;
      BF_LET(row, tx_.find(change->kind, change->creates() ? entry.id() : change->record));
      if (row) BF_CHECK(root(*row));
    }
    return {};
  }

  Result<void> record(std::uint32_t kind, std::int64_t rec) {
    if (schema_.kind(kind) == nullptr) return {};
    BF_LET(row, tx_.load(kind, rec));
    return row ? root(*row) : Result<void>{};
  }

  Result<void> root(RecordRow row) {
    if (const auto* kind = schema_.kind(row.kind)) made_.policy.kinds.insert(kind->name);
    while (row.parent != 0) {
      BF_LET(parent, tx_.load(row.parentKind, row.parent));
      if (!parent) return {};
      row = std::move(*parent);
    }
    roots_.insert({row.kind, row.rec, row.region});
    return {};
  }

  const Schema& schema_;
  StoreTx& tx_;
  std::set<std::int64_t> batches_;
  std::set<ChangedRoot> roots_;
  ChangesSince made_;
};

}  // namespace

Result<ChangesSince> changesSince(const Schema& schema, StoreTx& tx, const std::vector<PolicyRegion>& regions,
                                  std::int64_t after, std::int64_t upto) {
  FeedReader reader(schema, tx);
  for (const auto& region : regions) BF_CHECK(reader.read(region.code, after, upto));
  return reader.take();
}

}  // namespace bf
