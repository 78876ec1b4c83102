#include "tests/sim/disk/disk_pages.h"

#include <catch2/catch.hpp>

#include "shared/base/crypto.h"
#include "tests/seed.h"
#include "tests/sim/disk/dice.h"
#include "tests/sim/disk/disk_file.h"

namespace bf::test {

TEST_CASE("pages read as a plain string of bytes does, whatever is written and cut") {
  SeededRandom random(seed());
  DiskPages pages;
  std::string model;
  for (int step = 0; step < 2000; ++step) {
    const auto offset = static_cast<std::size_t>(random.below(20'000));
    if (random.chance(20)) {
      pages.resize(offset);
      model.resize(offset);
    } else {
      const std::string bytes(static_cast<std::size_t>(random.below(9'000)), static_cast<char>(random.below(256)));
      pages.write(offset, bytes);
      if (offset + bytes.size() > model.size()) model.resize(offset + bytes.size());
      model.replace(offset, bytes.size(), bytes);
    }
    REQUIRE(pages.size() == model.size());
    REQUIRE(pages.str() == model);
  }
}

TEST_CASE("a copy of pages keeps its bytes when the original is written") {
  DiskPages pages;
  pages.write(0, std::string(10'000, 'a'));
  const DiskPages copy = pages;
  pages.write(5'000, "b");
  pages.flipBit(1, 0);
  pages.resize(6'000);
  CHECK(copy.str() == std::string(10'000, 'a'));
  CHECK(pages.str()[5'000] == 'b');
  CHECK(pages.str()[1] == '`');
}

TEST_CASE("a read beyond the end of a file gives what there is") {
  DiskPages pages;
  pages.write(3, "abc");
  char out[8] = {};
  CHECK(pages.read(4, out) == 2);
  CHECK(std::string_view(out, 2) == "bc");
  CHECK(pages.read(6, out) == 0);
  CHECK(pages.read(1'000'000, out) == 0);
}

TEST_CASE("a synced file holds on the disk what a reader sees, and an unsynced one what it held before") {
  SeededRandom random(seed());
  DiskFile file;
  std::string synced;
  for (std::uint64_t seq = 1; seq < 1500; ++seq) {
    const auto offset = random.below(20'000);
    if (random.chance(15)) {
      file.truncate(seq, offset);
    } else if (random.chance(25)) {
      file.sync();
      synced = file.live().str();
    } else {
      file.write(seq, offset, std::string(static_cast<std::size_t>(1 + random.below(6'000)), static_cast<char>(seq)));
    }
    REQUIRE(file.durable().str() == synced);
  }
}

TEST_CASE("what a failed fsync lost stays lost for the disk until the page is written again") {
  DiskFile file;
  file.write(1, 0, std::string(8192, 'a'));
  file.sync();
  file.write(2, 0, "first");
  file.write(3, 4096, "second");
  file.syncFailed();
  CHECK(file.live().str().substr(0, 5) == "first");
  file.write(4, 5000, "x");
  file.sync();
  CHECK(file.durable().str().substr(0, 5) == "aaaaa");
  CHECK(file.durable().str().substr(4096, 6) == "second");
}

}  // namespace bf::test
