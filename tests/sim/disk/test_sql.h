#pragma once
// A connection for the tests of the disk: result codes as they come, so that a test can name them.

#include <sqlite3.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/sim/disk/sim_disk.h"

namespace bf::test {

/// A clock that a test sets.
class SetClock final : public Clock {
 public:
  Micros time = 1'700'000'000'000'000;
  Micros now() override { return time; }
};

class TestSql {
 public:
  /// Opens at once; code() tells how that went.
  TestSql(SimDisk& disk, const std::string& path,
          int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX) {
    code_ = openCode_ = sqlite3_open_v2(path.c_str(), &db_, flags, disk.vfsName());
    sqlite3_extended_result_codes(db_, 1);
  }
  ~TestSql() { sqlite3_close(db_); }
  TestSql(const TestSql&) = delete;
  TestSql& operator=(const TestSql&) = delete;

  /// Extended result code of the last call.
  [[nodiscard]] int code() const { return code_; }
  int run(const std::string& sql) {
    return code_ = openCode_ != SQLITE_OK ? openCode_ : sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
  }
  /// All values of all rows as text, row by row; see code() for errors.
  std::vector<std::string> rows(const std::string& sql) {
    std::vector<std::string> values;
    const auto add = [](void* out, int count, char** texts, char**) {
      for (int i = 0; i < count; ++i)
        static_cast<std::vector<std::string>*>(out)->emplace_back(texts[i] == nullptr ? "NULL" : texts[i]);
      return 0;
    };
    code_ = openCode_ != SQLITE_OK ? openCode_ : sqlite3_exec(db_, sql.c_str(), add, &values, nullptr);
    return values;
  }
  /// The first value, or "error <code>".
  std::string value(const std::string& sql) {
    const auto values = rows(sql);
    if (code_ != SQLITE_OK) return "error " + std::to_string(code_);
    return values.empty() ? "" : values[0];
  }
  [[nodiscard]] sqlite3* handle() const { return db_; }

 private:
  sqlite3* db_ = nullptr;
  int openCode_ = SQLITE_OK;
  int code_ = SQLITE_OK;
};

}  // namespace bf::test
