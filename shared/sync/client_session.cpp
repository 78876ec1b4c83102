#include "shared/sync/client_session.h"

#include <algorithm>

#include "shared/sync/check_code.h"
#include "shared/sync/messages.h"
#include "shared/sync/packing.h"

namespace bf {
namespace {

/// Pictures of one region in one session; a second one heals what a pull found missing, a third would not either.
constexpr unsigned picturesMax = 2;

std::size_t exactBytes(const Batch& batch) {
  std::size_t bytes = 0;
  for (const auto& entry : batch.entries) bytes += entry.change.size() + Hash::size;
  return bytes;
}

}  // namespace

ClientSession::ClientSession(TabletReplica& replica, EvidenceOutbox* evidence, Clock& clock, ClientOptions options)
    : replica_(replica), evidence_(evidence), clock_(clock), options_(std::move(options)) {}

Result<std::string> ClientSession::start() {
  BF_CHECK(replica_.seal());
  BF_LET(waiting, replica_.waiting());
  progress_.changesToSend = waiting.changes;
  return compose();
}

ClientStep ClientSession::receive(std::string_view frame) {
  progress_.bytesDown += frame.size();
  const auto step = [&]() -> Result<ClientStep> {
    if (++progress_.flights > flightsPerConnectionMax) return fail(Errc::tooLarge, "flightsPerConnectionMax");
    BF_LET(plain, openFrame(frame));
    BF_LET(answer, parseFromCentre(plain));
    return answered(answer);
  }();
  if (step && step->kind == ClientStep::Kind::send) return *step;
  phase_ = Phase::over;
  if (step) return *step;
  return {ClientStep::Kind::failed, {}, step.error(), std::nullopt, false};
}

Result<ClientStep> ClientSession::next() {
  if (phase_ == Phase::wiping) return ClientStep{ClientStep::Kind::done, {}, {}, std::nullopt, true};
  BF_LET(last, wiped());
  if (last) return std::move(*last);
  BF_LET(frame, compose());
  // An empty flight means that both sides have said everything.
  if (frame.empty()) return ClientStep{ClientStep::Kind::done, {}, {}, std::nullopt, false};
  return ClientStep{ClientStep::Kind::send, std::move(frame), {}, std::nullopt, false};
}

void ClientSession::expectNothing() {
  pushed_.clear();
  wished_.clear();
  pulling_ = false;
  pictured_ = 0;
  sendingPart_ = false;
}

Result<std::string> ClientSession::compose() {
  bianfang::ToCentre flight;
  BF_LET(state, replica_.state());
  expectNothing();
  BF_LET(allPushed, addPush(flight));
  if (phase_ == Phase::hello) BF_CHECK(addHello(flight, state));
  if (!progress_.depositOnly) {
    // Nothing is pulled before the first welcome of all, nor while it is asked for a proof: the numbers mean nothing.
    if (state.epoch != 0 && !proveIt_) addReading(flight, state);
    if (allPushed && !pulling_ && pictured_ == 0 && welcomed_) BF_CHECK(addEvidence(flight));
    if (phase_ == Phase::hello && !options_.renewRequest.empty()) flight.set_renew(options_.renewRequest);
  }
  if (flight.ByteSizeLong() == 0) return std::string();
  return framed(flight);
}

std::string ClientSession::framed(const bianfang::ToCentre& flight) {
  const bool zstd = (options_.features & bianfang::FEATURE_ZSTD) != 0;
  const bool dictionary = (options_.features & bianfang::FEATURE_DICTIONARY) != 0;
  const auto compression = !zstd ? Compression::none : dictionary ? Compression::dictionary : Compression::zstd;
  auto frame = makeFrame(flight.SerializeAsString(), compression);
  progress_.bytesUp += frame.size();
  return frame;
}

Result<void> ClientSession::addHello(bianfang::ToCentre& flight, const TabletState& state) {
  if (++hellos_ > hellosMax) return fail(Errc::brokenChain, "the centre asks for one hello after another");
  BF_LET(waiting, replica_.waiting());
  auto& hello = *flight.mutable_hello();
  hello.set_version(protocolVersion);
  hello.set_epoch(state.epoch);
  hello.set_cursor(static_cast<std::uint64_t>(state.cursor));
  hello.set_scope(state.scope);
  hello.set_position(state.position);
  hello.set_waiting(waiting.changes);
  // Beside a push the signatures say more about the chain than its first bytes.
  if (flight.push_size() == 0 && state.position != 0) hello.set_chain(shortHash(state.chain));
  if (state.audit != 0) {
    hello.set_audit(state.audit);
    hello.set_audit_head(shortHash(state.auditHead));
  }
  hello.set_clock(clock_.now() / 1000);
  hello.set_schema(shortFingerprint(replica_.store().schema().fingerprint()));
  hello.set_features(options_.features);
  if (!proveIt_) return {};
  BF_LET(newest, replica_.newestReceipt());
  if (newest) *hello.mutable_witness() = toMessage(*newest);
  else hello.mutable_witness();
  return {};
}

Result<std::vector<LogBatch>> ClientSession::toPush() {
  // What was refused stays at the front of what waits; then all of it is looked through.
  BF_LET(waiting, replica_.toSend(kept_.empty() ? options_.pushBytes : SIZE_MAX >> 1));
  std::vector<LogBatch> chosen;
  std::size_t bytes = 0;
  for (auto& batch : waiting) {
    if (kept_.contains(batch.head)) continue;
    bytes += exactBytes(batch.batch);
    if (!chosen.empty() && (bytes > options_.pushBytes || chosen.size() == flightBatchesMax)) break;
    chosen.push_back(std::move(batch));
  }
  return chosen;
}

Result<bool> ClientSession::addPush(bianfang::ToCentre& flight) {
  if (proveIt_) return false;
  BF_LET(batches, toPush());
  BF_LET(tx, replica_.store().read());
  const auto& mine = replica_.identity().device;
  StoreNames names(*tx);
  Packer packer(names, mine);
  const bool columns = (options_.features & bianfang::FEATURE_COLUMNS) != 0;
  for (const auto& batch : batches) {
    const bool own = batch.batch.device == mine;
    // The centre takes batches in the order of the chain, so before the first of these it has what comes before it.
    if (own && pushed_.empty()) packer.receiverKnows(mine, {batch.batch.first - 1, batch.batch.prev});
    const bool exact = !columns || !own || exact_.contains(batch.head);
    BF_LET(packed, packer.pack(batch.batch, exact ? PackAs::exact : PackAs::columns));
    *flight.add_push() = std::move(packed);
    pushed_.push_back({batch.head, static_cast<std::uint32_t>(batch.batch.entries.size())});
  }
  return pushed_.empty();
}

void ClientSession::addReading(bianfang::ToCentre& flight, const TabletState& state) {
  const auto due = std::ranges::find_if(state.snapshotsDue, [&](RegionCode region) {
    const auto done = pictures_.find(region);
    return done == pictures_.end() || done->second < picturesMax;
  });
  const bool anyDue = due != state.snapshotsDue.end();
  progress_.regionsDue = state.snapshotsDue.size();
  // Before the first pictures are complete the feed would tell of records that are not here.
  const bool mayPull = state.cursor != 0 || !anyDue;
  if (!pulled_ && mayPull) {
    auto& pull = *flight.mutable_pull();
    pull.set_cursor(static_cast<std::uint64_t>(state.cursor));
    pull.set_bytes_max(options_.pullBytes);
    pull.set_own(pullOwn_);
    pull.set_exact(pullExact_ > 0);
    pulling_ = true;
  } else if (anyDue && welcomed_ && pushed_.empty()) {
    // A picture says of this tablet's own work only what arrived before it: first push, then look.
    pictured_ = *due;
    auto& wanted = *flight.mutable_snapshot();
    wanted.set_region(pictured_);
    wanted.set_bytes_max(options_.snapshotBytes);
    if (pictured_ == state.snapshotsDue.front()) wanted.set_after(state.snapshotAfter);
  }
}

Result<void> ClientSession::addEvidence(bianfang::ToCentre& flight) {
  if (evidence_ == nullptr) return {};
  if (!sending_.empty()) return addPart(flight);
  BF_LET(waiting, evidence_->waiting(evidenceOffersMax, evidenceDone_));
  for (const auto& offer : waiting) {
    auto& have = *flight.add_evidence();
    have.set_hash(offer.hash.str());
    have.set_size(offer.size);
    have.set_record(offer.record.str());
    have.set_kind(offer.kind);
  }
  if (!waiting.empty()) {
    sending_ = std::move(waiting);
    have_.clear();
    return {};
  }
  BF_LET(wishes, evidence_->wishes(options_.evidenceParts, wishesDone_));
  for (const auto& wish : wishes) {
    auto& wanted = *flight.add_wanted();
    wanted.set_hash(wish.hash.str());
    wanted.set_offset(wish.offset);
    wished_.push_back(wish.hash);
  }
  return {};
}

Result<void> ClientSession::addPart(bianfang::ToCentre& flight) {
  const auto& offer = sending_.front();
  auto offset = have_[offer.hash];
  const auto parts = std::clamp<std::size_t>(options_.evidenceParts, 1, evidencePartsPerFlight);
  sendingPart_ = true;
  for (std::size_t i = 0; i < parts && offset < offer.size; ++i) {
    auto read = evidence_->read(offer.hash, offset, evidencePartBytes);
    if (!read && read.error().code == Errc::notFound) {
      if (i > 0) break;
      return leaveOut(flight);
    }
    BF_LET(content, std::move(read));
    if (content.empty()) return fail(Errc::storageCorrupt, "a file of evidence is shorter than it was");
    auto& part = *flight.add_parts();
    part.set_hash(offer.hash.str());
    part.set_offset(offset);
    offset += content.size();
    part.set_content(std::move(content));
  }
  return {};
}

/// A person took the file out while it was under way.
Result<void> ClientSession::leaveOut(bianfang::ToCentre& flight) {
  sendingPart_ = false;
  evidenceDone_.push_back(sending_.front().hash);
  sending_.erase(sending_.begin());
  return addEvidence(flight);
}

Result<std::optional<ClientStep>> ClientSession::wiped() {
  if (wipeSecret_.empty() || !kept_.empty()) return std::optional<ClientStep>{};
  BF_LET(waiting, replica_.waiting());
  if (waiting.changes != 0) return std::optional<ClientStep>{};
  expectNothing();
  bianfang::ToCentre flight;
  flight.set_wiping(replica_.key().sign(wipingBytes(replica_.identity().device, wipeSecret_)).str());
  phase_ = Phase::wiping;
  return std::optional(ClientStep{ClientStep::Kind::send, framed(flight), {}, std::nullopt, false});
}

}  // namespace bf
