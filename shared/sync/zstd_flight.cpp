#include "shared/sync/zstd_flight.h"

#include <zstd.h>

#include <memory>

#include "shared/base/zstd.h"
#include "shared/sync/dictionary/phrases.h"
#include "shared/sync/sync_limits.h"

namespace bf {
namespace {

// Level 6 gives 5 % less than 3 on a tablet's day, with the dictionary, and takes 0.2 ms; 19 gives another 3 % and
// takes ten times as long.
constexpr int level = 6;

struct Release {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
  void operator()(ZSTD_DDict* dictionary) const { ZSTD_freeDDict(dictionary); }
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

// Prepared once, then only read: safe from all threads.
const ZSTD_CDict* toPack() {
  static const std::unique_ptr<ZSTD_CDict, Release> prepared(
      ZSTD_createCDict(flightDictionary().data(), flightDictionary().size(), level));
  return prepared.get();
}
const ZSTD_DDict* toUnpack() {
  static const std::unique_ptr<ZSTD_DDict, Release> prepared(
      ZSTD_createDDict(flightDictionary().data(), flightDictionary().size()));
  return prepared.get();
}

}  // namespace

std::string_view flightDictionary() { return {reinterpret_cast<const char*>(phrases), phrasesSize}; }

std::string packFlight(std::string_view plain, bool dictionary) {
  std::string packed(ZSTD_compressBound(plain.size()), '\0');
  const auto size =
      dictionary
          ? ZSTD_compress_usingCDict(packer(), packed.data(), packed.size(), plain.data(), plain.size(), toPack())
          : ZSTD_compressCCtx(packer(), packed.data(), packed.size(), plain.data(), plain.size(), level);
  packed.resize(size);  // cannot fail: the bound is the library's own
  return packed;
}

Result<std::string> unpackFlight(std::string_view packed, bool dictionary, std::size_t plainMost) {
  BF_LET(stated, statedSize(packed));
  if (stated > plainMost || (stated > zstdRatioFreeBytes && stated / zstdRatioMax >= packed.size()))
    return fail(Errc::tooLarge, "zstd content of " + std::to_string(stated) + " bytes from " +
                                    std::to_string(packed.size()) + ": plainBytesMax or zstdRatioMax");
  std::string plain(stated, '\0');
  const auto size =
      dictionary
          ? ZSTD_decompress_usingDDict(unpacker(), plain.data(), plain.size(), packed.data(), packed.size(), toUnpack())
          : ZSTD_decompressDCtx(unpacker(), plain.data(), plain.size(), packed.data(), packed.size());
  if (ZSTD_isError(size) != 0U || size != stated) return fail(Errc::malformed, "damaged zstd frame");
  return plain;
}

}  // namespace bf
