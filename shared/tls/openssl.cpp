#include "shared/tls/openssl.h"

#include <openssl/err.h>

namespace bf {

std::string opensslReason() {
  const unsigned long code = ERR_get_error();
  ERR_clear_error();
  if (code == 0) return "unknown";
  const char* reason = ERR_reason_error_string(code);
  return reason != nullptr ? reason : "unknown";
}

std::unexpected<Error> opensslFail(std::string_view what, Errc code) {
  return fail(code, std::string(what) + ": " + opensslReason());
}

BioHandle readerOf(std::string_view text) {
  return BioHandle(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

std::string contentOf(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

}  // namespace bf
