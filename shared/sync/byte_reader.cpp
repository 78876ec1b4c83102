#include "shared/sync/byte_reader.h"

#include <string>

namespace bf {
namespace {

constexpr int varintBytesMax = 10;

}  // namespace

Result<std::uint64_t> ByteReader::number() {
  std::uint64_t value = 0;
  for (int i = 0; i < varintBytesMax; ++i) {
    BF_LET(next, byte());
    value |= static_cast<std::uint64_t>(next & 0x7f) << (7 * i);
    if (next < 0x80) return value;
  }
  return fail(Errc::malformed, "number of more than ten bytes");
}

Result<std::uint64_t> ByteReader::number(std::uint64_t most, const char* what) {
  BF_LET(value, number());
  if (value > most)
    return fail(Errc::tooLarge, std::string(what) + ": " + std::to_string(value) + ", at most " + std::to_string(most));
  return value;
}

Result<std::string_view> ByteReader::bytes(std::uint64_t size) {
  if (size > rest_.size()) return fail(Errc::malformed, "bytes end early");
  const auto taken = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return taken;
}

Result<unsigned char> ByteReader::byte() {
  if (rest_.empty()) return fail(Errc::malformed, "bytes end early");
  const auto taken = static_cast<unsigned char>(rest_.front());
  rest_.remove_prefix(1);
  return taken;
}

}  // namespace bf
