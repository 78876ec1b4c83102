#include "shared/sync/restore_watch.h"

#include <algorithm>

#include "shared/base/crypto.h"
#include "shared/replica/codec.h"
#include "shared/replica/registry.h"

namespace bf {
namespace {

constexpr std::string_view startPrefix = "start/";
/// Starts that are looked at; one a day for 27 years.
constexpr std::size_t startsMax = 10'000;
/// A restore may have come with a clock that was wrong by this much.
constexpr Micros clockMargin = 7 * 86'400'000'000LL;

Result<std::vector<bianfang::Epoch>> starts(StoreTx& tx) {
  BF_LET(entries, tx.list(Space::meta, startPrefix, startPrefix, startsMax));
  std::vector<bianfang::Epoch> all;
  for (const auto& entry : entries) {
    BF_LET(start, decode<bianfang::Epoch>(entry.value));
    all.push_back(std::move(start));
  }
  return all;
}

}  // namespace

Result<void> noteStart(StoreTx& tx, Micros now) {
  BF_LET(all, starts(tx));
  BF_LET(last, tx.lastSeq(false));
  bianfang::Epoch start;
  start.set_number(all.empty() ? 1 : all.back().number() + 1);
  start.set_start(static_cast<std::uint64_t>(last));
  start.set_at(now);
  return tx.put(Space::meta, std::string(startPrefix) + bigEndian(start.number()), encode(start));
}

Result<bool> provesLoss(StoreTx& tx, const CentreReplica& centre, const Receipt& witness) {
  if (!centre.gaveReceipt(witness)) return false;
  BF_LET(epoch, centre.epoch(tx));
  if (witness.epoch > epoch.number) return true;
  const auto end = witness.seq + witness.count - 1;
  BF_LET(common, centre.commonWith(tx, witness.epoch));
  if (witness.epoch < epoch.number && end > common) return false;  // known to be void since the epoch that followed
  BF_LET(there, tx.batchNamed(witness.head));
  return !there || there->seq != witness.seq;
}

Result<std::int64_t> sameUntil(StoreTx& tx, const Receipt& witness) {
  BF_LET(all, starts(tx));
  std::optional<std::int64_t> likely;
  std::int64_t least = witness.seq - 1;
  for (const auto& start : all) {
    const auto seq = static_cast<std::int64_t>(start.start());
    if (seq >= witness.seq) continue;
    least = std::min(least, seq);
    if (start.at() > witness.received - clockMargin) likely = std::min(likely.value_or(seq), seq);
  }
  // No start after the receipt: whoever restored also set the clock back, so every start may be the one.
  return all.empty() ? 0 : std::max<std::int64_t>(0, likely.value_or(least));
}

Result<EpochInfo> beginEpochAfterLoss(StoreTx& tx, const CentreReplica& centre, std::uint64_t seen, std::int64_t same,
                                      Micros now) {
  BF_LET(begun, centre.beginEpoch(tx, seen, now, "a tablet's receipt proves that the log was put back"));
  if (same >= begun.start) return begun;
  const auto key = bigEndian(begun.number);
  BF_LET(found, tx.get(Space::epoch, key));
  if (!found) return fail(Errc::storageCorrupt, "epoch that was just begun");
  BF_LET(epoch, decode<bianfang::Epoch>(*found));
  epoch.set_start(static_cast<std::uint64_t>(same));
  BF_CHECK(tx.put(Space::epoch, key, encode(epoch)));
  return EpochInfo{begun.number, same};
}

}  // namespace bf
