#pragma once
// Who visits, said twice: by the role that the centre gave a person (bianfang.Role) and by the duty that stands with
// the visit (visit.visitor_duty). Here is which role is which duty.

#include <cstdint>
#include <map>

#include "shared/schema/schema.h"

namespace bf {

/// The number of the duty by the number of the role. Roles that are no duty of those who visit are not in it.
[[nodiscard]] std::map<std::uint32_t, std::int64_t> dutyByRole(const Schema& schema);

}  // namespace bf
