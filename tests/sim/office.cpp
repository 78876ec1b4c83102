#include "tests/sim/office.h"

#include <algorithm>

#include "shared/replica/codec.h"
#include "tests/sim/log_view.h"

namespace bf::sim {
namespace {

constexpr std::string_view actor = "office";

/// A change that no reviewer can let in: its record has not come, or is finished, or it would make the record none of
/// its kind.
bool isDeclined(Errc code) {
  return code == Errc::notFound || code == Errc::finished || code == Errc::unknownKind || code == Errc::invalidValue ||
         code == Errc::malformed;
}

std::string nameOf(const Person& person) { return "person " + std::to_string(person.number); }

}  // namespace

void Office::open() {
  world_.centre = std::make_unique<SimCentre>(world_.time, world_.random, SchemaVersion::present);
  if (world_.random.chance(20)) world_.centre->machine().clock().setOff(drawClockOff(world_.random));
  if (!start()) return world_.wrong(Invariant::unexpected, "the centre does not start");
  const auto tablets = tabletsMin + static_cast<unsigned>(world_.random.below(tabletsMax - tabletsMin + 1));
  const auto add = [&](std::uint32_t role, std::vector<GrantedRegion> grants) {
    world_.people.push_back({static_cast<std::uint32_t>(world_.people.size() + 1), role, std::move(grants)});
  };
  add(role::clerk, {{region::township, true}});
  add(role::county, {{region::county, true}});
  while (world_.people.size() < tablets) {
    const auto drawn = world_.random.chance(15)   ? role::assessor
                       : world_.random.chance(50) ? role::secretary
                                                  : role::helper;
    add(drawn, drawGrants(drawn));
  }
  for (const auto& person : world_.people) {
    const auto dice = world_.random.below(10);
    const auto version = dice < 6 ? SchemaVersion::present : dice < 8 ? SchemaVersion::older : SchemaVersion::newer;
    (void)tablets_.make(person.number, version);
  }
  enterEverything();
}

std::vector<GrantedRegion> Office::drawGrants(std::uint32_t role) {
  auto& random = world_.random;
  std::vector<GrantedRegion> grants;
  const auto add = [&](RegionCode region, bool write) {
    if (std::ranges::find(grants, region, &GrantedRegion::region) == grants.end()) grants.push_back({region, write});
  };
  if (role == role::clerk) add(random.chance(80) ? region::township : region::otherTownship, true);
  else add(region::villages[random.below(std::size(region::villages))], random.chance(92));
  if (random.chance(35)) add(region::villages[random.below(std::size(region::villages))], random.chance(80));
  return grants;
}

bool Office::write(const std::string& what, const Work& work) {
  if (!start()) return false;
  const auto done = [&]() -> Result<void> {
    BF_LET(tx, world_.centre->store().begin());
    BF_CHECK(work(*tx));
    return tx->commit();
  }();
  world_.say(what + (done ? "" : std::string(" fails: ") + bf::name(done.error().code)));
  if (!done) trouble(done.error());
  return done.has_value();
}

Result<void> Office::enterPeople(StoreTx& tx) {
  Registry registry(tx);
  BF_LET(users, registry.users());
  for (const auto& person : world_.people) {
    if (person.number > users.size()) {
      BF_LET(added, registry.addUser(nameOf(person), person.role, person.grants, actor, world_.centre->now()));
      (void)added;
      continue;
    }
    std::vector<GrantedRegion> known;
    for (const auto& grant : users[person.number - 1].grants()) known.push_back({grant.region(), grant.write()});
    if (known != person.grants) BF_CHECK(registry.setGrants(person.number, person.grants, actor, world_.centre->now()));
  }
  return {};
}

Result<void> Office::putDevice(StoreTx& tx, const SimTablet& tablet) {
  bianfang::Device device;
  device.set_name(tablet.name());
  device.set_user(tablet.identity().user);
  device.set_signing_key(tablet.key().publicKey().str());
  device.set_certificate(tablet.key().publicKey().str());  // stands for the hash of one: no TLS in here
  device.set_enrolled(world_.centre->now());
  device.set_confirmed(std::max<Micros>(1, world_.centre->now()));
  return Registry(tx).addDevice(tablet.identity().device, device, world_.centre->now());
}

Result<void> Office::enterDevices(StoreTx& tx) {
  Registry registry(tx);
  for (const auto& tablet : world_.tablets) {
    const auto& id = tablet->identity().device;
    BF_LET(known, registry.device(id));
    if (!known) {
      BF_CHECK(putDevice(tx, *tablet));
      if (!world_.entered.insert(id).second) world_.enteredAgain.insert(id);
    }
    BF_LET(device, registry.device(id));
    if (!world_.revoked.contains(id) || device->revoked() != 0) continue;
    BF_CHECK(registry.revoke(id, "stolen", actor, world_.centre->now()));
    BF_LET(last, tx.lastSeq(false));
    world_.revokedAt[id] = last;
  }
  return {};
}

/// A restored register lists backups that were destroyed since.
Result<void> Office::retireForgotten(StoreTx& tx) {
  Registry registry(tx);
  BF_LET(listed, registry.backups());
  for (const auto& backup : listed) {
    if (backup.retired() != 0) continue;
    const auto& kept = world_.centre->backups;
    if (std::ranges::find(kept, backup.number(), &KeptBackup::number) != kept.end()) continue;
    BF_CHECK(registry.retireBackup(backup.number(), actor, world_.centre->now()));
  }
  return {};
}

void Office::enterEverything() {
  (void)write("the office enters people and tablets", [&](StoreTx& tx) -> Result<void> {
    Registry registry(tx);
    BF_CHECK(registry.putRegion(region::county, "五华县"));
    BF_CHECK(registry.putRegion(region::township, "水寨镇"));
    BF_CHECK(registry.putRegion(region::otherTownship, "河东镇"));
    for (const auto village : region::villages) BF_CHECK(registry.putRegion(village, "村" + std::to_string(village)));
    BF_CHECK(enterPeople(tx));
    BF_CHECK(enterDevices(tx));
    return retireForgotten(tx);
  });
}

void Office::enter(SimTablet& tablet) {
  world_.entered.insert(tablet.identity().device);
  (void)write("the office enrols " + tablet.name(), [&](StoreTx& tx) { return putDevice(tx, tablet); });
}

void Office::enrol() {
  if (world_.tablets.size() >= machinesMax) return;
  const auto& person = world_.people[world_.random.below(world_.people.size())];
  const auto version = world_.random.chance(70) ? SchemaVersion::present : SchemaVersion::newer;
  enter(tablets_.make(person.number, version));
}

void Office::changeGrants() {
  auto& person = world_.people[world_.random.below(world_.people.size())];
  if (person.role == role::county) return;
  person.grants = drawGrants(person.role);
  world_.fault("region reassigned");
  (void)write("other regions for user " + std::to_string(person.number), [&](StoreTx& tx) { return enterPeople(tx); });
}

void Office::revoke(SimTablet& tablet) {
  const auto& id = tablet.identity().device;
  if (world_.revoked.contains(id)) return;
  world_.fault("revocation");
  std::int64_t at = 0;
  const bool done = write("revoke " + tablet.name(), [&](StoreTx& tx) -> Result<void> {
    BF_LET(last, tx.lastSeq(false));
    at = last;
    return Registry(tx).revoke(id, "stolen", actor, world_.centre->now());
  });
  if (!done) return;
  world_.revoked.insert(id);
  world_.revokedAt[id] = at;
}

void Office::review() {
  ChangeId decided;
  bool apply = world_.random.chance(60);
  const bool done = write("a reviewer decides", [&](StoreTx& tx) -> Result<void> {
    BF_LET(entries, tx.list(Space::review, {}, {}, 200));
    std::erase_if(entries, [](const RegisterEntry& entry) {
      const auto item = decode<bianfang::Held>(entry.value);
      return !item || item->decided() != 0 || item->verdict().code() == bianfang::HELD_INVALID ||
             item->verdict().code() == bianfang::HELD_UNKNOWN_KIND;
    });
    if (entries.empty()) return {};
    const auto seq = static_cast<std::int64_t>(fromBigEndian(entries[world_.random.below(entries.size())].key));
    BF_LET(batch, tx.batchAt(seq));
    if (!batch) return fail(Errc::notFound, "a held change is not in the log");
    const auto outcome = tx.nested(
        [&] { return world_.centre->replica().decideHeld(tx, seq, apply, actor, "seen", world_.centre->now()); });
    if (!outcome && isDeclined(outcome.error().code)) return {};
    if (!outcome) return std::unexpected(outcome.error());
    decided = batch->batch.entries[static_cast<std::size_t>(seq - batch->seq)].id();
    return {};
  });
  if (!done || decided.isZero()) return;
  world_.say(std::string(apply ? "admitted " : "dismissed ") + shortName(decided.view()));
  if (apply) world_.centre->admitted.insert(decided);
}

void Office::backup() {
  if (!start()) return;
  auto& centre = *world_.centre;
  KeptBackup kept{0, 0, {}, centre.machine().schemaVersion(), centre.acked, centre.admitted};
  const auto copied = [&]() -> Result<void> {
    BF_LET(tx, centre.store().read());
    BF_LET(last, tx->lastSeq(false));
    kept.seq = last;
    return {};
  }();
  if (!copied) return trouble(copied.error());
  auto bytes = centre.copyOfStore();
  if (!bytes) return trouble(bytes.error());
  kept.bytes = std::move(*bytes);
  const bool noted = write("backup up to " + std::to_string(kept.seq), [&](StoreTx& tx) -> Result<void> {
    BF_LET(epoch, centre.replica().epoch(tx));
    BF_LET(made, Registry(tx).noteBackup(kept.seq, epoch.number, "elsewhere", {}, actor, centre.now()));
    kept.number = made.number();
    return {};
  });
  // What is not in the register is no backup that tablets may rely on, and none that will be restored.
  if (noted) centre.backups.push_back(std::move(kept));
}

void Office::retireBackup() {
  auto& backups = world_.centre->backups;
  if (backups.size() < 2) return;
  const auto at = backups.begin() + static_cast<std::ptrdiff_t>(world_.random.below(backups.size() - 1));
  const auto number = at->number;
  if (write("retire backup " + std::to_string(number),
            [&](StoreTx& tx) { return Registry(tx).retireBackup(number, actor, world_.centre->now()); }))
    backups.erase(at);
}

void Office::restore(bool told) {
  auto& centre = *world_.centre;
  if (centre.backups.empty()) return;
  const auto at = world_.random.below(centre.backups.size());
  world_.fault(told ? "centre restored from a backup" : "centre put back untold");
  world_.say(std::string(told ? "restore" : "untold restore") + " to backup at " +
             std::to_string(centre.backups[at].seq));
  connectionsEnd();
  centre.putBack(centre.backups[at]);
  world_.revokedAt.clear();
  // Later backups are of a line of history that has ended; of an untold restore not even this one is in the register.
  centre.backups.erase(centre.backups.begin() + static_cast<std::ptrdiff_t>(at) + (told ? 1 : 0), centre.backups.end());
  if (!start()) return world_.wrong(Invariant::unexpected, "a restored centre does not start");
  if (!told) {
    const auto epoch = [&]() -> Result<EpochInfo> {
      BF_LET(tx, centre.store().read());
      return centre.replica().epoch(*tx);
    }();
    if (epoch) world_.untoldEpoch = epoch->number;
  } else {
    (void)write("a new epoch", [&](StoreTx& tx) -> Result<void> {
      BF_LET(begun, centre.replica().beginEpoch(tx, centre.epochWitness, centre.now(), "restore"));
      BF_LET(noted,
             Registry(tx).noteBackup(centre.backups.back().seq, begun.number, "elsewhere", {}, actor, centre.now()));
      centre.epochWitness = begun.number;
      centre.backups.back().number = noted.number();
      return {};
    });
  }
  if (world_.random.chance(70)) enterEverything();
}

void Office::beginEpoch() {
  auto& centre = *world_.centre;
  (void)write("the office begins an epoch", [&](StoreTx& tx) -> Result<void> {
    BF_LET(begun, centre.replica().beginEpoch(tx, centre.epochWitness + 10, centre.now(), "a tablet is ahead"));
    centre.epochWitness = begun.number;
    return {};
  });
}

bool Office::start() {
  auto& centre = *world_.centre;
  if (centre.running()) return true;
  const auto started = centre.start();
  if (started) return true;
  centre.stop();
  world_.say("the centre does not start: " + started.error().detail);
  if (!isStorageError(started.error().code)) world_.wrong(Invariant::unexpected, started.error().detail);
  if (!centre.machine().disk().hasPower()) centre.machine().powerCut();
  return false;
}

void Office::trouble(const Error& error) {
  world_.say(std::string("centre: ") + bf::name(error.code) + " " + error.detail);
  if (!world_.centre->machine().disk().hasPower()) return crash();
  if (!isStorageError(error.code) || error.code == Errc::storageCorrupt || error.code == Errc::busy)
    return world_.wrong(Invariant::unexpected, std::string("centre: ") + bf::name(error.code) + " " + error.detail);
  // A handle that saw an error of the disk is never trusted again.
  storeCloses();
  const auto opened = world_.centre->reopen();
  if (opened) return;
  world_.say("the centre's store does not open: " + opened.error().detail);
  if (!world_.centre->machine().disk().hasPower()) return crash();
  connectionsEnd();
  world_.centre->stop();
}

void Office::crash() {
  world_.fault("centre power cut");
  world_.say("the centre loses power");
  connectionsEnd();
  world_.centre->stop();
  world_.centre->machine().powerCut();
  if (start()) checkAcked();
}

void Office::restart(SchemaVersion version) {
  connectionsEnd();
  world_.centre->stop();
  world_.centre->machine().setSchemaVersion(version);
  world_.say("the centre restarts with schema " + std::to_string(static_cast<int>(version)));
  if (start()) checkAcked();
}

void Office::checkAcked() {
  const auto log = [&]() -> Result<LogView> {
    BF_LET(tx, world_.centre->store().read());
    return viewLog(*tx);
  }();
  if (!log) return trouble(log.error());
  world_.checked(Invariant::durableAck, world_.centre->acked.size());
  for (const auto& head : world_.centre->acked)
    if (!log->heads.contains(head))
      return world_.wrong(Invariant::durableAck, "a batch with a receipt is gone: " + shortName(head.view()));
}

}  // namespace bf::sim
