// The server's configuration file, with whatever mistakes people make in it.
#include "shared/base/wire.h"
#include "sync-server/config.h"
#include "tests/fuzz/fuzz.h"

using namespace bf;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto config = parseConfig(test::textOf(data, size), "bianfangd.toml");
  if (config) {
    BF_FUZZ_CHECK(!config->data.empty() && config->networkThreads > 0 && config->sessions > 0);
    return 0;
  }
  BF_FUZZ_CHECK(config.error().code == Errc::configInvalid);
  BF_FUZZ_CHECK(config.error().detail.find("bianfangd.toml") != std::string::npos);
  return 0;
}
