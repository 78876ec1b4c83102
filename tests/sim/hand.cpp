#include "tests/sim/hand.h"

#include <algorithm>

#include "tests/sim/schema_versions.h"
#include "tests/sim/sim_limits.h"
#include "tests/sim/values.h"
#include "tests/wire_fields.h"

namespace bf::sim {
namespace {

/// Villages of the world that a grant covers; the grant itself when it is one.
constexpr RegionCode villages[] = {441424100201, 441424100202, 441424100203, 441424101201};

using test::numberField;
using test::textField;

}  // namespace

Hand::Hand(TabletReplica& replica, Book& book, SeededRandom& random)
    : replica_(replica), book_(book), random_(random) {}

std::optional<RegionCode> Hand::writableVillage() {
  std::vector<RegionCode> mine;
  for (const auto village : villages)
    for (const auto& grant : state_.grants)
      if (grant.write && within(village, grant.region)) mine.push_back(village);
  if (mine.empty()) return std::nullopt;
  return mine[random_.below(mine.size())];
}

std::string Hand::markOf(const RecordRow& root) const { return mark(book_.rootNumber(root.id).value_or(0)); }

Result<std::optional<Hand::Target>> Hand::descend(StoreTx& tx, Target from) {
  for (int depth = 0; depth < 2 && random_.chance(55); ++depth) {
    BF_LET(children, tx.children(from.row.kind, from.row.rec));
    if (children.empty()) break;
    from.row = std::move(children[random_.below(children.size())]);
  }
  return std::optional(std::move(from));
}

Result<std::optional<Hand::Target>> Hand::drawTarget(StoreTx& tx) {
  const auto village = writableVillage();
  if (!village) return std::optional<Target>{};
  const auto wanted = random_.chance(92) ? kind::household : kind::village;
  BF_LET(roots, tx.roots(wanted, *village, 0, 64));
  if (roots.empty()) return std::optional<Target>{};
  auto root = std::move(roots[random_.below(roots.size())]);
  return descend(tx, {root, root});
}

std::vector<Field> Hand::drawFields(const KindSpec& kind, std::size_t most, const std::string& mark) {
  const auto hot = hotFields(kind);
  const auto all = writableFields(kind, replica_.identity().role);
  std::vector<Field> fields;
  const auto add = [&](const FieldSpec& spec) {
    if (std::ranges::find(fields, spec.number, &Field::number) != fields.end()) return;
    if (std::ranges::find(all, &spec) == all.end()) return;
    fields.push_back({spec.number, encodeValue(spec, drawValue(spec, random_, mark))});
  };
  for (auto count = 1 + random_.below(most); count > 0; --count) {
    if (random_.chance(75)) add(*hot[random_.below(hot.size())]);
    else add(*all[random_.below(all.size())]);
  }
  // A value of a period is written with its period, in one change.
  for (const auto& spec : kind.fields)
    if (spec.periodField != 0 && std::ranges::find(fields, spec.number, &Field::number) != fields.end())
      if (const auto* period = kind.field(spec.periodField)) add(*period);
  std::erase_if(fields, [](const Field& one) { return one.wire.empty(); });
  std::ranges::sort(fields, {}, &Field::number);
  return fields;
}

Doing Hand::createRoot(std::uint32_t number, RegionCode region) {
  const auto& kind = *replica_.store().schema().kind(number);
  Doing doing{"create " + kind.name + " in " + std::to_string(region), {}};
  const auto text = mark(book_.nextRoot());
  Edit edit;
  edit.kind = number;
  edit.region = region;
  edit.set = drawFields(kind, 5, text);
  const std::uint32_t named = number == kind::household ? 17 : 10;
  std::erase_if(edit.set, [&](const Field& one) { return one.number == named; });
  const auto* title = kind.field(named);
  if (title != nullptr && title->type == FieldType::text) edit.set.push_back(textField(named, text + "户主"));
  std::ranges::sort(edit.set, {}, &Field::number);
  doing.edits.push_back(std::move(edit));
  return doing;
}

Hand::Drawn Hand::createChild(StoreTx& tx) {
  BF_LET(target, drawTarget(tx));
  if (!target) return std::optional<Doing>{};
  std::vector<const KindSpec*> kinds;
  for (const auto& kind : replica_.store().schema().kinds())
    if (kind.hasParent(target->row.kind)) kinds.push_back(&kind);
  if (kinds.empty()) return std::optional<Doing>{};
  const auto& kind = *kinds[random_.below(kinds.size())];
  Edit edit;
  edit.kind = kind.number;
  edit.parent = target->row.id;
  edit.set = drawFields(kind, 4, markOf(target->root));
  if (edit.set.empty()) return std::optional<Doing>{};
  if (kind.immutableWhenFinished && random_.chance(20))
    edit.set.insert(edit.set.begin(), numberField(finishedField, static_cast<std::uint64_t>(worldBegins)));
  return std::optional(Doing{"create " + kind.name, {std::move(edit)}});
}

Hand::Drawn Hand::edit(StoreTx& tx) {
  BF_LET(target, drawTarget(tx));
  if (!target) return std::optional<Doing>{};
  const auto& kind = *replica_.store().schema().kind(target->row.kind);
  Edit edit;
  edit.kind = kind.number;
  edit.record = target->row.id;
  edit.set = drawFields(kind, 3, markOf(target->root));
  if (edit.set.empty()) return std::optional<Doing>{};
  return std::optional(Doing{"edit " + kind.name, {std::move(edit)}});
}

Hand::Drawn Hand::clear(StoreTx& tx) {
  BF_LET(target, drawTarget(tx));
  if (!target) return std::optional<Doing>{};
  BF_LET(values, tx.values(target->row.kind, target->row.rec));
  const auto& kind = *replica_.store().schema().kind(target->row.kind);
  const auto mine = writableFields(kind, replica_.identity().role);
  std::erase_if(values, [&](const Field& value) {
    return std::ranges::find(mine, value.number, &FieldSpec::number) == mine.end();
  });
  if (values.empty()) return std::optional<Doing>{};
  Edit edit;
  edit.kind = kind.number;
  edit.record = target->row.id;
  edit.cleared = {values[random_.below(values.size())].number};
  return std::optional(Doing{"clear a field of " + kind.name, {std::move(edit)}});
}

Hand::Drawn Hand::finish(StoreTx& tx) {
  for (int tries = 0; tries < 4; ++tries) {
    BF_LET(target, drawTarget(tx));
    if (!target) return std::optional<Doing>{};
    const auto& kind = *replica_.store().schema().kind(target->row.kind);
    if (!kind.immutableWhenFinished || !target->row.heads.headsOf(finishedField).empty()) continue;
    Edit edit;
    edit.kind = kind.number;
    edit.record = target->row.id;
    edit.set = {numberField(finishedField, static_cast<std::uint64_t>(worldBegins))};
    return std::optional(Doing{"finish " + kind.name, {std::move(edit)}});
  }
  return std::optional<Doing>{};
}

Hand::Drawn Hand::remove(StoreTx& tx) {
  BF_LET(target, drawTarget(tx));
  if (!target || target->row.kind == kind::village) return std::optional<Doing>{};
  Edit edit;
  edit.kind = target->row.kind;
  edit.record = target->row.id;
  const bool removed = !target->row.heads.headsOf(removalField).empty();
  if (removed) edit.cleared = {removalField};
  else edit.set = {textField(removalField, markOf(target->root) + "重复登记")};
  return std::optional(Doing{removed ? "take a removal back" : "remove a record", {std::move(edit)}});
}

Hand::Drawn Hand::move(StoreTx& tx) {
  BF_LET(target, drawTarget(tx));
  const auto to = writableVillage();
  if (!target || !to || target->root.kind != kind::household || target->root.region == *to)
    return std::optional<Doing>{};
  Edit edit;
  edit.kind = target->root.kind;
  edit.record = target->root.id;
  edit.set = {numberField(regionField, *to)};
  return std::optional(Doing{"move a household to " + std::to_string(*to), {std::move(edit)}});
}

Hand::Drawn Hand::decide() {
  BF_LET(open, replica_.conflicts(20));
  if (open.empty()) return std::optional<Doing>{};
  const auto& conflict = open[random_.below(open.size())];
  const auto* kind = replica_.store().schema().kind(conflict.kind);
  const auto* spec = kind->field(conflict.field);
  Edit edit;
  edit.kind = conflict.kind;
  edit.record = conflict.record;
  edit.decides = true;
  if (conflict.field == wholeRecord) {
    edit.cleared = {removalField};
  } else {
    if (spec == nullptr || !kind->mayWrite(*spec, replica_.identity().role)) return std::optional<Doing>{};
    const auto& chosen = conflict.values[random_.below(conflict.values.size())];
    if (chosen.wire.empty()) edit.cleared = {conflict.field};
    else edit.set = {{conflict.field, chosen.wire}};
  }
  return std::optional(Doing{"decide a conflict", {std::move(edit)}});
}

Hand::Drawn Hand::draw() {
  BF_LET(state, replica_.state());
  state_ = std::move(state);
  const auto village = writableVillage();
  if (!village) return std::optional<Doing>{};
  const auto dice = random_.below(100);
  if (dice < 14) return std::optional(createRoot(kind::household, *village));
  if (dice < 16) return std::optional(createRoot(kind::village, *village));
  if (dice < 18) return std::optional(createRoot(kind::meeting, random_.chance(50) ? *village : parentOf(*village)));
  if (dice < 24) return decide();
  BF_LET(tx, replica_.store().read());
  if (dice < 44) return createChild(*tx);
  if (dice < 80) return edit(*tx);
  if (dice < 85) return clear(*tx);
  if (dice < 90) return finish(*tx);
  if (dice < 94) return remove(*tx);
  return move(*tx);
}

}  // namespace bf::sim
