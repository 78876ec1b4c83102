#pragma once
// The six digits that tablet and office compare at enrolment: if they are equal, nobody stood between the two, and it
// is this tablet and no other that used the token.

#include <string>
#include <string_view>

#include "shared/base/bytes.h"

namespace bf {

/// What both sides know of one enrolment. All but `token` travel or are in the certificates.
struct EnrolmentTranscript {
  std::string_view authority;    ///< the CA's certificate, DER
  std::string_view request;      ///< the certificate request, DER
  std::string_view token;        ///< as the tablet sent it
  std::string_view tabletNonce;  ///< 16 bytes
  std::string_view centreNonce;  ///< 16 bytes
  PublicKey signingKey;
};

/// Six decimal digits: BLAKE2b-256 over "bianfang-check" and the hashes of the parts, as a number modulo a million.
[[nodiscard]] std::string checkCode(const EnrolmentTranscript& transcript);

/// What Enrolled.wipe says of the secret that Welcome.wipe would show.
[[nodiscard]] Hash wipeCommitment(std::string_view secret);
/// What a tablet signs before it erases itself.
[[nodiscard]] std::string wipingBytes(const DeviceId& device, std::string_view secret);

}  // namespace bf
