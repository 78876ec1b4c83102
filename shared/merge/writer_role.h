#pragma once
// Who wrote a value, as the stored heads of its record say: the role of the person whose device signed that write,
// which the centre has compared with its register of users (centre_judge.cpp). Heads come with snapshots, too, so that
// a tablet knows it as the centre does. What a record says of its author is typed, and anybody can type it.

#include <cstdint>
#include <optional>
#include <string_view>

namespace bf {

/// The role that wrote the value of `field` that is shown. `heads`: the stored form of RecordHeads. Nothing when nobody
/// wrote it, when the writer has no role, and when the form is none.
[[nodiscard]] std::optional<std::uint32_t> roleOfWriter(std::string_view heads, std::uint32_t field);

}  // namespace bf
