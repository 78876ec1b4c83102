#include "shared/replica/standing.h"

#include <algorithm>

#include "shared/replica/codec.h"

namespace bf {
namespace {

/// Regions of which something was postponed while their picture was due: eight bytes each.
constexpr std::string_view postponedKey = "postponed";

bool isDue(const bianfang::Standing& standing, RegionCode region) {
  return std::ranges::find(standing.snapshots_due(), region) != standing.snapshots_due().end();
}

/// The list without `region`, and whether it was there.
std::pair<std::string, bool> without(const std::string& list, RegionCode region) {
  std::string rest;
  for (std::size_t at = 0; at + 8 <= list.size(); at += 8)
    if (fromBigEndian(std::string_view(list).substr(at, 8)) != region) rest += list.substr(at, 8);
  return {rest, rest.size() != list.size()};
}

}  // namespace

void dueAgain(bianfang::Standing& standing, RegionCode region) {
  const auto inScope = std::ranges::any_of(standing.scope().regions(),
                                           [&](const bianfang::ScopeRegion& one) { return one.code() == region; });
  if (inScope && !isDue(standing, region)) standing.add_snapshots_due(region);
}

void dueAllAgain(bianfang::Standing& standing) {
  for (const auto& region : standing.scope().regions()) dueAgain(standing, region.code());
}

Result<void> postpone(StoreTx& tx, bianfang::Standing& standing, RegionCode region) {
  if (region == 0) {
    if (standing.snapshots_due().empty()) dueAllAgain(standing);
    return {};
  }
  if (!isDue(standing, region)) {
    dueAgain(standing, region);
    return {};
  }
  BF_LET(list, tx.get(Space::meta, postponedKey));
  return tx.put(Space::meta, postponedKey, without(list.value_or(std::string{}), region).first + bigEndian(region));
}

Result<void> pictured(StoreTx& tx, bianfang::Standing& standing, RegionCode region) {
  auto* due = standing.mutable_snapshots_due();
  due->erase(std::remove(due->begin(), due->end(), region), due->end());
  BF_LET(list, tx.get(Space::meta, postponedKey));
  const auto [rest, again] = without(list.value_or(std::string{}), region);
  if (!again) return {};
  dueAgain(standing, region);
  return tx.put(Space::meta, postponedKey, rest);
}

}  // namespace bf
