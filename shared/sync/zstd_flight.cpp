#include "shared/sync/zstd_flight.h"

#include <zstd.h>

#include <memory>

#include "shared/sync/sync_limits.h"

namespace bf {
namespace {

// Level 9 gives 4 % less than 3 on a tablet's day and takes 0.2 ms; 19 gives another 1 % and takes ten times as long.
constexpr int level = 9;

struct Release {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

// Contexts are kept for each thread: making one costs more than a tablet's day takes to pack.
ZSTD_CCtx* packer() {
  thread_local std::unique_ptr<ZSTD_CCtx, Release> context(ZSTD_createCCtx());
  return context.get();
}
ZSTD_DCtx* unpacker() {
  thread_local std::unique_ptr<ZSTD_DCtx, Release> context(ZSTD_createDCtx());
  return context.get();
}

}  // namespace

std::string packFlight(std::string_view plain, bool) {
  std::string packed(ZSTD_compressBound(plain.size()), '\0');
  const auto size = ZSTD_compressCCtx(packer(), packed.data(), packed.size(), plain.data(), plain.size(), level);
  packed.resize(size);  // cannot fail: the bound is the library's own
  return packed;
}

Result<std::string> unpackFlight(std::string_view packed, bool) {
  const auto stated = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (stated == ZSTD_CONTENTSIZE_ERROR) return fail(Errc::malformed, "not a zstd frame");
  if (stated == ZSTD_CONTENTSIZE_UNKNOWN) return fail(Errc::tooLarge, "zstd frame does not state its size");
  if (stated > plainBytesMax || (stated > zstdRatioFreeBytes && stated / zstdRatioMax >= packed.size()))
    return fail(Errc::tooLarge, "zstd content of " + std::to_string(stated) + " bytes from " +
                                    std::to_string(packed.size()) + ": plainBytesMax, zstdRatioMax");
  std::string plain(stated, '\0');
  const auto size = ZSTD_decompressDCtx(unpacker(), plain.data(), plain.size(), packed.data(), packed.size());
  if (ZSTD_isError(size) != 0U || size != stated) return fail(Errc::malformed, "damaged zstd frame");
  return plain;
}

std::string_view flightDictionary() { return {}; }

}  // namespace bf
