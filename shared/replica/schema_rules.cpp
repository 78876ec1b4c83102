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

std::optional<FormFault> formFault(const KindSpec& kind, const Change& change) {
  const auto cleared = [&](std::uint32_t field) {
    return std::ranges::find(change.cleared, field) != change.cleared.end();
  };
  const auto set = [&](std::uint32_t field) { return std::ranges::find(change.set, field, &Field::number); };
  for (const auto field : {regionField, finishedField, correctsField})
    if (cleared(field)) return FormFault{field, "cannot be cleared"};
  const auto moved = set(regionField);
  if (change.creates()) {
    if (moved != change.set.end()) return FormFault{regionField, "a record is made where it lies"};
    if (change.parent.isZero() && !kind.root) return FormFault{0, "a record of this kind hangs from another"};
    if (change.parent.isZero() && !kind.mayLieAt(change.region)) return FormFault{0, "region of this kind of record"};
    if (!change.parent.isZero() && kind.parents.empty()) return FormFault{0, "a record of this kind hangs from none"};
    return std::nullopt;
  }
  if (set(correctsField) != change.set.end()) return FormFault{correctsField, "is said when a record is made"};
  if (moved != change.set.end() && (!kind.root || !kind.mayLieAt(integerOf(moved->wire))))
    return FormFault{regionField, "region to move to"};
  return std::nullopt;
}

std::optional<NotAllowed> notAllowed(const KindSpec& kind, const Change& change) {
  const auto barred = [&](std::uint32_t number) {
    const auto* field = kind.field(number);
    return field != nullptr && !kind.mayWrite(*field, change.role);
  };
  for (const auto& field : change.set)
    if (barred(field.number)) return NotAllowed{field.number};
  for (const auto number : change.cleared)
    if (barred(number)) return NotAllowed{number};
  // The envelope has no writers of its own: who may not write it may not write this kind at all.
  if (change.creates() && barred(removalField)) return NotAllowed{};
  return std::nullopt;
}

}  // namespace bf
