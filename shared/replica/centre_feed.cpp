// What tablets read: the feed of their regions, and pictures of whole regions.

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "shared/base/weakening.h"
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

/// Regions whose feed a sender reads: those granted, all registered below them, and those above.
Result<std::set<RegionCode>> regionsOf(StoreTx& tx, const Sender& sender) {
  std::set<RegionCode> regions;
  for (const auto& grant : sender.grants) {
    for (auto above = grant.region; above != 0; above = parentOf(above)) regions.insert(above);
    // Codes have 2, 4, 6, 9 and 12 digits.
    for (RegionCode first = grant.region, count = 1; !levelName(first).empty() && levelName(first) != "village";) {
      const RegionCode each = levelName(first) == "province" || levelName(first) == "city" ? 100 : 1000;
      first *= each;
      count *= each;
      BF_CHECK(addRange(tx, first, first + count - 1, regions));
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

Result<RecordState> stateOf(StoreTx& tx, const RecordRow& row, std::int64_t asOf) {
  BF_LET(values, tx.values(row.kind, row.rec));
  auto heads = row.heads;
  heads.setAsOf(asOf);
  return RecordState{row.kind,       row.id,     row.rec,           row.parent,
                     row.parentKind, row.region, heads.serialise(), joinFields(values)};
}

/// Walks roots with all that hangs from them, each parent before its children, from where the last chunk ended.
class Picture {
 public:
  Picture(StoreTx& tx, std::int64_t asOf, std::size_t bytesMax) : tx_(tx), asOf_(asOf), bytesMax_(bytesMax) {}

  /// `skip`: records of this root that were sent before. What is new since then comes after them or is sent twice.
  /// False when the chunk is full before its end.
  Result<bool> addRoot(const RecordRow& root, std::uint64_t skip) {
    done_ = 0;
    skip_ = skip;
    return add(root);
  }

  [[nodiscard]] bool full() const { return !states_.empty() && bytes_ >= bytesMax_; }
  /// Records of the last root that are sent by now.
  [[nodiscard]] std::uint64_t done() const { return done_; }
  [[nodiscard]] std::vector<RecordState> takeStates() { return std::move(states_); }

 private:
  Result<bool> add(const RecordRow& row) {
    if (done_ >= skip_) {
      if (full()) return false;
      BF_LET(state, stateOf(tx_, row, asOf_));
      bytes_ += sizeOf(state);
      states_.push_back(std::move(state));
    }
    ++done_;
    BF_LET(children, tx_.children(row.kind, row.rec));
    for (const auto& child : children) {
      BF_LET(whole, add(child));
      if (!whole) return false;
    }
    return true;
  }

  StoreTx& tx_;
  std::int64_t asOf_;
  std::uint64_t skip_ = 0;
  std::uint64_t done_ = 0;
  std::size_t bytesMax_;
  std::size_t bytes_ = 0;
  std::vector<RecordState> states_;
};

/// Where a snapshot goes on: 40 bytes that only the centre reads.
struct SnapshotToken {
  std::int64_t from = 0;      ///< number at the first chunk
  std::uint64_t kind = 0;     ///< of roots
  std::int64_t afterRec = 0;  ///< last root sent whole
  std::int64_t part = 0;      ///< root sent in part
  std::uint64_t skip = 0;     ///< records sent of it

  [[nodiscard]] std::string bytes() const {
    return bigEndian(static_cast<std::uint64_t>(from)) + bigEndian(kind) +
           bigEndian(static_cast<std::uint64_t>(afterRec)) + bigEndian(static_cast<std::uint64_t>(part)) +
           bigEndian(skip);
  }
  static std::optional<SnapshotToken> read(std::string_view bytes) {
    if (bytes.size() != 40) return std::nullopt;
    return SnapshotToken{
        static_cast<std::int64_t>(fromBigEndian(bytes.substr(0, 8))), fromBigEndian(bytes.substr(8, 8)),
        static_cast<std::int64_t>(fromBigEndian(bytes.substr(16, 8))),
        static_cast<std::int64_t>(fromBigEndian(bytes.substr(24, 8))), fromBigEndian(bytes.substr(32, 8))};
  }
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
    const auto parsed = parseChange(entry.change);
    if (!parsed || centre_.schema().kind(parsed->kind) == nullptr) return false;
    const auto& change = *parsed;
    BF_LET(row, cache_.find(change.kind, change.creates() ? entry.id() : change.record));
    if (row == nullptr) return false;
    BF_LET(region, cache_.regionOf(*row));
    return sender_.mayRead(region);
  }

  const CentreReplica& centre_;
  RecordCache cache_;
  const Sender& sender_;
};

/// The roots of the token's kind, from where it stands; moves it. False when the chunk is full before the last.
Result<bool> addRoots(StoreTx& tx, RegionCode region, SnapshotToken& token, Picture& picture) {
  for (;;) {
    BF_LET(some, tx.roots(static_cast<std::uint32_t>(token.kind), region, token.afterRec, rootsAtOnce));
    for (const auto& root : some) {
      BF_LET(whole, picture.addRoot(root, root.rec == token.part ? token.skip : 0));
      if (!whole) {
        token.part = root.rec;
        token.skip = picture.done();
        return false;
      }
      token.afterRec = root.rec;
    }
    if (some.size() < rootsAtOnce) return true;
  }
}

/// Answers one pull: what the feed says, in its order, as far as the answer may grow.
class FeedReader {
 public:
  FeedReader(const CentreReplica& centre, StoreTx& tx, const Sender& sender, std::int64_t last, bool ownToo)
      : centre_(centre),
        tx_(tx),
        sender_(sender),
        veil_(centre, tx, sender),
        cache_(tx, centre.rules()),
        last_(last),
        ownToo_(ownToo) {}

  Result<void> take(const FeedItem& item, PullResult& into) {
    if (item.event == FeedEvent::batch) return takeBatch(item.rec != 0 ? item.rec : item.seq, into);
    BF_LET(row, cache_.load(item.kind, item.rec));
    if (row == nullptr) return takeGone(item, into);
    BF_LET(root, cache_.rootOf(*row));
    if (!sender_.mayRead(root->region) && !BF_WEAKENED("tell-everyone")) {
      if (item.event == FeedEvent::leave) into.left.push_back({row->kind, row->id});
      return {};
    }
    // It left one region and is seen in another: that one's items say what there is to say.
    if (item.event == FeedEvent::leave || !done_.insert(-item.rec).second) return {};
    BF_LET(state, stateOf(tx_, *row, last_));
    bytes_ += sizeOf(state);
    into.states.push_back(std::move(state));
    return {};
  }

  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  Result<void> takeBatch(std::int64_t seq, PullResult& into) {
    if (!done_.insert(seq).second) return {};
    BF_LET(batch, tx_.batchAt(seq));
    if (!batch || (batch->batch.device == sender_.device && !ownToo_)) return {};
    if (!BF_WEAKENED("skip-veil")) BF_CHECK(veil_.cover(*batch));
    if (std::ranges::all_of(batch->batch.entries, &Entry::withheld)) return {};
    bytes_ += sizeOf(*batch);
    into.batches.push_back(std::move(*batch));
    return {};
  }

  /// A record that one tablet made and a reviewer laid aside.
  Result<void> takeGone(const FeedItem& item, PullResult& into) {
    BF_LET(batch, tx_.batchAt(item.rec));
    if (item.event != FeedEvent::leave || !batch) return {};
    const auto& entry = batch->batch.entries[static_cast<std::size_t>(item.rec - batch->seq)];
    into.left.push_back({item.kind, entry.id()});
    return {};
  }

  const CentreReplica& centre_;
  StoreTx& tx_;
  const Sender& sender_;
  Veil veil_;
  RecordCache cache_;
  std::int64_t last_;
  bool ownToo_;
  std::size_t bytes_ = 0;
  std::set<std::int64_t> done_;  ///< batches, and records by their negative number
};

}  // namespace

Result<PullResult> CentreReplica::pull(StoreTx& tx, const Sender& sender, std::int64_t cursor, bool ownToo,
                                       std::size_t bytesMax) const {
  if (sender.depositOnly) return fail(Errc::revoked);
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
  // What the other image of a cloned tablet did is no less news than what others did, and where it brought the same
  // changes, the place that counts is in its batch.
  BF_LET(device, Registry(tx).device(sender.device));
  FeedReader reader(
      *this, tx, sender, last,
      (ownToo || (device && (device->forked() || device->overlapped()))) && !BF_WEAKENED("never-tell-own"));
  for (const auto& [seq, items] : bySeq) {
    if (seq > result.cursor) break;
    if (reader.bytes() > bytesMax) {
      if (!BF_WEAKENED("cursor-of-full-answer")) result.cursor = seq - 1;
      break;
    }
    for (const auto& item : items) BF_CHECK(reader.take(item, result));
  }
  result.more = result.cursor < last;
  return result;
}

Result<SnapshotResult> CentreReplica::snapshot(StoreTx& tx, const Sender& sender, RegionCode region,
                                               std::string_view after, std::size_t bytesMax) const {
  if (sender.depositOnly) return fail(Errc::revoked);
  if (!sender.mayRead(region)) return fail(Errc::outOfScope, std::to_string(region));
  BF_LET(last, tx.lastSeq(false));
  auto token = after.empty() ? SnapshotToken{last, 0, 0, 0, 0} : SnapshotToken::read(after);
  if (!token) return fail(Errc::malformed, "snapshot token");
  SnapshotResult result;
  result.asOf = last;
  // What is not yet in every backup comes once more as batches: so this tablet too can offer it again.
  BF_LET(safe, archived(tx));
  result.cursor = BF_WEAKENED("picture-of-the-future") ? last : std::min({token->from, safe, last});
  Picture picture(tx, last, bytesMax);
  for (const auto& kind : schema_.kinds()) {
    if (!kind.root || kind.number < token->kind) continue;
    if (kind.number != token->kind) token->afterRec = 0;
    token->kind = kind.number;
    BF_LET(whole, addRoots(tx, region, *token, picture));
    if (whole) continue;
    result.after = token->bytes();
    break;
  }
  result.states = picture.takeStates();
  return result;
}

}  // namespace bf
