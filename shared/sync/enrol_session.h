#pragma once
// A new tablet's first conversation, on a connection without a client certificate: a token goes out, a certificate
// comes back, and both screens show the same six digits. The tablet may sync once the office has confirmed them.

#include <string>
#include <string_view>

#include "bianfang/sync.pb.h"
#include "shared/base/crypto.h"
#include "shared/base/env.h"
#include "shared/base/error.h"

namespace bf {

/// What a tablet got by enrolling. To be stored before anything else happens.
struct Enrolment {
  std::string certificate;  ///< DER
  std::string authority;    ///< DER; the caller compares its hash with the pin of the invitation
  DeviceId device;
  std::string checkCode;  ///< for the person, to be read out to the office
  std::uint64_t epoch = 0;
  Hash wipeCommitment;
};

class EnrolSession {
 public:
  struct Wish {
    std::string token;       ///< from the invitation
    std::string requestDer;  ///< PKCS#10, P-256
    PublicKey signingKey;    ///< whose private half will sign this tablet's batches
    std::string name;        ///< what the office should call this tablet
  };
  EnrolSession(Wish wish, Random& random);

  /// The one frame to send. The same again after a broken connection: the token is not lost with an answer.
  [[nodiscard]] std::string start();
  /// The centre's answer. Errors: Errc::badToken, unsupportedVersion, busy, malformed.
  [[nodiscard]] Result<Enrolment> receive(std::string_view frame);

 private:
  Wish wish_;
  std::string nonce_;
};

}  // namespace bf
