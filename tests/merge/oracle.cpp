#include "tests/merge/oracle.h"

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include "shared/base/crypto.h"
#include "tests/merge/fields.h"

namespace bf::test {
namespace {

bool sets(const Change& change, std::uint32_t field) {
  return std::ranges::find(change.set, field, &Field::number) != change.set.end();
}

bool writes(const Change& change, std::uint32_t field) {
  return sets(change, field) || std::ranges::find(change.cleared, field) != change.cleared.end();
}

bool contains(const std::vector<ChangeId>& ids, const ChangeId& id) { return std::ranges::find(ids, id) != ids.end(); }

const Known& named(const Changes& changes, const ChangeId& id) {
  return **std::ranges::find_if(changes, [&](const Known* one) { return one->id == id; });
}

auto rank(const Known& known, std::uint32_t field) {
  const auto stamp = known.received > 0 ? std::min(known.change.stamp, known.received) : known.change.stamp;
  return std::tuple(HouseholdRules().order(known.change, field), stamp, known.id);
}

// The tests give no choice from 128 on, so each is one byte of the packed list.
std::string unionOf(const std::vector<std::string>& values) {
  std::set<unsigned char> all;
  bool answered = false;
  for (const auto& value : values) {
    answered = answered || !value.empty();
    for (const char choice : value.substr(std::min<std::size_t>(2, value.size())))
      all.insert(static_cast<unsigned char>(choice));
  }
  return answered ? choices(needs, {all.begin(), all.end()}).wire : std::string{};
}

}  // namespace

Known known(const Change& change, std::int64_t seq, Micros received) {
  const auto bytes = serialise(change);
  auto read = parseChange(bytes);
  if (!read) throw std::logic_error("change of a test: " + read.error().detail);
  return {*read, idOf(hashOf(bytes)), seq, received};
}

std::vector<ChangeId> headsOf(const Changes& changes, std::uint32_t field) {
  std::vector<const Known*> heads;
  for (const auto* one : changes) {
    const bool superseded = std::ranges::any_of(changes, [&](const Known* other) {
      return writes(other->change, field) && contains(basesOf(other->change, field), one->id);
    });
    if (writes(one->change, field) && !superseded) heads.push_back(one);
  }
  std::ranges::sort(heads, [&](const Known* a, const Known* b) { return rank(*a, field) > rank(*b, field); });
  std::vector<ChangeId> ids;
  for (const auto* head : heads) ids.push_back(head->id);
  return ids;
}

std::set<std::uint32_t> fieldsOf(const Changes& changes) {
  std::set<std::uint32_t> fields;
  for (const auto* one : changes) {
    for (const auto& field : one->change.set) fields.insert(field.number);
    fields.insert(one->change.cleared.begin(), one->change.cleared.end());
  }
  return fields;
}

std::vector<ChangeId> allHeads(const Changes& changes) {
  std::set<ChangeId> ids{changes.front()->id};
  for (const auto field : fieldsOf(changes))
    for (const auto& id : headsOf(changes, field)) ids.insert(id);
  return {ids.begin(), ids.end()};
}

std::string written(const Known& known, std::uint32_t field) {
  const auto at = std::ranges::find(known.change.set, field, &Field::number);
  return at == known.change.set.end() ? std::string{} : at->wire;
}

std::string shown(const Changes& changes, std::uint32_t field) {
  const auto heads = headsOf(changes, field);
  if (heads.empty()) return {};
  if (HouseholdRules().settle(household, field) != Settle::unite || heads.size() == 1)
    return written(named(changes, heads.front()), field);
  std::vector<std::string> values;
  for (const auto& id : heads) values.push_back(written(named(changes, id), field));
  return unionOf(values);
}

std::set<std::pair<std::uint32_t, ChangeId>> awaited(const Changes& changes) {
  std::set<std::pair<std::uint32_t, ChangeId>> waiting;
  for (const auto* one : changes)
    for (const auto field : fieldsOf({one}))
      for (const auto& base : basesOf(one->change, field))
        if (one != changes.front() && std::ranges::none_of(changes, [&](const Known* k) { return k->id == base; }))
          waiting.insert({field, base});
  return waiting;
}

bool removedUnseen(const Changes& changes) {
  for (const auto& id : headsOf(changes, removalField)) {
    const auto& removal = named(changes, id);
    if (!sets(removal.change, removalField)) continue;
    const auto& seen = basesOf(removal.change, wholeRecord);
    const auto unseen = [&](const ChangeId& head) { return head != id && !contains(seen, head); };
    if (unseen(changes.front()->id)) return true;
    for (const auto field : fieldsOf(changes))
      if (field != removalField && std::ranges::any_of(headsOf(changes, field), unseen)) return true;
  }
  return false;
}

}  // namespace bf::test
