#include "tests/sim/disk/sim_files.h"

#include <catch2/catch.hpp>

#include "shared/base/crypto.h"
#include "tests/seed.h"

namespace bf::test {
namespace {

constexpr const char* blob = "/evidence/ab/abcdef";
constexpr const char* temporary = "/evidence/ab/abcdef.tmp";

/// Puts a blob down; with `safely` as production must: content synced, then renamed, then the directory synced.
Result<> put(SimFiles& files, const std::string& bytes, bool safely) {
  BF_CHECK(files.write(temporary, bytes));
  if (safely) BF_CHECK(files.sync(temporary));
  BF_CHECK(files.rename(temporary, blob));
  if (safely) BF_CHECK(files.syncDirectory("/evidence/ab"));
  return {};
}

struct Outcome {
  int absent = 0;
  int damaged = 0;
  int lost = 0;  // put() had returned
};

/// Cuts the power at every change of put() and after it, `images` times each.
Outcome cutEverywhere(bool safely, int images) {
  SeededRandom random(seed());
  const std::string bytes(3'000, 'e');
  Outcome outcome;
  for (std::uint64_t at = 1; at <= 10; ++at)
    for (int image = 0; image < images; ++image) {
      DiskCore disk(random);
      SimFiles files(disk);
      disk.inject({.kind = DiskFault::Kind::powerCut, .at = at});
      const bool done = put(files, bytes, safely).has_value();
      disk.crash(random);
      const auto found = files.read(blob);
      if (!found) ++outcome.absent;
      if (found && *found != bytes) ++outcome.damaged;
      if (done && (!found || *found != bytes)) ++outcome.lost;
    }
  return outcome;
}

}  // namespace

TEST_CASE("files hold what was written, appended and renamed") {
  SeededRandom random(seed());
  DiskCore disk(random);
  SimFiles files(disk);
  REQUIRE(files.write("/d/a", "one"));
  REQUIRE(files.append("/d/a", "two"));
  CHECK(files.read("/d/a").value() == "onetwo");
  REQUIRE(files.write("/d/a", "x"));
  CHECK(files.read("/d/a").value() == "x");
  REQUIRE(files.rename("/d/a", "/d/b"));
  CHECK(files.read("/d/a").error().code == Errc::notFound);
  REQUIRE(files.write("/e/c", ""));
  CHECK(files.list("/d") == std::vector<std::string>{"/d/b"});
  REQUIRE(files.remove("/d/b"));
  CHECK(files.list("/d").empty());
  CHECK(files.remove("/d/b").error().code == Errc::notFound);
  CHECK(files.rename("/d/b", "/d/c").error().code == Errc::notFound);
  CHECK(files.sync("/d/b").error().code == Errc::notFound);
  CHECK(files.read("/e/c").value().empty());
}

TEST_CASE("a blob that is synced, renamed and has its directory synced is there whole or not at all") {
  const auto outcome = cutEverywhere(true, 100);
  CHECK(outcome.absent > 0);
  CHECK(outcome.damaged == 0);
  CHECK(outcome.lost == 0);
}

TEST_CASE("a blob that is only written and renamed is caught damaged and lost") {
  const auto outcome = cutEverywhere(false, 100);
  CHECK(outcome.damaged > 0);
  CHECK(outcome.lost > 0);
}

}  // namespace bf::test
