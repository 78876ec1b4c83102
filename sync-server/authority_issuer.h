#pragma once
// The county's CA as the sync session asks for it.

#include <string>

#include "shared/sync/server_session.h"
#include "shared/tls/authority.h"
#include "shared/tls/certificate.h"

namespace bf {

class AuthorityIssuer final : public CertificateIssuer {
 public:
  /// Errors: Errc::tls.
  [[nodiscard]] static Result<AuthorityIssuer> make(Authority authority) {
    BF_LET(der, authority.certificateDer());
    return AuthorityIssuer(std::move(authority), der);
  }
  [[nodiscard]] Result<Issued> issue(std::string_view requestDer, const DeviceId& device, const PublicKey& signingKey,
                                     Micros now) override {
    BF_LET(certificate, authority_.issueDevice(requestDer, device, signingKey, now));
    return Issued{certificate, sha256(certificate)};
  }
  [[nodiscard]] const std::string& authority() const override { return der_; }
  [[nodiscard]] const Authority& own() const { return authority_; }

 private:
  AuthorityIssuer(Authority authority, std::string der) : authority_(std::move(authority)), der_(std::move(der)) {}
  Authority authority_;
  std::string der_;
};

}  // namespace bf
