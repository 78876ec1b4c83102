#include "shared/tls/tls_context.h"

#include <openssl/x509v3.h>

#include <memory>

#include "shared/tls/certificate.h"
#include "shared/tls/tls_limits.h"

namespace bf {
namespace {

/// Lives as long as the client context that it is attached to.
struct Pinned {
  std::string pin;
};

int pinnedIndex() {
  static const int index = SSL_CTX_get_ex_new_index(
      0, nullptr, nullptr, nullptr,
      [](void*, void* held, CRYPTO_EX_DATA*, int, long, void*) { delete static_cast<Pinned*>(held); });
  return index;
}

Result<ContextHandle> makeContext(const SSL_METHOD* method) {
  ContextHandle context(SSL_CTX_new(method));
  if (!context) return opensslFail("TLS context");
  SSL_CTX* const raw = context.get();
  if (SSL_CTX_set_min_proto_version(raw, TLS1_3_VERSION) != 1) return opensslFail("TLS 1.3");
  // Buffers are given back while a connection is idle: 412 open sessions cost a few megabytes, not thirty.
  SSL_CTX_set_mode(raw, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  // Frames state their length, so a cut stream is noticed without the peer's farewell.
  SSL_CTX_set_options(raw, SSL_OP_IGNORE_UNEXPECTED_EOF | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_read_ahead(raw, 1);
  // What a tablet's evening costs in bytes is mostly these: SHA-256 suites have the shorter proofs, extensions of
  // TLS 1.2 say nothing here, and the disguise as TLS 1.2 for old middleboxes (RFC 8446 D.4) costs 76 bytes.
  if (SSL_CTX_set_ciphersuites(raw, "TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_256_GCM_SHA384") != 1)
    return opensslFail("TLS suites");
  SSL_CTX_set_options(raw, SSL_OP_NO_ENCRYPT_THEN_MAC | SSL_OP_NO_EXTENDED_MASTER_SECRET);
  SSL_CTX_clear_options(raw, SSL_OP_ENABLE_MIDDLEBOX_COMPAT);
  return context;
}

Result<void> useIdentity(SSL_CTX* context, std::string_view certificateDer, const TlsKey& key) {
  BF_LET(certificate, certificateFromDer(certificateDer));
  if (SSL_CTX_use_certificate(context, certificate.get()) != 1 || SSL_CTX_use_PrivateKey(context, key.handle()) != 1)
    return opensslFail("certificate and key do not belong together");
  return {};
}

/// A device certificate past its end still deposits; the session asks for the difference itself.
int tolerateTime(int ok, X509_STORE_CTX* context) {
  if (ok == 1) return 1;
  const int error = X509_STORE_CTX_get_error(context);
  if (error != X509_V_ERR_CERT_HAS_EXPIRED && error != X509_V_ERR_CERT_NOT_YET_VALID) return 0;
  // The result is a part of the TLS session; left as it is, it would make a resumed one fail.
  X509_STORE_CTX_set_error(context, X509_V_OK);
  return 1;
}

int tolerateEarly(int ok, X509_STORE_CTX* context) {
  if (ok == 1) return 1;
  if (X509_STORE_CTX_get_error(context) != X509_V_ERR_CERT_NOT_YET_VALID) return 0;
  X509_STORE_CTX_set_error(context, X509_V_OK);
  return 1;
}

/// Verifies the centre's chain against the one certificate in it that has the pin, and nothing else.
int verifyPinned(X509_STORE_CTX* context, void*) {
  const auto* ssl = static_cast<SSL*>(X509_STORE_CTX_get_ex_data(context, SSL_get_ex_data_X509_STORE_CTX_idx()));
  const auto* pinned = static_cast<const Pinned*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), pinnedIndex()));
  STACK_OF(X509)* const sent = X509_STORE_CTX_get0_untrusted(context);
  STACK_OF(X509)* const trusted = sk_X509_new_null();
  for (int i = 0; i < sk_X509_num(sent); ++i) {
    X509* const candidate = sk_X509_value(sent, i);
    const auto der = derOf(candidate);
    if (der && authorityPin(*der) == pinned->pin && X509_check_ca(candidate) != 0) sk_X509_push(trusted, candidate);
  }
  X509_STORE_CTX_set0_trusted_stack(context, trusted);
  X509_STORE_CTX_set_verify_cb(context, tolerateEarly);
  const int verified = X509_verify_cert(context);
  X509_STORE_CTX_set0_trusted_stack(context, nullptr);
  sk_X509_free(trusted);
  return verified;
}

}  // namespace

Result<ContextHandle> makeServerContext(std::string_view authorityDer, std::string_view certificateDer,
                                        const TlsKey& key) {
  BF_LET(context, makeContext(TLS_server_method()));
  SSL_CTX* const raw = context.get();
  BF_CHECK(useIdentity(raw, certificateDer, key));
  BF_LET(authority, certificateFromDer(authorityDer));
  if (X509_STORE_add_cert(SSL_CTX_get_cert_store(raw), authority.get()) != 1) return opensslFail("CA");
  // Sent along, because a tablet that enrols knows the CA only by its pin.
  if (SSL_CTX_add1_chain_cert(raw, authority.get()) != 1) return opensslFail("CA");
  SSL_CTX_set_verify(raw, SSL_VERIFY_PEER, tolerateTime);
  SSL_CTX_set_verify_depth(raw, 1);
  // Whose sessions these are: a session of another county's centre is not resumed here.
  const auto id = sha256(authorityDer);
  SSL_CTX_set_session_id_context(raw, reinterpret_cast<const unsigned char*>(id.data()), 32);
  SSL_CTX_set_session_cache_mode(raw, SSL_SESS_CACHE_SERVER);
  SSL_CTX_sess_set_cache_size(raw, resumableSessionsMax);
  SSL_CTX_set_timeout(raw, static_cast<long>(resumableFor.count()));
  SSL_CTX_set_options(raw, SSL_OP_NO_TICKET | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
  SSL_CTX_set_num_tickets(raw, 1);
  return std::move(context);
}

Result<ContextHandle> makeClientContext(const ClientIdentity& identity) {
  if (identity.authorityPin.size() != 32) return fail(Errc::invalidValue, "the pin of the CA has 32 bytes");
  BF_LET(context, makeContext(TLS_client_method()));
  SSL_CTX* const raw = context.get();
  if (identity.key != nullptr) BF_CHECK(useIdentity(raw, identity.certificateDer, *identity.key));
  auto pinned = std::make_unique<Pinned>(Pinned{identity.authorityPin});
  if (SSL_CTX_set_ex_data(raw, pinnedIndex(), pinned.get()) != 1) return opensslFail("TLS context");
  static_cast<void>(pinned.release());
  SSL_CTX_set_verify(raw, SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_cert_verify_callback(raw, verifyPinned, nullptr);
  // 1 second after the epoch stands for "never heard of a time": nothing has expired then.
  X509_VERIFY_PARAM_set_time(SSL_CTX_get0_param(raw), identity.centreTime > 0 ? identity.centreTime / 1'000'000 : 1);
  // The session is taken from the connection by TlsConnection and kept by the tablet itself.
  SSL_CTX_set_session_cache_mode(raw, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
  SSL_CTX_set_options(raw, SSL_OP_NO_TICKET);  // those of TLS 1.2 only
  // One group and few bytes: every centre is ours, so there is nothing to negotiate.
  if (SSL_CTX_set1_groups_list(raw, "X25519:P-256") != 1 || SSL_CTX_set1_sigalgs_list(raw, "ECDSA+SHA256") != 1)
    return opensslFail("TLS groups");
  return std::move(context);
}

}  // namespace bf
