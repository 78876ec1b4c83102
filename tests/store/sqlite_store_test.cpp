// What is SQLite's own: durability settings, faults of the disk, files that are no stores, traces of what is gone.

#include "shared/store/sqlite_store.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "shared/store/sqlite_session.h"
#include "tests/seed.h"
#include "tests/sim/disk/sim_disk.h"
#include "tests/store/conformance.h"
#include "tests/store/temp_dir.h"

namespace bf::test {
namespace {

constexpr RegionCode village = 441424100201;

class StandingClock final : public Clock {
 public:
  Micros now() override { return 1'546'300'800'000'000; }
};

/// A store on a disk that can be made to fail.
struct OnDisk {
  StandingClock clock;
  SeededRandom random{seed()};
  SimDisk disk{clock, random};
  std::unique_ptr<SqliteStore> store = must(open());

  Result<std::unique_ptr<SqliteStore>> open() {
    return SqliteStore::open({.path = "/store.db", .vfs = disk.vfsName(), .busyMs = 10}, builtinSchema());
  }
};

std::string contentOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Result<void> putLarge(StoreTx& tx, int number) {
  return tx.put(Space::draft, std::to_string(number), std::string(100'000, 'x'));
}

bool has(Store& store, std::string_view key) {
  return seen(store, [&](StoreTx& tx) { return must(tx.get(Space::draft, key)).has_value(); });
}

}  // namespace

TEST_CASE("a store writes ahead and syncs at every commit") {
  const TempDir dir;
  const auto session = must(SqliteSession::open({.path = dir.file("store.db"), .vfs = {}}, false));
  CHECK(must(session->connection->text("PRAGMA journal_mode")) == "wal");
  CHECK(must(session->connection->number("PRAGMA synchronous")) == 2);
  CHECK(must(session->connection->number("PRAGMA temp_store")) == 2);
}

TEST_CASE("a commit costs one sync of the log, not two") {
  OnDisk on;
  write(*on.store, [](StoreTx& tx) { must(tx.put(Space::meta, "a", "1")); });
  const auto before = on.disk.count(DiskOp::sync);
  write(*on.store, [](StoreTx& tx) { must(tx.put(Space::meta, "a", "2")); });
  CHECK(on.disk.count(DiskOp::sync) - before == 1);
}

TEST_CASE("a file that is no database, or a damaged one, is told as such") {
  const TempDir dir;
  std::ofstream(dir.file("text.db")) << std::string(10'000, 'x');
  CHECK(refused(SqliteStore::open({.path = dir.file("text.db"), .vfs = {}}, builtinSchema())) == Errc::storageCorrupt);
  {
    const auto store = must(SqliteStore::open({.path = dir.file("store.db"), .vfs = {}}, builtinSchema()));
    write(*store, [](StoreTx& tx) {
      for (int i = 0; i < 20; ++i) must(putLarge(tx, i));
    });
  }
  std::fstream file(dir.file("store.db"), std::ios::in | std::ios::out | std::ios::binary);
  const auto size = std::filesystem::file_size(dir.file("store.db"));
  for (std::size_t at = 8192; at < size; at += 4096)
    file.seekp(static_cast<std::streamoff>(at)) << std::string(64, '\x5a');
  file.close();
  const auto store = SqliteStore::open({.path = dir.file("store.db"), .vfs = {}}, builtinSchema());
  CHECK(refused(store ? (*store)->verify() : Result<void>(std::unexpected(store.error()))) == Errc::storageCorrupt);
}

TEST_CASE("stored bytes that are not what they should be are told as damage, not taken for values") {
  const TempDir dir;
  const auto store = must(SqliteStore::open({.path = dir.file("store.db"), .vfs = {}}, builtinSchema()));
  const auto household = rootOf("household", 1, village);
  const auto batch = sampleBatch(1, 1, 2);
  write(*store, [&](StoreTx& tx) {
    must(tx.insert(household, {}));
    must(tx.append(batch));
  });
  const auto damage = [&](const std::string& sql) {
    must(must(Connection::open(dir.file("store.db"), {}, false))->execute(sql));
  };
  damage("UPDATE k_household SET heads=x'ff'");
  damage("UPDATE batch SET body=x'28b52ffd00'");
  seen(*store, [&](StoreTx& tx) {
    CHECK(refused(tx.load(household.kind, 1)) == Errc::storageCorrupt);
    CHECK(refused(tx.batchAt(1)) == Errc::storageCorrupt);
  });
  damage("UPDATE k_household SET id=x'00'");
  damage("UPDATE batch SET head=x'00'");
  seen(*store, [&](StoreTx& tx) {
    CHECK(refused(tx.load(household.kind, 1)) == Errc::storageCorrupt);
    CHECK(refused(tx.batchAt(1)) == Errc::storageCorrupt);
  });
}

TEST_CASE("a full disk refuses what does not fit, keeps what was committed, and works again when there is space") {
  OnDisk on;
  write(*on.store, [](StoreTx& tx) { must(putLarge(tx, 1)); });
  on.disk.setCapacity(on.disk.usedBytes() + 50'000);
  auto tx = must(on.store->begin());
  auto done = putLarge(*tx, 2);
  if (done) done = tx->commit();
  CHECK(refused(done) == Errc::storageFull);
  tx.reset();
  CHECK(has(*on.store, "1"));
  CHECK_FALSE(has(*on.store, "2"));
  on.disk.setCapacity({});
  write(*on.store, [](StoreTx& again) { must(putLarge(again, 3)); });
  CHECK(has(*on.store, "3"));
  must(on.store->verify());
}

TEST_CASE("a disk that can no longer be written refuses, and what is on it is read") {
  OnDisk on;
  write(*on.store, [](StoreTx& tx) { must(putLarge(tx, 1)); });
  on.disk.setReadOnly(true);
  {
    auto tx = must(on.store->begin());
    auto done = putLarge(*tx, 2);
    if (done) done = tx->commit();
    CHECK(refused(done) == Errc::storageFailed);  // of a write that fails the system says no more
  }
  CHECK(has(*on.store, "1"));
  const auto opened = must(on.open());
  CHECK(has(*opened, "1"));
  CHECK(refused(must(opened->begin())->put(Space::draft, "2", "x")) == Errc::storageReadOnly);
  on.disk.setReadOnly(false);
  CHECK_FALSE(has(*on.store, "2"));
  write(*on.store, [](StoreTx& again) { must(putLarge(again, 3)); });
}

TEST_CASE("when the disk fails at any write or sync of a transaction, the store knows whether it was committed") {
  for (const auto op : {DiskOp::write, DiskOp::sync})
    for (std::uint64_t at = 1; at < 40; ++at) {
      OnDisk on;
      write(*on.store, [](StoreTx& tx) { must(putLarge(tx, 1)); });
      on.disk.inject({.kind = DiskFault::Kind::ioError, .on = op, .at = at});
      auto tx = must(on.store->begin());
      auto done = putLarge(*tx, 2);
      if (done) done = tx->put(Space::draft, "small", "x");
      if (done) done = tx->commit();
      tx.reset();
      on.disk.clearFaults();
      INFO((op == DiskOp::write ? "write " : "sync ") << at);
      if (!done) CHECK(done.error().code == Errc::storageFailed);
      CHECK(has(*on.store, "1"));
      if (done) CHECK(has(*on.store, "2"));
      CHECK(has(*on.store, "2") == has(*on.store, "small"));
      write(*on.store, [](StoreTx& again) { must(putLarge(again, 3)); });
      must(on.store->verify());
      if (done && at > 30) break;
    }
}

TEST_CASE("after the disk undid a transaction nothing of it can go on piece by piece") {
  OnDisk on;
  auto tx = must(on.store->begin());
  must(tx->put(Space::draft, "first", "x"));
  on.disk.setCapacity(on.disk.usedBytes() + 20'000);
  // Larger than the page cache, so that SQLite has to write before the commit.
  const auto failed = tx->nested([&]() -> Result<void> {
    for (int i = 0; i < 400; ++i) BF_CHECK(putLarge(*tx, i));
    return {};
  });
  CHECK(refused(failed) == Errc::storageFull);
  on.disk.setCapacity({});
  auto after = tx->put(Space::draft, "after", "x");
  if (after) after = tx->commit();
  tx.reset();
  // Either the nested work alone was undone and the rest committed together, or nothing of it is there.
  CHECK(has(*on.store, "first") == after.has_value());
  CHECK(has(*on.store, "after") == after.has_value());
  CHECK_FALSE(has(*on.store, "0"));
}

TEST_CASE("another program that writes is waited for as long as was said, then the answer is busy") {
  OnDisk on;
  const auto other = must(on.open());
  auto tx = must(on.store->begin());
  CHECK(refused(other->begin()) == Errc::busy);
  must(tx->put(Space::meta, "a", "1"));
  must(tx->commit());
  tx.reset();
  must(must(other->begin())->put(Space::meta, "a", "2"));
}

TEST_CASE("nothing that was taken out can be read in the file or its log when deletions are secure") {
  const TempDir dir;
  const auto store =
      must(SqliteStore::open({.path = dir.file("store.db"), .vfs = {}, .secureDelete = true}, builtinSchema()));
  const auto secret = [](int i) { return "SECRETNAME" + std::to_string(1000 + i); };
  const auto traces = [&] {
    std::size_t count = 0;
    for (const auto* name : {"store.db", "store.db-wal"})
      for (const auto content = contentOf(dir.file(name)); const auto* word : {"SECRETNAME", "secretname"})
        for (auto at = content.find(word); at != std::string::npos; at = content.find(word, at + 1)) ++count;
    return count;
  };
  std::vector<LogBatch> batches;
  Hash chain;
  // Others between them, which stay: pages are divided when they come and joined when the secret ones go.
  for (int i = 0; i < 400; ++i)
    write(*store, [&](StoreTx& tx) {
      const auto name = textField(fieldNumber("household", "head_name"), "staying" + std::to_string(i * 7919 % 400));
      must(tx.insert(rootOf("household", 1000 + i, village), {name}));
    });
  for (int i = 0; i < 200; ++i)
    write(*store, [&](StoreTx& tx) {
      const auto name = textField(fieldNumber("household", "head_name"), secret(i));
      must(tx.insert(rootOf("household", 1 + i, village, {name}), {name}));
      auto batch = sampleBatch(1 + i, static_cast<std::uint64_t>(1 + i), 0, chain);
      batch.batch.entries.push_back(entryOf(secret(i) + std::string(static_cast<std::size_t>(i) * 50, 'x')));
      chain = batch.head = chainHead(batch.batch);
      batches.push_back(batch);
      must(tx.append(batch));
    });
  CHECK(traces() > 200);
  auto reader = must(store->read());
  CHECK(must(reader->search("secretname", 500)).size() == 200);
  write(*store, [&](StoreTx& tx) {
    for (int i = 0; i < 200; ++i) must(tx.evict(kindNamed("household").number, 1 + i));
    for (const auto& batch : batches) must(tx.dropBatch(batch.head));
  });
  CHECK(must(reader->search("secretname", 500)).size() == 200);  // it still sees its moment, in the log
  reader.reset();
  write(*store, [](StoreTx& tx) { must(tx.put(Space::meta, "any", "thing")); });
  CHECK(traces() == 0);
}

TEST_CASE("what a crash kept from being scrubbed is scrubbed when the store is opened") {
  OnDisk on;
  const auto secure = [&] {
    return must(SqliteStore::open({.path = "/store.db", .vfs = on.disk.vfsName(), .secureDelete = true, .busyMs = 10},
                                  builtinSchema()));
  };
  const auto traces = [&] {
    std::size_t count = 0;
    for (const auto& path : on.disk.paths()) {
      DiskHandle handle;
      REQUIRE(on.disk.open(path, false, handle) == DiskStatus::ok);
      std::string content(4 << 20, '\0');
      std::size_t got = 0;
      (void)on.disk.read(handle, 0, content, got);
      content.resize(got);
      for (auto at = content.find("secretname"); at != std::string::npos; at = content.find("secretname", at + 1))
        ++count;
    }
    return count;
  };
  on.store = secure();
  const auto headed = [](std::string name) {
    return std::vector{textField(fieldNumber("household", "head_name"), std::move(name))};
  };
  write(*on.store, [&](StoreTx& tx) {
    for (int i = 1; i <= 300; ++i)
      must(tx.insert(rootOf("household", i, village), headed("SECRETNAME" + std::to_string(i))));
    for (int i = 301; i <= 600; ++i)
      must(tx.insert(rootOf("household", i, village), headed("other" + std::to_string(i))));
  });
  CHECK(traces() > 300);
  {
    auto reader = must(on.store->read());
    write(*on.store, [&](StoreTx& tx) {
      for (int i = 1; i <= 300; ++i) must(tx.evict(kindNamed("household").number, i));
    });
    on.disk.crashKeepingAll();
  }
  on.store.reset();
  CHECK(traces() > 0);
  on.store = secure();
  CHECK(traces() == 0);
  seen(*on.store, [](StoreTx& tx) { CHECK(must(tx.search("other", 1000)).size() == 300); });
}

TEST_CASE("a lazy commit waits for no disk, is seen at once, and is durable with the next one that is") {
  OnDisk on;
  const auto putLazily = [&](std::string_view key) {
    auto tx = must(on.store->begin(Commit::lazy));
    must(tx->put(Space::draft, key, "x"));
    must(tx->commit());
  };
  const auto putDurably = [&](std::string_view key) {
    write(*on.store, [&](StoreTx& tx) { must(tx.put(Space::draft, key, "x")); });
  };
  putDurably("first");
  const auto syncs = on.disk.count(DiskOp::sync);
  putLazily("asked");
  CHECK(on.disk.count(DiskOp::sync) == syncs);
  CHECK(has(*on.store, "asked"));
  putDurably("second");
  CHECK(on.disk.count(DiskOp::sync) > syncs);
  putLazily("again");
  on.disk.crash(on.random, {.survival = Survival::nothing, .sectorBytes = {}});
  on.store.reset();
  on.store = must(on.open());
  CHECK(has(*on.store, "first"));
  CHECK(has(*on.store, "asked"));
  CHECK(has(*on.store, "second"));
  CHECK_FALSE(has(*on.store, "again"));
}

TEST_CASE("a store without search keeps no words") {
  const TempDir dir;
  const auto store =
      must(SqliteStore::open({.path = dir.file("store.db"), .vfs = {}, .search = false}, builtinSchema()));
  const auto name = textField(fieldNumber("household", "head_name"), "王建国");
  write(*store, [&](StoreTx& tx) { must(tx.insert(rootOf("household", 1, village), {name})); });
  seen(*store, [](StoreTx& tx) { CHECK(must(tx.search("王", 9)).empty()); });
}

TEST_CASE("a backup on a disk without space says so and leaves the store as it was") {
  OnDisk on;
  write(*on.store, [](StoreTx& tx) { must(putLarge(tx, 1)); });
  on.disk.setCapacity(on.disk.usedBytes() + 20'000);
  CHECK(refused(on.store->backupTo("/backup.db")) == Errc::storageFull);
  on.disk.setCapacity({});
  CHECK(has(*on.store, "1"));
  must(on.store->backupTo("/backup.db"));
}

}  // namespace bf::test
