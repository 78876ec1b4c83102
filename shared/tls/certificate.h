#pragma once
// What we read from certificates: names, times, and the two fingerprints that matter (the CA's pin, a device's hash).

#include <string>
#include <string_view>

#include "shared/base/bytes.h"
#include "shared/base/crypto.h"
#include "shared/base/env.h"
#include "shared/tls/openssl.h"

namespace bf {

/// SHA-256, as the outside world names certificates.
[[nodiscard]] std::string sha256(std::string_view bytes);

[[nodiscard]] Result<std::string> derOf(const X509* certificate);
[[nodiscard]] Result<std::string> derOf(const X509_REQ* request);
[[nodiscard]] Result<CertificateHandle> certificateFromDer(std::string_view der);
[[nodiscard]] Result<CertificateHandle> certificateFromPem(std::string_view pem);
[[nodiscard]] Result<std::string> pemOf(const X509* certificate);

/// How a tablet knows its county: SHA-256 of the CA's certificate (DER), 32 bytes.
[[nodiscard]] inline std::string authorityPin(std::string_view authorityDer) { return sha256(authorityDer); }

/// Before the 64 hex digits of a tablet's Ed25519 key, in the alternative name of its certificate.
inline constexpr std::string_view signingKeyUri = "bianfang:signing-key:";

/// Whose certificate it is and whether it still holds.
struct DeviceCertificate {
  DeviceId device;
  PublicKey signingKey;  ///< signs the tablet's batches
  bool expired = false;
  std::string hash;  ///< SHA-256 of the DER, 32 bytes
};
/// Reads a certificate whose chain was verified already. Errors: Errc::tls when it names no device or no signing key.
[[nodiscard]] Result<DeviceCertificate> readDevice(const X509* certificate, Micros now);
/// End of validity.
[[nodiscard]] Result<Micros> validUntil(const X509* certificate);

}  // namespace bf
