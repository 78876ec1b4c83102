// One change: may it stand, and what it does to its record.

#include <algorithm>

#include "shared/base/weakening.h"
#include "shared/replica/admission.h"
#include "shared/schema/validate.h"

namespace bf {
namespace {

Verdict held(VerdictCode code, std::string detail = {}, std::uint32_t field = 0) {
  return {0, code, field, std::move(detail)};
}

}  // namespace

Result<Verdict> Admission::one(const Place& place, const Author& author) {
  const auto change = parseChange(place.entry().change);
  auto verdict = change ? Verdict{} : held(VerdictCode::heldInvalid, change.error().detail);
  if (change) {
    RecordRow* parent = nullptr;
    BF_LET(judged, judge(*change, place.batch, author, parent));
    verdict = std::move(judged);
    if (verdict.code == VerdictCode::accepted) {
      const auto applied = applyOne(*change, place, parent);
      if (applied) return verdict;
      const auto code = applied.error().code;
      if (code != Errc::tooLarge && code != Errc::malformed) return std::unexpected(applied.error());
      verdict = held(VerdictCode::heldInvalid, applied.error().detail);
    }
  }
  verdict.index = place.index;
  BF_CHECK(hold(change ? *change : Change{}, verdict, place));
  return verdict;
}

Result<Verdict> Admission::judge(const Change& change, const Batch& batch, const Author& author, RecordRow*& parent) {
  if (change.device != batch.device && !BF_WEAKENED("skip-device-check"))
    return held(VerdictCode::heldInvalid, "device of the change is not the signer");
  if (!author.sender) return held(VerdictCode::heldOutOfScope, "the signing device is not known here");
  const auto& sender = *author.sender;
  if (sender.depositOnly && !BF_WEAKENED("apply-work-of-revoked"))
    return held(VerdictCode::heldRevoked, sender.user == 0 ? "enrolled after the backup in use, has no user yet" : "");
  if ((change.user != sender.user || change.role != sender.role) && !BF_WEAKENED("skip-role-check"))
    return held(VerdictCode::heldInvalid, "user or role is not that of the device");
  const auto* kind = centre_.schema().kind(change.kind);
  if (kind == nullptr) return held(VerdictCode::heldUnknownKind, std::to_string(change.kind));
  if (const auto checked = checkFields(*kind, change.set); !checked && !BF_WEAKENED("skip-hard-rules")) {
    const auto wrong = std::ranges::find_if(change.set, [&](const Field& one) { return !checkFields(*kind, {one}); });
    return held(VerdictCode::heldInvalid, checked.error().detail, wrong == change.set.end() ? 0 : wrong->number);
  }
  if (const auto fault = formFault(*kind, change)) return held(VerdictCode::heldInvalid, fault->what, fault->field);
  if (const auto barred = notAllowed(*kind, change))
    return held(VerdictCode::heldOutOfScope, "this role does not write this", barred->field);
  return change.creates() ? judgeCreation(change, *kind, sender, parent) : judgeEdit(change, *kind, sender);
}

Result<Verdict> Admission::judgeEdit(const Change& change, const KindSpec& kind, const Sender& author) {
  BF_LET(row, cache_.find(change.kind, change.record));
  if (row == nullptr) return held(VerdictCode::heldUnknownRecord);
  BF_LET(root, cache_.rootOf(*row));
  BF_LET(verdict, judgeScope(change, author, root->region, root->rec));
  if (verdict.code != VerdictCode::accepted) return verdict;
  if (kind.immutableWhenFinished && !row->heads.headsOf(finishedField).empty() && !BF_WEAKENED("write-to-finished"))
    return held(VerdictCode::heldFinished);
  const auto moved = std::ranges::find(change.set, std::uint32_t{regionField}, &Field::number);
  if (moved == change.set.end()) return Verdict{};
  if (row->parent != 0) return held(VerdictCode::heldInvalid, "only a root moves", regionField);
  if (!author.mayWrite(integerOf(moved->wire)) && !BF_WEAKENED("move-anywhere"))
    return held(VerdictCode::heldOutOfScope, "region to move to", regionField);
  return Verdict{};
}

Result<Verdict> Admission::judgeCreation(const Change& change, const KindSpec& kind, const Sender& author,
                                         RecordRow*& parent) {
  if (change.parent.isZero())
    return author.mayWrite(change.region) || BF_WEAKENED("create-anywhere") ? Verdict{}
                                                                            : held(VerdictCode::heldOutOfScope);
  BF_LET(found, cache_.findAny(kind.parents, change.parent));
  if (found == nullptr) return held(VerdictCode::heldUnknownRecord, "parent");
  parent = found;
  BF_LET(root, cache_.rootOf(*found));
  return judgeScope(change, author, root->region, root->rec);
}

Result<Verdict> Admission::judgeScope(const Change& change, const Sender& author, RegionCode region,
                                      std::int64_t root) {
  if (author.mayWrite(region) || BF_WEAKENED("skip-scope-check")) return Verdict{};
  if (change.region == region || !author.mayWrite(change.region)) return held(VerdictCode::heldOutOfScope);
  // The author worked before it could know that the record had moved: the region it names must be one it lay in.
  BF_LET(events, tx_.feed(change.region, 0, SIZE_MAX >> 1));
  const bool lay = std::ranges::any_of(
      events, [&](const FeedItem& item) { return item.event == FeedEvent::leave && item.rec == root; });
  const bool leavesNow = std::ranges::any_of(
      moved_, [&](const Move& move) { return move.from == change.region && move.root->rec == root; });
  return lay || leavesNow ? Verdict{} : held(VerdictCode::heldOutOfScope);
}

Result<RecordRow*> Admission::applyOne(const Change& change, const Place& place, RecordRow* parent) {
  const auto id = place.entry().id();
  if (change.creates()) {
    BF_LET(there, cache_.find(change.kind, id));
    if (there != nullptr) return there;
  }
  BF_LET(applied, cache_.apply(change, writerOf(change, id, place.seq, place.received), parent));
  BF_LET(root, cache_.rootOf(*applied.row));
  if (place.telling != Telling::state) regions_.insert(root->region);
  if (place.telling != Telling::batch) late_.push_back(applied.row);
  if (applied.created) created_.push_back(id);
  else BF_CHECK(tx_.touch(applied.row->rec, place.seq));
  if (applied.movedFrom != 0) moved_.push_back({applied.movedFrom, root});
  return applied.row;
}

}  // namespace bf
