#pragma once
// Who wrote something, in words: by name as far as the centre told it with the scope, else by role and the number that
// the centre gave them.

#include <QString>
#include <cstdint>

#include "app/controllers/tablet_session.h"

namespace bf {

/// "" for nobody knows; a number never stands without its word. A zero user is not named.
[[nodiscard]] QString authorWords(const TabletSession& session, const DeviceId& device, std::uint32_t user,
                                  std::uint32_t role);

}  // namespace bf
