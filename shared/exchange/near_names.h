#pragma once
// What somebody may have meant by a name that nobody knows: headings, parameters, commands.

#include <string>
#include <string_view>
#include <vector>

namespace bf {

/// Those of `names` that differ from `name` by few characters (one in three, at least one), nearest first, at most
/// three; letters compare without case. Empty when none is near.
[[nodiscard]] std::vector<std::string> nearNames(std::string_view name, const std::vector<std::string>& names);

}  // namespace bf
