#include "shared/sync/refusal.h"

#include "shared/sync/frame.h"
#include "shared/sync/sync_limits.h"

namespace bf {

bool isStorage(Errc code) {
  switch (code) {
    case Errc::storageFull:
    case Errc::storageReadOnly:
    case Errc::storageFailed:
    case Errc::storageCorrupt:
    case Errc::busy: return true;
    default: return false;
  }
}

Refused refusalOf(const Error& error) {
  using namespace std::chrono_literals;
  switch (error.code) {
    case Errc::tooLarge: return {bianfang::TOO_LARGE, error.detail, 0ms};
    case Errc::unsupportedVersion: return {bianfang::VERSION, error.detail, 0ms};
    case Errc::outOfScope:
    case Errc::notAllowed: return {bianfang::OUT_OF_SCOPE, error.detail, 0ms};
    case Errc::badSignature: return {bianfang::SIGNATURE, error.detail, 0ms};
    case Errc::badToken: return {bianfang::TOKEN, error.detail, 0ms};
    case Errc::awaitingConfirmation: return {bianfang::AWAITING_CONFIRMATION, {}, confirmationRetry};
    case Errc::busy: return {bianfang::BUSY, {}, busyRetry};
    // What is wrong with the centre's disk is for its log, not for every tablet.
    case Errc::storageFull:
    case Errc::storageReadOnly:
    case Errc::storageFailed:
    case Errc::storageCorrupt: return {bianfang::STORAGE, name(error.code), busyRetry};
    default: return {bianfang::MALFORMED, error.detail, 0ms};
  }
}

Error errorOf(const bianfang::Refusal& refusal) {
  switch (refusal.code()) {
    case bianfang::VERSION: return {Errc::unsupportedVersion, refusal.detail()};
    case bianfang::TOKEN: return {Errc::badToken, refusal.detail()};
    case bianfang::AWAITING_CONFIRMATION: return {Errc::awaitingConfirmation, refusal.detail()};
    case bianfang::NOT_ENROLLED: return {Errc::revoked, refusal.detail()};
    case bianfang::BUSY:
    case bianfang::SAME_DEVICE: return {Errc::busy, refusal.detail()};
    case bianfang::TOO_LARGE: return {Errc::tooLarge, refusal.detail()};
    case bianfang::EPOCH:
    case bianfang::WITNESS: return {Errc::brokenChain, refusal.detail()};
    case bianfang::STORAGE: return {Errc::busy, "the centre cannot store: " + refusal.detail()};
    case bianfang::OUT_OF_SCOPE: return {Errc::outOfScope, refusal.detail()};
    case bianfang::SIGNATURE: return {Errc::badSignature, refusal.detail()};
    default: return {Errc::malformed, refusal.detail()};
  }
}

std::string refusalFrame(const Refused& refused) {
  bianfang::FromCentre flight;
  flight.mutable_refusal()->set_code(refused.code);
  flight.mutable_refusal()->set_detail(refused.detail);
  flight.mutable_refusal()->set_retry_ms(static_cast<std::uint32_t>(refused.retry.count()));
  return makeFrame(flight.SerializeAsString(), Compression::none);
}

}  // namespace bf
