#pragma once
// A register of nobody, on which a pack is tried before it is switched on: a county with as many townships and villages
// as a real one, and in four of the villages one record of every kind, hanging from each other in every way that the
// schema allows: with nothing answered and nothing that hangs from it, with nothing answered, with the lowest and with
// the highest answer to everything (there two of every kind).

#include <vector>

#include "shared/policy/policy_database.h"
#include "shared/policy/policy_pack.h"

namespace bf {

/// The city of a pack's first region, one county of it (that of the region, where it is one or lies in one), and the
/// townships and villages of that.
[[nodiscard]] std::vector<PolicyRegion> trialRegions(const Pack& pack);

/// Fills tables that prepareLayout() made, within those regions; days are the first and last of the
/// pack's period. Errors: storage*.
[[nodiscard]] Result<void> fillTrialRegister(Connection& connection, const Schema& schema, const Pack& pack);

}  // namespace bf
