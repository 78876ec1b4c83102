#pragma once
// A receipt as a message: how it travels, and how a tablet keeps it. Lengths of ids and numbers are checked here, once.

#include <string>
#include <string_view>

#include "bianfang/sync.pb.h"
#include "shared/base/error.h"
#include "shared/replica/receipt.h"

namespace bf {

/// Copies `bytes` into an id. Errors: Errc::malformed naming `what`.
template <class Octets>
[[nodiscard]] Result<Octets> octets(std::string_view bytes, const char* what) {
  const auto read = Octets::from(bytes);
  if (!read) return fail(Errc::malformed, std::string("length of ") + what);
  return *read;
}

/// A sequence number as the centre gives them. Errors: Errc::malformed.
[[nodiscard]] Result<std::int64_t> sequence(std::uint64_t number, const char* what);

/// A receipt with nothing left out.
[[nodiscard]] bianfang::Receipt toMessage(const Receipt& receipt);
/// Errors: Errc::malformed.
[[nodiscard]] Result<Receipt> fromMessage(const bianfang::Receipt& receipt);

}  // namespace bf
