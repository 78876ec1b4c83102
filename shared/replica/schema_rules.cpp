#include "shared/replica/schema_rules.h"

#include <algorithm>

#include "shared/replica/record_cache.h"

namespace bf {
namespace {

Settle ruleOf(SettleRule rule) {
  switch (rule) {
    case SettleRule::authority: return Settle::authority;
    case SettleRule::period: return Settle::period;
    case SettleRule::unite: return Settle::unite;
    default: return Settle::latest;
  }
}

}  // namespace

Settle SchemaRules::settle(std::uint32_t kind, std::uint32_t field) const {
  const auto* spec = schema_.kind(kind);
  const auto* found = spec == nullptr ? nullptr : spec->field(field);
  return found == nullptr ? Settle::latest : ruleOf(found->settle);
}

std::int64_t SchemaRules::order(const Change& change, std::uint32_t field) const {
  const auto* spec = schema_.kind(change.kind);
  const auto* found = spec == nullptr ? nullptr : spec->field(field);
  if (found == nullptr) return 0;
  if (found->settle == SettleRule::authority) return found->rankOf(change.role);
  if (found->settle != SettleRule::period) return 0;
  const auto at = std::ranges::find(change.set, found->periodField, &Field::number);
  return at == change.set.end() ? 0 : static_cast<std::int64_t>(integerOf(at->wire));
}

bool SchemaRules::personDecides(std::uint32_t kind, std::uint32_t field) const {
  const auto* spec = schema_.kind(kind);
  const auto* found = spec == nullptr ? nullptr : spec->field(field);
  return found != nullptr && found->personDecides;
}

}  // namespace bf
