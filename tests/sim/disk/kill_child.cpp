// The program that kill_harness_test starts and kills: writes numbered rows into a real database and says "ack <n>"
// for each. Modes: "honest" says so after the commit; "early" before it, which a kill must bring to light; "echo"
// repeats its input; "burst" says a number of lines at once; "exit" ends with status 7.

#include <sqlite3.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>

namespace {

void must(sqlite3* db, const char* sql) {
  if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK) return;
  std::fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(db));
  std::exit(3);
}

void say(const std::string& line) {
  std::fputs((line + "\n").c_str(), stdout);
  std::fflush(stdout);
}

int writeRows(const char* path, bool early) {
  sqlite3* db = nullptr;
  if (sqlite3_open(path, &db) != SQLITE_OK) return 2;
  must(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS t(n INTEGER PRIMARY KEY)");
  say("ready");
  const int rowsOfTransaction = early ? 500 : 4;  // long, so that most kills fall between acknowledging and commit
  for (;;) {
    must(db, "BEGIN IMMEDIATE");
    std::string acks;
    for (int i = 0; i < rowsOfTransaction; ++i) {
      must(db, "INSERT INTO t DEFAULT VALUES");
      const auto ack = "ack " + std::to_string(sqlite3_last_insert_rowid(db));
      if (early) say(ack);
      acks += acks.empty() ? ack : "\n" + ack;
    }
    must(db, "COMMIT");
    if (!early) say(acks);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string mode = argc > 1 ? argv[1] : "";
  if (mode == "exit") return 7;
  if (mode == "echo") {
    if (const char* greeting = std::getenv("BF_GREETING")) say(greeting);
    for (std::string line; std::getline(std::cin, line);) say(line);
    return 0;
  }
  if (mode == "burst") {
    std::string all;
    for (int left = argc > 2 ? std::atoi(argv[2]) : 0; left > 0; --left) all += std::string(59, 'x') + "\n";
    while (!all.empty()) {  // one call of the system for all that fits: stdio would cut it at its buffer's size
      const auto written = ::write(STDOUT_FILENO, all.data(), all.size());
      if (written < 0) return 4;
      all.erase(0, static_cast<std::size_t>(written));
    }
    return 0;
  }
  return argc > 2 ? writeRows(argv[2], mode == "early") : 1;
}
