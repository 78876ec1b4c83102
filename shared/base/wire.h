#pragma once
// Protobuf wire bytes taken apart by field number, without a message class: merge, store and sync carry fields that
// this build does not know just as they carry those it does, byte for byte.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/error.h"

namespace bf {

/// One field of a record: its number and its wire bytes, tag included (all occurrences of a repeated field, in order).
/// Empty bytes stand for a field that was cleared.
struct Field {
  std::uint32_t number = 0;
  std::string wire;
  bool operator==(const Field&) const = default;
};

enum class WireType { varint = 0, fixed64 = 1, bytes = 2, fixed32 = 5 };

/// One occurrence of a field: where its payload is. For `bytes` the payload excludes the length prefix.
struct Token {
  std::uint32_t number = 0;
  WireType type = WireType::varint;
  std::uint64_t integer = 0;  ///< value of varint, fixed64 and fixed32
  std::string_view payload;   ///< content of `bytes`
  std::string_view whole;     ///< tag and payload as they stand
};

/// Reads tokens one after another; the views point into the text given.
class WireReader {
 public:
  explicit WireReader(std::string_view text) : rest_(text) {}
  [[nodiscard]] bool done() const { return rest_.empty(); }
  /// Errc::malformed for a truncated token, a group, field number 0 or a varint of more than ten bytes.
  [[nodiscard]] Result<Token> next();

 private:
  [[nodiscard]] Result<std::uint64_t> varint();
  std::string_view rest_;
};

/// The fields of a serialised message in ascending order of number, occurrences of one number joined.
/// Errors: Errc::malformed.
[[nodiscard]] Result<std::vector<Field>> splitFields(std::string_view message);
/// The inverse: the message made of these fields.
[[nodiscard]] std::string joinFields(const std::vector<Field>& fields);

void appendVarint(std::string& out, std::uint64_t value);
void appendVarintField(std::string& out, std::uint32_t number, std::uint64_t value);
void appendBytesField(std::string& out, std::uint32_t number, std::string_view value);

/// Zigzag coding of signed numbers, as protobuf's sint64.
[[nodiscard]] constexpr std::uint64_t zigzag(std::int64_t v) {
  return (static_cast<std::uint64_t>(v) << 1) ^ static_cast<std::uint64_t>(v >> 63);
}
[[nodiscard]] constexpr std::int64_t unzigzag(std::uint64_t v) {
  return static_cast<std::int64_t>(v >> 1) ^ -static_cast<std::int64_t>(v & 1);
}

[[nodiscard]] bool isUtf8(std::string_view text);

}  // namespace bf
