#include "shared/base/wire.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace bf {
namespace {

constexpr int varintBytesMax = 10;
constexpr std::uint64_t fieldNumberMax = (1U << 29) - 1;

}  // namespace

Result<std::uint64_t> WireReader::varint() {
  std::uint64_t value = 0;
  for (int i = 0; i < varintBytesMax; ++i) {
    if (rest_.empty()) return fail(Errc::malformed, "number ends early");
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7f) << (7 * i);
    if (byte < 0x80) return value;
  }
  return fail(Errc::malformed, "number of more than ten bytes");
}

Result<Token> WireReader::next() {
  const char* start = rest_.data();
  BF_LET(tag, varint());
  if (tag >> 3 == 0 || tag >> 3 > fieldNumberMax) return fail(Errc::malformed, "field number out of range");
  Token token;
  token.number = static_cast<std::uint32_t>(tag >> 3);
  switch (tag & 7) {
    case 0: {
      BF_LET(value, varint());
      token.type = WireType::varint;
      token.integer = value;
      break;
    }
    case 1:
    case 5: {
      const std::size_t width = (tag & 7) == 1 ? 8 : 4;
      if (rest_.size() < width) return fail(Errc::malformed, "fixed number ends early");
      token.type = width == 8 ? WireType::fixed64 : WireType::fixed32;
      std::memcpy(&token.integer, rest_.data(), width);  // little-endian, as is every machine we run on
      rest_.remove_prefix(width);
      break;
    }
    case 2: {
      BF_LET(length, varint());
      if (length > rest_.size()) return fail(Errc::malformed, "length runs over the end");
      token.type = WireType::bytes;
      token.payload = rest_.substr(0, length);
      rest_.remove_prefix(length);
      break;
    }
    default: return fail(Errc::malformed, "groups are not allowed");
  }
  token.whole = {start, static_cast<std::size_t>(rest_.data() - start)};
  return token;
}

Result<std::vector<Field>> splitFields(std::string_view message) {
  std::vector<Token> tokens;
  WireReader reader(message);
  while (!reader.done()) {
    BF_LET(token, reader.next());
    tokens.push_back(token);
  }
  // Sorted at the end and not while reading: fields in falling order would make that quadratic.
  std::ranges::sort(tokens, {}, [](const Token& token) { return std::pair(token.number, token.whole.data()); });
  std::vector<Field> fields;
  for (const auto& token : tokens) {
    if (fields.empty() || fields.back().number != token.number) fields.push_back({token.number, {}});
    fields.back().wire += token.whole;
  }
  return fields;
}

std::string joinFields(const std::vector<Field>& fields) {
  std::string message;
  for (const auto& field : fields) message += field.wire;
  return message;
}

void appendVarint(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}

void appendVarintField(std::string& out, std::uint32_t number, std::uint64_t value) {
  appendVarint(out, static_cast<std::uint64_t>(number) << 3);
  appendVarint(out, value);
}

void appendBytesField(std::string& out, std::uint32_t number, std::string_view value) {
  appendVarint(out, static_cast<std::uint64_t>(number) << 3 | 2);
  appendVarint(out, value.size());
  out += value;
}

bool isUtf8(std::string_view text) {
  const auto* p = reinterpret_cast<const unsigned char*>(text.data());
  const auto* end = p + text.size();
  while (p < end) {
    const unsigned lead = *p++;
    if (lead < 0x80) continue;
    const int more = lead >= 0xf0 && lead <= 0xf4 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc2 ? 1 : 0;
    if (more == 0 || lead > 0xf4 || end - p < more) return false;
    std::uint32_t code = lead & (0x3fU >> more);
    for (int i = 0; i < more; ++i) {
      if ((*p & 0xc0U) != 0x80) return false;
      code = code << 6 | (*p++ & 0x3fU);
    }
    if ((more == 2 && code < 0x800) || (more == 3 && (code < 0x10000 || code > 0x10ffff))) return false;
    if (code >= 0xd800 && code <= 0xdfff) return false;
  }
  return true;
}

}  // namespace bf
