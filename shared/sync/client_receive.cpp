// What the centre answered, stored before anything else is asked.

#include <algorithm>
#include <cstdlib>

#include "shared/sync/check_code.h"
#include "shared/sync/client_session.h"
#include "shared/sync/messages.h"
#include "shared/sync/packing.h"
#include "shared/sync/refusal.h"
#include "shared/sync/state_columns.h"

namespace bf {
namespace {

/// A difference of the clocks that is not worth a write to the disk.
constexpr Micros clockTolerance = 2'000'000;

}  // namespace

void ClientSession::note(bianfang::Alarm alarm) {
  if (std::ranges::find(progress_.alarms, alarm) == progress_.alarms.end()) progress_.alarms.push_back(alarm);
}

Result<ClientStep> ClientSession::answered(const bianfang::FromCentre& answer) {
  if (phase_ == Phase::over) return fail(Errc::malformed, "an answer after the end");
  for (const auto alarm : answer.alarms()) note(static_cast<bianfang::Alarm>(alarm));
  if (answer.has_welcome() && answer.refusal().code() != bianfang::EPOCH) BF_CHECK(takeWelcome(answer.welcome()));
  BF_CHECK(takeReceipts(answer));
  if (answer.has_refusal()) return takeRefusal(answer);
  if (!welcomed_) return fail(Errc::malformed, "an answer without a welcome");
  if (answer.has_pulled()) BF_CHECK(takePulled(answer.pulled()));
  if (pulling_ && !answer.has_pulled()) pulled_ = true;  // a deposit: nothing is given
  if (answer.has_snapshot()) BF_CHECK(takeSnapshot(answer.snapshot()));
  if (pictured_ != 0 && !answer.has_snapshot()) pictures_[pictured_] = UINT32_MAX;
  BF_CHECK(takeEvidence(answer));
  if (!answer.renewed().empty()) renewed_ = answer.renewed();
  if (phase_ == Phase::hello) phase_ = Phase::work;
  return next();
}

Result<void> ClientSession::takeWelcome(const bianfang::Welcome& welcome) {
  if (welcome.version() != protocolVersion)
    return fail(Errc::unsupportedVersion, "the centre speaks " + std::to_string(welcome.version()));
  if (welcome.now() <= 0 || welcome.now() > instantMax) return fail(Errc::malformed, "the centre's clock");
  BF_LET(state, replica_.state());
  if (state.epoch == 0) {
    BF_CHECK(replica_.enterEpoch(welcome.epoch(), 0));
  } else if (state.epoch != welcome.epoch()) {
    return fail(Errc::brokenChain, "another epoch without saying so");
  }
  epoch_ = welcome.epoch();
  centreNow_ = welcome.now();
  welcomed_ = true;
  proveIt_ = false;
  const auto off = welcome.now() - clock_.now();
  if (std::abs(off - state.clockOff) > clockTolerance) BF_CHECK(replica_.setClockOff(off));
  progress_.depositOnly = welcome.deposit_only();
  progress_.schemaDiffers = welcome.schema() != 0;
  if (welcome.has_scope()) BF_CHECK(replica_.takeScope(welcome.scope()));
  if (welcome.audit() != 0) {
    BF_LET(head, octets<Hash>(welcome.audit_head(), "head of the audit chain"));
    const auto witnessed = replica_.witnessAudit(welcome.audit(), head);
    // The centre shows an older chain than it once did; work goes on, but somebody must look at it.
    if (!witnessed && witnessed.error().code == Errc::brokenChain) note(bianfang::AUDIT_FORK);
    else BF_CHECK(witnessed);
  }
  BF_LET(archived, sequence(welcome.archived(), "archived number"));
  if (archived != state.archived && !welcome.deposit_only()) BF_CHECK(replica_.setArchived(archived));
  if (welcome.position() > state.position) pullOwn_ = true;
  const bool proven = !welcome.wipe().empty() && !options_.wipeCommitment.isZero() &&
                      wipeCommitment(welcome.wipe()) == options_.wipeCommitment;
  if (welcome.deposit_only() && proven) wipeSecret_ = welcome.wipe();
  return {};
}

Result<ClientStep> ClientSession::takeRefusal(const bianfang::FromCentre& answer) {
  const auto& refusal = answer.refusal();
  if (refusal.code() == bianfang::EPOCH) {
    BF_LET(common, sequence(answer.welcome().common(), "common number"));
    BF_CHECK(replica_.enterEpoch(answer.welcome().epoch(), common));
    proveIt_ = false;
    phase_ = Phase::hello;
    pulled_ = false;
    return next();
  }
  if (refusal.code() == bianfang::WITNESS && !proveIt_) {
    proveIt_ = true;
    phase_ = Phase::hello;
    return next();
  }
  // The region left the scope while its picture was on the way: the next hello brings the new scope.
  std::optional<std::chrono::milliseconds> retry;
  if (refusal.retry_ms() != 0) retry = std::chrono::milliseconds(refusal.retry_ms());
  return ClientStep{ClientStep::Kind::failed, {}, errorOf(refusal), retry, false};
}

Result<void> ClientSession::takeReceipts(const bianfang::FromCentre& answer) {
  if (answer.receipts_size() == 0) {
    // A served flight answers every batch; after a refusal none of them was looked at.
    if (!pushed_.empty() && !answer.has_refusal()) return fail(Errc::malformed, "batches without receipts");
    return {};
  }
  if (static_cast<std::size_t>(answer.receipts_size()) > pushed_.size())
    return fail(Errc::malformed, "more receipts than batches");
  const auto now = answer.has_welcome() ? answer.welcome().now() : 0;
  for (int i = 0; i < answer.receipts_size(); ++i)
    BF_CHECK(takeReceipt(answer.receipts(i), pushed_[static_cast<std::size_t>(i)], now));
  return {};
}

Result<void> ClientSession::takeReceipt(const bianfang::Receipt& message, const Pushed& pushed, Micros now) {
  if (message.refused() != bianfang::REFUSAL_UNSPECIFIED) {
    kept_.insert(pushed.head);
    refused_.push_back({pushed.head, message.refused(), message.detail()});
    return {};
  }
  if (message.resend()) {
    if (++exact_[pushed.head] <= resendsMax) return {};
    kept_.insert(pushed.head);
    refused_.push_back({pushed.head, bianfang::MALFORMED, "asked for again and again"});
    return {};
  }
  auto whole = message;
  whole.set_head(pushed.head.str());
  whole.set_count(pushed.count);
  if (whole.epoch() == 0) whole.set_epoch(epoch_);
  if (whole.received() == 0) whole.set_received(now);
  BF_LET(receipt, fromMessage(whole));
  BF_CHECK(replica_.take(receipt));
  progress_.changesReceipted += pushed.count;
  progress_.changesHeld += receipt.verdicts.size();
  return {};
}

Result<std::vector<LogBatch>> ClientSession::unpackBatches(const bianfang::Pulled& pulled) {
  std::vector<LogBatch> batches;
  BF_LET(tx, replica_.store().read());
  StoreNames names(*tx);
  Unpacker unpacker(names, replica_.identity().device);
  for (const auto& packed : pulled.batches()) {
    BF_LET(unpacked, unpacker.unpack(packed));
    BF_LET(seq, sequence(packed.seq(), "number of a batch"));
    batches.push_back({seq, packed.received(), unpacked.head, {}, std::move(unpacked.batch)});
  }
  return batches;
}

Result<void> ClientSession::takePulled(const bianfang::Pulled& pulled) {
  if (!pulling_) return fail(Errc::malformed, "an answer to a pull that was not made");
  auto batches = unpackBatches(pulled);
  if (!batches && batches.error().code == Errc::notFound && pullExact_ < resendsMax) {
    ++pullExact_;  // the next flight asks for the same again, in exact bytes
    return {};
  }
  if (!batches) return std::unexpected(batches.error());
  PullResult result;
  BF_LET(cursor, sequence(pulled.cursor(), "cursor"));
  result.cursor = cursor;
  result.more = pulled.more();
  result.batches = std::move(*batches);
  for (const auto& state : pulled.states()) {
    BF_LET(made, fromMessage(state));
    result.states.push_back(std::move(made));
  }
  if (!pulled.columns().empty()) {
    BF_LET(states, unpackStates(pulled.columns(), replica_.rules(), 0));
    result.states = std::move(states);
  }
  for (const auto& left : pulled.left()) {
    BF_LET(id, octets<RecordId>(left.record(), "a record that left"));
    result.left.push_back({left.kind(), id});
  }
  BF_CHECK(replica_.take(result));
  progress_.batchesTaken += result.batches.size();
  progress_.recordsTaken += result.states.size();
  pullExact_ = 0;
  pulled_ = !pulled.more();
  if (pulled_) pullOwn_ = false;
  return {};
}

Result<void> ClientSession::takeSnapshot(const bianfang::SnapshotChunk& chunk) {
  if (pictured_ == 0 || chunk.region() != pictured_) return fail(Errc::malformed, "a picture that was not asked for");
  SnapshotResult result;
  BF_LET(asOf, sequence(chunk.as_of(), "number of a picture"));
  BF_LET(cursor, sequence(chunk.cursor(), "cursor of a picture"));
  result.asOf = asOf;
  result.cursor = cursor;
  result.after = chunk.after();
  for (const auto& state : chunk.states()) {
    BF_LET(made, fromMessage(state));
    result.states.push_back(std::move(made));
  }
  if (!chunk.columns().empty()) {
    BF_LET(states, unpackStates(chunk.columns(), replica_.rules(), chunk.region()));
    result.states = std::move(states);
  }
  BF_CHECK(replica_.take(pictured_, result));
  progress_.recordsTaken += result.states.size();
  if (result.after.empty()) {
    ++pictures_[pictured_];
    pulled_ = false;  // the feed goes on from where the picture can vouch for
  }
  return {};
}

Result<void> ClientSession::takeTold(const bianfang::EvidenceWanted& told) {
  BF_LET(hash, octets<Hash>(told.hash(), "hash of evidence"));
  const auto at = std::ranges::find(sending_, hash, &EvidenceOffer::hash);
  if (at == sending_.end()) return {};  // a wish that is not granted: see takeParts()
  if (told.refused() == bianfang::REFUSAL_UNSPECIFIED && told.offset() < at->size) {
    have_[hash] = told.offset();
    return {};
  }
  if (told.refused() != bianfang::REFUSAL_UNSPECIFIED) {
    BF_CHECK(evidence_->refused(hash, told.refused()));
  } else {
    BF_CHECK(evidence_->sent(hash));
    ++progress_.evidenceSent;
    progress_.evidenceBytes += at->size;
  }
  evidenceDone_.push_back(hash);
  sending_.erase(at);
  return {};
}

Result<void> ClientSession::takeParts(const bianfang::FromCentre& answer) {
  for (const auto& part : answer.parts()) {
    BF_LET(hash, octets<Hash>(part.hash(), "hash of evidence"));
    if (std::erase(wished_, hash) == 0) return fail(Errc::malformed, "evidence that was not asked for");
    BF_LET(complete, evidence_->take(hash, part.offset(), part.content(), part.size()));
    progress_.evidenceBytes += part.content().size();
    if (complete) {
      ++progress_.evidenceTaken;
      wishesDone_.push_back(hash);
    }
  }
  // What was wished for and did not come will not come in this session.
  wishesDone_.insert(wishesDone_.end(), wished_.begin(), wished_.end());
  wished_.clear();
  return {};
}

Result<void> ClientSession::takeEvidence(const bianfang::FromCentre& answer) {
  if (evidence_ == nullptr) return {};
  const auto under = sendingPart_ ? std::optional(sending_.front().hash) : std::nullopt;
  const auto before = under ? have_[*under] : 0;
  for (const auto& told : answer.wanted()) BF_CHECK(takeTold(told));
  const bool same = under && !sending_.empty() && sending_.front().hash == *under;
  stalls_ = same && have_[*under] <= before ? stalls_ + 1 : 0;
  if (stalls_ >= evidenceStallsMax) {
    evidenceDone_.push_back(*under);
    sending_.erase(sending_.begin());
    stalls_ = 0;
  }
  return takeParts(answer);
}

}  // namespace bf
