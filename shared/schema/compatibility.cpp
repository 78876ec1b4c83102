#include "shared/schema/compatibility.h"

#include <algorithm>

namespace bf {
namespace {

using Found = std::vector<std::string>;

/// Collects what may not differ, under the name of the place.
class Comparison {
 public:
  Comparison(Found& found, std::string place) : found_(found), place_(std::move(place)) {}
  void say(const std::string& what) { found_.push_back(place_ + ": " + what); }
  template <class T>
  void same(const T& older, const T& newer, const char* what) {
    if (!(older == newer)) say(std::string(what) + " changed");
  }

 private:
  Found& found_;
  std::string place_;
};

/// A limit may be widened; a narrower one would refuse what tablets of the older version still write.
void compareLimits(const FieldSpec& older, const FieldSpec& newer, Comparison& comparison) {
  if (newer.min && (!older.min || *newer.min > *older.min)) comparison.say("min is narrower");
  if (newer.max && (!older.max || *newer.max < *older.max)) comparison.say("max is narrower");
  if (newer.lengthMax < older.lengthMax) comparison.say("length is narrower");
  if (newer.countMax < older.countMax) comparison.say("count is narrower");
}

void compareChoices(const FieldSpec& older, const FieldSpec& newer, Comparison& comparison) {
  for (const auto& choice : older.choices) {
    const auto* same = newer.choice(choice.number);
    if (same == nullptr) comparison.say("choice " + choice.name + " is gone (mark it retired)");
    else if (same->name != choice.name) comparison.say("number of choice " + choice.name + " is now " + same->name);
  }
}

/// Another way of asking is free as long as it brings no other form of the value with it: a date must exist, a hash
/// has one length.
bool sameForm(Question older, Question newer) {
  const auto isText = [](Question q) {
    return q == Question::text || q == Question::longText || q == Question::phone || q == Question::idNumber ||
           q == Question::account;
  };
  return older == newer || (isText(older) && isText(newer));
}

/// Roles that may write may be added, never taken away: an older tablet lets its user answer, and the answer would be
/// refused on arrival.
bool losesWriters(const std::vector<std::uint32_t>& older, const std::vector<std::uint32_t>& newer) {
  if (newer.empty()) return false;
  if (older.empty()) return true;
  return std::ranges::any_of(older, [&](auto role) { return std::ranges::find(newer, role) == newer.end(); });
}

void compareField(const KindSpec& kind, const FieldSpec& older, const FieldSpec& newer, Found& found) {
  Comparison comparison(found, kind.name + "." + older.name);
  comparison.same(older.name, newer.name, "name");
  comparison.same(older.protoType, newer.protoType, "type");
  comparison.same(older.scale, newer.scale, "scale");
  comparison.same(older.refers, newer.refers, "kind that it refers to");
  // Merge is a function of the set of changes: with another rule two versions would show different values for ever.
  comparison.same(older.settle, newer.settle, "settle rule");
  comparison.same(older.ranks, newer.ranks, "ranks");
  comparison.same(older.periodField, newer.periodField, "period field");
  if (!sameForm(older.question, newer.question)) comparison.say("way of asking changed");
  if (losesWriters(older.writers, newer.writers)) comparison.say("a role may no longer write it");
  compareLimits(older, newer, comparison);
  compareChoices(older, newer, comparison);
}

void compareKind(const KindSpec& older, const KindSpec& newer, Found& found) {
  Comparison comparison(found, older.name);
  comparison.same(older.name, newer.name, "name");
  comparison.same(older.message, newer.message, "message");
  comparison.same(older.immutableWhenFinished, newer.immutableWhenFinished, "frozen");
  if (older.root && !newer.root) comparison.say("is no longer a root");
  if (older.root && newer.place < older.place) comparison.say("may lie at fewer regions");
  if (losesWriters(older.writers, newer.writers)) comparison.say("a role may no longer write it");
  for (const auto parent : older.parents)
    if (!newer.hasParent(parent)) comparison.say("lost the parent kind " + std::to_string(parent));
  for (const auto& field : older.fields) {
    const auto* same = newer.field(field.number);
    if (same == nullptr) comparison.say("field " + field.name + " is gone (mark it retired)");
    else compareField(older, field, *same, found);
  }
}

}  // namespace

std::vector<std::string> incompatibilities(const Schema& older, const Schema& newer) {
  Found found;
  for (const auto& kind : older.kinds()) {
    const auto* same = newer.kind(kind.number);
    if (same == nullptr) found.push_back(kind.name + ": kind " + std::to_string(kind.number) + " is gone");
    else compareKind(kind, *same, found);
  }
  return found;
}

}  // namespace bf
