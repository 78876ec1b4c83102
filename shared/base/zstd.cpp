#include "shared/base/zstd.h"

#include <zstd.h>

#include <memory>

namespace bf {
namespace {

// Contexts are kept for each thread: making one costs more than a tablet's day takes to pack.
template <class Context, Context* (*make)(), std::size_t (*release)(Context*)>
Context* ofThread() {
  struct Release {
    void operator()(Context* context) const { release(context); }
  };
  thread_local std::unique_ptr<Context, Release> context(make());
  return context.get();
}

}  // namespace

std::string compress(std::string_view plain, int level) {
  std::string packed(ZSTD_compressBound(plain.size()), '\0');
  const auto size = ZSTD_compressCCtx(ofThread<ZSTD_CCtx, ZSTD_createCCtx, ZSTD_freeCCtx>(), packed.data(),
                                      packed.size(), plain.data(), plain.size(), level);
  packed.resize(size);  // cannot fail: the bound is the library's own
  return packed;
}

Result<std::uint64_t> statedSize(std::string_view packed) {
  // Frames that are to be skipped, and those of versions before 0.8, begin otherwise.
  if (!packed.starts_with("\x28\xb5\x2f\xfd")) return fail(Errc::malformed, "not a zstd frame");
  const auto stated = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (stated == ZSTD_CONTENTSIZE_ERROR) return fail(Errc::malformed, "not a zstd frame");
  if (stated == ZSTD_CONTENTSIZE_UNKNOWN) return fail(Errc::tooLarge, "zstd frame does not state its size");
  if (ZSTD_findFrameCompressedSize(packed.data(), packed.size()) != packed.size())
    return fail(Errc::malformed, "not one whole zstd frame");
  return stated;
}

Result<std::string> decompress(std::string_view packed, std::size_t plainBytesMax) {
  BF_LET(stated, statedSize(packed));
  if (stated > plainBytesMax)
    return fail(Errc::tooLarge, "zstd content of " + std::to_string(stated) + " bytes, at most " +
                                    std::to_string(plainBytesMax) + " are allowed");
  std::string plain(stated, '\0');
  const auto size = ZSTD_decompressDCtx(ofThread<ZSTD_DCtx, ZSTD_createDCtx, ZSTD_freeDCtx>(), plain.data(),
                                        plain.size(), packed.data(), packed.size());
  if (ZSTD_isError(size) != 0U || size != stated) return fail(Errc::malformed, "damaged zstd frame");
  return plain;
}

}  // namespace bf
