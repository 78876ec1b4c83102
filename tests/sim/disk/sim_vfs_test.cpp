#include "tests/sim/disk/sim_vfs.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdio>

#include "shared/base/crypto.h"
#include "tests/seed.h"
#include "tests/sim/disk/disk_sharing.h"
#include "tests/sim/disk/test_sql.h"

namespace bf::test {
namespace {

constexpr const char* path = "/data/v.db";

struct Machine {
  SetClock clock;
  SeededRandom random{seed()};
  SimDisk disk{clock, random};
};

}  // namespace

TEST_CASE("several connections share a database in WAL mode: readers keep their moment, one writes at a time") {
  Machine machine;
  TestSql writer(machine.disk, path);
  REQUIRE(writer.value("PRAGMA journal_mode=WAL") == "wal");
  REQUIRE(writer.run("CREATE TABLE t(x); INSERT INTO t VALUES(1)") == SQLITE_OK);
  TestSql reader(machine.disk, path);
  TestSql other(machine.disk, path);
  REQUIRE(reader.run("BEGIN; SELECT count(*) FROM t") == SQLITE_OK);
  REQUIRE(writer.run("BEGIN IMMEDIATE; INSERT INTO t VALUES(2)") == SQLITE_OK);
  CHECK(other.run("INSERT INTO t VALUES(3)") == SQLITE_BUSY);
  CHECK(other.value("SELECT count(*) FROM t") == "1");
  REQUIRE(writer.run("COMMIT") == SQLITE_OK);
  CHECK(other.value("SELECT count(*) FROM t") == "2");
  CHECK(reader.value("SELECT count(*) FROM t") == "1");
  CHECK(writer.rows("PRAGMA wal_checkpoint(RESTART)")[0] == "1");  // busy: the reader needs its frames
  REQUIRE(reader.run("COMMIT") == SQLITE_OK);
  CHECK(writer.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0] == "0");
  CHECK(reader.value("SELECT count(*) FROM t") == "2");
  CHECK(machine.disk.sizeOf("/data/v.db-wal") == 0);
}

TEST_CASE("locks of a rollback journal keep writers and readers apart") {
  Machine machine;
  TestSql first(machine.disk, path);
  TestSql second(machine.disk, path);
  REQUIRE(first.run("CREATE TABLE t(x); INSERT INTO t VALUES(1)") == SQLITE_OK);
  REQUIRE(first.run("BEGIN; INSERT INTO t VALUES(2)") == SQLITE_OK);  // reserved
  CHECK(second.value("SELECT count(*) FROM t") == "1");
  CHECK(second.run("BEGIN IMMEDIATE") == SQLITE_BUSY);
  REQUIRE(second.run("BEGIN; SELECT * FROM t") == SQLITE_OK);  // shared
  CHECK(first.run("COMMIT") == SQLITE_BUSY);                   // pending
  TestSql third(machine.disk, path);
  CHECK(third.run("SELECT * FROM t") == SQLITE_BUSY);
  REQUIRE(second.run("COMMIT") == SQLITE_OK);
  CHECK(first.run("COMMIT") == SQLITE_OK);
  CHECK(third.value("SELECT count(*) FROM t") == "2");
}

TEST_CASE("a connection from before a crash answers an error and disturbs nobody when it is closed") {
  Machine machine;
  auto old = std::make_unique<TestSql>(machine.disk, path);
  REQUIRE(old->value("PRAGMA journal_mode=WAL") == "wal");
  REQUIRE(old->run("PRAGMA synchronous=FULL; CREATE TABLE t(x); INSERT INTO t VALUES(1)") == SQLITE_OK);
  REQUIRE(old->run("BEGIN IMMEDIATE; INSERT INTO t VALUES(2)") == SQLITE_OK);
  SECTION("a power cut") { machine.disk.crash(machine.random); }
  SECTION("a killed process") { machine.disk.crashKeepingAll(); }
  TestSql now(machine.disk, path);
  CHECK(now.run("INSERT INTO t VALUES(3)") == SQLITE_OK);
  CHECK((old->run("COMMIT") & 0xff) == SQLITE_IOERR);
  CHECK((old->run("SELECT * FROM t") & 0xff) == SQLITE_IOERR);
  old.reset();
  CHECK(now.run("INSERT INTO t VALUES(4)") == SQLITE_OK);
  CHECK(now.rows("SELECT x FROM t") == std::vector<std::string>{"1", "3", "4"});
  CHECK(now.value("PRAGMA integrity_check") == "ok");
}

TEST_CASE("a killed process keeps rows that only a power cut could lose") {
  Machine machine;
  {
    TestSql db(machine.disk, path);
    REQUIRE(db.run("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; CREATE TABLE t(x)") == SQLITE_OK);
    REQUIRE(db.run("INSERT INTO t VALUES(1)") == SQLITE_OK);
    machine.disk.crashKeepingAll();
  }
  CHECK(TestSql(machine.disk, path).value("SELECT count(*) FROM t") == "1");
}

TEST_CASE("a server put back from an older image and a cloned tablet go on from that moment") {
  Machine machine;
  auto db = std::make_unique<TestSql>(machine.disk, path);
  REQUIRE(db->run("PRAGMA journal_mode=WAL; CREATE TABLE t(x); INSERT INTO t VALUES(1)") == SQLITE_OK);
  const auto backup = machine.disk.image();
  REQUIRE(db->run("INSERT INTO t VALUES(2)") == SQLITE_OK);

  SimDisk clone(machine.clock, machine.random);
  clone.restore(backup);
  CHECK(TestSql(clone, path).run("INSERT INTO t VALUES(3)") == SQLITE_OK);
  CHECK(TestSql(clone, path).rows("SELECT x FROM t") == std::vector<std::string>{"1", "3"});
  CHECK(db->rows("SELECT x FROM t") == std::vector<std::string>{"1", "2"});

  machine.disk.restore(backup);
  CHECK((db->run("SELECT x FROM t") & 0xff) == SQLITE_IOERR);
  db.reset();
  CHECK(TestSql(machine.disk, path).rows("SELECT x FROM t") == std::vector<std::string>{"1"});
}

TEST_CASE("time and randomness are those of the world, so it replays") {
  const auto play = [] {
    Machine machine;
    TestSql db(machine.disk, path);
    db.run("PRAGMA journal_mode=WAL; CREATE TABLE t(x)");
    machine.clock.time = 1'448'755'200'000'000;
    db.run("INSERT INTO t VALUES(datetime('now')), (hex(randomblob(8)))");
    return std::pair(db.rows("SELECT x FROM t"), machine.disk.contentHash());
  };
  const auto first = play();
  CHECK(first.first[0] == "2015-11-29 00:00:00");
  CHECK(first == play());
}

TEST_CASE("a database goes to another journal mode and back") {
  Machine machine;
  TestSql db(machine.disk, path);
  REQUIRE(db.value("PRAGMA journal_mode=WAL") == "wal");
  REQUIRE(db.run("CREATE TABLE t(x); INSERT INTO t VALUES(1)") == SQLITE_OK);
  REQUIRE(db.value("PRAGMA journal_mode=DELETE") == "delete");
  CHECK(machine.disk.paths() == std::vector<std::string>{path});
  REQUIRE(db.run("INSERT INTO t VALUES(2)") == SQLITE_OK);
  REQUIRE(db.value("PRAGMA journal_mode=WAL") == "wal");
  REQUIRE(db.run("INSERT INTO t VALUES(3)") == SQLITE_OK);
  CHECK(TestSql(machine.disk, path).rows("SELECT x FROM t") == std::vector<std::string>{"1", "2", "3"});
}

TEST_CASE("shared memory is gone when the last connection has left it") {
  SharedMemory memory;
  const int first = 0;
  const int second = 0;
  CHECK(memory.region(&first, 0, 32'768, false) == nullptr);
  char* region = memory.region(&first, 0, 32'768, true);
  REQUIRE(region != nullptr);
  region[5] = 'x';
  CHECK(memory.region(&second, 0, 32'768, false) == region);
  memory.leave(&first);
  CHECK(memory.region(&second, 0, 32'768, true)[5] == 'x');
  memory.leave(&second);
  CHECK_FALSE(memory.exists());
  CHECK(memory.region(&first, 0, 32'768, true)[5] == '\0');
}

TEST_CASE("the calls of the VFS answer as SQLite expects them to") {
  Machine machine;
  auto* vfs = sqlite3_vfs_find(machine.disk.vfsName());
  REQUIRE(vfs != nullptr);
  std::vector<char> memory(static_cast<std::size_t>(vfs->szOsFile));
  auto* file = reinterpret_cast<sqlite3_file*>(memory.data());
  constexpr int flags = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READWRITE;
  CHECK(vfs->xOpen(vfs, path, file, flags, nullptr) == SQLITE_CANTOPEN);
  REQUIRE(vfs->xOpen(vfs, path, file, flags | SQLITE_OPEN_CREATE, nullptr) == SQLITE_OK);
  int there = -1;
  CHECK(vfs->xAccess(vfs, path, SQLITE_ACCESS_EXISTS, &there) == SQLITE_OK);
  CHECK(there == 0);  // still empty
  REQUIRE(file->pMethods->xWrite(file, "abc", 3, 0) == SQLITE_OK);
  CHECK(vfs->xAccess(vfs, path, SQLITE_ACCESS_EXISTS, &there) == SQLITE_OK);
  CHECK(there == 1);
  char bytes[6] = {'?', '?', '?', '?', '?', '?'};
  CHECK(file->pMethods->xRead(file, bytes, 5, 1) == SQLITE_IOERR_SHORT_READ);
  CHECK(std::string_view(bytes, 6) == std::string_view("bc\0\0\0?", 6));
  REQUIRE(file->pMethods->xClose(file) == SQLITE_OK);
  CHECK(vfs->xDelete(vfs, path, 1) == SQLITE_OK);
  CHECK(vfs->xDelete(vfs, path, 1) == SQLITE_IOERR_DELETE_NOENT);
  char full[16] = {};
  CHECK(vfs->xFullPathname(vfs, "name.db", 16, full) == SQLITE_OK);
  CHECK(std::string_view(full) == "/name.db");
  CHECK(vfs->xFullPathname(vfs, "longer-than-16.db", 16, full) == SQLITE_CANTOPEN);
}

TEST_CASE("a busy handler does not wait in real time") {
  Machine machine;
  TestSql first(machine.disk, path);
  TestSql second(machine.disk, path);
  REQUIRE(first.run("CREATE TABLE t(x); BEGIN EXCLUSIVE") == SQLITE_OK);
  REQUIRE(second.run("PRAGMA busy_timeout=60000") == SQLITE_OK);
  CHECK(second.run("SELECT * FROM t") == SQLITE_BUSY);
  CHECK(machine.disk.vfs().slept() >= 59'000'000);
}

TEST_CASE("many disks live side by side, each opened, written and closed thousands of times a second") {
  Machine machine;
  SimDisk second(machine.clock, machine.random);
  CHECK(std::string(second.vfsName()) != machine.disk.vfsName());
  const auto began = std::chrono::steady_clock::now();
  constexpr int cycles = 2000;
  for (int i = 0; i < cycles; ++i) {
    TestSql db(i % 2 == 0 ? machine.disk : second, path);
    if (i < 2) REQUIRE(db.run("PRAGMA journal_mode=WAL; CREATE TABLE t(x)") == SQLITE_OK);
    REQUIRE(db.run("PRAGMA synchronous=FULL; INSERT INTO t VALUES(1)") == SQLITE_OK);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  std::printf("open, insert, close: %.0f cycles/s\n", cycles / took.count());
  CHECK(TestSql(second, path).value("SELECT count(*) FROM t") == "1000");
  CHECK(machine.disk.vfs().openFiles() == 0);
}

}  // namespace bf::test
