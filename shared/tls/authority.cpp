#include "shared/tls/authority.h"

#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "shared/tls/certificate.h"
#include "shared/tls/tls_limits.h"

namespace bf {
namespace {

constexpr Micros second = 1'000'000;

/// What a certificate says beside its key.
struct Draft {
  std::string commonName;
  Micros from = 0;
  Micros until = 0;
  std::vector<std::pair<int, std::string>> extensions;  ///< in OpenSSL's own notation
};

bool setTime(ASN1_TIME* field, Micros at) {
  return ASN1_TIME_set(field, static_cast<std::time_t>(at / second)) != nullptr;
}

bool setSerial(X509* certificate) {
  std::array<unsigned char, 16> random{};
  if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1) return false;
  random[0] &= 0x7f;  // RFC 5280 4.1.2.2: positive, at most 20 bytes
  BIGNUM* number = BN_bin2bn(random.data(), static_cast<int>(random.size()), nullptr);
  const bool set = BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nullptr;
  BN_free(number);
  return set;
}

bool addName(X509_NAME* name, const std::string& commonName) {
  const auto* text = reinterpret_cast<const unsigned char*>(commonName.data());
  return X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8, text, static_cast<int>(commonName.size()), -1,
                                    0) == 1;
}

bool addExtension(X509* certificate, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
  const bool added = extension != nullptr && X509_add_ext(certificate, extension, -1) == 1;
  X509_EXTENSION_free(extension);
  return added;
}

/// Signs a certificate for `subject`; without an issuer it signs itself.
Result<CertificateHandle> signedCertificate(const Draft& draft, EVP_PKEY* subject, X509* issuer, EVP_PKEY* signer) {
  CertificateHandle made(X509_new());
  X509* const above = issuer != nullptr ? issuer : made.get();
  bool ok = made && X509_set_version(made.get(), X509_VERSION_3) == 1 && setSerial(made.get()) &&
            setTime(X509_getm_notBefore(made.get()), draft.from) &&
            setTime(X509_getm_notAfter(made.get()), draft.until) && X509_set_pubkey(made.get(), subject) == 1 &&
            addName(X509_get_subject_name(made.get()), draft.commonName) &&
            X509_set_issuer_name(made.get(), X509_get_subject_name(above)) == 1;
  for (const auto& [nid, value] : draft.extensions) ok = ok && addExtension(made.get(), above, nid, value);
  if (!ok || X509_sign(made.get(), signer, EVP_sha256()) <= 0) return opensslFail("certificate");
  return made;
}

Micros after(Micros now, std::chrono::seconds lifetime) { return now + lifetime.count() * second; }
Micros backdated(Micros now) { return now - std::chrono::seconds(certificateBackdate).count() * second; }

bool isHostName(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  };
  return !name.empty() && name.size() <= 253 && name.front() != '.' && name.front() != '-' &&
         std::all_of(name.begin(), name.end(), allowed);
}

/// "IP:192.0.2.1" or "DNS:sync.example", as OpenSSL reads it. Our own check keeps commas and colons of a name out of
/// that little language.
Result<std::string> alternativeName(const std::string& name) {
  ASN1_OCTET_STRING* address = a2i_IPADDRESS(name.c_str());
  if (address != nullptr) {
    ASN1_OCTET_STRING_free(address);
    return "IP:" + name;
  }
  if (!isHostName(name)) return fail(Errc::invalidValue, "neither a host name nor an IP address: " + name);
  return "DNS:" + name;
}

Result<RequestHandle> readRequest(std::string_view der) {
  if (der.size() > requestBytesMax) return fail(Errc::tooLarge, "certificate request");
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  RequestHandle request(d2i_X509_REQ(nullptr, &at, static_cast<long>(der.size())));
  if (!request) return opensslFail("certificate request", Errc::malformed);
  EVP_PKEY* const key = X509_REQ_get0_pubkey(request.get());
  if (!isP256(key)) return fail(Errc::malformed, "certificate request: only keys of the curve P-256 are taken");
  if (X509_REQ_verify(request.get(), key) != 1) return opensslFail("certificate request", Errc::badSignature);
  return request;
}

}  // namespace

Result<Authority> Authority::make(std::string_view county, Micros now) {
  BF_LET(key, TlsKey::make());
  const Draft draft{.commonName = "Bianfang CA " + std::string(county),
                    .from = backdated(now),
                    .until = after(now, authorityLifetime),
                    .extensions = {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
                                   {NID_key_usage, "critical,keyCertSign,cRLSign"},
                                   {NID_subject_key_identifier, "hash"}}};
  BF_LET(certificate, signedCertificate(draft, key.handle(), nullptr, key.handle()));
  return Authority(std::move(certificate), std::move(key));
}

Result<Authority> Authority::open(std::string_view certificatePem, std::string_view keyPem) {
  BF_LET(certificate, certificateFromPem(certificatePem));
  BF_LET(key, TlsKey::fromPem(keyPem));
  if (X509_check_private_key(certificate.get(), key.handle()) != 1)
    return opensslFail("the CA's certificate and key do not belong together");
  if (X509_check_ca(certificate.get()) == 0) return fail(Errc::tls, "the certificate is not that of a CA");
  return Authority(std::move(certificate), std::move(key));
}

Result<std::string> Authority::certificatePem() const { return pemOf(certificate_.get()); }
Result<std::string> Authority::certificateDer() const { return derOf(certificate_.get()); }

Result<std::string> Authority::issueServer(const TlsKey& key, const std::vector<std::string>& names, Micros now) const {
  if (names.empty()) return fail(Errc::invalidValue, "the server has no name");
  std::string alternatives;
  for (const auto& name : names) {
    BF_LET(alternative, alternativeName(name));
    alternatives += (alternatives.empty() ? "" : ",") + alternative;
  }
  BF_LET(caUntil, validUntil(certificate_.get()));
  const Draft draft{.commonName = "Bianfang centre",
                    .from = backdated(now),
                    .until = std::min(after(now, serverLifetime), caUntil),
                    .extensions = {{NID_basic_constraints, "critical,CA:FALSE"},
                                   {NID_key_usage, "critical,digitalSignature"},
                                   {NID_ext_key_usage, "serverAuth"},
                                   {NID_subject_alt_name, alternatives},
                                   {NID_authority_key_identifier, "keyid"}}};
  BF_LET(issued, signedCertificate(draft, key.handle(), certificate_.get(), key_.handle()));
  return derOf(issued.get());
}

Result<std::string> Authority::issueDevice(std::string_view requestDer, const DeviceId& device,
                                           const PublicKey& signingKey, Micros now) const {
  BF_LET(request, readRequest(requestDer));
  BF_LET(caUntil, validUntil(certificate_.get()));
  const Draft draft{
      .commonName = toHex(device.view()),
      .from = backdated(now),
      .until = std::min(after(now, deviceLifetime), caUntil),
      .extensions = {{NID_basic_constraints, "critical,CA:FALSE"},
                     {NID_key_usage, "critical,digitalSignature"},
                     {NID_ext_key_usage, "clientAuth"},
                     {NID_subject_alt_name, "URI:" + std::string(signingKeyUri) + toHex(signingKey.view())}}};
  BF_LET(issued, signedCertificate(draft, X509_REQ_get0_pubkey(request.get()), certificate_.get(), key_.handle()));
  return derOf(issued.get());
}

}  // namespace bf
