#include "shared/sync/enrol_session.h"

#include <array>

#include "shared/sync/check_code.h"
#include "shared/sync/frame.h"
#include "shared/sync/messages.h"
#include "shared/sync/refusal.h"

namespace bf {

EnrolSession::EnrolSession(Wish wish, Random& random) : wish_(std::move(wish)) {
  std::array<unsigned char, 16> bytes{};
  random.fill(bytes);
  nonce_.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

std::string EnrolSession::start() {
  bianfang::ToCentre flight;
  auto& enrol = *flight.mutable_enrol();
  enrol.set_token(wish_.token);
  enrol.set_request(wish_.requestDer);
  enrol.set_signing_key(wish_.signingKey.str());
  enrol.set_name(wish_.name);
  enrol.set_version(protocolVersion);
  enrol.set_nonce(nonce_);
  return makeFrame(flight.SerializeAsString(), Compression::none);
}

Result<Enrolment> EnrolSession::receive(std::string_view frame) {
  BF_LET(plain, openFrame(frame));
  BF_LET(answer, parseFromCentre(plain));
  if (answer.has_refusal()) return std::unexpected(errorOf(answer.refusal()));
  if (!answer.has_enrolled()) return fail(Errc::malformed, "an answer without an enrolment");
  const auto& enrolled = answer.enrolled();
  BF_LET(device, octets<DeviceId>(enrolled.device(), "the device id"));
  BF_LET(wipe, octets<Hash>(enrolled.wipe(), "the wipe commitment"));
  const auto code =
      checkCode({enrolled.authority(), wish_.requestDer, wish_.token, nonce_, enrolled.nonce(), wish_.signingKey});
  return Enrolment{enrolled.certificate(), enrolled.authority(), device, code, enrolled.epoch(), wipe};
}

}  // namespace bf
