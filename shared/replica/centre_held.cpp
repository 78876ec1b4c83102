// Changes that are kept but not applied: they wait for a record or for a reviewer.

#include <algorithm>

#include "shared/base/crypto.h"
#include "shared/base/weakening.h"
#include "shared/replica/admission.h"
#include "shared/replica/codec.h"
#include "shared/schema/validate.h"

namespace bf {
namespace {

constexpr std::size_t everything = SIZE_MAX >> 1;

bianfang::Verdict message(const Verdict& verdict) {
  bianfang::Verdict made;
  made.set_index(verdict.index);
  made.set_code(static_cast<bianfang::VerdictCode>(verdict.code));
  made.set_field(verdict.field);
  made.set_detail(verdict.detail);
  return made;
}

const RecordId& awaitedBy(const Change& change) { return change.creates() ? change.parent : change.record; }

std::string reviewKey(std::int64_t seq) { return bigEndian(static_cast<std::uint64_t>(seq)); }

std::string awaitingKey(const Change& change, std::int64_t seq) { return awaitedBy(change).str() + reviewKey(seq); }

}  // namespace

Result<void> Admission::hold(const Change& change, const Verdict& verdict, const Place& place) {
  bianfang::Held item;
  item.set_seq(static_cast<std::uint64_t>(place.seq));
  item.set_device(place.batch.device.str());
  item.set_kind(change.kind);
  item.set_record(change.record.str());
  item.set_region(change.region != 0 ? change.region : place.batch.region);
  *item.mutable_verdict() = message(verdict);
  item.set_at(now_);
  if (!BF_WEAKENED("drop-held")) BF_CHECK(tx_.put(Space::review, reviewKey(place.seq), encode(item)));
  if (verdict.code != VerdictCode::heldUnknownRecord) return {};
  return tx_.put(Space::awaiting, awaitingKey(change, place.seq), {});
}

Result<void> Admission::applyAwaiting() {
  for (std::size_t i = 0; i < created_.size(); ++i) {
    BF_LET(any, tx_.last(Space::awaiting));
    if (!any) return {};
    const auto record = created_[i];  // a copy: what waited may itself be a creation
    BF_LET(waiting, tx_.list(Space::awaiting, record.view(), {}, everything));
    for (const auto& entry : waiting) {
      BF_CHECK(tx_.erase(Space::awaiting, entry.key));
      const auto seq = fromBigEndian(std::string_view(entry.key).substr(RecordId::size));
      BF_CHECK(reconsider(static_cast<std::int64_t>(seq)));
    }
  }
  return {};
}

Result<void> Admission::reconsider(std::int64_t seq) {
  BF_LET(batch, tx_.batchAt(seq));
  if (!batch) return {};
  const Place place{batch->batch, static_cast<std::uint32_t>(seq - batch->seq), seq, batch->received, Telling::state};
  if (std::ranges::find(batch->held, place.index) == batch->held.end()) return {};
  BF_LET(author, authorOf(batch->batch, Sender{}));
  if (BF_WEAKENED("admit-what-waited")) {
    BF_LET(change, parseChange(place.entry().change));
    return admitHeld(*batch, place, change);
  }
  // Judged like any other: that the record is here now does not make it the author's.
  BF_LET(verdict, one(place, author));
  if (verdict.code != VerdictCode::accepted) return {};
  return release(*batch, place.index);
}

Result<void> Admission::release(const LogBatch& batch, std::uint32_t index) {
  BF_LET(present, tx_.batchNamed(batch.head));  // its list may be shorter by now
  auto stillHeld = present ? present->held : batch.held;
  std::erase(stillHeld, index);
  BF_CHECK(tx_.setHeld(batch.head, stillHeld));
  return tx_.erase(Space::review, reviewKey(batch.seq + index));
}

Result<void> Admission::decide(std::int64_t seq, bool apply, std::string_view by, std::string_view why) {
  BF_LET(found, tx_.get(Space::review, reviewKey(seq)));
  if (!found) return fail(Errc::notFound, "held change " + std::to_string(seq));
  BF_LET(item, decode<bianfang::Held>(*found));
  if (item.decided() != 0) return fail(Errc::finished, "decided before");
  BF_LET(batch, tx_.batchAt(seq));
  if (!batch) return fail(Errc::notFound, "held change " + std::to_string(seq));
  BF_CHECK(registry_.audit(by, apply ? "held.admit" : "held.dismiss", "change:" + std::to_string(seq), why, now_));
  const Place place{batch->batch, static_cast<std::uint32_t>(seq - batch->seq), seq, batch->received, Telling::state};
  const auto change = parseChange(place.entry().change);
  if (change) BF_CHECK(tx_.erase(Space::awaiting, awaitingKey(*change, seq)));
  if (!apply) BF_CHECK(dismiss(std::move(item), place, by, why));
  else if (!change) return std::unexpected(change.error());
  else BF_CHECK(admitHeld(*batch, place, *change));
  return finish();
}

Result<void> Admission::admitHeld(const LogBatch& batch, const Place& place, const Change& change) {
  const auto* kind = centre_.schema().kind(change.kind);
  if (kind == nullptr) return fail(Errc::unknownKind, "record kind " + std::to_string(change.kind));
  // A reviewer may let a limit or a scope pass, but not what would make the record none of its kind.
  if (const auto fault = formFault(*kind, change)) return fail(Errc::invalidValue, fault->what);
  if (const auto checked = checkFields(*kind, change.set); !checked && checked.error().code == Errc::malformed)
    return checked;
  RecordRow* parent = nullptr;
  if (!change.creates()) {
    BF_LET(row, cache_.find(change.kind, change.record));
    if (row == nullptr) return fail(Errc::notFound, "the record to be changed");
    if (kind->immutableWhenFinished && !row->heads.headsOf(finishedField).empty())
      return fail(Errc::finished, "a correction is a record of its own");
  } else if (!change.parent.isZero()) {
    BF_LET(above, cache_.findAny(kind->parents, change.parent));
    if (above == nullptr) return fail(Errc::notFound, "the record it hangs from");
    parent = above;
  }
  BF_CHECK(applyOne(change, place, parent));
  return release(batch, place.index);
}

Result<void> Admission::dismiss(bianfang::Held item, const Place& place, std::string_view by, std::string_view why) {
  item.set_decided(now_);
  item.set_decision("dismissed");
  item.set_decided_by(std::string(by));
  item.set_why(std::string(why));
  BF_CHECK(tx_.put(Space::review, reviewKey(place.seq), encode(item)));
  // Its author's tablet has shown it until now; from here on it shows what everyone sees.
  const auto change = parseChange(place.entry().change);
  if (!change || centre_.schema().kind(change->kind) == nullptr) return {};
  BF_LET(row, cache_.find(change->kind, change->creates() ? place.entry().id() : change->record));
  if (row == nullptr) {
    if (change->creates()) gone_.push_back({change->region, 0, FeedEvent::leave, place.seq, change->kind});
    return {};
  }
  late_.push_back(row);
  // The tablet that was to have it moved has it there, and may look no longer where it lies.
  const auto moved = std::ranges::find(change->set, std::uint32_t{regionField}, &Field::number);
  if (moved != change->set.end()) gone_.push_back({integerOf(moved->wire), 0, FeedEvent::leave, row->rec, row->kind});
  return {};
}

Result<void> CentreReplica::decideHeld(StoreTx& tx, std::int64_t seq, bool apply, std::string_view by,
                                       std::string_view why, Micros now) const {
  return Admission(tx, *this, now).decide(seq, apply, by, why);
}

}  // namespace bf
