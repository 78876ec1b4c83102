#include "tests/merge/fields.h"

#include <algorithm>

#include "shared/base/wire.h"
#include "shared/merge/packed.h"

namespace bf::test {

Settle HouseholdRules::settle(std::uint32_t, std::uint32_t field) const {
  switch (field) {
    case grade: return Settle::authority;
    case income: return Settle::period;
    case needs: return Settle::unite;
    default: return Settle::latest;
  }
}

std::int64_t HouseholdRules::order(const Change& change, std::uint32_t field) const {
  if (field == grade) return change.role;
  if (field != income) return 0;
  const auto year = std::ranges::find(change.set, incomeYear, &Field::number);
  if (year == change.set.end()) return 0;
  const auto token = WireReader(year->wire).next();
  return token ? static_cast<std::int64_t>(token->integer) : 0;
}

Field choices(std::uint32_t field, const std::vector<std::uint32_t>& chosen) {
  return textField(field, packed(chosen));
}

}  // namespace bf::test
