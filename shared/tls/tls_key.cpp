#include "shared/tls/tls_key.h"

#include <openssl/core_names.h>
#include <openssl/pem.h>

#include <array>

#include "shared/tls/certificate.h"

namespace bf {

bool isP256(const EVP_PKEY* key) {
  if (key == nullptr || EVP_PKEY_is_a(key, "EC") != 1) return false;
  std::array<char, 32> group{};
  std::size_t size = 0;
  return EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) == 1 &&
         std::string_view(group.data(), size) == SN_X9_62_prime256v1;
}

Result<TlsKey> TlsKey::make() {
  KeyHandle key(EVP_EC_gen(SN_X9_62_prime256v1));
  if (!key) return opensslFail("key");
  return TlsKey(std::move(key));
}

Result<TlsKey> TlsKey::fromPem(std::string_view pem) {
  const auto reader = readerOf(pem);
  KeyHandle key(PEM_read_bio_PrivateKey(reader.get(), nullptr, nullptr, nullptr));
  if (!key) return opensslFail("private key");
  if (!isP256(key.get())) return fail(Errc::tls, "the private key is not of the curve P-256");
  return TlsKey(std::move(key));
}

Result<std::string> TlsKey::pem() const {
  const BioHandle out(BIO_new(BIO_s_secmem()));
  if (PEM_write_bio_PKCS8PrivateKey(out.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
    return opensslFail("private key");
  return contentOf(out.get());
}

Result<std::string> TlsKey::request() const {
  const RequestHandle request(X509_REQ_new());
  const bool made = request && X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) == 1 &&
                    X509_REQ_set_pubkey(request.get(), key_.get()) == 1 &&
                    X509_REQ_sign(request.get(), key_.get(), EVP_sha256()) > 0;
  if (!made) return opensslFail("certificate request");
  return derOf(request.get());
}

}  // namespace bf
