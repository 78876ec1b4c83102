#pragma once
// What a list shows of a sensitive value until someone asks for it whole (and is logged).

#include <string>
#include <string_view>

#include "shared/schema/schema.h"

namespace bf {

/// ID number: the first 3 and last 4 characters; phone: first 3 and last 4; account: last 4; any other sensitive
/// value: nothing of it, not even its length. Values that are not sensitive come back as they are.
[[nodiscard]] std::string mask(const FieldSpec& field, std::string_view text);

/// Whether a text stands for a value that somebody hid: three stars in a row. Such a text is never a value itself.
[[nodiscard]] bool looksMasked(std::string_view text);

/// Whether `whole` may be what `masked` hides: what stands before and after the stars is the same.
[[nodiscard]] bool fitsMask(std::string_view masked, std::string_view whole);

}  // namespace bf
