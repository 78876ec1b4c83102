#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>

#include "shared/base/crypto.h"
#include "tests/seed.h"
#include "tests/sim/disk/row_workload.h"

namespace bf::test {
namespace {

/// More seeds than a plain run has, for a long one: BIANFANG_CRASH_SEEDS.
std::uint64_t seedCount(std::uint64_t usual) {
  const char* given = std::getenv("BIANFANG_CRASH_SEEDS");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : usual;
}

CrashReport explore(std::uint64_t seeds, const RowWorkload::Options& options, CrashPlan plan = {}) {
  SetClock clock;
  CrashReport all;
  for (std::uint64_t i = 0; i < seeds; ++i) {
    plan.seed = seed() + i;
    RowWorkload work(plan.seed, options);
    const auto report = exploreCrashes(work, plan, clock);
    REQUIRE(report);
    all += *report;
  }
  return all;
}

void print(const char* what, const CrashReport& report) {
  std::printf("%s: %llu points, %llu images (%llu cut twice), %llu failed, %.0f images/s\n", what,
              static_cast<unsigned long long>(report.points), static_cast<unsigned long long>(report.images),
              static_cast<unsigned long long>(report.secondCuts), static_cast<unsigned long long>(report.failures),
              report.imagesPerSecond());
}

}  // namespace

TEST_CASE("a write-ahead log with full syncs keeps every acknowledged row through a power cut at any change") {
  const auto report = explore(seedCount(12), {});
  print("WAL, FULL", report);
  INFO(report.firstFailure);
  CHECK(report.failures == 0);
  CHECK(report.points > 500);
  CHECK(report.secondCuts > 100);
}

TEST_CASE("a write-ahead log keeps every acknowledged row in each kind of power cut") {
  for (std::uint64_t kind = 0; kind < survivalCount; ++kind)
    for (const auto sector : {sectorBytesSmall, sectorBytesLarge}) {
      CrashPlan plan;
      plan.imagesPerPoint = 2;
      plan.rules = {static_cast<Survival>(kind), sector};
      const auto report = explore(1, {}, plan);
      INFO("kind " << kind << ", sector " << sector << ": " << report.firstFailure);
      CHECK(report.failures == 0);
    }
}

TEST_CASE("a rollback journal with extra syncs keeps every acknowledged row") {
  for (const char* journal : {"DELETE", "TRUNCATE", "PERSIST"}) {
    const auto report = explore(2, {.journal = journal, .synchronous = "EXTRA", .transactions = 6});
    print(journal, report);
    INFO(report.firstFailure);
    CHECK(report.failures == 0);
  }
}

// The explorer must be able to fail: each of these is a known way to lose or spoil rows.

TEST_CASE("a write-ahead log with normal syncs is caught losing acknowledged rows") {
  const auto report = explore(2, {.synchronous = "NORMAL"});
  print("WAL, NORMAL", report);
  CHECK(report.failures > 20);
  CHECK_THAT(report.firstFailure, Catch::Contains("were acknowledged"));
}

TEST_CASE("a disk that lies about syncs is caught losing acknowledged rows") {
  CrashPlan plan;
  plan.ignoreSyncs = true;
  const auto report = explore(2, {}, plan);
  print("lying disk", report);
  CHECK(report.failures > 20);
}

TEST_CASE("a removed rollback journal that comes back is caught undoing an acknowledged row") {
  // synchronous=FULL does not sync the directory after it removed the journal; EXTRA does.
  const auto report = explore(2, {.journal = "DELETE", .synchronous = "FULL"});
  print("DELETE, FULL", report);
  CHECK(report.failures > 0);
  CHECK_THAT(report.firstFailure, Catch::Contains("were acknowledged"));
}

TEST_CASE("a database without a journal is caught torn") {
  const auto report = explore(2, {.journal = "OFF", .synchronous = "FULL"});
  print("no journal", report);
  CHECK(report.failures > 20);
}

TEST_CASE("the same seed gives the same disks and findings, another seed others") {
  CrashPlan plan;
  plan.digest = true;
  plan.imagesPerPoint = 2;
  SetClock clock;
  const auto digest = [&](std::uint64_t with) {
    plan.seed = with;
    RowWorkload work(with, {.synchronous = "NORMAL", .transactions = 5});
    return exploreCrashes(work, plan, clock).value().digest;
  };
  const auto first = digest(seed());
  CHECK(first == digest(seed()));
  CHECK(first != digest(seed() + 1));
}

}  // namespace bf::test
