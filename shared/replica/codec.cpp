#include "shared/replica/codec.h"

namespace bf {

std::string bigEndian(std::uint64_t value, int bytes) {
  std::string key;
  for (int i = bytes - 1; i >= 0; --i) key += static_cast<char>(value >> (8 * i) & 0xff);
  return key;
}

std::uint64_t fromBigEndian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

}  // namespace bf
