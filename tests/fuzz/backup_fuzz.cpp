// The manifest of a backup, as it stands and with the digest that would fit it.
#include "shared/base/crypto.h"
#include "sync-server/backup.h"
#include "tests/fuzz/fuzz.h"

using namespace bf;

namespace {

void check(std::string_view text) {
  const auto manifest = parseManifest(text);
  if (!manifest) {
    BF_FUZZ_CHECK(manifest.error().code == Errc::storageCorrupt);
    return;
  }
  const auto again = parseManifest(manifestText(*manifest));
  BF_FUZZ_CHECK(again.has_value());
  BF_FUZZ_CHECK(manifestText(*again) == manifestText(*manifest));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = test::textOf(data, size);
  check(text);
  const auto body = std::string(text.substr(0, text.rfind("digest ")));
  check(body + "digest " + toHex(hashOf(body).view()) + "\n");
  return 0;
}
