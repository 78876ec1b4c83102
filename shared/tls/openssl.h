#pragma once
// Owners for OpenSSL's objects, and its error queue as our errors.

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <string_view>

#include "shared/base/error.h"

namespace bf {

template <auto Free>
struct OpensslFree {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};

using BioHandle = std::unique_ptr<BIO, OpensslFree<&BIO_free_all>>;
using KeyHandle = std::unique_ptr<EVP_PKEY, OpensslFree<&EVP_PKEY_free>>;
using CertificateHandle = std::unique_ptr<X509, OpensslFree<&X509_free>>;
using RequestHandle = std::unique_ptr<X509_REQ, OpensslFree<&X509_REQ_free>>;
using ContextHandle = std::unique_ptr<SSL_CTX, OpensslFree<&SSL_CTX_free>>;
using SessionHandle = std::unique_ptr<SSL_SESSION, OpensslFree<&SSL_SESSION_free>>;

/// The oldest entry of this thread's error queue in words, the queue emptied; "unknown" when there is none.
[[nodiscard]] std::string opensslReason();
/// `what` followed by opensslReason().
[[nodiscard]] std::unexpected<Error> opensslFail(std::string_view what, Errc code = Errc::tls);
/// Reads PEM or DER text through a BIO that lives as long as the handle; the text must outlive it.
[[nodiscard]] BioHandle readerOf(std::string_view text);
/// All that was written to a memory BIO.
[[nodiscard]] std::string contentOf(BIO* bio);

}  // namespace bf
