#include "shared/exchange/register_index.h"

#include <algorithm>
#include <functional>

namespace bf {
namespace {

std::uint64_t hashOfPair(std::string_view a, std::string_view b) {
  std::string both(a);
  both += '\0';
  both += b;
  return std::hash<std::string_view>()(both);
}

/// Of members with one ID number, which only a mistake gives to two, the name tells who is meant.
std::string sharedId(std::string_view id, std::string_view name) {
  return std::string(personPart(id)) + "/" + std::string(name);
}

}  // namespace

std::string_view personPart(std::string_view id) { return id.substr(0, 18); }

bool RegisterIndex::addHousehold(std::string number, SeenHousehold household) {
  return households_.try_emplace(std::move(number), std::move(household)).second;
}

SeenHousehold* RegisterIndex::household(std::string_view number) {
  const auto found = households_.find(std::string(number));
  return found == households_.end() ? nullptr : &found->second;
}

std::optional<RowPlace> RegisterIndex::idSeenBefore(std::string_view id, RowPlace place) {
  const auto [at, fresh] = ids_.try_emplace(std::hash<std::string_view>()(personPart(id)), place);
  return fresh ? std::nullopt : std::optional(at->second);
}

void RegisterIndex::addMember(std::string_view household, std::string_view id, std::string_view name, std::string key) {
  const auto index = static_cast<std::uint32_t>(memberKeys_.size());
  memberKeys_.push_back(std::move(key));
  if (!id.empty()) {
    const auto [first, alone] = membersById_.try_emplace(hashOfPair(household, personPart(id)), index);
    const auto named = membersByName_.find(hashOfPair(household, name));
    const bool again = named != membersByName_.end() && named->second == first->second;
    if (!alone && !again) sharers_.try_emplace(hashOfPair(household, sharedId(id, name)), index);
    if (!alone) sharers_.try_emplace(hashOfPair(household, sharedId(id, {})), ambiguous);
  }
  if (name.empty()) return;
  const auto [at, fresh] = membersByName_.try_emplace(hashOfPair(household, name), index);
  if (!fresh) at->second = ambiguous;
}

const std::string* RegisterIndex::member(std::string_view household, std::string_view id, std::string_view name) const {
  if (!id.empty()) {
    if (const auto sharer = sharerOf(household, id, name))
      return *sharer == ambiguous ? nullptr : &memberKeys_[*sharer];
    const auto found = membersById_.find(hashOfPair(household, personPart(id)));
    if (found != membersById_.end()) return &memberKeys_[found->second];
  }
  if (name.empty()) return nullptr;
  const auto found = membersByName_.find(hashOfPair(household, name));
  return found == membersByName_.end() || found->second == ambiguous ? nullptr : &memberKeys_[found->second];
}

bool RegisterIndex::hasName(std::string_view household, std::string_view name) const {
  return membersByName_.contains(hashOfPair(household, name));
}

std::optional<std::uint32_t> RegisterIndex::sharerOf(std::string_view household, std::string_view id,
                                                     std::string_view name) const {
  if (sharers_.empty()) return std::nullopt;
  const auto found = sharers_.find(hashOfPair(household, sharedId(id, name)));
  return found == sharers_.end() ? std::nullopt : std::optional(found->second);
}

PersonMatch RegisterIndex::match(std::string_view household, std::string_view id, std::string_view name) const {
  if (sharerOf(household, id, name)) return PersonMatch::agrees;
  const auto byId = membersById_.find(hashOfPair(household, personPart(id)));
  const auto byName = membersByName_.find(hashOfPair(household, name));
  const bool named = byName != membersByName_.end();
  if (byId != membersById_.end()) {
    const bool same = named && (byName->second == byId->second || byName->second == ambiguous);
    return same ? PersonMatch::agrees : PersonMatch::contradicts;
  }
  if (!named || byName->second == ambiguous) return PersonMatch::unknown;
  // The key of a member is its ID number, and its name only where there is none.
  const std::string& key = memberKeys_[byName->second];
  return key.ends_with("/" + std::string(name)) ? PersonMatch::agrees : PersonMatch::contradicts;
}

void RegisterIndex::addParent(std::uint32_t kind, std::string_view above, std::string key, std::vector<Field> fields) {
  parents_[std::to_string(kind) + "/" + std::string(above)].push_back({std::move(key), std::move(fields)});
}

std::vector<std::string> RegisterIndex::parents(std::uint32_t kind, std::string_view above,
                                                const std::vector<Field>& wanted) const {
  std::vector<std::string> keys;
  const auto found = parents_.find(std::to_string(kind) + "/" + std::string(above));
  if (found == parents_.end()) return keys;
  for (const Parent& parent : found->second)
    if (holds(parent.fields, wanted)) keys.push_back(parent.key);
  return keys;
}

bool holds(const std::vector<Field>& fields, const std::vector<Field>& wanted) {
  return std::ranges::all_of(wanted, [&](const Field& one) {
    const auto at = std::ranges::find(fields, one.number, &Field::number);
    return at != fields.end() && at->wire == one.wire;
  });
}

}  // namespace bf
