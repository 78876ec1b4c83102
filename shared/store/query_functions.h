#pragma once
// The few functions that rules over the store have beyond SQL's own: three-valued "all of them" and "any of them",
// lists of choices, days between dates. A PostgreSQL engine has them under the same names.

#include "shared/base/error.h"
#include "shared/store/sqlite.h"

namespace bf {

/// every(v): 0 when one is 0, else NULL when one is NULL or there is none, else 1. some(v): 1 when one is 1, else NULL
/// when one is NULL, else 0 (also when there is none). has(list, n): whether a list of choices holds number n.
/// days(from, to): days between two dates YYYYMMDD; NULL when one is no date. id_state(number, birth date, sex) of a
/// resident's ID: 1 right, 2 wrong in itself, 3 of another birth date, 4 of the other sex (GB/T 2261.1: 1 man, 2
/// woman); NULL without a number. writer_role(heads, field): the role that wrote the value of a record that is shown;
/// NULL when it is not known. removed_unseen(id, heads): whether a removal is still to be decided (isRemoved()).
[[nodiscard]] Result<void> addQueryFunctions(Connection& connection);

}  // namespace bf
