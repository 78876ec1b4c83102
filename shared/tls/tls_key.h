#pragma once
// A P-256 key that proves an end of a TLS connection. P-256, because hardware key stores of tablets support it.

#include <string>
#include <string_view>

#include "shared/tls/openssl.h"

namespace bf {

class TlsKey {
 public:
  /// A new key from OpenSSL's own random source.
  [[nodiscard]] static Result<TlsKey> make();
  /// From the text that pem() gave. Errors: Errc::tls when it is no P-256 key.
  [[nodiscard]] static Result<TlsKey> fromPem(std::string_view pem);

  /// PKCS#8 in PEM, not encrypted: for a file that only its owner may read.
  [[nodiscard]] Result<std::string> pem() const;
  /// A certificate request (PKCS#10, DER) signed with this key; it names nobody: the centre gives the name.
  [[nodiscard]] Result<std::string> request() const;
  [[nodiscard]] EVP_PKEY* handle() const { return key_.get(); }

 private:
  explicit TlsKey(KeyHandle key) : key_(std::move(key)) {}
  KeyHandle key_;
};

[[nodiscard]] bool isP256(const EVP_PKEY* key);

}  // namespace bf
