#include "tests/replica/world.h"

#include <filesystem>

namespace bf::test {
namespace {

constexpr Micros second = 1'000'000;

std::unique_ptr<SqliteStore> openStore(const std::string& path) {
  return must(SqliteStore::open({.path = path, .vfs = {}, .secureDelete = true}, builtinSchema()));
}

std::string shown(Store& store, std::string_view kind, const RecordId& record, std::string_view field) {
  const auto& spec = *builtinSchema().kindByName(kind);
  const auto tx = must(store.read());
  const auto row = must(tx->find(spec.number, record));
  if (!row) return "(none)";
  const auto& fieldSpec = *spec.fieldByName(field);
  const auto wire = must(tx->value(spec.number, row->rec, fieldSpec.number));
  return display(fieldSpec, must(decodeValue(fieldSpec, wire)), Language::chinese);
}

bool isThere(Store& store, std::string_view kind, const RecordId& record) {
  return must(must(store.read())->find(kindNumber(kind), record)).has_value();
}

}  // namespace

Tablet::Tablet(std::string path, const Micros& time, SigningKey key, TabletIdentity identity)
    : path_(std::move(path)), clock_(time), key_(std::move(key)), identity_(identity) {
  reopen();
}

void Tablet::reopen() {
  replica_.reset();
  store_.reset();
  store_ = openStore(path_);
  replica_ = std::make_unique<TabletReplica>(*store_, clock_, key_, identity_);
}

std::string Tablet::shows(std::string_view kind, const RecordId& record, std::string_view field) {
  return shown(*store_, kind, record, field);
}

bool Tablet::has(std::string_view kind, const RecordId& record) { return isThere(*store_, kind, record); }

World::World(std::uint64_t seed)
    : random_(seed), centre_(builtinSchema(), std::string(32, 'k')), store_(openStore(dir_.file("centre.db"))) {
  office([&](StoreTx& tx) {
    Registry registry(tx);
    for (const auto region : {county, township, RegionCode{441424101}, village, otherVillage, farVillage})
      must(registry.putRegion(region, "地区" + std::to_string(region)));
  });
}

std::uint32_t World::addUser(std::uint32_t role, const std::vector<GrantedRegion>& grants) {
  return office([&](StoreTx& tx) { return must(Registry(tx).addUser("人", role, grants, "test", time_)).number(); });
}

void World::setGrants(std::uint32_t user, const std::vector<GrantedRegion>& grants) {
  office([&](StoreTx& tx) { must(Registry(tx).setGrants(user, grants, "test", time_)); });
}

std::string World::shows(std::string_view kind, const RecordId& record, std::string_view field) {
  return shown(*store_, kind, record, field);
}

bool World::has(std::string_view kind, const RecordId& record) { return isThere(*store_, kind, record); }

std::vector<bianfang::Held> World::held() {
  const auto tx = must(store_->read());
  std::vector<bianfang::Held> found;
  for (const auto& entry : must(tx->list(Space::review, {}, {}, 10'000))) {
    bianfang::Held item;
    if (!item.ParseFromString(entry.value)) throw std::runtime_error("entry of the review");
    if (item.decided() == 0) found.push_back(std::move(item));
  }
  return found;
}

std::vector<bianfang::AuditEntry> World::auditEntries(std::string_view action) {
  const auto tx = must(store_->read());
  std::vector<bianfang::AuditEntry> found;
  for (const auto& stored : must(tx->list(Space::audit, {}, {}, 100'000))) {
    bianfang::AuditEntry entry;
    if (!entry.ParseFromString(stored.value)) throw std::runtime_error("entry of the audit");
    if (entry.action() == action) found.push_back(std::move(entry));
  }
  return found;
}

std::string World::backup() {
  const auto path = dir_.file("backup" + std::to_string(++files_) + ".db");
  must(store_->backupTo(path));
  office([&](StoreTx& tx) {
    const auto epoch = must(centre_.epoch(tx)).number;
    // Noted after the copy: what came in between is not in it.
    const auto copy = must(SqliteStore::open({.path = path, .vfs = {}}, builtinSchema()));
    const auto seq = must(must(copy->read())->lastSeq(false));
    must(Registry(tx).noteBackup(seq, epoch, path, {}, "test", time_));
  });
  return path;
}

void World::retireBackups() {
  office([&](StoreTx& tx) {
    Registry registry(tx);
    for (const auto& backup : must(registry.backups()))
      if (backup.retired() == 0) must(registry.retireBackup(backup.number(), "test", time_));
  });
}

void World::restore(const std::string& copy) {
  const auto seen = must(centre_.epoch(*must(store_->read()))).number;
  store_.reset();
  for (const auto* tail : {"", "-wal", "-shm"}) std::filesystem::remove(dir_.file(std::string("centre.db") + tail));
  std::filesystem::copy_file(copy, dir_.file("centre.db"));
  store_ = openStore(dir_.file("centre.db"));
  office([&](StoreTx& tx) { must(centre_.beginEpoch(tx, seen, time_, "restore")); });
}

Tablet& World::addTablet(std::uint32_t user) {
  TabletIdentity identity;
  random_.fill(identity.device.bytes);
  auto key = SigningKey::make(random_);
  office([&](StoreTx& tx) {
    Registry registry(tx);
    const auto person = must(registry.user(user));
    identity.user = person.number();
    identity.role = person.role();
    bianfang::Device device;
    device.set_user(user);
    device.set_signing_key(key.publicKey().str());
    device.set_enrolled(time_);
    must(registry.addDevice(identity.device, device, time_));
    must(registry.confirm(identity.device, "test", time_));
  });
  const auto path = dir_.file("tablet" + std::to_string(++files_) + ".db");
  tablets_.push_back(std::unique_ptr<Tablet>(new Tablet(path, time_, std::move(key), identity)));
  return *tablets_.back();
}

std::string World::imageOf(Tablet& tablet) {
  auto path = dir_.file("image" + std::to_string(++files_) + ".db");
  must(tablet.store().backupTo(path));
  return path;
}

Tablet& World::clone(Tablet& original) {
  const auto path = imageOf(original);
  tablets_.push_back(std::unique_ptr<Tablet>(new Tablet(path, time_, original.key(), original.identity())));
  return *tablets_.back();
}

void World::putBack(Tablet& tablet, const std::string& image) {
  tablet.replica_.reset();
  tablet.store_.reset();
  for (const auto* tail : {"", "-wal", "-shm"}) std::filesystem::remove(tablet.path_ + tail);
  std::filesystem::copy_file(image, tablet.path_);
  tablet.reopen();
}

Sender World::senderOf(const Tablet& tablet) {
  const auto tx = must(store_->begin());
  return must(Registry(*tx).sender(tablet.device()));
}

bianfang::Scope World::scopeOf(const Tablet& tablet) {
  const auto tx = must(store_->begin());
  Registry registry(*tx);
  const auto user = must(registry.user(tablet.identity().user));
  auto scope = must(registry.scope(user));
  for (const auto& region : must(registry.regions()))
    for (const auto& grant : user.grants())
      if (within(region.code(), grant.region()) || within(grant.region(), region.code())) {
        auto* made = scope.add_regions();
        made->set_code(region.code());
        made->set_name(region.name());
        break;
      }
  return scope;
}

Result<Receipt> World::admit(const Batch& batch, const Tablet& by) {
  time_ += second;
  auto tx = must(store_->begin());
  const auto sender = must(Registry(*tx).sender(by.device()));
  auto receipt = centre_.admit(*tx, batch, sender, time_);
  if (receipt) must(tx->commit());
  return receipt;
}

// ---- meetings -------------------------------------------------------------------------------------------------------

struct World::Line {
  const Meeting& meeting;
  int exchanges = 0;
  [[nodiscard]] bool before() { return !meeting.goesOn || meeting.goesOn(exchanges, false); }
  [[nodiscard]] bool after() { return !meeting.goesOn || meeting.goesOn(exchanges++, true); }
};

bool World::greet(Tablet& tablet, Line& line) {
  if (!line.before()) return false;
  must(tablet->seal());
  const auto state = must(tablet->state());
  const auto epoch = office([&](StoreTx& tx) { return must(centre_.epoch(tx)).number; });
  const auto common = office([&](StoreTx& tx) { return must(centre_.commonWith(tx, state.epoch)); });
  const auto scope = scopeOf(tablet);
  if (!line.after()) return false;
  if (state.epoch != epoch) must(tablet->enterEpoch(epoch, state.epoch == 0 ? 0 : common));
  if (scope.version() != state.scope) must(tablet->takeScope(scope));
  const auto tx = must(store_->begin());
  const auto archived = must(centre_.archived(*tx));
  if (archived > state.archived) must(tablet->setArchived(archived));
  const auto audit = must(Registry(*tx).lastAudit());
  if (audit.number() != 0) must(tablet->witnessAudit(audit.number(), *Hash::from(audit.head())));
  return true;
}

bool World::push(Tablet& tablet, const Meeting& meeting, Line& line) {
  for (;;) {
    const auto batches = must(tablet->toSend(meeting.pushBytes));
    if (batches.empty()) return true;
    if (!line.before()) return false;
    std::vector<Receipt> receipts;
    for (const auto& batch : batches) receipts.push_back(must(admit(batch.batch, tablet)));
    if (!line.after()) return false;
    for (const auto& receipt : receipts) must(tablet->take(receipt));
  }
}

bool World::picture(Tablet& tablet, const Meeting& meeting, Line& line) {
  for (int left = 10'000; left > 0; --left) {
    const auto state = must(tablet->state());
    if (state.snapshotsDue.empty()) return true;
    if (!line.before()) return false;
    const auto tx = must(store_->read());
    const auto region = state.snapshotsDue.front();
    const auto chunk = must(centre_.snapshot(*tx, senderOf(tablet), region, state.snapshotAfter, meeting.chunkBytes));
    if (!line.after()) return false;
    must(tablet->take(region, chunk));
  }
  throw std::runtime_error("pictures without end");
}

bool World::pull(Tablet& tablet, const Meeting& meeting, Line& line) {
  const auto own = must(must(store_->begin())->get(Space::device, tablet.device().view()));
  bianfang::Device device;
  if (!own || !device.ParseFromString(*own)) throw std::runtime_error("device");
  const bool behind = device.position() > must(tablet->state()).position;
  for (;;) {
    if (!line.before()) return false;
    const auto tx = must(store_->read());
    const auto state = must(tablet->state());
    const auto pulled = must(centre_.pull(*tx, senderOf(tablet), state.cursor, behind, meeting.pullBytes));
    if (!line.after()) return false;
    must(tablet->take(pulled));
    if (!pulled.more) return true;
  }
}

bool World::sync(Tablet& tablet, const Meeting& meeting) {
  time_ += second;
  Line line{meeting};
  if (!greet(tablet, line)) return false;
  if (meeting.push && !push(tablet, meeting, line)) return false;
  if (!meeting.read || senderOf(tablet).depositOnly) return true;
  for (int round = 0; round < 3; ++round) {
    if (!picture(tablet, meeting, line) || !pull(tablet, meeting, line)) return false;
    if (must(tablet->state()).snapshotsDue.empty()) break;
  }
  return true;
}

void World::settle(const std::vector<Tablet*>& tablets, const Meeting& meeting) {
  std::int64_t before = -1;
  for (int round = 0; round < 20; ++round) {
    for (auto* tablet : tablets)
      if (!sync(*tablet, meeting)) throw std::runtime_error("the line broke while all should settle");
    const auto last = office([](StoreTx& tx) { return must(tx.lastSeq(false)); });
    if (last == before) return;
    before = last;
  }
  throw std::runtime_error("the county does not settle");
}

Township::Township(std::uint64_t seed)
    : world(seed),
      secretary(world.addUser(villageSecretary, {{village, true}})),
      neighbour(world.addUser(villageSecretary, {{otherVillage, true}})),
      clerk(world.addUser(townshipClerk, {{township, true}})),
      one(world.addTablet(secretary)),
      two(world.addTablet(secretary)),
      next(world.addTablet(neighbour)),
      office(world.addTablet(clerk)) {
  for (auto* tablet : all()) world.sync(*tablet);
}

RecordId Township::household(std::string_view name) {
  const auto made = one.save(makeRoot("household", village, {{"head_name", std::string(name)}}));
  world.settle(all());
  return made;
}

}  // namespace bf::test
