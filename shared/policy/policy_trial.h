#pragma once
// A trial run of a pack: what the database accepts may still give what is no verdict, or never end. Every expression is
// reckoned once on the register of trial_register.h, under the same guard and limits as over a county.

#include "shared/policy/policy_engine.h"

namespace bf {

struct PackTrial {
  PackProblems problems;
  bool stopped = false;  ///< a sum is wrong: nothing else was asked
};

/// A scope or rule that gives something else than 1, 0 or NULL, any other expression that gives no whole number, and
/// whatever the database cannot reckon or takes more steps than a small county may. The pack is one that checkPack()
/// has nothing against. Empty: it ran. What depends on values that the trial register does not have is not found.
/// Errors: storage*.
[[nodiscard]] Result<PackTrial> tryPack(const Schema& schema, const Pack& pack);

}  // namespace bf
