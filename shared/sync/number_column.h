#pragma once
// Numbers of one meaning from many records, written so that they take few bytes and compress well: as they are, as
// differences, as differences from the stamps of their changes, or once for all; and without the zeros that all end in.
// PROTOCOL.md "Number columns" has the form.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "shared/base/error.h"
#include "shared/sync/byte_reader.h"

namespace bf {

/// A column in its shortest form. The form's byte stands apart from the data: forms compress well side by side.
struct NumberColumn {
  unsigned char form = 0;
  std::string data;
};

/// `partners` are the stamps of the changes that the values stand in, one each, or empty.
[[nodiscard]] NumberColumn writeColumn(std::span<const std::uint64_t> values, std::span<const std::uint64_t> partners);

/// `count` values. Errors: Errc::malformed (an unknown form, the data end early).
[[nodiscard]] Result<std::vector<std::uint64_t>> readColumn(ByteReader& from, unsigned char form, std::size_t count,
                                                            std::span<const std::uint64_t> partners);

}  // namespace bf
