#pragma once
// Records sent whole (a snapshot, or records that came into a scope) in columns. A record that still is as it was
// created travels as its creating change: its 16-byte id, which is that change's hash, and its heads are then made by
// the receiver. PROTOCOL.md "Columns" has the layout.

#include <string>
#include <string_view>
#include <vector>

#include "shared/merge/record_heads.h"
#include "shared/replica/record_state.h"
#include "shared/store/store.h"

namespace bf {

/// Columns of `states`, all complete up to the same number; `region`: where roots lie that do not say otherwise.
/// Nothing when they do not fit into columns. Errors: those of the store.
[[nodiscard]] Result<std::optional<std::string>> packStates(StoreTx& tx, const Rules& rules,
                                                            const std::vector<RecordState>& states, RegionCode region);

/// The same states, byte for byte. Errors: Errc::malformed, Errc::tooLarge (plainBytesMax).
[[nodiscard]] Result<std::vector<RecordState>> unpackStates(std::string_view columns, const Rules& rules,
                                                            RegionCode region);

}  // namespace bf
