#include "tests/sim/disk/kill_harness.h"

#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "shared/base/crypto.h"
#include "tests/seed.h"

namespace bf::test {
namespace {

using namespace std::chrono_literals;

ChildSpec child(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), BF_KILL_CHILD);
  return {.command = std::move(arguments)};
}

struct TemporaryFolder {
  std::string path = (std::filesystem::temp_directory_path() / "bianfang-kill-XXXXXX").string();
  TemporaryFolder() { REQUIRE(mkdtemp(path.data()) != nullptr); }
  ~TemporaryFolder() { std::filesystem::remove_all(path); }
};

/// The first column of the first row; -1 on an error.
std::int64_t number(const std::string& path, const char* sql) {
  sqlite3* db = nullptr;
  sqlite3_stmt* statement = nullptr;
  std::int64_t found = -1;
  if (sqlite3_open(path.c_str(), &db) == SQLITE_OK &&
      sqlite3_prepare_v2(db, sql, -1, &statement, nullptr) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
    found = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return found;
}

struct Lives {
  int lives = 0;
  std::int64_t acknowledged = 0;
  int livesThatLost = 0;
};

/// Kills and restarts the writer again and again on one database.
Lives killAgainAndAgain(const std::string& mode, int lives) {
  const TemporaryFolder folder;
  const auto path = folder.path + "/rows.db";
  SeededRandom random(seed());
  Lives told;
  for (; told.lives < lives; ++told.lives) {
    const auto said = liveAndDie(child({mode, path}), {.readyLine = "ready", .mostLines = 20}, random);
    REQUIRE(said);
    std::int64_t last = 0;
    for (const auto& line : *said) {
      REQUIRE(line.starts_with("ack "));
      last = std::stoll(line.substr(4));
    }
    told.acknowledged += static_cast<std::int64_t>(said->size());
    REQUIRE(number(path, "SELECT integrity_check = 'ok' FROM pragma_integrity_check") == 1);
    if (number(path, "SELECT coalesce(max(n), 0) FROM t") < last) ++told.livesThatLost;
  }
  return told;
}

}  // namespace

TEST_CASE("a child killed at random moments and restarted keeps every row that it acknowledged") {
  const auto began = std::chrono::steady_clock::now();
  const auto told = killAgainAndAgain("honest", 60);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  std::printf("killed %d times, %lld rows acknowledged, %.0f kills/min\n", told.lives,
              static_cast<long long>(told.acknowledged), told.lives / took.count() * 60);
  CHECK(told.acknowledged > 0);
  CHECK(told.livesThatLost == 0);
}

TEST_CASE("a child that acknowledges before it commits is caught") {
  CHECK(killAgainAndAgain("early", 30).livesThatLost > 0);
}

TEST_CASE("a child is fed and heard, also when both pipes are full") {
  auto spec = child({"echo"});
  spec.environment = {{"BF_GREETING", "hello"}};
  const auto started = ChildProcess::start(spec);
  REQUIRE(started);
  auto& echo = **started;
  CHECK(echo.readLine(10s).value() == "hello");
  const std::string line(999, 'x');
  std::string much;
  for (int i = 0; i < 2'000; ++i) much += line + "\n";
  REQUIRE(echo.feed(much, 10s));
  echo.closeInput();
  for (int i = 0; i < 2'000; ++i) REQUIRE(echo.readLine(10s).value() == line);
  CHECK(echo.readLine(10s).error().code == Errc::disconnected);
  CHECK(echo.wait(10s).value().exitStatus == 0);
  CHECK(echo.feed("more", 1s).error().code == Errc::disconnected);
}

TEST_CASE("a line that does not come is a timeout, not a hang") {
  const auto started = ChildProcess::start(child({"echo"}));
  REQUIRE(started);
  CHECK((*started)->readLine(5ms).error().code == Errc::timeout);
  CHECK((*started)->wait(5ms).error().code == Errc::timeout);
  REQUIRE((*started)->feed("one\ntwo\nthree", 1s));
  CHECK((*started)->waitForLine("tw", 10s).value() == "two");
  CHECK((*started)->kill().empty());  // "three" has no line end
}

TEST_CASE("what a child said before it was killed is heard") {
  const auto started = ChildProcess::start(child({"burst", "1000"}));  // 60 kB: less than a pipe holds
  REQUIRE(started);
  REQUIRE((*started)->readLine(10s));
  CHECK((*started)->kill().size() == 999);
}

TEST_CASE("a child that says more than a pipe holds comes to its end while it is waited for") {
  const auto started = ChildProcess::start(child({"burst", "10000"}));
  REQUIRE(started);
  CHECK((*started)->wait(10s).value().exitStatus == 0);
  CHECK((*started)->kill().size() == 10'000);
}

TEST_CASE("how a child ended is told") {
  const auto exited = ChildProcess::start(child({"exit"}));
  REQUIRE(exited);
  CHECK((*exited)->wait(10s).value().exitStatus == 7);
  const auto stopped = ChildProcess::start(child({"echo"}));
  REQUIRE(stopped);
  (*stopped)->signal(SIGTERM);
  CHECK((*stopped)->wait(10s).value().signal == SIGTERM);
  const auto killed = ChildProcess::start(child({"echo"}));
  REQUIRE(killed);
  (void)(*killed)->kill();
  CHECK((*killed)->wait(1s).value().signal == SIGKILL);
}

TEST_CASE("a program that cannot be started is told by its name") {
  const auto started = ChildProcess::start({.command = {"/nowhere/bianfang"}});
  REQUIRE_FALSE(started);
  CHECK(started.error().code == Errc::notFound);
  CHECK_THAT(started.error().detail, Catch::StartsWith("/nowhere/bianfang"));
  CHECK(ChildProcess::start({}).error().code == Errc::notFound);
}

}  // namespace bf::test
