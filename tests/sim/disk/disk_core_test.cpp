#include "tests/sim/disk/disk_core.h"

#include <catch2/catch.hpp>

#include "shared/base/crypto.h"
#include "tests/seed.h"
#include "tests/sim/disk/sim_files.h"

namespace bf::test {

TEST_CASE("handles from before a crash answer an error, new ones work") {
  SeededRandom random(seed());
  DiskCore disk(random);
  DiskHandle handle;
  REQUIRE(disk.open("/a", true, handle) == DiskStatus::ok);
  REQUIRE(disk.write(handle, 0, "x") == DiskStatus::ok);
  REQUIRE(disk.sync(handle) == DiskStatus::ok);
  REQUIRE(disk.syncDirectory("") == DiskStatus::ok);
  SECTION("a power cut") { disk.crash(random); }
  SECTION("a killed process") { disk.crashKeepingAll(); }
  SECTION("an image put back") { disk.restore(disk.image()); }
  char byte = 0;
  std::size_t got = 0;
  CHECK(disk.read(handle, 0, {&byte, 1}, got) == DiskStatus::failed);
  CHECK(disk.write(handle, 0, "y") == DiskStatus::failed);
  CHECK(disk.truncate(handle, 0) == DiskStatus::failed);
  CHECK(disk.sync(handle) == DiskStatus::failed);
  REQUIRE(disk.open("/a", false, handle) == DiskStatus::ok);
  CHECK(disk.read(handle, 0, {&byte, 1}, got) == DiskStatus::ok);
  CHECK(byte == 'x');
}

TEST_CASE("without power nothing can be reached until the restart") {
  SeededRandom random(seed());
  DiskCore disk(random);
  SimFiles files(disk);
  REQUIRE(files.write("/d/a", "x"));
  disk.cutPower();
  CHECK(files.read("/d/a").error().code == Errc::storageFailed);
  CHECK(files.write("/d/b", "x").error().code == Errc::storageFailed);
  CHECK(files.remove("/d/a").error().code == Errc::storageFailed);
  CHECK(files.rename("/d/a", "/d/b").error().code == Errc::storageFailed);
  CHECK(files.syncDirectory("/d").error().code == Errc::storageFailed);
  disk.crash(random, {Survival::everything, {}});
  CHECK(files.read("/d/a").value() == "x");
}

TEST_CASE("a killed process loses nothing, but a power cut after it may") {
  SeededRandom random(seed());
  DiskCore disk(random);
  SimFiles files(disk);
  REQUIRE(files.write("/d/a", "x"));
  disk.crashKeepingAll();
  CHECK(files.read("/d/a").value() == "x");
  disk.crash(random, {Survival::nothing, {}});
  CHECK(files.read("/d/a").error().code == Errc::notFound);
}

TEST_CASE("a power cut at a change stops the disk, and the change under way may have arrived") {
  SeededRandom random(seed());
  int arrived = 0;
  for (int i = 0; i < 100; ++i) {
    DiskCore disk(random);
    SimFiles files(disk);
    REQUIRE(files.write("/d/a", "old"));
    REQUIRE(files.sync("/d/a"));
    REQUIRE(files.syncDirectory("/d"));
    disk.inject({.kind = DiskFault::Kind::powerCut, .on = DiskOp::write, .at = 1});
    CHECK(files.append("/d/a", "new").error().code == Errc::storageFailed);
    REQUIRE_FALSE(disk.hasPower());
    disk.crash(random, {Survival::byRequest, {}});
    if (files.read("/d/a").value() == "oldnew") ++arrived;
  }
  CHECK(arrived > 0);
  CHECK(arrived < 100);
}

TEST_CASE("a sync that fails or lies leaves its writes to the power cut") {
  SeededRandom random(seed());
  DiskCore disk(random);
  SimFiles files(disk);
  REQUIRE(files.write("/d/a", "old"));
  REQUIRE(files.sync("/d/a"));
  REQUIRE(files.syncDirectory("/d"));
  REQUIRE(files.append("/d/a", "new"));
  SECTION("it fails, and the next one has nothing left to write") {
    disk.inject({.on = DiskOp::sync, .at = 1});
    CHECK(files.sync("/d/a").error().code == Errc::storageFailed);
    CHECK(files.sync("/d/a"));
    CHECK(files.read("/d/a").value() == "oldnew");
    disk.crash(random, {Survival::everything, {}});
  }
  SECTION("it lies") {
    disk.setIgnoreSyncs(true);
    CHECK(files.sync("/d/a"));
    disk.crash(random, {Survival::nothing, {}});
  }
  CHECK(files.read("/d/a").value() == "old");
}

TEST_CASE("changes after an image was put on a new disk count as later than those in it") {
  SeededRandom random(seed());
  DiskCore disk(random);
  SimFiles files(disk);
  for (int i = 0; i < 10; ++i) REQUIRE(files.append("/d/a", "a"));
  REQUIRE(files.syncDirectory("/d"));
  const auto image = disk.image();
  int late = 0;
  for (int i = 0; i < 100; ++i) {
    DiskCore other(random);
    other.restore(image);
    REQUIRE(SimFiles(other).write("/d/b", "b"));
    REQUIRE(SimFiles(other).syncDirectory("/d"));
    other.crash(random, {Survival::inOrder, {}});
    if (SimFiles(other).read("/d/b").value() != "b") continue;
    ++late;
    CHECK(SimFiles(other).read("/d/a").value() == "aaaaaaaaaa");
  }
  CHECK(late > 0);
}

TEST_CASE("an image keeps its moment while the disk goes on, and can be put on another disk") {
  SeededRandom random(seed());
  DiskCore disk(random);
  SimFiles files(disk);
  REQUIRE(files.write("/d/a", std::string(10'000, 'a')));
  const auto image = disk.image();
  const auto before = disk.contentHash();
  REQUIRE(files.append("/d/a", "more"));
  REQUIRE(files.write("/d/b", "b"));
  CHECK(disk.contentHash() != before);

  DiskCore clone(random);
  clone.restore(image);
  CHECK(clone.contentHash() == before);
  REQUIRE(SimFiles(clone).append("/d/a", "other"));
  CHECK(files.read("/d/a").value() == std::string(10'000, 'a') + "more");

  disk.restore(image);
  CHECK(disk.contentHash() == before);
  CHECK(disk.paths() == std::vector<std::string>{"/d/a"});
  // What was unsynced when the image was taken still is.
  disk.crash(random, {Survival::nothing, {}});
  CHECK(disk.paths().empty());
}

TEST_CASE("a flipped bit is one bit, on the disk as in what is read") {
  SeededRandom random(seed());
  DiskCore disk(random);
  CHECK_FALSE(disk.flipBit(random));
  SimFiles files(disk);
  const std::string zeros(5'000, '\0');
  REQUIRE(files.write("/d/a", zeros));
  REQUIRE(files.sync("/d/a"));
  REQUIRE(files.syncDirectory("/d"));
  const auto image = disk.image();
  for (int i = 0; i < 50; ++i) {
    disk.restore(image);
    const auto rot = disk.flipBit(random);
    REQUIRE(rot);
    if (i % 2 == 0) disk.crash(random);
    auto content = files.read(rot->path).value();
    CHECK(__builtin_popcount(static_cast<unsigned char>(content[rot->offset])) == 1);
    content[rot->offset] = '\0';
    CHECK(content == zeros);
  }
  CHECK_FALSE(disk.flipBit("/d/a", 5'000, 0));
  CHECK_FALSE(disk.flipBit("/d/none", 0, 0));
}

TEST_CASE("the watcher sees the disk before each change") {
  SeededRandom random(seed());
  DiskCore disk(random);
  std::vector<std::size_t> sizes;
  disk.watch([&](DiskOp op, std::string_view path) {
    CHECK(path == "/d/a");
    if (op == DiskOp::write) sizes.push_back(static_cast<std::size_t>(disk.sizeOf(path).value()));
  });
  SimFiles files(disk);
  REQUIRE(files.append("/d/a", "123"));
  REQUIRE(files.append("/d/a", "45"));
  CHECK(sizes == std::vector<std::size_t>{0, 3});
  CHECK(disk.count(DiskOp::write) == 2);
  CHECK(disk.count(DiskOp::create) == 1);
  CHECK(disk.changes() == 3);
}

}  // namespace bf::test
