#include "tests/sim/fold.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "shared/schema/value.h"

namespace bf::sim {
namespace {

using ByField = std::map<std::uint32_t, std::vector<const Fact*>>;

Micros stampOf(const Fact& fact) {
  return fact.received > 0 ? std::min(fact.change->stamp, fact.received) : fact.change->stamp;
}

std::string written(const Fact& fact, std::uint32_t field) {
  const auto at = std::ranges::find(fact.change->set, field, &Field::number);
  return at == fact.change->set.end() ? std::string{} : at->wire;
}

ByField writesByField(const std::vector<Fact>& facts) {
  ByField all;
  for (const auto& fact : facts) {
    for (const auto& field : fact.change->set) all[field.number].push_back(&fact);
    for (const auto field : fact.change->cleared) all[field].push_back(&fact);
  }
  return all;
}

std::vector<const Fact*> headsAmong(const std::vector<const Fact*>& writes, std::uint32_t field, const Rules& rules) {
  std::unordered_set<ChangeId> named;
  for (const auto* write : writes)
    for (const auto& base : basesOf(*write->change, field)) named.insert(base);
  std::vector<const Fact*> heads;
  for (const auto* write : writes)
    if (!named.contains(write->id)) heads.push_back(write);
  const auto rank = [&](const Fact* fact) {
    return std::tuple(rules.order(*fact->change, field), stampOf(*fact), fact->id);
  };
  std::ranges::sort(heads, [&](const Fact* a, const Fact* b) { return rank(a) > rank(b); });
  return heads;
}

/// The union of choices by decoding them; cleared heads add nothing, an answer of no choices is an answer.
std::string unionOf(const std::vector<const Fact*>& heads, const FieldSpec& field) {
  std::set<std::int64_t> chosen;
  bool answered = false;
  for (const auto* head : heads) {
    const auto wire = written(*head, field.number);
    if (wire.empty()) continue;
    answered = true;
    const auto value = decodeValue(field, wire);
    if (value && std::holds_alternative<std::vector<std::int64_t>>(*value))
      for (const auto choice : std::get<std::vector<std::int64_t>>(*value)) chosen.insert(choice);
  }
  if (!answered) return {};
  return encodeValue(field, std::vector<std::int64_t>(chosen.begin(), chosen.end()));
}

/// A removal among the heads whose author had not seen a head of another field.
bool removedUnseen(const ByField& writes, const std::vector<Fact>& facts, const RecordPicture& picture) {
  const auto at = picture.fields.find(removalField);
  if (at == picture.fields.end()) return false;
  std::set<ChangeId> edits{picture.id};
  for (const auto& [field, shown] : picture.fields)
    if (field != removalField)
      for (const auto& head : shown.heads) edits.insert(head.id);
  for (const auto& head : at->second.heads) {
    const auto fact = std::ranges::find(facts, head.id, &Fact::id);
    if (written(*fact, removalField).empty()) continue;
    const auto& seen = basesOf(*fact->change, wholeRecord);
    for (const auto& edit : edits)
      if (edit != head.id && std::ranges::find(seen, edit) == seen.end()) return true;
  }
  (void)writes;
  return false;
}

std::uint64_t numberIn(std::string_view wire) {
  WireReader reader(wire);
  if (reader.done()) return 0;
  const auto token = reader.next();
  return token ? token->integer : 0;
}

}  // namespace

RecordPicture fold(const std::vector<Fact>& facts, const Schema& schema) {
  const SchemaRules rules(schema);
  const auto creation = std::ranges::find_if(facts, [](const Fact& fact) { return fact.change->creates(); });
  RecordPicture picture;
  picture.kind = creation->change->kind;
  picture.id = creation->id;
  picture.parent = creation->change->parent;
  picture.region = creation->change->region;
  const auto* kind = schema.kind(picture.kind);
  const auto writes = writesByField(facts);
  for (const auto& [number, of] : writes) {
    const auto heads = headsAmong(of, number, rules);
    FieldPicture field;
    for (const auto* head : heads) field.heads.push_back({head->id, stampOf(*head)});
    const auto* spec = kind == nullptr ? nullptr : kind->field(number);
    const bool united = spec != nullptr && spec->settle == SettleRule::unite && heads.size() > 1;
    field.shown = united ? unionOf(heads, *spec) : written(*heads.front(), number);
    picture.fields.emplace(number, std::move(field));
  }
  picture.removedUnseen = removedUnseen(writes, facts, picture);
  const auto moved = picture.fields.find(regionField);
  if (moved != picture.fields.end() && numberIn(moved->second.shown) != 0)
    picture.region = numberIn(moved->second.shown);
  return picture;
}

std::vector<std::uint32_t> conflictsOf(const RecordPicture& picture, const std::vector<Fact>& facts,
                                       const Schema& schema) {
  const SchemaRules rules(schema);
  std::vector<std::uint32_t> fields;
  if (picture.removedUnseen) fields.push_back(wholeRecord);
  for (const auto& [number, field] : picture.fields) {
    if (field.heads.size() < 2 || rules.settle(picture.kind, number) == Settle::unite) continue;
    std::set<std::string> values;
    for (const auto& head : field.heads) values.insert(written(*std::ranges::find(facts, head.id, &Fact::id), number));
    if (values.size() > 1) fields.push_back(number);
  }
  return fields;
}

}  // namespace bf::sim
