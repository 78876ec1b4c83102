#include <algorithm>

#include "shared/base/crypto.h"
#include "shared/merge/merge_limits.h"
#include "shared/replica/admission.h"
#include "shared/replica/codec.h"
#include "shared/schema/validate.h"

namespace bf {
namespace {

Verdict held(VerdictCode code, std::string detail = {}, std::uint32_t field = 0) {
  return {0, code, field, std::move(detail)};
}

bianfang::Verdict message(const Verdict& verdict) {
  bianfang::Verdict made;
  made.set_index(verdict.index);
  made.set_code(static_cast<bianfang::VerdictCode>(verdict.code));
  made.set_field(verdict.field);
  made.set_detail(verdict.detail);
  return made;
}

std::string awaitingKey(const RecordId& record, std::int64_t seq) {
  return record.str() + bigEndian(static_cast<std::uint64_t>(seq));
}

/// A record that names persons lies in a village: what lies above is read by everyone below it.
bool liesWell(const KindSpec& kind, RegionCode region) {
  const bool personal =
      std::ranges::any_of(kind.fields, [](const FieldSpec& field) { return field.sensitivity != Sensitivity::open; });
  return personal ? levelName(region) == "village" : !levelName(region).empty();
}

/// The first field of the change that this role may not write; 0 when it may write all.
std::uint32_t fieldNotAllowed(const KindSpec& kind, const Change& change) {
  const auto barred = [&](std::uint32_t number) {
    const auto* field = kind.field(number);
    return field != nullptr && !kind.mayWrite(*field, change.role);
  };
  for (const auto& field : change.set)
    if (barred(field.number)) return field.number;
  for (const auto number : change.cleared)
    if (barred(number)) return number;
  return 0;
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
    else if (known.error().code != Errc::awaitingConfirmation) return std::unexpected(known.error());
  }
  return author;
}

Result<void> Admission::continueChain(const Batch& batch, const Hash& head, Author& author) {
  if (!author.device) return {};
  auto& device = *author.device;
  const auto end = batch.first + batch.entries.size() - 1;
  const bool continues = batch.first == device.position() + 1 &&
                         (device.position() == 0 ? batch.prev.isZero() : device.chain() == batch.prev.view());
  if (!continues && batch.first <= device.position()) {
    BF_LET(earlier, tx_.batchesOf(batch.device, batch.first - 1, SIZE_MAX >> 1));
    bool forked = false;
    for (const auto& one : earlier)
      for (std::size_t i = 0; i < one.batch.entries.size(); ++i) {
        known_.insert(one.batch.entries[i].id());
        const auto position = one.batch.first + i;
        if (position >= batch.first && position <= end &&
            batch.entries[position - batch.first].hash != one.batch.entries[i].hash)
          forked = true;
      }
    if (forked && !device.forked()) {
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

Result<Receipt> Admission::again(const LogBatch& known, const Batch& batch, const Author& author) {
  auto filled = known;
  bool more = false;
  for (std::uint32_t i = 0; i < batch.entries.size(); ++i) {
    if (!known.batch.entries[i].withheld() || batch.entries[i].withheld()) continue;
    // Someone who saw only part of it offered this batch first; here is the rest.
    filled.batch.entries[i] = batch.entries[i];
    more = true;
    BF_LET(verdict, one(batch, i, known.seq + i, author));
    if (verdict.code != VerdictCode::accepted) filled.held.push_back(i);
  }
  if (more) {
    std::ranges::sort(filled.held);
    BF_CHECK(cache_.flush());
    BF_CHECK(tx_.dropBatch(known.head));
    BF_CHECK(tx_.append(filled));
    // The batch keeps its number, which cursors have passed: a new event tells the tablets.
    BF_LET(last, tx_.lastSeq(false));
    BF_CHECK(tx_.setLastSeq(false, last + 1));
    for (const auto region : regions_) BF_CHECK(tx_.publish({region, last + 1, FeedEvent::batch, known.seq}));
  }
  BF_LET(verdicts, verdictsOf(filled));
  BF_LET(epoch, centre_.epoch(tx_));
  return Receipt{known.head,     epoch.number,        known.seq, static_cast<std::uint32_t>(known.batch.entries.size()),
                 known.received, std::move(verdicts), {},        false};
}

Result<Receipt> Admission::run(const Batch& batch, const Sender& sender) {
  if (batch.entries.size() > batchChangesMax) return fail(Errc::tooLarge, "more changes than batchChangesMax");
  BF_LET(author, authorOf(batch, sender));
  const auto head = chainHead(batch);
  const auto key = author.device ? PublicKey::from(author.device->signing_key()) : std::nullopt;
  if (author.device && (!key || !verifySignature(batch, head, *key)))
    return fail(Errc::badSignature, "batch from position " + std::to_string(batch.first));
  BF_LET(known, tx_.batchNamed(head));
  if (known) return again(*known, batch, author);
  BF_CHECK(continueChain(batch, head, author));

  BF_LET(last, tx_.lastSeq(false));
  LogBatch log{last + 1, now_, head, {}, batch};
  BF_CHECK(tx_.setLastSeq(false, last + static_cast<std::int64_t>(batch.entries.size())));
  regions_.insert(batch.region);
  std::vector<Verdict> verdicts;
  for (std::uint32_t i = 0; i < batch.entries.size(); ++i) {
    if (batch.entries[i].withheld() || known_.contains(batch.entries[i].id())) continue;
    BF_LET(verdict, one(batch, i, log.seq + i, author));
    if (verdict.code == VerdictCode::accepted) continue;
    log.held.push_back(i);
    verdicts.push_back(std::move(verdict));
  }
  BF_CHECK(cache_.flush());
  BF_CHECK(tx_.append(log));
  for (const auto& [record, rec] : created_) BF_CHECK(applyAwaiting(record));
  for (const auto region : regions_) BF_CHECK(tx_.publish({region, log.seq, FeedEvent::batch, 0}));
  BF_CHECK(announce());
  BF_LET(epoch, centre_.epoch(tx_));
  return Receipt{head, epoch.number,        log.seq, static_cast<std::uint32_t>(batch.entries.size()),
                 now_, std::move(verdicts), {},      false};
}

Result<Verdict> Admission::one(const Batch& batch, std::uint32_t index, std::int64_t seq, const Author& author) {
  const auto& entry = batch.entries[index];
  const auto change = parseChange(entry.change);
  if (!change) {
    Verdict verdict = held(VerdictCode::heldInvalid, change.error().detail);
    verdict.index = index;
    BF_CHECK(hold(Change{}, verdict, seq));
    return verdict;
  }
  RecordRow* parent = nullptr;
  BF_LET(verdict, judge(*change, batch, author, parent));
  verdict.index = index;
  if (verdict.code != VerdictCode::accepted) {
    BF_CHECK(hold(*change, verdict, seq));
    return verdict;
  }
  BF_CHECK(applyOne(*change, Writer{entry.id(), seq, std::min(change->stamp, now_), change->role}, parent));
  return verdict;
}

Result<Verdict> Admission::judge(const Change& change, const Batch& batch, const Author& author, RecordRow*& parent) {
  if (change.device != batch.device) return held(VerdictCode::heldInvalid, "device of the change is not the signer");
  if (!author.sender) return held(VerdictCode::heldOutOfScope, "the signing device is not known here");
  const auto& sender = *author.sender;
  if (sender.depositOnly) return held(VerdictCode::heldRevoked);
  if (change.user != sender.user || change.role != sender.role)
    return held(VerdictCode::heldInvalid, "user or role is not that of the device");
  const auto* kind = centre_.schema().kind(change.kind);
  if (kind == nullptr) return held(VerdictCode::heldUnknownKind, std::to_string(change.kind));
  if (const auto checked = checkFields(*kind, change.set); !checked)
    return held(VerdictCode::heldInvalid, checked.error().detail);
  if (const auto field = fieldNotAllowed(*kind, change); field != 0)
    return held(VerdictCode::heldOutOfScope, "this role does not write this field", field);
  if (change.creates()) return judgeCreation(change, author, parent);

  BF_LET(row, cache_.find(change.kind, change.record));
  if (row == nullptr) return held(VerdictCode::heldUnknownRecord);
  BF_LET(root, cache_.rootOf(*row));
  BF_LET(verdict, judgeScope(change, sender, root->region, root->rec));
  if (verdict.code != VerdictCode::accepted) return verdict;
  if (kind->immutableWhenFinished && !row->heads.headsOf(finishedField).empty()) return held(VerdictCode::heldFinished);
  const auto moved = std::ranges::find(change.set, std::uint32_t{regionField}, &Field::number);
  if (moved == change.set.end()) return Verdict{};
  const auto target = integerOf(moved->wire);
  if (row->parent != 0 || !liesWell(*kind, target) || levelName(target).empty())
    return held(VerdictCode::heldInvalid, "region to move to", regionField);
  if (!sender.mayWrite(target)) return held(VerdictCode::heldOutOfScope, "region to move to", regionField);
  return Verdict{};
}

Result<Verdict> Admission::judgeCreation(const Change& change, const Author& author, RecordRow*& parent) {
  const auto* kind = centre_.schema().kind(change.kind);
  if (change.parent.isZero()) {
    if (!kind->root) return held(VerdictCode::heldInvalid, "a record of this kind hangs from another");
    if (!liesWell(*kind, change.region)) return held(VerdictCode::heldInvalid, "region of this kind of record");
    if (!author.sender->mayWrite(change.region)) return held(VerdictCode::heldOutOfScope);
    return Verdict{};
  }
  BF_LET(found, cache_.findAny(kind->parents, change.parent));
  if (found == nullptr) return held(VerdictCode::heldUnknownRecord, "parent");
  parent = found;
  BF_LET(root, cache_.rootOf(*found));
  return judgeScope(change, *author.sender, root->region, root->rec);
}

Result<Verdict> Admission::judgeScope(const Change& change, const Sender& author, RegionCode region,
                                      std::int64_t root) {
  if (author.mayWrite(region)) return Verdict{};
  if (change.region == region || !author.mayWrite(change.region)) return held(VerdictCode::heldOutOfScope);
  // The author worked before it could know that the record had moved: the region it names must be one it lay in.
  BF_LET(events, tx_.feed(change.region, 0, SIZE_MAX >> 1));
  const bool lay = std::ranges::any_of(
      events, [&](const FeedItem& item) { return item.event == FeedEvent::leave && item.rec == root; });
  return lay ? Verdict{} : held(VerdictCode::heldOutOfScope);
}

Result<void> Admission::applyOne(const Change& change, const Writer& by, RecordRow* parent) {
  if (change.creates()) {
    BF_LET(there, cache_.find(change.kind, by.id));
    if (there != nullptr) return {};  // two images of one tablet brought the same change
  }
  BF_LET(applied, cache_.apply(change, by, parent));
  BF_LET(root, cache_.rootOf(*applied.row));
  regions_.insert(root->region);
  if (applied.created) created_.emplace_back(by.id, by.seq);
  else BF_CHECK(tx_.touch(applied.row->rec, by.seq));
  if (applied.movedFrom != 0) {
    events_.push_back({applied.movedFrom, 0, FeedEvent::leave, root->rec});
    events_.push_back({root->region, 0, FeedEvent::state, root->rec});
  }
  return {};
}

Result<void> Admission::hold(const Change& change, const Verdict& verdict, std::int64_t seq) {
  bianfang::Held item;
  item.set_seq(static_cast<std::uint64_t>(seq));
  item.set_device(change.device.str());
  item.set_kind(change.kind);
  item.set_record(change.record.str());
  item.set_region(change.region);
  *item.mutable_verdict() = message(verdict);
  item.set_at(now_);
  BF_CHECK(tx_.put(Space::review, bigEndian(static_cast<std::uint64_t>(seq)), encode(item)));
  if (verdict.code != VerdictCode::heldUnknownRecord) return {};
  const auto& awaited = change.creates() ? change.parent : change.record;
  return tx_.put(Space::awaiting, awaitingKey(awaited, seq), {});
}

Result<void> Admission::applyAwaiting(const RecordId& created) {
  BF_LET(any, tx_.last(Space::awaiting));
  if (!any) return {};
  BF_LET(waiting, tx_.list(Space::awaiting, created.view(), {}, batchChangesMax));
  for (const auto& entry : waiting) {
    BF_CHECK(tx_.erase(Space::awaiting, entry.key));
    const auto seq = fromBigEndian(std::string_view(entry.key).substr(RecordId::size));
    BF_LET(batch, tx_.batchAt(static_cast<std::int64_t>(seq)));
    if (!batch) continue;
    const auto index = static_cast<std::uint32_t>(static_cast<std::int64_t>(seq) - batch->seq);
    BF_CHECK(applyHeld(*batch, index));
  }
  return {};
}

Result<void> Admission::applyHeld(const LogBatch& batch, std::uint32_t index) {
  const auto& entry = batch.batch.entries[index];
  BF_LET(change, parseChange(entry.change));
  const auto seq = batch.seq + index;
  RecordRow* parent = nullptr;
  if (change.creates() && !change.parent.isZero()) {
    const auto* kind = centre_.schema().kind(change.kind);
    if (kind == nullptr) return fail(Errc::unknownKind, "record kind " + std::to_string(change.kind));
    BF_LET(found, cache_.findAny(kind->parents, change.parent));
    if (found == nullptr) return fail(Errc::notFound, "the record it hangs from");
    parent = found;
  }
  const auto createdBefore = created_.size();
  BF_CHECK(applyOne(change, Writer{entry.id(), seq, std::min(change.stamp, batch.received), change.role}, parent));
  BF_CHECK(cache_.flush());
  auto stillHeld = batch.held;
  std::erase(stillHeld, index);
  BF_CHECK(tx_.setHeld(batch.head, stillHeld));
  BF_CHECK(tx_.erase(Space::review, bigEndian(static_cast<std::uint64_t>(seq))));
  // Its number lies before many a cursor: the record's state tells those who already passed it.
  BF_LET(row, cache_.find(change.kind, change.creates() ? entry.id() : change.record));
  if (row != nullptr) {
    BF_LET(root, cache_.rootOf(*row));
    events_.push_back({root->region, 0, FeedEvent::state, root->rec});
  }
  for (auto i = createdBefore; i < created_.size(); ++i) {
    const auto record = created_[i].first;
    BF_CHECK(applyAwaiting(record));
  }
  return {};
}

Result<void> Admission::announce() {
  if (events_.empty()) return {};
  BF_LET(last, tx_.lastSeq(false));
  BF_CHECK(tx_.setLastSeq(false, last + 1));
  for (auto event : events_) {
    event.seq = last + 1;
    BF_CHECK(tx_.publish(event));
  }
  events_.clear();
  return {};
}

Result<Receipt> CentreReplica::admit(StoreTx& tx, const Batch& batch, const Sender& sender, Micros now) const {
  Admission admission(tx, *this, now);
  BF_LET(receipt, admission.run(batch, sender));
  receipt.mac = receiptMac(receiptKey_, receipt);
  return receipt;
}

Result<void> CentreReplica::decideHeld(StoreTx& tx, std::int64_t seq, bool apply, std::string_view by,
                                       std::string_view why, Micros now) const {
  const auto key = bigEndian(static_cast<std::uint64_t>(seq));
  BF_LET(found, tx.get(Space::review, key));
  if (!found) return fail(Errc::notFound, "held change " + std::to_string(seq));
  BF_LET(item, decode<bianfang::Held>(*found));
  if (item.decided() != 0) return fail(Errc::finished, "decided before");
  BF_CHECK(Registry(tx).audit(by, apply ? "held.admit" : "held.dismiss", "change:" + std::to_string(seq), why, now));
  if (!apply) {
    item.set_decided(now);
    item.set_decision("dismissed");
    item.set_decided_by(std::string(by));
    item.set_why(std::string(why));
    return tx.put(Space::review, key, encode(item));
  }
  BF_LET(batch, tx.batchAt(seq));
  if (!batch) return fail(Errc::notFound, "held change " + std::to_string(seq));
  Admission admission(tx, *this, now);
  BF_CHECK(admission.applyHeld(*batch, static_cast<std::uint32_t>(seq - batch->seq)));
  return admission.announce();
}

}  // namespace bf
