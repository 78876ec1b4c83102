#include "tests/sync/world.h"

#include <cstdlib>
#include <filesystem>

#include "shared/replica/codec.h"
#include "shared/sync/restore_watch.h"

namespace bf::test {
namespace {

constexpr std::uint32_t countyOffice = 7;
const std::string receiptKey = "0123456789abcdef0123456789abcdef";

std::unique_ptr<SqliteStore> openStore(const std::string& path) {
  return must(SqliteStore::open({.path = path, .vfs = {}, .search = false}, builtinSchema()));
}

}  // namespace

const char* name(Fault::Kind kind) {
  switch (kind) {
    case Fault::Kind::none: return "none";
    case Fault::Kind::requestLost: return "request lost";
    case Fault::Kind::commitFails: return "commit fails";
    case Fault::Kind::answerLost: return "answer lost";
    case Fault::Kind::answerDamaged: return "answer damaged";
  }
  return "";
}

FastDir::FastDir() {
  std::error_code none;
  const bool memory = std::filesystem::is_directory("/dev/shm", none);
  const auto base = memory ? std::filesystem::path("/dev/shm") : std::filesystem::temp_directory_path();
  std::string path = (base / "bianfang-XXXXXX").string();
  if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = path;
}

FastDir::~FastDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

// ---- Tablet ----

Tablet::Tablet(const std::string& path, TabletKeys keys)
    : certificateHash(keys.certificateHash), keys_(std::move(keys)), store_(openStore(path)) {
  options.wipeCommitment = keys_.enrolment.wipeCommitment;
  replica_ =
      std::make_unique<TabletReplica>(*store_, clock, keys_.signing, TabletIdentity{device(), keys_.user, keys_.role});
}

std::unique_ptr<Tablet> Tablet::cloneTo(const std::string& path) {
  must(store_->backupTo(path));
  auto made = std::make_unique<Tablet>(path, keys_);
  made->clock.time = clock.time;
  return made;
}

// ---- Centre ----

Centre::Centre(std::string path) : path_(std::move(path)), replica_(builtinSchema(), receiptKey) {
  open();
  write([&](StoreTx&, Registry& registry) {
    for (const auto region : {RegionCode{44}, RegionCode{4414}, county, township, village, otherVillage})
      must(registry.putRegion(region, "region " + std::to_string(region)));
  });
}

void Centre::open() {
  store_ = openStore(path_);
  write([&](StoreTx& tx, Registry&) { must(noteStart(tx, clock.now())); });
}

void Centre::restart() {
  store_.reset();
  open();
}

void Centre::restore(const std::string& copy) {
  store_.reset();
  for (const auto* tail : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + tail);
  std::filesystem::copy_file(copy, path_);
  open();
}

std::uint32_t Centre::addUser(std::uint32_t role, std::vector<GrantedRegion> grants) {
  return write([&](StoreTx&, Registry& registry) {
    return must(registry.addUser("somebody", role, grants, "test", clock.now())).number();
  });
}

std::string Centre::invite(std::uint32_t user) {
  return write([&](StoreTx&, Registry& registry) {
    return must(registry.invite(user, 900'000'000, random, "test", clock.now()));
  });
}

void Centre::import(RegionCode region, const std::vector<NewRecord>& records) {
  write([&](StoreTx& tx, Registry& registry) {
    const auto user = must(registry.addUser("office", countyOffice, {{county, true}}, "test", clock.now()));
    const auto key = SigningKey::make(random);
    DeviceId office;
    random.fill(office.bytes);
    bianfang::Device device;
    device.set_user(user.number());
    device.set_signing_key(key.publicKey().str());
    device.set_confirmed(clock.now());
    must(registry.addDevice(office, device, clock.now()));
    Batch batch{office, 1, {}, region, {}, {}};
    for (const auto& record : records) {
      const auto parent = record.under == SIZE_MAX ? RecordId{} : batch.entries[record.under].id();
      const Change change{kindOf(record.kind).number,
                          {},
                          parent,
                          region,
                          office,
                          user.number(),
                          countyOffice,
                          clock.now(),
                          record.set,
                          {},
                          {}};
      batch.entries.push_back(entryOf(serialise(change)));
    }
    batch.signature = key.sign(signedBytes(batch, chainHead(batch)));
    const auto receipt = must(replica_.admit(tx, batch, must(registry.sender(office)), clock.now()));
    if (!receipt.verdicts.empty()) throw std::runtime_error("import held: " + receipt.verdicts.front().detail);
  });
}

void Centre::import(RegionCode region, std::size_t count, std::size_t members) {
  std::vector<NewRecord> records;
  for (std::size_t i = 0; i < count; ++i) {
    const auto household = records.size();
    const auto set = fieldsOf("household", {{"head_name", "户主" + std::to_string(i)},
                                            {"phone", "138" + std::to_string(10'000'000 + random.below(89'999'999))},
                                            {"register_number", std::to_string(region) + std::to_string(1000 + i)},
                                            {"persons", 1 + static_cast<std::int64_t>(random.below(7))},
                                            {"address", "村民小组" + std::to_string(i % 9) + "号"}});
    records.push_back({"household", set});
    for (std::size_t k = 0; k < members; ++k)
      records.push_back(
          {"member", fieldsOf("member", {{"name", "成员" + std::to_string(random.below(9999))}}), household});
  }
  import(region, records);
}

// ---- World ----

World::World() : centre_(std::make_unique<Centre>(dir_.file("centre.db"))) {}

Passed pass(Centre& centre, ServerSession& session, std::string_view frame, bool commitFails) {
  Passed passed;
  auto flight = session.decode(frame);
  if (flight) {
    auto tx = must(centre.store().begin());
    const auto served = session.serve(*tx, *flight, centre.clock.now(), centre.random);
    if (!served) session.failed(served.error());
    else if (commitFails) session.failed({Errc::storageFull, "test"});
    else must(tx->commit());
  }
  passed.figures = session.figures();
  passed.reply = session.reply();
  return passed;
}

std::unique_ptr<Tablet> World::enrol(std::uint32_t role, std::vector<GrantedRegion> grants, bool confirm) {
  const auto user = centre_->addUser(role, std::move(grants));
  auto signing = SigningKey::make(centre_->random);
  EnrolSession client({centre_->invite(user), "request of a tablet", signing.publicKey(), "tablet"}, centre_->random);
  ServerSession server(*&centre_->replica(), centre_->issuer, centre_->evidence, Peer{});
  auto enrolment = must(client.receive(pass(*centre_, server, client.start()).reply.frame));
  if (confirm)
    centre_->write(
        [&](StoreTx&, Registry& registry) { must(registry.confirm(enrolment.device, "test", centre_->clock.now())); });
  const auto hash = hashOf(enrolment.certificate).str();
  return std::make_unique<Tablet>(dir_.file("tablet" + std::to_string(++tablets_) + ".db"),
                                  TabletKeys{std::move(signing), std::move(enrolment), hash, user, role});
}

Outcome World::sync(Tablet& tablet, Fault fault) {
  Outcome outcome;
  ClientSession client(tablet.replica(), &tablet.outbox, tablet.clock, tablet.options);
  ServerSession server(centre_->replica(), centre_->issuer, centre_->evidence, tablet.peer());
  auto frame = must(client.start());
  for (unsigned flight = 1; flight < 1000; ++flight) {
    const auto kind = fault.flight == flight ? fault.kind : Fault::Kind::none;
    if (kind == Fault::Kind::requestLost) break;
    auto passed = pass(*centre_, server, frame, kind == Fault::Kind::commitFails);
    outcome.flights.push_back(passed.figures);
    if (kind == Fault::Kind::answerLost) break;
    // A flipped bit inside does not pass TLS; a frame that ends too early may come from a centre that broke.
    if (kind == Fault::Kind::answerDamaged) passed.reply.frame.resize(passed.reply.frame.size() / 2);
    outcome.last = client.receive(passed.reply.frame);
    if (outcome.last.kind != ClientStep::Kind::send) break;
    frame = outcome.last.frame;
  }
  outcome.progress = client.progress();
  outcome.refused = client.refused();
  outcome.renewed = client.renewed();
  return outcome;
}

// ---- records ----

const KindSpec& kindOf(std::string_view name) {
  const auto* kind = builtinSchema().kindByName(name);
  if (kind == nullptr) throw std::runtime_error("no such kind");
  return *kind;
}

std::vector<RecordRow> households(Store& store) {
  return must(must(store.read())->records(kindOf("household").number, 0, 100'000));
}

std::vector<Field> fieldsOf(std::string_view kind, const std::map<std::string, Value>& values) {
  RecordBuilder builder(kindOf(kind));
  for (const auto& [field, value] : values) builder.set(field, value);
  return must(builder.fields());
}

RecordId editHousehold(Tablet& tablet, const RecordRow& household, const std::map<std::string, Value>& values) {
  Edit edit;
  edit.kind = household.kind;
  edit.record = household.id;
  edit.set = fieldsOf("household", values);
  return must(tablet.replica().save(edit));
}

RecordId visit(Tablet& tablet, const RecordRow& household, std::string_view text) {
  Edit edit;
  edit.kind = kindOf("visit").number;
  edit.parent = household.id;
  const auto now = tablet.clock.now();
  edit.set = fieldsOf("visit", {{"arrived", now - 1'200'000'000},
                                {"departed", now},
                                {"visitor_name", std::string("李书记")},
                                {"visit_date", std::int64_t{20'180'621}},
                                {"conversation", std::string(text)}});
  return must(tablet.replica().save(edit));
}

Value shown(Store& store, std::uint32_t kind, const RecordId& id, std::string_view field) {
  auto tx = must(store.read());
  const auto row = must(tx->find(kind, id));
  if (!row) return std::monostate{};
  const auto& spec = *builtinSchema().kind(kind)->fieldByName(field);
  return must(decodeValue(spec, must(tx->value(kind, row->rec, spec.number))));
}

std::map<std::string, std::string> dump(Store& store, RegionCode region) {
  std::map<std::string, std::string> all;
  auto tx = must(store.read());
  std::vector<RecordRow> waiting;
  for (const auto& kind : builtinSchema().kinds())
    if (kind.root)
      for (auto& row : must(tx->roots(kind.number, region, 0, 100'000))) waiting.push_back(std::move(row));
  while (!waiting.empty()) {
    auto row = std::move(waiting.back());
    waiting.pop_back();
    for (auto& child : must(tx->children(row.kind, row.rec))) waiting.push_back(std::move(child));
    std::string text;
    for (const auto& field : must(tx->values(row.kind, row.rec))) {
      text += std::to_string(field.number) + "=" + toHex(field.wire) + " by";
      for (const auto& head : row.heads.headsOf(field.number)) text += " " + toHex(head.view()).substr(0, 8);
      text += "; ";
    }
    all[std::to_string(row.kind) + "/" + toHex(row.id.view())] = text;
  }
  return all;
}

}  // namespace bf::test
