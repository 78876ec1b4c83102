// Enrolment of a new tablet, and a new certificate for an old one.

#include <array>

#include "shared/sync/check_code.h"
#include "shared/sync/server_session.h"

namespace bf {
namespace {

constexpr std::size_t nonceBytes = 16;
constexpr std::size_t wipeSecretBytes = 32;

template <std::size_t Size>
std::string randomBytes(Random& random) {
  std::array<unsigned char, Size> bytes{};
  random.fill(bytes);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Which device a token made; kept so that a tablet that lost the answer can ask again.
std::string enrolledKey(std::string_view token) { return "enrolled/" + hashOf("bianfang-enrolled", token).str(); }

Result<void> checkForm(const bianfang::Enrol& enrol) {
  if (enrol.token().empty() || enrol.token().size() > tokenBytesMax) return fail(Errc::badToken, "length");
  if (enrol.request().empty() || enrol.request().size() > certificateRequestBytesMax)
    return fail(Errc::malformed, "length of the certificate request");
  if (enrol.signing_key().size() != PublicKey::size) return fail(Errc::malformed, "length of the signing key");
  if (enrol.nonce().size() != nonceBytes) return fail(Errc::malformed, "length of the nonce");
  if (enrol.name().size() > nameBytesMax) return fail(Errc::tooLarge, "name longer than nameBytesMax");
  return {};
}

}  // namespace

Result<std::optional<DeviceId>> ServerSession::enrolledBefore(StoreTx& tx, const bianfang::Enrol& enrol) {
  BF_LET(noted, tx.get(Space::meta, enrolledKey(enrol.token())));
  const auto id = noted ? DeviceId::from(*noted) : std::nullopt;
  if (!id) return std::optional<DeviceId>{};
  BF_LET(device, Registry(tx).device(*id));
  // Only the tablet itself, and only until the office has compared the codes: then its certificate is in use.
  const bool same =
      device && device->signing_key() == enrol.signing_key() && device->confirmed() == 0 && device->revoked() == 0;
  return same ? id : std::nullopt;
}

ServerSession::Going ServerSession::serveEnrol(StoreTx& tx, const bianfang::Enrol& enrol, Micros now, Random& random) {
  if (enrol.version() != protocolVersion)
    return refuse(bianfang::VERSION, "versions spoken here: " + std::to_string(protocolVersion));
  if (const auto form = checkForm(enrol); !form) return refuse(refusalOf(form.error()));
  BF_LET(before, enrolledBefore(tx, enrol));
  DeviceId id;
  if (before) id = *before;
  else random.fill(id.bytes);
  // A token is used up only together with all the rest.
  const auto enrolled = tx.nested([&] { return this->enrol(tx, enrol, id, before.has_value(), now, random); });
  if (!enrolled) {
    if (isStorage(enrolled.error().code)) return std::unexpected(enrolled.error());
    // That somebody came with a token that is used already must stay in the audit trail.
    if (enrolled.error().code == Errc::badToken) (void)Registry(tx).redeem(enrol.token(), id, now);
    answer_.clear_enrolled();
    return refuse(refusalOf(enrolled.error()));
  }
  figures_.enrolled = true;
  close_ = true;  // the tablet comes back with its certificate
  return true;
}

Result<void> ServerSession::enrol(StoreTx& tx, const bianfang::Enrol& enrol, const DeviceId& id, bool again, Micros now,
                                  Random& random) {
  Registry registry(tx);
  bianfang::Device device;
  if (again) {
    BF_LET(known, registry.device(id));
    device = *known;
  } else {
    BF_LET(token, registry.redeem(enrol.token(), id, now));
    device.set_user(token.user());
    device.set_enrolled(now);
    device.set_signing_key(enrol.signing_key());
    device.set_wipe_secret(randomBytes<wipeSecretBytes>(random));
  }
  device.set_name(enrol.name());
  BF_LET(issued, issuer_.issue(enrol.request(), id, *PublicKey::from(enrol.signing_key()), now));
  device.set_certificate(issued.hash);
  const auto nonce = randomBytes<nonceBytes>(random);
  device.set_check_code(checkCode({issuer_.authority(), enrol.request(), enrol.token(), enrol.nonce(), nonce,
                                   *PublicKey::from(enrol.signing_key())}));
  BF_CHECK(again ? registry.putDevice(id, device) : registry.addDevice(id, device, now));
  BF_CHECK(tx.put(Space::meta, enrolledKey(enrol.token()), id.view()));
  BF_LET(epoch, centre_.epoch(tx));
  auto& enrolled = *answer_.mutable_enrolled();
  enrolled.set_certificate(issued.certificate);
  enrolled.set_authority(issuer_.authority());
  enrolled.set_device(id.str());
  enrolled.set_nonce(nonce);
  enrolled.set_epoch(epoch.number);
  enrolled.set_wipe(wipeCommitment(device.wipe_secret()).str());
  return {};
}

ServerSession::Going ServerSession::serveRenewal(StoreTx& tx, std::string_view request, Micros now) {
  if (request.size() > certificateRequestBytesMax) return fail(Errc::malformed, "length of the certificate request");
  BF_LET(issued, issuer_.issue(request, *peer_.device, sender_.signingKey, now));
  // The old one holds until the new one is first shown: the answer may be lost.
  device_.set_certificate_next(issued.hash);
  BF_CHECK(Registry(tx).putDevice(*peer_.device, device_));
  BF_CHECK(Registry(tx).audit("server", "tablet.renew", "device:" + toHex(peer_.device->view()), {}, now));
  answer_.set_renewed(issued.certificate);
  return true;
}

}  // namespace bf
