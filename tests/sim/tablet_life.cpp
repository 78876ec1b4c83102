#include "tests/sim/tablet_life.h"

#include <algorithm>

#include "tests/sim/log_view.h"

namespace bf::sim {
namespace {

constexpr std::size_t everything = SIZE_MAX >> 1;

DeviceId newDevice(SeededRandom& random) {
  DeviceId id;
  random.fill(id.bytes);
  return id;
}

/// What a person meets in daily use, and the product rightly refuses.
bool isRefusal(Errc code) {
  return code == Errc::finished || code == Errc::outOfScope || code == Errc::notAllowed || code == Errc::notFound ||
         code == Errc::invalidValue;
}

}  // namespace

bool isStorageError(Errc code) {
  return code == Errc::storageFull || code == Errc::storageReadOnly || code == Errc::storageFailed ||
         code == Errc::storageCorrupt || code == Errc::busy;
}

SimTablet& TabletLife::make(std::uint32_t user, SchemaVersion version) {
  const auto number = static_cast<unsigned>(world_.tablets.size());
  auto key = SigningKey::make(world_.random);
  const TabletIdentity identity{newDevice(world_.random), user, world_.people[user - 1].role};
  world_.tablets.push_back(
      std::make_unique<SimTablet>(number, world_.time, world_.random, version, std::move(key), identity));
  auto& tablet = *world_.tablets.back();
  tablet.machine().clock().setOff(drawClockOff(world_.random));
  world_.say("make " + tablet.name() + " for user " + std::to_string(user));
  return tablet;
}

bool TabletLife::start(SimTablet& tablet) {
  if (tablet.running()) return true;
  const auto started = tablet.start();
  if (started) return true;
  tablet.stop();
  world_.say(tablet.name() + " does not start: " + started.error().detail);
  if (!isStorageError(started.error().code)) world_.wrong(Invariant::unexpected, started.error().detail);
  if (!tablet.machine().disk().hasPower()) tablet.machine().powerCut();
  return false;
}

void TabletLife::trouble(SimTablet& tablet, const Error& error) {
  world_.say(tablet.name() + ": " + bf::name(error.code) + " " + error.detail);
  if (!tablet.machine().disk().hasPower()) return crash(tablet);
  if (!isStorageError(error.code)) world_.wrong(Invariant::unexpected, tablet.name() + ": " + error.detail);
  if (error.code == Errc::storageCorrupt) world_.wrong(Invariant::durableSave, tablet.name() + ": " + error.detail);
  if (error.code == Errc::busy) world_.wrong(Invariant::unexpected, tablet.name() + ": busy");
}

void TabletLife::edit(SimTablet& tablet) {
  if (!start(tablet)) return;
  Hand hand(tablet.replica(), world_.book, world_.random);
  const auto drawn = hand.draw();
  if (!drawn) return trouble(tablet, drawn.error());
  if (*drawn) (void)save(tablet, **drawn);
}

bool TabletLife::save(SimTablet& tablet, const Doing& doing) {
  const auto saved = tablet.replica().save(doing.edits);
  ++world_.stats.saves;
  if (!saved) {
    world_.say(tablet.name() + " " + doing.what + ": " + bf::name(saved.error().code));
    if (isRefusal(saved.error().code)) return false;
    tablet.uncertain = true;
    trouble(tablet, saved.error());
    return false;
  }
  world_.say(tablet.name() + " " + doing.what + " " + shortName(saved->front().view()));
  const auto before = tablet.owes;
  adopt(tablet);
  if (!tablet.running()) return false;
  std::set<ChangeId> fresh;
  std::ranges::set_difference(tablet.owes, before, std::inserter(fresh, fresh.end()));
  const auto checked = checkShown(tablet, doing, fresh);
  if (!checked) trouble(tablet, checked.error());
  return true;
}

void TabletLife::adopt(SimTablet& tablet) {
  const auto read = [&]() -> Result<void> {
    BF_LET(tx, tablet.replica().store().read());
    BF_LET(pending, tx->pending(everything));
    for (const auto& one : pending) {
      const auto id = entryOf(one.change).id();
      if (world_.book.find(id) == nullptr) ++world_.stats.changes;
      const auto& saved = world_.book.note(one.change, tablet.number());
      const auto marks = marksIn(one.change);
      if (saved.change.creates() && saved.change.parent.isZero() && !marks.empty())
        world_.book.nameRoot(id, *marks.begin());
      if (saved.nature == Nature::honest) tablet.owes.insert(id);
    }
    return {};
  }();
  if (!read) trouble(tablet, read.error());
}

Result<void> TabletLife::checkShown(SimTablet& tablet, const Doing& doing, const std::set<ChangeId>& fresh) {
  BF_LET(tx, tablet.replica().store().read());
  for (const auto& id : fresh) {
    const auto* saved = world_.book.find(id);
    const bool decides = std::ranges::any_of(doing.edits, [](const Edit& edit) { return edit.decides; });
    BF_CHECK(checkOneShown(*tx, tablet, *saved, decides));
  }
  return {};
}

Result<void> TabletLife::checkOneShown(StoreTx& tx, SimTablet& tablet, const Saved& saved, bool decides) {
  BF_LET(row, tx.find(saved.change.kind, saved.record));
  if (!row) {
    world_.wrong(Invariant::overwriteWins, tablet.name() + " saved a record and does not have it");
    return {};
  }
  BF_LET(values, tx.values(row->kind, row->rec));
  const auto look = [&](std::uint32_t field, const std::string& wire) {
    world_.checked(Invariant::overwriteWins);
    const auto heads = row->heads.headsOf(field);
    const auto at = std::ranges::find(values, field, &Field::number);
    const bool open = heads.size() > 1 && !decides && tablet.replica().rules().personDecides(row->kind, field);
    const bool mine = std::ranges::find(heads, saved.id) != heads.end();
    const bool shown = (at == values.end() ? std::string{} : at->wire) == wire;
    if (!mine || (!open && (heads.size() != 1 || !shown)))
      world_.wrong(Invariant::overwriteWins, tablet.name() + " wrote field " + std::to_string(field) + " of kind " +
                                                 std::to_string(row->kind) + " and shows something else");
  };
  for (const auto& field : saved.change.set) look(field.number, field.wire);
  for (const auto field : saved.change.cleared) look(field, {});
  return {};
}

void TabletLife::crash(SimTablet& tablet) {
  world_.fault("tablet power cut");
  connectionsEnd(tablet);
  tablet.stop();
  tablet.machine().powerCut();
  world_.say(tablet.name() + " loses power");
  // What the centre said waits for no disk: a power cut may take the tablet back, but never behind what it saved.
  tablet.epochSeen = 0;
  tablet.auditSeen = 0;
  if (!start(tablet)) return;
  adopt(tablet);
  checkSaved(tablet);
  checkMonotonic(tablet);
}

void TabletLife::restart(SimTablet& tablet, SchemaVersion version) {
  connectionsEnd(tablet);
  tablet.stop();
  tablet.machine().setSchemaVersion(version);
  world_.say(tablet.name() + " restarts with schema " + std::to_string(static_cast<int>(version)));
  if (!start(tablet)) return;
  adopt(tablet);
  checkSaved(tablet);
}

bool TabletLife::archivedAway(const SimTablet& tablet, const ChangeId& id) {
  if (!world_.centre->running()) return true;  // cannot be told now; the check at the end can
  const auto inLog = [&]() -> Result<bool> {
    BF_LET(tx, world_.centre->store().read());
    BF_LET(log, viewLog(*tx));
    const auto* entry = log.find(id);
    BF_LET(archived, world_.centre->replica().archived(*tx));
    return entry != nullptr && entry->seq <= std::max(archived, tablet.archivedSeen);
  }();
  return !inLog || *inLog;
}

void TabletLife::checkSaved(SimTablet& tablet) {
  const auto held = [&]() -> Result<std::set<ChangeId>> {
    BF_LET(tx, tablet.replica().store().read());
    return holdings(*tx);
  }();
  if (!held) return trouble(tablet, held.error());
  world_.checked(Invariant::durableSave, tablet.owes.size());
  for (const auto& id : tablet.owes)
    if (!held->contains(id) && !archivedAway(tablet, id))
      return world_.wrong(Invariant::durableSave, tablet.name() + " lost saved change " + shortName(id.view()));
}

void TabletLife::checkMonotonic(SimTablet& tablet) {
  if (!tablet.running()) return;
  const auto state = tablet.replica().state();
  if (!state) return trouble(tablet, state.error());
  world_.checked(Invariant::monotonicEpoch);
  if (state->epoch < tablet.epochSeen)
    world_.wrong(Invariant::monotonicEpoch, tablet.name() + " went from epoch " + std::to_string(tablet.epochSeen) +
                                                " to " + std::to_string(state->epoch));
  if (state->epoch == tablet.epochSeen && state->audit < tablet.auditSeen)
    world_.wrong(Invariant::monotonicEpoch, tablet.name() + " went back in the audit chain");
  tablet.archivedSeen = std::max(tablet.archivedSeen, state->archived);
  tablet.epochSeen = state->epoch;
  tablet.auditSeen = state->audit;
}

void TabletLife::armDisk(Machine& machine, const std::string& whose) {
  auto& random = world_.random;
  const auto at = 1 + random.below(faultWithinChanges);
  switch (random.below(6)) {
    case 0:
    case 1:
      machine.disk().inject({.kind = DiskFault::Kind::powerCut, .at = at});
      world_.fault("power cut at a write");
      break;
    case 2:
      machine.disk().inject({.kind = DiskFault::Kind::ioError, .at = at});
      world_.fault("I/O error");
      break;
    case 3:
      machine.disk().inject({.kind = DiskFault::Kind::ioError, .on = DiskOp::sync, .at = 1 + random.below(6)});
      world_.fault("failed fsync");
      break;
    case 4:
      machine.disk().setCapacity(machine.disk().usedBytes() + random.below(8) * 4096);
      world_.fault("disk full");
      break;
    default: machine.disk().setReadOnly(true); world_.fault("read-only disk");
  }
  world_.say("the disk of " + whose + " is in trouble");
}

void TabletLife::disarmDisk(Machine& machine) {
  machine.disk().clearFaults();
  machine.disk().setCapacity(std::nullopt);
  machine.disk().setReadOnly(false);
}

void TabletLife::takeImage(SimTablet& tablet) {
  if (!tablet.machine().disk().hasPower()) return;
  tablet.images.push_back(tablet.image());
  world_.say("image of " + tablet.name());
}

void TabletLife::restoreImage(SimTablet& tablet) {
  if (tablet.images.empty()) return;
  const auto& image = tablet.images[world_.random.below(tablet.images.size())];
  world_.fault("tablet put back to an old image");
  world_.say(tablet.name() + " is put back to an old image");
  connectionsEnd(tablet);
  tablet.restore(image);
  if (start(tablet)) adopt(tablet);
}

void TabletLife::clone(SimTablet& tablet) {
  if (world_.tablets.size() >= machinesMax || !tablet.machine().disk().hasPower()) return;
  const auto number = static_cast<unsigned>(world_.tablets.size());
  const auto image = tablet.image();
  world_.tablets.push_back(
      std::make_unique<SimTablet>(number, world_.time, world_.random, image.version, tablet.key(), tablet.identity()));
  auto& twin = *world_.tablets.back();
  twin.restore(image);
  twin.hostile = tablet.hostile;
  twin.machine().clock().setOff(drawClockOff(world_.random));
  world_.fault("clone");
  world_.say(twin.name() + " is a clone of " + tablet.name());
}

void TabletLife::destroy(SimTablet& tablet) {
  connectionsEnd(tablet);
  tablet.stop();
  tablet.destroyed = true;
  tablet.owes.clear();
  world_.fault("tablet destroyed");
  world_.say(tablet.name() + " is destroyed");
}

}  // namespace bf::sim
