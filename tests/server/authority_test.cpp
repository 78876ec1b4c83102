#include "shared/tls/authority.h"

#include <openssl/x509v3.h>

#include <catch2/catch.hpp>

#include "shared/tls/certificate.h"
#include "shared/tls/tls_limits.h"
#include "tests/server/tls_pair.h"

using namespace bf;
using namespace bf::test;

namespace {

constexpr Micros today = Micros{1'700'000'000} * 1'000'000;
const DeviceId device = *DeviceId::from("tablet-1");

Micros days(std::chrono::days count) { return std::chrono::microseconds(count).count(); }

}  // namespace

TEST_CASE("an authority comes back from its two texts, and not from those of two counties") {
  const auto one = Authority::make("441424", today).value();
  const auto other = Authority::make("441424", today).value();
  const auto again = Authority::open(one.certificatePem().value(), one.keyPem().value());
  REQUIRE(again);
  CHECK(again->certificateDer().value() == one.certificateDer().value());
  CHECK(Authority::open(one.certificatePem().value(), other.keyPem().value()).error().code == Errc::tls);
  CHECK(Authority::open("nothing", one.keyPem().value()).error().code == Errc::tls);
  const auto key = TlsKey::make().value();
  const auto server = certificateFromDer(one.issueServer(key, {"localhost"}, today).value()).value();
  CHECK(Authority::open(pemOf(server.get()).value(), key.pem().value()).error().detail ==
        "the certificate is not that of a CA");
}

TEST_CASE("a device certificate holds for a year and names the device only") {
  const auto authority = Authority::make("441424", today).value();
  const auto key = TlsKey::make().value();
  const auto der = authority.issueDevice(key.request().value(), device, signingKeyOfTests(), today).value();
  const auto certificate = certificateFromDer(der).value();
  CHECK(validUntil(certificate.get()).value() == today + days(deviceLifetime));
  const auto end = today + days(deviceLifetime);
  CHECK(readDevice(certificate.get(), end).value().expired == false);
  CHECK(readDevice(certificate.get(), end + 1'000'000).value().expired);
  CHECK(readDevice(certificate.get(), today).value().device == device);
  CHECK(readDevice(certificate.get(), today).value().signingKey == signingKeyOfTests());
  CHECK(X509_check_purpose(certificate.get(), X509_PURPOSE_SSL_CLIENT, 0) == 1);
  CHECK(X509_check_purpose(certificate.get(), X509_PURPOSE_SSL_SERVER, 0) == 0);
  CHECK(X509_check_ca(certificate.get()) == 0);
}

TEST_CASE("no certificate outlives its authority") {
  const auto authority = Authority::make("441424", today).value();
  const auto key = TlsKey::make().value();
  const auto late = today + days(authorityLifetime) - days(std::chrono::days(10));
  const auto der = authority.issueDevice(key.request().value(), device, signingKeyOfTests(), late).value();
  CHECK(validUntil(certificateFromDer(der).value().get()).value() == today + days(authorityLifetime));
}

TEST_CASE("a request must be whole, signed by its own key, and of the curve P-256") {
  const auto authority = Authority::make("441424", today).value();
  const auto key = TlsKey::make().value();
  auto request = key.request().value();
  CHECK(authority.issueDevice("rubbish", device, signingKeyOfTests(), today).error().code == Errc::malformed);
  CHECK(authority.issueDevice(std::string(requestBytesMax + 1, 'x'), device, signingKeyOfTests(), today).error().code ==
        Errc::tooLarge);
  CHECK(authority.issueDevice(request.substr(0, request.size() - 1), device, signingKeyOfTests(), today).error().code ==
        Errc::malformed);
  request.back() ^= 1;  // in the signature
  CHECK(authority.issueDevice(request, device, signingKeyOfTests(), today).error().code == Errc::badSignature);

  const KeyHandle p384(EVP_EC_gen("secp384r1"));
  const RequestHandle other(X509_REQ_new());
  X509_REQ_set_pubkey(other.get(), p384.get());
  X509_REQ_sign(other.get(), p384.get(), EVP_sha256());
  CHECK(authority.issueDevice(derOf(other.get()).value(), device, signingKeyOfTests(), today)
            .error()
            .detail.find("P-256") != std::string::npos);
}

TEST_CASE("the centre's certificate carries every name it was given, and only proper names") {
  const auto authority = Authority::make("441424", today).value();
  const auto key = TlsKey::make().value();
  const auto der = authority.issueServer(key, {"sync.example", "192.0.2.1", "2001:db8::1"}, today).value();
  const auto certificate = certificateFromDer(der).value();
  CHECK(X509_check_host(certificate.get(), "sync.example", 0, 0, nullptr) == 1);
  CHECK(X509_check_host(certificate.get(), "other.example", 0, 0, nullptr) == 0);
  CHECK(X509_check_ip_asc(certificate.get(), "192.0.2.1", 0) == 1);
  CHECK(X509_check_ip_asc(certificate.get(), "2001:db8::1", 0) == 1);
  CHECK(authority.issueServer(key, {}, today).error().code == Errc::invalidValue);
  for (const std::string bad : {"a,DNS:b.example", "has space", "", "dirName:x", "-x"})
    CHECK(authority.issueServer(key, {bad}, today).error().code == Errc::invalidValue);
}

TEST_CASE("a key comes back from its text; another curve is refused") {
  const auto key = TlsKey::make().value();
  CHECK(EVP_PKEY_eq(TlsKey::fromPem(key.pem().value()).value().handle(), key.handle()) == 1);
  CHECK(TlsKey::fromPem("-----BEGIN PRIVATE KEY-----\n").error().code == Errc::tls);
  CHECK_FALSE(isP256(nullptr));
}
