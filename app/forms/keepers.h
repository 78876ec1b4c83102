#pragma once
// Who answers a question that not everybody may: said beside it, so that nobody wonders why it takes no answer here.

#include <cstdint>
#include <vector>

#include "shared/schema/schema.h"

namespace bf {

/// A role (change.proto) in words; empty for one that this build does not know.
[[nodiscard]] Label roleLabel(std::uint32_t role);

/// That only these roles may write; the administrator, who does so in no office's name, is left out.
[[nodiscard]] Label keptByLabel(const std::vector<std::uint32_t>& roles);

}  // namespace bf
