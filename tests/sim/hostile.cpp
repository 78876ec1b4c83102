#include "tests/sim/hostile.h"

#include <algorithm>

#include "tests/sim/log_view.h"
#include "tests/sim/office.h"
#include "tests/wire_fields.h"

namespace bf::sim {
namespace {

using test::numberField;
using test::textField;

bool covers(const std::vector<GrantedRegion>& grants, RegionCode region) {
  return std::ranges::any_of(grants,
                             [&](const GrantedRegion& grant) { return grant.write && within(region, grant.region); });
}

/// Every region in which a record ever lay, as far as anybody wrote.
std::set<RegionCode> placesOf(const Book& book, const RecordId& root) {
  std::set<RegionCode> places;
  for (const auto& [id, saved] : book.all()) {
    if (saved.record != root) continue;
    if (saved.change.creates()) places.insert(saved.change.region);
    const auto moved = std::ranges::find(saved.change.set, std::uint32_t{regionField}, &Field::number);
    if (moved != saved.change.set.end()) places.insert(integerOf(moved->wire));
  }
  return places;
}

}  // namespace

Change Hostile::begin(const SimTablet& tablet, std::uint32_t kind, RegionCode region) {
  Change change;
  change.kind = kind;
  change.region = region;
  change.device = tablet.identity().device;
  change.user = tablet.identity().user;
  change.role = tablet.identity().role;
  change.stamp = world_.time.now() + static_cast<Micros>(world_.random.below(1000));
  return change;
}

std::optional<RegionCode> Hostile::foreignVillage(const SimTablet& tablet) {
  const auto& grants = world_.people[tablet.identity().user - 1].grants;
  std::vector<RegionCode> foreign;
  for (const auto village : region::villages)
    if (!covers(grants, village)) foreign.push_back(village);
  if (foreign.empty()) return std::nullopt;
  return foreign[world_.random.below(foreign.size())];
}

Hostile::Drawn Hostile::createOutside(const SimTablet& tablet) {
  const auto village = foreignVillage(tablet);
  if (!village) return std::optional<Crafted>{};
  auto change = begin(tablet, kind::household, *village);
  change.set = {textField(17, "外来户" + std::to_string(world_.random.below(1000)))};
  return std::optional(Crafted{std::move(change), "creates in a region that is not its own", true});
}

Hostile::Drawn Hostile::editOutside(const SimTablet& tablet) {
  // Also records that the centre does not have yet: held for that reason, they must not slip in later.
  const auto& grants = world_.people[tablet.identity().user - 1].grants;
  std::vector<const Saved*> roots;
  for (const auto& [id, saved] : world_.book.all()) {
    if (!saved.change.creates() || saved.change.kind != kind::household || saved.nature == Nature::hostile) continue;
    const auto places = placesOf(world_.book, id);
    if (std::ranges::none_of(places, [&](RegionCode place) { return covers(grants, place); })) roots.push_back(&saved);
  }
  if (roots.empty()) return std::optional<Crafted>{};
  const auto* root = roots[world_.random.below(roots.size())];
  const bool lies = world_.random.chance(50) && !grants.empty();
  auto change = begin(tablet, kind::household, lies ? grants.front().region : root->change.region);
  change.record = root->id;
  change.set = {textField(10, "13800000000")};
  return std::optional(Crafted{std::move(change), "edits a household of another village", true});
}

Hostile::Drawn Hostile::writeFinished(const SimTablet& tablet) {
  if (!world_.centre->running()) return std::optional<Crafted>{};
  BF_LET(tx, world_.centre->store().read());
  BF_LET(rows, tx->records(kind::visit, 0, 200));
  std::erase_if(rows, [](const RecordRow& row) { return row.heads.headsOf(finishedField).empty(); });
  if (rows.empty()) return std::optional<Crafted>{};
  const auto& row = rows[world_.random.below(rows.size())];
  BF_LET(region, world_.centre->replica().regionOf(*tx, row));
  auto change = begin(tablet, kind::visit, region);
  change.record = row.id;
  change.set = {textField(50, "补记")};
  change.bases = {{{50}, row.heads.headsOf(50)}};
  if (change.bases.front().ids.empty()) change.bases.clear();
  return std::optional(Crafted{std::move(change), "writes to a finished visit", false});
}

Hostile::Drawn Hostile::forgeRole(const SimTablet& tablet) {
  const auto& grants = world_.people[tablet.identity().user - 1].grants;
  if (tablet.identity().role == role::county || !covers(grants, region::villages[0])) return std::optional<Crafted>{};
  auto change = begin(tablet, kind::household, region::villages[0]);
  change.role = role::county;
  change.set = {textField(17, "冒充县办"), numberField(20, 2)};
  return std::optional(Crafted{std::move(change), "claims a role that it does not have", false});
}

Hostile::Drawn Hostile::forgeDevice(const SimTablet& tablet) {
  const auto& other = *world_.tablets[world_.random.below(world_.tablets.size())];
  const auto& grants = world_.people[tablet.identity().user - 1].grants;
  if (other.identity().device == tablet.identity().device || grants.empty()) return std::optional<Crafted>{};
  auto change = begin(tablet, kind::household, grants.front().region);
  change.device = other.identity().device;
  change.set = {textField(17, "冒充他人")};
  return std::optional(Crafted{std::move(change), "claims to be another device's", false});
}

Hostile::Drawn Hostile::breakRule(const SimTablet& tablet) {
  const auto& grants = world_.people[tablet.identity().user - 1].grants;
  const auto own = std::ranges::find_if(
      grants, [](const GrantedRegion& grant) { return grant.write && levelName(grant.region) == "village"; });
  if (own == grants.end()) return std::optional<Crafted>{};
  auto change = begin(tablet, kind::household, own->region);
  if (world_.random.chance(50)) change.set = {numberField(40, 100000)};  // persons: at most 200
  else change.set = {textField(17, std::string("坏\xff\xfe"))};
  return std::optional(Crafted{std::move(change), "breaks a hard rule of the schema", false});
}

Hostile::Drawn Hostile::moveOutside(const SimTablet& tablet) {
  const auto village = foreignVillage(tablet);
  const auto& grants = world_.people[tablet.identity().user - 1].grants;
  if (!village) return std::optional<Crafted>{};
  BF_LET(tx, world_.tablets[tablet.number()]->replica().store().read());
  for (const auto& grant : grants) {
    if (!grant.write) continue;
    BF_LET(rows, tx->roots(kind::household, grant.region, 0, 20));
    if (rows.empty()) continue;
    const auto& row = rows[world_.random.below(rows.size())];
    auto change = begin(tablet, kind::household, grant.region);
    change.record = row.id;
    change.set = {numberField(regionField, *village)};
    return std::optional(Crafted{std::move(change), "moves a household to where it has no say", true});
  }
  return std::optional<Crafted>{};
}

Hostile::Drawn Hostile::draw(const SimTablet& tablet) {
  switch (world_.random.below(8)) {
    case 0: return createOutside(tablet);
    case 1:
    case 2: return editOutside(tablet);
    case 3: return writeFinished(tablet);
    case 4: return forgeRole(tablet);
    case 5: return forgeDevice(tablet);
    case 6: return breakRule(tablet);
    default: return moveOutside(tablet);
  }
}

void Hostile::write(SimTablet& tablet) {
  if (!tablets_.start(tablet)) return;
  const auto done = [&]() -> Result<void> {
    BF_LET(crafted, draw(tablet));
    if (!crafted) return {};
    auto bytes = serialise(crafted->change);
    if (!parseChange(bytes)) return {};
    const auto offence = crafted->offence;
    BF_LET(tx, tablet.replica().store().begin());
    BF_LET(last, tx->lastSeq(true));
    BF_CHECK(tx->setLastSeq(true, last + 1));
    BF_CHECK(tx->addPending({last + 1, crafted->change.region, bytes}));
    BF_CHECK(tx->commit());
    tablet.hostile = true;
    world_.book.noteHostile(std::move(bytes), tablet.number(), offence, crafted->outside);
    world_.fault("hostile change");
    world_.say(tablet.name() + " " + offence);
    return {};
  }();
  if (!done) tablets_.trouble(tablet, done.error());
}

}  // namespace bf::sim
