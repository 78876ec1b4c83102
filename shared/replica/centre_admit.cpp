// Batches on their way into the log.

#include <algorithm>

#include "shared/base/crypto.h"
#include "shared/base/weakening.h"
#include "shared/merge/merge_limits.h"
#include "shared/replica/admission.h"
#include "shared/replica/codec.h"

namespace bf {
namespace {

constexpr std::size_t everything = SIZE_MAX >> 1;

/// What parseBatch() would not read again must never come into the log: it would cut off everyone who reads there.
Result<void> checkShape(const Batch& batch) {
  if (batch.entries.size() > batchChangesMax) return fail(Errc::tooLarge, "more changes than batchChangesMax");
  if (batch.entries.empty() || batch.first == 0 || batch.first >= static_cast<std::uint64_t>(provisionalFrom))
    return fail(Errc::malformed, "a batch without changes or without a position");
  if (batch.region == 0 || batch.device.isZero()) return fail(Errc::malformed, "a batch without region or device");
  std::size_t bytes = 0;
  for (const auto& entry : batch.entries) {
    if (entry.change.size() > changeBytesMax) return fail(Errc::tooLarge, "a change larger than changeBytesMax");
    bytes += entry.change.size();
  }
  return bytes > batchBytesMax ? fail(Errc::tooLarge, "changes larger together than batchBytesMax") : Result<void>{};
}

/// A chain has one end, but batches of different length can end there; only one of them can have its name.
bool sameShape(const Batch& a, const Batch& b) {
  return a.device == b.device && a.first == b.first && a.region == b.region && a.entries.size() == b.entries.size();
}

Receipt receiptFor(const LogBatch& log, std::uint64_t epoch, std::vector<Verdict> verdicts) {
  return {
      log.head, epoch, log.seq, static_cast<std::uint32_t>(log.batch.entries.size()), log.received, std::move(verdicts),
      {},       false};
}

}  // namespace

Result<Admission::Author> Admission::authorOf(const Batch& batch, const Sender& sender) {
  BF_LET(device, registry_.device(batch.device));
  Author author{std::nullopt, std::move(device)};
  if (batch.device == sender.device) {
    author.sender = sender;
  } else if (author.device) {
    auto known = registry_.sender(batch.device);
    if (known) author.sender = std::move(*known);
    else if (known.error().code != Errc::awaitingConfirmation && known.error().code != Errc::notFound)
      return std::unexpected(known.error());
  }
  return author;
}

Result<void> Admission::verify(const Batch& batch, const Hash& head, const Author& author, const Sender& sender) const {
  std::optional<PublicKey> key;
  if (author.device) key = PublicKey::from(author.device->signing_key());
  else if (batch.device == sender.device) key = sender.signingKey;
  else
    return {};  // enrolled after the backup that is in use: kept for the reviewer, who can be shown no more than that
  if (key && (verifySignature(batch, head, *key) || BF_WEAKENED("skip-signature"))) return {};
  return fail(Errc::badSignature, "batch from position " + std::to_string(batch.first));
}

Result<bool> Admission::readEarlier(const Batch& batch, const Hash& head) {
  const auto end = batch.first + batch.entries.size() - 1;
  bool forked = false;
  BF_LET(overlapping, tx_.batchesOf(batch.device, batch.first - 1, everything, everything));
  for (const auto& one : overlapping) {
    if (one.head == head) continue;
    overlapping_.push_back(one.seq);
    for (std::uint32_t i = 0; i < one.batch.entries.size(); ++i) {
      const auto& entry = one.batch.entries[i];
      const auto position = one.batch.first + i;
      if (position >= batch.first && position <= end && batch.entries[position - batch.first].hash != entry.hash)
        forked = true;
      if (entry.withheld()) continue;
      const bool held = std::ranges::find(one.held, i) != one.held.end();
      const auto at = earlier_.emplace(entry.id(), held).first;
      at->second = at->second && held;
    }
  }
  return forked;
}

Result<void> Admission::continueChain(const Batch& batch, const Hash& head, Author& author) {
  if (!author.device) return {};
  auto& device = *author.device;
  const auto end = batch.first + batch.entries.size() - 1;
  const bool continues = batch.first == device.position() + 1 &&
                         (device.position() == 0 ? batch.prev.isZero() : device.chain() == batch.prev.view());
  if (!continues) {
    BF_LET(overlaps, readEarlier(batch, head));
    const bool elsewhere = batch.first == device.position() + 1 && device.position() != 0;
    const bool fork = (overlaps || elsewhere) && !device.forked() && !BF_WEAKENED("ignore-forks");
    if ((fork || (!overlapping_.empty() && !device.overlapped())) && !BF_WEAKENED("forget-the-other-image"))
      otherBranch_ = overlapping_;
    if (!overlapping_.empty()) device.set_overlapped(true);
    if (fork) {
      device.set_forked(true);
      BF_CHECK(registry_.audit("server", "tablet.forked", "device:" + toHex(batch.device.view()),
                               "position " + std::to_string(batch.first), now_));
    }
  }
  if (end > device.position()) {
    device.set_position(end);
    device.set_chain(head.str());
  }
  return registry_.putDevice(batch.device, device);
}

Result<std::vector<Verdict>> Admission::verdictsOf(const LogBatch& known) {
  std::vector<Verdict> verdicts;
  for (const auto index : known.held) {
    BF_LET(entry, tx_.get(Space::review, bigEndian(static_cast<std::uint64_t>(known.seq + index))));
    if (!entry) continue;
    BF_LET(item, decode<bianfang::Held>(*entry));
    verdicts.push_back(
        {index, static_cast<VerdictCode>(item.verdict().code()), item.verdict().field(), item.verdict().detail()});
  }
  return verdicts;
}

Result<std::optional<Verdict>> Admission::take(const Place& place, const Author& author,
                                               std::vector<std::uint32_t>& heldOnes) {
  if (place.entry().withheld()) return std::optional<Verdict>{};
  if (const auto at = earlier_.find(place.entry().id()); at != earlier_.end() && !BF_WEAKENED("apply-twice")) {
    // Two images of one tablet brought the same change: it is applied or held where it stood first.
    if (at->second) heldOnes.push_back(place.index);
    return std::optional<Verdict>{};
  }
  BF_LET(verdict, one(place, author));
  if (verdict.code == VerdictCode::accepted) return std::optional<Verdict>{};
  heldOnes.push_back(place.index);
  return std::optional(std::move(verdict));
}

Result<Receipt> Admission::again(const LogBatch& known, const Batch& batch, const Author& author) {
  auto filled = known;
  bool more = false;
  for (std::uint32_t i = 0; i < batch.entries.size(); ++i) {
    if (!known.batch.entries[i].withheld() || batch.entries[i].withheld() || BF_WEAKENED("first-offer-is-whole"))
      continue;
    // Someone who saw only part of it offered this batch first; here is the rest.
    if (!more) {
      BF_LET(forked, readEarlier(batch, known.head));
      (void)forked;
    }
    more = true;
    filled.batch.entries[i] = batch.entries[i];
    const Place place{filled.batch, i, known.seq + i, known.received, Telling::both};
    BF_LET(verdict, take(place, author, filled.held));
    (void)verdict;  // read again below, with those of the time before
  }
  if (more) {
    std::ranges::sort(filled.held);
    BF_CHECK(tx_.dropBatch(known.head));
    BF_CHECK(tx_.append(filled));
    BF_LET(last, tx_.lastSeq(false));
    BF_CHECK(tx_.setLastSeq(false, last + 1));
    if (!BF_WEAKENED("part-is-whole")) BF_CHECK(registry_.noteCompleted(known.seq, last + 1));
    batchSeq_ = known.seq;
    batchKnown_ = true;
    BF_CHECK(finish());
  }
  BF_LET(verdicts, verdictsOf(filled));
  BF_LET(epoch, centre_.epoch(tx_));
  return receiptFor(filled, epoch.number, std::move(verdicts));
}

Result<Receipt> Admission::run(const Batch& batch, const Sender& sender) {
  BF_CHECK(checkShape(batch));
  BF_LET(author, authorOf(batch, sender));
  const auto head = chainHead(batch);
  BF_CHECK(verify(batch, head, author, sender));
  BF_LET(known, tx_.batchNamed(head));
  if (BF_WEAKENED("name-by-position") && !known) {
    BF_LET(sameChain, tx_.batchesOf(batch.device, batch.first + batch.entries.size() - 2, everything, 1));
    if (!sameChain.empty()) return receiptFor(sameChain.front(), 1, {});
  }
  if (known && !sameShape(known->batch, batch))
    return fail(Errc::brokenChain, "another batch ends at the same place of the chain");
  if (known) return again(*known, batch, author);
  BF_CHECK(continueChain(batch, head, author));

  BF_LET(last, tx_.lastSeq(false));
  LogBatch log{last + 1, now_, head, {}, batch};
  BF_CHECK(tx_.setLastSeq(false, last + static_cast<std::int64_t>(batch.entries.size())));
  regions_.insert(batch.region);
  std::vector<Verdict> verdicts;
  for (std::uint32_t i = 0; i < batch.entries.size(); ++i) {
    BF_LET(verdict, take({batch, i, log.seq + i, now_, Telling::batch}, author, log.held));
    if (verdict) verdicts.push_back(std::move(*verdict));
  }
  BF_CHECK(tx_.append(log));
  batchSeq_ = log.seq;
  BF_CHECK(finish());
  BF_LET(epoch, centre_.epoch(tx_));
  return receiptFor(log, epoch.number, std::move(verdicts));
}

Result<void> Admission::finish() {
  BF_CHECK(applyAwaiting());
  BF_CHECK(cache_.flush());
  return announce();
}

Result<Receipt> CentreReplica::admit(StoreTx& tx, const Batch& batch, const Sender& sender, Micros now) const {
  Admission admission(tx, *this, now);
  BF_LET(receipt, admission.run(batch, sender));
  receipt.mac = receiptMac(receiptKey_, receipt);
  return receipt;
}

}  // namespace bf
