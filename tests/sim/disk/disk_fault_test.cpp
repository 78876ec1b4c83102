#include "tests/sim/disk/disk_fault.h"

#include <catch2/catch.hpp>

#include "shared/base/crypto.h"
#include "tests/seed.h"
#include "tests/sim/disk/sim_files.h"
#include "tests/sim/disk/test_sql.h"

namespace bf::test {
namespace {

constexpr const char* path = "/data/f.db";

/// A database in WAL mode with the rows 1 to 100, closed.
void makeRows(SimDisk& disk) {
  TestSql db(disk, path);
  REQUIRE(db.value("PRAGMA journal_mode=WAL") == "wal");
  REQUIRE(db.run("PRAGMA synchronous=FULL; CREATE TABLE t(id INTEGER PRIMARY KEY, body TEXT)") == SQLITE_OK);
  REQUIRE(db.run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) "
                 "INSERT INTO t SELECT i, hex(zeroblob(100)) FROM n") == SQLITE_OK);
}

/// "ok", or what is wrong.
std::string check(SimDisk& disk, const std::string& rows) {
  TestSql db(disk, path);
  const auto found = db.value("SELECT count(*) FROM t");
  return found == rows ? db.value("PRAGMA integrity_check") : found + " rows";
}

const std::string insert = "INSERT INTO t(body) SELECT hex(randomblob(2000)) FROM t LIMIT 20";

}  // namespace

TEST_CASE("a fault fires at its call and is used up, a lasting one stays") {
  SeededRandom random(seed());
  Dice dice(random);
  DiskFaults faults;
  faults.add({.on = DiskOp::write, .at = 3});
  CHECK_FALSE(faults.meet(DiskOp::write, dice));
  CHECK_FALSE(faults.meet(DiskOp::sync, dice));
  CHECK_FALSE(faults.meet(DiskOp::write, dice));
  CHECK(faults.meet(DiskOp::write, dice) == DiskFault::Kind::ioError);
  CHECK_FALSE(faults.meet(DiskOp::write, dice));
  faults.add({.kind = DiskFault::Kind::diskFull, .at = 2, .lasting = true});
  CHECK_FALSE(faults.meet(DiskOp::sync, dice));
  CHECK_FALSE(faults.meet(DiskOp::read, dice));
  CHECK(faults.meet(DiskOp::create, dice) == DiskFault::Kind::diskFull);
  CHECK(faults.meet(DiskOp::write, dice) == DiskFault::Kind::diskFull);
  CHECK_FALSE(faults.meet(DiskOp::read, dice));
  faults.clear();
  CHECK_FALSE(faults.meet(DiskOp::write, dice));
}

TEST_CASE("a fault by chance fires about as often as it says") {
  SeededRandom random(seed());
  Dice dice(random);
  DiskFaults faults;
  faults.add({.on = DiskOp::read, .perMillion = 100'000, .lasting = false});
  int fired = 0;
  for (int i = 0; i < 10'000; ++i) {
    if (!faults.meet(DiskOp::read, dice)) continue;
    ++fired;
    faults.add({.on = DiskOp::read, .perMillion = 100'000});
  }
  CHECK(fired > 800);
  CHECK(fired < 1'200);
}

TEST_CASE("a power cut at any change of a transaction leaves all of it or nothing, never a damaged database") {
  SetClock clock;
  SeededRandom random(seed());
  SimDisk disk(clock, random);
  makeRows(disk);
  const auto before = disk.image();
  int finished = 0;
  int cuts = 0;
  for (std::uint64_t at = 1; finished == 0; ++at) {
    disk.restore(before);
    disk.inject({.kind = DiskFault::Kind::powerCut, .at = at});
    std::string expected = "100";
    {
      TestSql db(disk, path);
      db.run("PRAGMA synchronous=FULL");
      if (db.run(insert) == SQLITE_OK) expected = "120";
      if (disk.hasPower() && db.run("PRAGMA wal_checkpoint(TRUNCATE)") == SQLITE_OK && disk.hasPower()) ++finished;
      if (disk.hasPower()) continue;
      ++cuts;
      CHECK((db.run("SELECT * FROM t") & 0xff) == SQLITE_IOERR);
    }
    disk.clearFaults();
    disk.crash(random);
    const auto found = check(disk, expected);
    INFO("change " << at);
    CHECK((found == "ok" || (expected == "100" && check(disk, "120") == "ok")));
    REQUIRE(at < 1000);
  }
  CHECK(cuts > 20);
}

TEST_CASE("an error at any call makes the transaction fail, and the next one works") {
  SetClock clock;
  SeededRandom random(seed());
  SimDisk disk(clock, random);
  makeRows(disk);
  const auto before = disk.image();
  for (const auto op : {DiskOp::write, DiskOp::sync, DiskOp::read, DiskOp::create}) {
    int failed = 0;
    for (std::uint64_t at = 1;; ++at) {
      disk.restore(before);
      disk.clearFaults();
      disk.inject({.on = op, .at = at});
      const auto calls = disk.count(op);
      int code = SQLITE_OK;
      {
        TestSql db(disk, path);
        code = db.run("PRAGMA synchronous=FULL; " + insert);
        if (code == SQLITE_OK && disk.count(op) < calls + at) break;  // all its calls have been tried
        if (code != SQLITE_OK) {
          ++failed;
          CHECK(((code & 0xff) == SQLITE_IOERR || code == SQLITE_CANTOPEN));
        }
      }
      CHECK(TestSql(disk, path).run(insert) == SQLITE_OK);
      INFO("op " << static_cast<int>(op) << ", call " << at);
      CHECK(check(disk, code == SQLITE_OK ? "140" : "120") == "ok");
      disk.crash(random);
      CHECK(check(disk, code == SQLITE_OK ? "140" : "120") == "ok");
    }
    CHECK(failed > 0);
  }
}

TEST_CASE("a full disk refuses rows, loses none and takes them again when there is room") {
  SetClock clock;
  SeededRandom random(seed());
  SimDisk disk(clock, random);
  makeRows(disk);
  for (std::uint64_t room = 0; room < 60; room += 3) {
    const auto start = disk.image();
    const auto limit = disk.usedBytes() + room * diskPageBytes;
    disk.setCapacity(limit);
    int rows = 100;
    {
      TestSql db(disk, path);
      db.run("PRAGMA synchronous=FULL");
      while (db.run(insert) == SQLITE_OK) rows += 20;
      CHECK((db.code() == SQLITE_FULL || db.code() == SQLITE_CANTOPEN));
      CHECK(disk.usedBytes() <= limit);
      CHECK(db.value("SELECT count(*) FROM t") == std::to_string(rows));
    }
    INFO("room for " << room << " pages");
    disk.crash(random);
    CHECK(check(disk, std::to_string(rows)) == "ok");
    disk.setCapacity({});
    CHECK(TestSql(disk, path).run(insert) == SQLITE_OK);
    CHECK(check(disk, std::to_string(rows + 20)) == "ok");
    disk.restore(start);
  }
}

TEST_CASE("a write that does not fit is done as far as there is room") {
  SeededRandom random(seed());
  DiskCore disk(random);
  SimFiles files(disk);
  disk.setCapacity(3 * diskPageBytes);
  REQUIRE(files.write("/d/a", std::string(5'000, 'a')));
  CHECK(disk.usedBytes() == 2 * diskPageBytes);
  CHECK(files.append("/d/a", std::string(10'000, 'b')).error().code == Errc::storageFull);
  CHECK(files.read("/d/a").value().size() == 3 * diskPageBytes);
  CHECK(files.write("/d/b", "x").error().code == Errc::storageFull);
  REQUIRE(files.remove("/d/a"));
  CHECK(files.write("/d/b", "x"));
}

TEST_CASE("a disk that became read-only is read and refuses to be written") {
  SetClock clock;
  SeededRandom random(seed());
  SimDisk disk(clock, random);
  makeRows(disk);
  {
    TestSql db(disk, path);
    CHECK(db.value("SELECT count(*) FROM t") == "100");
    disk.setReadOnly(true);
    CHECK(db.run(insert) != SQLITE_OK);
    CHECK(db.value("SELECT count(*) FROM t") == "100");
  }
  CHECK(TestSql(disk, path).run(insert) != SQLITE_OK);
  CHECK(SimFiles(disk).write("/data/x", "x").error().code == Errc::storageReadOnly);
  CHECK(TestSql(disk, "/data/new.db").run("CREATE TABLE t(x)") == SQLITE_CANTOPEN);
  disk.setReadOnly(false);
  CHECK(check(disk, "100") == "ok");
}

TEST_CASE("after a failed sync a row that was not acknowledged may be there and one that was is there") {
  SetClock clock;
  SeededRandom random(seed());
  for (int round = 0; round < 200; ++round) {
    SimDisk disk(clock, random);
    makeRows(disk);
    int sure = 100;
    {
      TestSql db(disk, path);
      db.run("PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=30");
      disk.inject({.on = DiskOp::sync, .perMillion = 200'000});
      for (int i = 0; i < 10; ++i)
        if (db.run(insert) == SQLITE_OK) sure = std::stoi(db.value("SELECT count(*) FROM t"));
    }
    disk.clearFaults();
    disk.crash(random);
    TestSql db(disk, path);
    INFO("round " << round);
    CHECK(db.value("PRAGMA integrity_check") == "ok");
    CHECK(std::stoi(db.value("SELECT count(*) FROM t")) >= sure);
  }
}

}  // namespace bf::test
