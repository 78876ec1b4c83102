#pragma once
// Places where the simulator may make the code wrong on purpose, by name, to show that it would notice: a check that
// cannot fail proves nothing. In every other build BF_WEAKENED is the constant false and nothing of it remains.

#ifdef BIANFANG_WEAKENINGS

#include <string_view>

namespace bf {

/// The weakening that is switched on; empty: none. Set by tests/sim before a world begins.
inline std::string_view activeWeakening;

}  // namespace bf

#define BF_WEAKENED(name) (::bf::activeWeakening == std::string_view(name))

#else

#define BF_WEAKENED(name) false

#endif
