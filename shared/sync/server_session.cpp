#include "shared/sync/server_session.h"

#include "shared/sync/messages.h"

namespace bf {

ServerSession::ServerSession(const CentreReplica& centre, CertificateIssuer& issuer, EvidenceStore& evidence, Peer peer)
    : centre_(centre), issuer_(issuer), evidence_(evidence), peer_(std::move(peer)) {}

bool ServerSession::refuse(bianfang::RefusalCode code, std::string detail, std::chrono::milliseconds retry,
                           bool close) {
  auto* refusal = answer_.mutable_refusal();
  refusal->set_code(code);
  refusal->set_detail(std::move(detail));
  refusal->set_retry_ms(static_cast<std::uint32_t>(retry.count()));
  figures_.refusal = code;
  close_ = close_ || close;
  return false;
}

bool ServerSession::refuse(const Refused& refused) { return refuse(refused.code, refused.detail, refused.retry); }

Result<void> ServerSession::checkCounts(const bianfang::ToCentre& message) const {
  const auto within = [](int count, std::size_t most, const char* what) -> Result<void> {
    if (static_cast<std::size_t>(count) <= most) return {};
    return fail(Errc::tooLarge, std::string(what) + ": " + std::to_string(count) + ", at most " + std::to_string(most));
  };
  BF_CHECK(within(message.push_size(), flightBatchesMax, "batches of a flight"));
  BF_CHECK(within(message.evidence_size(), evidenceOffersMax, "evidence offered"));
  BF_CHECK(within(message.wanted_size(), evidenceOffersMax, "evidence wanted"));
  return within(message.parts_size(), evidencePartsPerFlight, "parts of evidence");
}

Result<Flight> ServerSession::decode(std::string_view frame) {
  answer_.Clear();
  figures_ = {};
  asked_.clear();
  given_.clear();
  const auto give = [&](const Error& error) -> Result<Flight> {
    (void)refuse(refusalOf(error));
    state_ = State::closed;
    return std::unexpected(error);
  };
  if (state_ == State::closed) return give({Errc::malformed, "the session is closed"});
  if (++flights_ > flightsPerConnectionMax) return give({Errc::tooLarge, "flightsPerConnectionMax"});
  if (frame.size() > frameBytesMaxNow() + frameHeaderBytes) return give({Errc::tooLarge, "frame"});
  const auto plain = openFrame(frame, peer_.device ? plainBytesMax : strangerFrameBytesMax);
  if (!plain) return give(plain.error());
  auto message = parseToCentre(*plain);
  if (!message) return give(message.error());
  if (const auto counted = checkCounts(*message); !counted) return give(counted.error());
  Flight flight{std::move(*message), {}};
  takeParts(flight);
  return flight;
}

bool ServerSession::writes(const Flight& flight) const {
  const auto& message = flight.message;
  return state_ != State::serving || message.has_hello() || message.push_size() > 0 || !flight.parts.empty() ||
         message.evidence_size() > 0 || !message.renew().empty() || !message.wiping().empty();
}

Result<void> ServerSession::serve(StoreTx& tx, Flight& flight, Micros now, Random& random) {
  const auto going = dispatch(tx, flight, now, random);
  if (going) {
    if (close_) state_ = State::closed;
    return {};
  }
  if (isStorage(going.error().code)) return std::unexpected(going.error());
  // Whatever was done before the fault may stay: each step is whole in itself. Receipts given are true.
  (void)refuse(refusalOf(going.error()));
  state_ = State::closed;
  return {};
}

ServerSession::Going ServerSession::dispatch(StoreTx& tx, Flight& flight, Micros now, Random& random) {
  const auto& message = flight.message;
  if (message.has_enrol()) {
    if (state_ != State::fresh || peer_.device) return refuse(bianfang::NOT_NOW, "enrolment on this connection");
    return serveEnrol(tx, message.enrol(), now, random);
  }
  if (!peer_.device) return refuse(bianfang::NOT_ENROLLED, "no client certificate");
  BF_LET(authorised, authorise(tx, now));
  if (!authorised) return false;
  if (message.has_hello()) {
    BF_LET(welcomed, serveHello(tx, message.hello(), now));
    if (!welcomed) return false;
  } else if (state_ == State::fresh) {
    return refuse(bianfang::NOT_NOW, "the first flight has no hello");
  } else {
    // Another tablet may have proved a loss since this one's hello: then its numbers mean nothing any more.
    BF_LET(present, centre_.epoch(tx));
    if (present.number != epoch_) return tellEpoch(tx, epoch_, present.number, now);
  }
  return serveWork(tx, flight, now);
}

void ServerSession::failed(const Error& error) {
  answer_.Clear();
  figures_ = {};
  asked_.clear();
  given_.clear();
  // What this session remembers may be of a transaction that never was: the tablet starts anew.
  (void)refuse(refusalOf(isStorage(error.code) ? error : Error{Errc::storageFailed, {}}));
  state_ = State::closed;
}

std::optional<std::string> ServerSession::framed() const {
  const auto plain = answer_.SerializeAsString();
  if (plain.size() > plainBytesMax) return std::nullopt;
  auto frame = makeFrame(plain, compression_);
  return frame.size() <= frameBytesMax + frameHeaderBytes ? std::optional(std::move(frame)) : std::nullopt;
}

Reply ServerSession::reply() {
  readEvidence();
  auto frame = framed();
  if (!frame) {
    // Only a record with all that hangs from it makes an answer this large. The receipts still reach the tablet.
    answer_.clear_pulled();
    answer_.clear_snapshot();
    answer_.clear_parts();
    (void)refuse(bianfang::TOO_LARGE, "the answer does not fit into a frame");
    state_ = State::closed;
    frame = framed();
  }
  answer_.Clear();
  return {std::move(*frame), close_ || state_ == State::closed};
}

}  // namespace bf
