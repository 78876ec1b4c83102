#pragma once
// Whether a newer schema may follow an older one: tablets and servers of both versions then work on one log. Rules and
// reasons: proto/README.md.

#include <string>
#include <vector>

#include "shared/schema/schema.h"

namespace bf {

/// Every forbidden difference, as "household.phone: …"; empty when `newer` may follow `older`.
[[nodiscard]] std::vector<std::string> incompatibilities(const Schema& older, const Schema& newer);

}  // namespace bf
