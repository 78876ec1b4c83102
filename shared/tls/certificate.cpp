#include "shared/tls/certificate.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <array>
#include <ctime>
#include <memory>
#include <optional>

namespace bf {
namespace {

template <class T>
Result<std::string> encoded(const T* object, int (*encode)(const T*, unsigned char**)) {
  const int size = encode(object, nullptr);
  if (size <= 0) return opensslFail("encoding");
  std::string der(static_cast<std::size_t>(size), '\0');
  auto* at = reinterpret_cast<unsigned char*>(der.data());
  encode(object, &at);
  return der;
}

using NamesHandle = std::unique_ptr<GENERAL_NAMES, OpensslFree<&GENERAL_NAMES_free>>;

std::optional<PublicKey> signingKeyOf(const X509* certificate) {
  const NamesHandle names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const auto* name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type != GEN_URI) continue;
    const auto* uri = name->d.uniformResourceIdentifier;
    std::string_view text(reinterpret_cast<const char*>(ASN1_STRING_get0_data(uri)),
                          static_cast<std::size_t>(ASN1_STRING_length(uri)));
    if (!text.starts_with(signingKeyUri)) continue;
    text.remove_prefix(signingKeyUri.size());
    const auto raw = fromHex(text);
    return raw ? PublicKey::from(*raw) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, 32> digest{};
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

Result<std::string> derOf(const X509* certificate) { return encoded(certificate, &i2d_X509); }
Result<std::string> derOf(const X509_REQ* request) { return encoded(request, &i2d_X509_REQ); }

Result<CertificateHandle> certificateFromDer(std::string_view der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const auto* const end = at + der.size();
  CertificateHandle certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (!certificate || at != end) return opensslFail("certificate");
  return certificate;
}

Result<CertificateHandle> certificateFromPem(std::string_view pem) {
  const auto reader = readerOf(pem);
  CertificateHandle certificate(PEM_read_bio_X509(reader.get(), nullptr, nullptr, nullptr));
  if (!certificate) return opensslFail("certificate");
  return certificate;
}

Result<std::string> pemOf(const X509* certificate) {
  const BioHandle out(BIO_new(BIO_s_mem()));
  if (PEM_write_bio_X509(out.get(), certificate) != 1) return opensslFail("certificate");
  return contentOf(out.get());
}

Result<Micros> validUntil(const X509* certificate) {
  std::tm time{};
  if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &time) != 1) return opensslFail("certificate");
  return Micros{timegm(&time)} * 1'000'000;
}

Result<DeviceCertificate> readDevice(const X509* certificate, Micros now) {
  std::array<char, 2 * DeviceId::size + 2> name{};
  const int size = X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name.data(),
                                             static_cast<int>(name.size()));
  const auto raw = size > 0 ? fromHex({name.data(), static_cast<std::size_t>(size)}) : std::nullopt;
  const auto device = raw ? DeviceId::from(*raw) : std::nullopt;
  if (!device || device->isZero()) return fail(Errc::tls, "the certificate names no device");
  const auto key = signingKeyOf(certificate);
  if (!key) return fail(Errc::tls, "the certificate names no signing key");
  BF_LET(until, validUntil(certificate));
  BF_LET(der, derOf(certificate));
  return DeviceCertificate{.device = *device, .signingKey = *key, .expired = until < now, .hash = sha256(der)};
}

}  // namespace bf
