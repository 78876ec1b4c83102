#include "tests/sim/scenarios.h"

#include <algorithm>

#include "tests/sim/director.h"

namespace bf::sim {
namespace {

using Story = void (*)(Director&);

struct Told {
  Scenario scenario;
  Story story;
};

void letTimePass(Director& director) {
  auto& world = director.world();
  world.time.pass(static_cast<Micros>(world.random.below(static_cast<std::uint64_t>(hour))));
}

void editSome(Director& director, SimTablet& tablet, int count) {
  letTimePass(director);
  for (; count > 0 && !director.world().failed(); --count) director.life().edit(tablet);
}

/// Everybody syncs, in the order of their numbers.
void syncAll(Director& director) {
  for (auto* tablet : director.world().living())
    if (!director.world().failed()) (void)director.net().syncWhole(*tablet);
}

/// Everybody syncs and edits, twice; the ground on which a story begins.
void ground(Director& director) {
  for (int times = 0; times < 2; ++times)
    for (auto* tablet : director.world().living()) {
      (void)director.net().syncWhole(*tablet);
      editSome(director, *tablet, 4);
    }
}

/// The centre's power goes at each write of a day of pushes.
void crashesOfTheCentre(Director& director) {
  auto& world = director.world();
  ground(director);
  for (int day = 0; day < 8 && !world.failed(); ++day) {
    for (auto* tablet : world.living()) {
      editSome(director, *tablet, 1);
      world.centre->machine().disk().inject({.kind = DiskFault::Kind::powerCut, .at = 1 + world.random.below(40)});
      (void)director.net().syncWhole(*tablet);
      if (world.random.chance(30)) director.office().crash();
    }
  }
}

/// The centre falls back to one backup after the other while tablets go on, crash and are lost.
void restores(Director& director) {
  auto& world = director.world();
  ground(director);
  director.office().backup();
  for (int week = 0; week < 4 && !world.failed(); ++week) {
    for (auto* tablet : world.living()) {
      editSome(director, *tablet, 2);
      if (world.random.chance(80)) (void)director.net().syncWhole(*tablet);
      if (world.random.chance(40)) (void)director.net().syncWhole(*tablet);
      if (world.random.chance(15)) director.life().crash(*tablet);
    }
    if (world.random.chance(60)) director.office().backup();
    if (world.random.chance(20)) director.office().retireBackup();
    if (world.random.chance(30)) director.happen(Happening::destroy);
    director.office().restore(world.random.chance(75));
    if (world.random.chance(50)) syncAll(director);
  }
}

/// Tablets are copied or put back to an old image, and both go on with the same key and the same chain.
void clones(Director& director) {
  auto& world = director.world();
  ground(director);
  for (int times = 0; times < 4 && !world.failed(); ++times) {
    auto& tablet = *world.drawTablet();
    if (world.random.chance(50)) director.life().takeImage(tablet);
    editSome(director, tablet, static_cast<int>(world.random.below(3)));
    director.life().clone(tablet);
    auto& twin = *world.tablets.back();
    for (int turn = 0; turn < 2; ++turn) {
      editSome(director, tablet, 2);
      editSome(director, twin, 1 + static_cast<int>(world.random.below(3)));
      (void)director.net().syncWhole(turn == 0 ? tablet : twin);
      if (world.random.chance(70)) (void)director.net().syncWhole(turn == 0 ? twin : tablet);
    }
    director.life().restoreImage(tablet);
    editSome(director, tablet, 2);
    (void)director.net().syncWhole(tablet);
  }
}

/// Moves a household that this tablet shows to another village of the county.
void moveOne(Director& director, SimTablet& tablet) {
  auto& world = director.world();
  if (!director.life().start(tablet)) return;
  const auto from = region::villages[world.random.below(std::size(region::villages))];
  const auto to = region::villages[world.random.below(std::size(region::villages))];
  const auto roots = [&]() -> Result<std::vector<RecordRow>> {
    BF_LET(tx, tablet.replica().store().read());
    return tx->roots(kind::household, from, 0, 64);
  }();
  if (!roots || roots->empty() || from == to) return;
  Edit edit;
  edit.kind = kind::household;
  edit.record = (*roots)[world.random.below(roots->size())].id;
  edit.set.push_back({regionField, {}});
  appendVarintField(edit.set.back().wire, regionField, to);
  (void)director.life().save(tablet, {"move a household to " + std::to_string(to), {std::move(edit)}});
}

/// The county moves households between villages whose people do not know it yet, and people between villages.
void moves(Director& director) {
  auto& world = director.world();
  ground(director);
  syncAll(director);
  auto& county = *world.tablets[1];  // its person has the whole county
  for (int times = 0; times < 5 && !world.failed(); ++times) {
    for (int count = 0; count < 3; ++count) moveOne(director, county);
    for (auto* tablet : world.living())
      if (world.random.chance(50)) editSome(director, *tablet, 2);
    (void)director.net().syncWhole(county);
    if (world.random.chance(60)) director.office().changeGrants();
    for (auto* tablet : world.living())
      if (world.random.chance(60)) (void)director.net().syncWhole(*tablet);
    if (world.random.chance(30)) director.office().backup();
  }
}

/// Software that was changed writes what it may not, tablets are stolen and go on, reviewers decide.
void liars(Director& director) {
  auto& world = director.world();
  ground(director);
  syncAll(director);
  for (int times = 0; times < 6 && !world.failed(); ++times) {
    for (auto* tablet : world.living()) editSome(director, *tablet, 1);
    // Before the centre has heard of what they write about.
    for (auto* tablet : world.living()) {
      if (!world.random.chance(30)) continue;
      director.hostile().write(*tablet);
      (void)director.net().syncWhole(*tablet);
    }
    for (auto* tablet : world.living()) {
      if (world.random.chance(5)) director.office().revoke(*tablet);
      if (world.random.chance(70)) (void)director.net().syncWhole(*tablet);
      if (world.random.chance(20)) director.net().hostileFrames();
    }
    if (world.random.chance(50)) director.office().review();
  }
}

/// Tablets and the centre come to a newer schema one after the other; what the older builds do not know passes through.
void upgrades(Director& director) {
  auto& world = director.world();
  ground(director);
  for (int times = 0; times < 3 && !world.failed(); ++times) {
    for (auto* tablet : world.living()) {
      editSome(director, *tablet, 2);
      (void)director.net().syncWhole(*tablet);
    }
    for (int count = 0; count < 4; ++count) director.happen(Happening::tabletUpgrade);
    if (world.random.chance(40)) director.happen(Happening::centreUpgrade);
  }
}

const std::vector<Told>& told() {
  static const std::vector<Told> all{
      {{"centre-crashes", "the centre loses power at any write while tablets push"}, crashesOfTheCentre},
      {{"restores", "the centre is put back to older backups, told and untold"}, restores},
      {{"clones", "tablets are copied, or put back to an old image, and go on"}, clones},
      {{"moves", "households and people change their village"}, moves},
      {{"liars", "changed software, stolen tablets, frames sent again or spoiled"}, liars},
      {{"upgrades", "the schema becomes newer on one machine after the other"}, upgrades},
  };
  return all;
}

}  // namespace

const std::vector<Scenario>& scenarios() {
  static const std::vector<Scenario> all = [] {
    std::vector<Scenario> names;
    for (const auto& one : told()) names.push_back(one.scenario);
    return names;
  }();
  return all;
}

void playScenario(const std::string& name, Director& director) {
  const auto at = std::ranges::find(told(), name, [](const Told& one) { return one.scenario.name; });
  if (at == told().end()) return director.world().wrong(Invariant::unexpected, "no scenario " + name);
  at->story(director);
}

}  // namespace bf::sim
