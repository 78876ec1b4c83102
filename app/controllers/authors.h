#pragma once
// Who wrote something, in words: the people of this tablet by name. Of others a tablet is told the role and the number
// that the centre gave them, and no more.

#include <QString>
#include <cstdint>

#include "app/controllers/tablet_session.h"

namespace bf {

/// "" for nobody knows; a number never stands without its word. A zero user is not named.
[[nodiscard]] QString authorWords(const TabletSession& session, const DeviceId& device, std::uint32_t user,
                                  std::uint32_t role);

}  // namespace bf
