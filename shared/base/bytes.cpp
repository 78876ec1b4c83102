#include "shared/base/bytes.h"

namespace bf {
namespace {

int nibble(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

int digits(RegionCode region) {
  int count = 0;
  for (; region != 0; region /= 10) ++count;
  return count;
}

RegionCode dropDigits(RegionCode region, int count) {
  for (; count > 0; --count) region /= 10;
  return region;
}

}  // namespace

std::string toHex(std::string_view bytes) {
  static constexpr char alphabet[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += alphabet[byte >> 4];
    hex += alphabet[byte & 15];
  }
  return hex;
}

std::optional<std::string> fromHex(std::string_view hex) {
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = nibble(hex[i]);
    const int low = nibble(hex[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

bool within(RegionCode region, RegionCode ancestor) {
  if (ancestor == 0) return false;
  const int extra = digits(region) - digits(ancestor);
  return extra >= 0 && dropDigits(region, extra) == ancestor;
}

std::string_view levelName(RegionCode region) {
  switch (digits(region)) {
    case 2: return "province";
    case 4: return "city";
    case 6: return "county";
    case 9: return "township";
    case 12: return "village";
    default: return "";
  }
}

RegionCode parentOf(RegionCode region) {
  switch (digits(region)) {
    case 12:
    case 9: return region / 1000;
    case 6:
    case 4: return region / 100;
    default: return 0;
  }
}

}  // namespace bf
