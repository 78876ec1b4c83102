// What tablets read: the feed of their regions, and pictures of whole regions.

#include <algorithm>
#include <map>
#include <set>

#include "shared/base/wire.h"
#include "shared/replica/centre_replica.h"
#include "shared/replica/codec.h"
#include "shared/replica/record_cache.h"
#include "shared/replica/registry.h"

namespace bf {
namespace {

constexpr std::size_t regionsMax = 100000;
constexpr std::size_t rootsAtOnce = 64;

/// Registered regions from `first` to `last`.
Result<void> addRange(StoreTx& tx, RegionCode first, RegionCode last, std::set<RegionCode>& into) {
  BF_LET(entries, tx.list(Space::region, {}, bigEndian(first - 1), regionsMax));
  for (const auto& entry : entries) {
    const auto code = fromBigEndian(entry.key);
    if (code > last) break;
    into.insert(code);
  }
  return {};
}

/// Regions whose feed a sender reads: those granted, all below them, and those above.
Result<std::set<RegionCode>> regionsOf(StoreTx& tx, const Sender& sender) {
  std::set<RegionCode> regions;
  for (const auto& grant : sender.grants) {
    for (auto above = grant.region; above != 0; above = parentOf(above)) regions.insert(above);
    const auto level = levelName(grant.region);
    if (level == "township") BF_CHECK(addRange(tx, grant.region * 1000, grant.region * 1000 + 999, regions));
    if (level == "county") {
      BF_CHECK(addRange(tx, grant.region * 1000, grant.region * 1000 + 999, regions));
      BF_CHECK(addRange(tx, grant.region * 1000000, grant.region * 1000000 + 999999, regions));
    }
  }
  return regions;
}

std::size_t sizeOf(const RecordState& state) { return state.heads.size() + state.values.size() + 48; }

std::size_t sizeOf(const LogBatch& batch) {
  std::size_t bytes = 160;
  for (const auto& entry : batch.batch.entries) bytes += entry.change.size() + 40;
  return bytes;
}

/// Collects records whole, each parent before its children.
class Picture {
 public:
  Picture(StoreTx& tx, std::int64_t asOf) : tx_(tx), asOf_(asOf) {}

  Result<void> add(const RecordRow& row, std::vector<RecordState>& into) {
    BF_LET(values, tx_.values(row.kind, row.rec));
    auto heads = row.heads;
    heads.setAsOf(asOf_);
    into.push_back(
        {row.kind, row.id, row.rec, row.parent, row.parentKind, row.region, heads.serialise(), joinFields(values)});
    bytes_ += sizeOf(into.back());
    BF_LET(children, tx_.children(row.kind, row.rec));
    for (const auto& child : children) BF_CHECK(add(child, into));
    return {};
  }

  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  StoreTx& tx_;
  std::int64_t asOf_;
  std::size_t bytes_ = 0;
};

/// Takes out of a batch what this sender may not see: held changes, and those of records outside of its scope.
class Veil {
 public:
  Veil(const CentreReplica& centre, StoreTx& tx, const Sender& sender)
      : centre_(centre), cache_(tx, centre.rules()), sender_(sender) {}

  Result<void> cover(LogBatch& batch) {
    std::set<std::uint32_t> hidden(batch.held.begin(), batch.held.end());
    for (std::uint32_t i = 0; i < batch.batch.entries.size(); ++i) {
      auto& entry = batch.batch.entries[i];
      if (entry.withheld() || hidden.contains(i)) {
        entry.change.clear();
        continue;
      }
      BF_LET(seen, maySee(entry));
      if (!seen) entry.change.clear();
    }
    return {};
  }

 private:
  Result<bool> maySee(const Entry& entry) {
    BF_LET(change, parseChange(entry.change));
    BF_LET(row, cache_.find(change.kind, change.creates() ? entry.id() : change.record));
    if (row == nullptr) return false;
    BF_LET(region, cache_.regionOf(*row));
    return sender_.mayRead(region);
  }

  const CentreReplica& centre_;
  RecordCache cache_;
  const Sender& sender_;
};

/// The root of any kind with this number.
Result<std::optional<RecordRow>> rootAt(StoreTx& tx, const Schema& schema, std::int64_t rec) {
  for (const auto& kind : schema.kinds()) {
    if (!kind.root) continue;
    BF_LET(row, tx.load(kind.number, rec));
    if (row) return row;
  }
  return std::optional<RecordRow>{};
}

}  // namespace

Result<PullResult> CentreReplica::pull(StoreTx& tx, const Sender& sender, std::int64_t cursor, bool ownToo,
                                       std::size_t bytesMax) const {
  PullResult result;
  BF_LET(last, tx.lastSeq(false));
  result.cursor = last;
  if (cursor >= last) return result;
  BF_LET(regions, regionsOf(tx, sender));
  std::map<std::int64_t, std::vector<FeedItem>> bySeq;
  for (const auto region : regions) {
    BF_LET(items, tx.feed(region, cursor, pullItemsMax));
    // A list cut short says nothing about what lies behind its end.
    if (items.size() == pullItemsMax) result.cursor = std::min(result.cursor, items.back().seq);
    for (const auto& item : items) bySeq[item.seq].push_back(item);
  }
  Veil veil(*this, tx, sender);
  Picture picture(tx, last);
  std::size_t bytes = 0;
  for (const auto& [seq, items] : bySeq) {
    if (seq > result.cursor) break;
    if (bytes + picture.bytes() > bytesMax) {
      result.cursor = seq - 1;
      break;
    }
    std::set<std::int64_t> done;
    for (const auto& item : items) {
      if (item.event == FeedEvent::batch) {
        const auto at = item.rec != 0 ? item.rec : item.seq;
        if (!done.insert(at).second) continue;
        BF_LET(batch, tx.batchAt(at));
        if (!batch || (batch->batch.device == sender.device && !ownToo)) continue;
        BF_CHECK(veil.cover(*batch));
        if (std::ranges::all_of(batch->batch.entries, &Entry::withheld)) continue;
        bytes += sizeOf(*batch);
        result.batches.push_back(std::move(*batch));
        continue;
      }
      BF_LET(root, rootAt(tx, schema_, item.rec));
      if (!root) continue;
      if (sender.mayRead(root->region)) {
        if (done.insert(-item.rec).second) BF_CHECK(picture.add(*root, result.states));
      } else if (item.event == FeedEvent::leave) {
        result.left.push_back({root->kind, root->id});
      }
    }
  }
  result.more = result.cursor < last;
  return result;
}

Result<SnapshotResult> CentreReplica::snapshot(StoreTx& tx, const Sender& sender, RegionCode region,
                                               std::string_view after, std::size_t bytesMax) const {
  if (!sender.mayRead(region)) return fail(Errc::outOfScope, std::to_string(region));
  BF_LET(last, tx.lastSeq(false));
  // Token: number at the first chunk, kind, last record; eight bytes each.
  if (!after.empty() && after.size() != 24) return fail(Errc::malformed, "snapshot token");
  const auto from = after.empty() ? last : static_cast<std::int64_t>(fromBigEndian(after.substr(0, 8)));
  const auto fromKind = after.empty() ? 0 : fromBigEndian(after.substr(8, 8));
  auto afterRec = after.empty() ? 0 : static_cast<std::int64_t>(fromBigEndian(after.substr(16, 8)));
  SnapshotResult result;
  result.asOf = last;
  // What is not yet in every backup comes once more as batches: so this tablet too can offer it again.
  BF_LET(safe, archived(tx));
  result.cursor = std::min(from, safe);
  Picture picture(tx, last);
  for (const auto& kind : schema_.kinds()) {
    if (!kind.root || kind.number < fromKind) continue;
    if (kind.number != fromKind) afterRec = 0;
    for (;;) {
      BF_LET(some, tx.roots(kind.number, region, afterRec, rootsAtOnce));
      for (const auto& root : some) {
        BF_CHECK(picture.add(root, result.states));
        afterRec = root.rec;
        if (picture.bytes() < bytesMax) continue;
        result.after = bigEndian(static_cast<std::uint64_t>(from)) + bigEndian(kind.number) +
                       bigEndian(static_cast<std::uint64_t>(afterRec));
        return result;
      }
      if (some.size() < rootsAtOnce) break;
    }
  }
  return result;
}

}  // namespace bf
