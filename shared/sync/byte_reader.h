#pragma once
// Reads numbers and bytes one after another from a text that it does not own; every read is checked against the end.

#include <cstdint>
#include <string_view>

#include "shared/base/error.h"

namespace bf {

class ByteReader {
 public:
  explicit ByteReader(std::string_view text) : rest_(text) {}
  [[nodiscard]] bool done() const { return rest_.empty(); }
  [[nodiscard]] std::size_t left() const { return rest_.size(); }

  /// Errors: Errc::malformed (ends early, more than ten bytes).
  [[nodiscard]] Result<std::uint64_t> number();
  /// A number that is at most `most`. Errors: Errc::malformed, Errc::tooLarge.
  [[nodiscard]] Result<std::uint64_t> number(std::uint64_t most, const char* what);
  /// The next `size` bytes, a view into the text. Errors: Errc::malformed.
  [[nodiscard]] Result<std::string_view> bytes(std::uint64_t size);
  [[nodiscard]] Result<unsigned char> byte();

 private:
  std::string_view rest_;
};

}  // namespace bf
