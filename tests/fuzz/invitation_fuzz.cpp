// The text of an enrolment's QR code, addresses and base32, as a camera or a person gives them.
#include "shared/tls/invitation.h"
#include "tests/fuzz/fuzz.h"

using namespace bf;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = test::textOf(data, size);
  if (const auto address = parseAddress(text)) BF_FUZZ_CHECK(parseAddress(textOf(*address)) == *address);
  if (const auto bytes = fromBase32(text)) BF_FUZZ_CHECK(fromBase32(toBase32(*bytes)) == *bytes);
  BF_FUZZ_CHECK(fromBase32(toBase32(text)) == text);
  const auto invitation = parseInvitation(text);
  if (!invitation) {
    BF_FUZZ_CHECK(invitation.error().code == Errc::malformed || invitation.error().code == Errc::unsupportedVersion);
    return 0;
  }
  BF_FUZZ_CHECK(invitation->authorityPin.size() == 32 && !invitation->token.empty());
  BF_FUZZ_CHECK(parseInvitation(textOf(*invitation)) == *invitation);
  return 0;
}
