#include "tests/sim/disk/row_workload.h"

#include "shared/base/crypto.h"

namespace bf::test {
namespace {

constexpr const char* path = "/data/rows.db";
constexpr std::uint64_t bodyBytesMax = 2500;  // up to a page, and beyond with its row

std::string randomBody(SeededRandom& random) {
  std::string bytes(static_cast<std::size_t>(random.below(bodyBytesMax)), '\0');
  random.fill({reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()});
  return bytes;
}

Result<> require(const TestSql& db, int code) {
  if (code == SQLITE_OK) return {};
  return fail(Errc::storageFailed, sqlite3_errmsg(db.handle()));
}

/// "" when the table holds exactly `expected`.
std::string compare(TestSql& db, const std::map<std::int64_t, std::string>& expected) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(db.handle(), "SELECT id, body FROM row ORDER BY id", -1, &statement, nullptr);
  std::string wrong;
  auto next = expected.begin();
  int code = SQLITE_ROW;
  while (wrong.empty() && (code = sqlite3_step(statement)) == SQLITE_ROW) {
    const auto id = sqlite3_column_int64(statement, 0);
    const std::string_view body(static_cast<const char*>(sqlite3_column_blob(statement, 1)),
                                static_cast<std::size_t>(sqlite3_column_bytes(statement, 1)));
    if (next == expected.end() || next->first != id) wrong = "row " + std::to_string(id) + " is not what follows";
    else if (next->second != body) wrong = "row " + std::to_string(id) + " has another body";
    else ++next;
  }
  sqlite3_finalize(statement);
  if (wrong.empty() && code != SQLITE_DONE) wrong = "reading rows answers " + std::to_string(code);
  if (wrong.empty() && next != expected.end()) wrong = "row " + std::to_string(next->first) + " is missing";
  return wrong;
}

}  // namespace

RowWorkload::RowWorkload(std::uint64_t seed, Options options) : options_(std::move(options)) {
  SeededRandom random(seed);
  Rows rows;
  states_.push_back(rows);
  for (int i = 0; i < options_.transactions; ++i) {
    std::vector<Write> writes;
    for (auto count = 1 + random.below(3); count > 0; --count) {
      const bool again = !rows.empty() && random.chance(30);
      const auto size = static_cast<std::int64_t>(rows.size());
      const auto id = again ? 1 + static_cast<std::int64_t>(random.below(rows.size())) : size + 1;
      writes.push_back({id, randomBody(random)});
      rows[id] = writes.back().body;
    }
    transactions_.push_back(std::move(writes));
    states_.push_back(rows);
  }
}

Result<> RowWorkload::prepare(SimDisk& disk) {
  TestSql db(disk, path);
  configure(db);
  return require(db, db.run("CREATE TABLE row(id INTEGER PRIMARY KEY, body BLOB NOT NULL);"
                            "CREATE TABLE tally(done INTEGER NOT NULL); INSERT INTO tally VALUES(0);"));
}

Result<> RowWorkload::run(SimDisk& disk) {
  const auto half = transactions_.size() / 2;
  for (const auto& [begin, end] : {std::pair(std::size_t{0}, half), std::pair(half, transactions_.size())}) {
    TestSql db(disk, path);
    configure(db);
    for (auto i = begin; i < end; ++i) {
      BF_CHECK(require(db, commit(db, i)));
      acknowledged_ = i + 1;
    }
  }
  return {};
}

std::string RowWorkload::verify(SimDisk& disk, std::size_t acknowledged) {
  TestSql db(disk, path);
  configure(db);
  if (const auto check = db.value("PRAGMA integrity_check"); check != "ok") return "integrity_check: " + check;
  const auto done = static_cast<std::size_t>(std::stoull("0" + db.value("SELECT done FROM tally")));
  if (done < acknowledged)
    return std::to_string(acknowledged) + " transactions were acknowledged, " + std::to_string(done) + " are there";
  if (done > acknowledged + 1) return "more transactions than were begun";
  return compare(db, states_[done]);
}

int RowWorkload::commit(TestSql& db, std::size_t transaction) {
  if (const int code = db.run("BEGIN IMMEDIATE"); code != SQLITE_OK) return code;
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(db.handle(), "INSERT OR REPLACE INTO row(id, body) VALUES(?, ?)", -1, &statement, nullptr);
  int code = SQLITE_DONE;
  for (const auto& write : transactions_[transaction]) {
    sqlite3_bind_int64(statement, 1, write.id);
    sqlite3_bind_blob64(statement, 2, write.body.data(), write.body.size(), SQLITE_STATIC);
    code = sqlite3_step(statement);
    if (sqlite3_reset(statement) != SQLITE_OK) break;
  }
  sqlite3_finalize(statement);
  if (code != SQLITE_DONE) return code;
  return db.run("UPDATE tally SET done = done + 1; COMMIT");
}

void RowWorkload::configure(TestSql& db) const {
  db.run("PRAGMA journal_mode=" + options_.journal);
  db.run("PRAGMA synchronous=" + options_.synchronous);
  db.run("PRAGMA wal_autocheckpoint=" + std::to_string(options_.checkpointPages));
}

}  // namespace bf::test
