#pragma once
// How far an expression of a pack reaches: SQLite is asked how it would go about it. After a change only the households
// that changed are judged again, so a rule about a household must find what it reads by that household; and a join that
// binds two kinds of people's records to nothing takes the product of a county with itself.

#include <optional>
#include <set>
#include <string>

#include "shared/policy/policy_database.h"
#include "shared/policy/policy_pack.h"

namespace bf {

/// Households, all that hangs from them, and the lists of either (policy_views.h): of a change to these it is known
/// which households it concerns.
[[nodiscard]] std::set<std::string> householdKinds(const Schema& schema);

/// What is wrong with the reach of an expression that the database accepts; nothing: it may be judged.
[[nodiscard]] std::optional<Label> reachFault(PolicyDatabase& database, Subject subject, const Expression& expression);

}  // namespace bf
