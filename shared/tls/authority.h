#pragma once
// The county's own certificate authority: one self-signed P-256 certificate, from which the centre issues its own
// certificate and one for each tablet. Nobody outside trusts it; tablets know it by its pin.

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/crypto.h"
#include "shared/base/env.h"
#include "shared/tls/tls_key.h"

namespace bf {

class Authority {
 public:
  /// A new authority named after the county, e.g. "441424".
  [[nodiscard]] static Result<Authority> make(std::string_view county, Micros now);
  /// From the two PEM texts; Errors: Errc::tls when they do not belong together.
  [[nodiscard]] static Result<Authority> open(std::string_view certificatePem, std::string_view keyPem);

  [[nodiscard]] Result<std::string> certificatePem() const;
  [[nodiscard]] Result<std::string> certificateDer() const;
  [[nodiscard]] Result<std::string> keyPem() const { return key_.pem(); }

  /// A certificate (DER) for the centre itself; `names` are DNS names and IP addresses.
  /// Errors: Errc::invalidValue for a name that is neither.
  [[nodiscard]] Result<std::string> issueServer(const TlsKey& key, const std::vector<std::string>& names,
                                                Micros now) const;
  /// A certificate (DER) for a tablet from its request (PKCS#10, DER). Of the request only the public key is taken;
  /// its signature proves that the tablet has the private one. It vouches for the key that signs the tablet's batches,
  /// too: a centre that was restored from before the enrolment knows both from it.
  /// Errors: Errc::malformed, Errc::badSignature.
  [[nodiscard]] Result<std::string> issueDevice(std::string_view requestDer, const DeviceId& device,
                                                const PublicKey& signingKey, Micros now) const;

 private:
  Authority(CertificateHandle certificate, TlsKey key) : certificate_(std::move(certificate)), key_(std::move(key)) {}
  CertificateHandle certificate_;
  TlsKey key_;
};

}  // namespace bf
