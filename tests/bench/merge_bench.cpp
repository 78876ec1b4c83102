// The county round merged at the centre without a network: full field history, conflict detection, hash chains,
// signatures and receipts, 64 tablets a commit; against plain SQLite doing the same upserts and a log row each, in the
// same run, on the same disk, with the same synchronous=FULL. Also what the bookkeeping costs in bytes, and whether the
// cost of a change grows with the register.

#include <deque>
#include <filesystem>
#include <stdexcept>
#include <string_view>

#include "shared/merge/change.h"
#include "shared/store/columns.h"
#include "shared/store/sqlite.h"
#include "tests/bench/bench_county.h"
#include "tests/bench/bench_report.h"

namespace bf::bench {
namespace {

constexpr std::size_t tabletsACommit = 64;
constexpr int repeats = 5;

/// What an engineer would write without the product: one table a kind with the same columns, keyed by the same ids, an
/// index for the parent, and a log of the changes' bytes.
class PlainSqlite {
 public:
  explicit PlainSqlite(const std::string& path) : connection_(need(Connection::open(path, "", false))) {
    for (const char* sql : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA cache_size=-65536",
                            "PRAGMA wal_autocheckpoint=4000"})
      need(connection_->execute(sql));
    need(connection_->execute(
        "CREATE TABLE IF NOT EXISTS log(seq INTEGER PRIMARY KEY, record BLOB NOT NULL, change BLOB NOT NULL)"));
  }

  void table(const KindSpec& kind) {
    std::string sql = "CREATE TABLE " + kind.table + "(id BLOB PRIMARY KEY, parent BLOB, region INTEGER";
    for (const auto& field : kind.fields) sql += "," + field.column + "_ " + columnType(field.type);
    need(connection_->execute(sql + ") WITHOUT ROWID"));
    need(connection_->execute("CREATE INDEX " + kind.table + "_parent ON " + kind.table + "(parent)"));
  }

  void begin() { need(connection_->execute("BEGIN IMMEDIATE")); }
  void commit() { need(connection_->execute("COMMIT")); }

  void upsert(const Change& change, const RecordId& id, std::string_view bytes, bool logged) {
    const auto& kind = *builtinSchema().kind(change.kind);
    auto& statement = prepared(kind, change);
    const auto known = change.creates() ? id : change.record;
    statement.bind(1, known.view());
    if (change.parent.isZero()) statement.bindNull(2);
    else statement.bind(2, change.parent.view());
    statement.bind(3, static_cast<std::int64_t>(change.region));
    int at = 4;
    scratch_.clear();
    for (const auto& field : change.set) bindField(statement, at++, *kind.field(field.number), field.wire, scratch_);
    need(statement.run());
    if (!logged) return;
    if (!log_)
      log_ = std::make_unique<Statement>(need(connection_->prepare("INSERT INTO log(record,change) VALUES(?,?)")));
    log_->bind(1, known.view()).bind(2, bytes);
    need(log_->run());
  }

 private:
  Statement& prepared(const KindSpec& kind, const Change& change) {
    std::string key = std::to_string(kind.number);
    for (const auto& field : change.set) key += "," + std::to_string(field.number);
    const auto found = statements_.find(key);
    if (found != statements_.end()) return found->second;
    std::string columns = "id,parent,region";
    std::string marks = "?,?,?";
    std::string update;
    for (const auto& field : change.set) {
      const auto column = kind.field(field.number)->column + "_";
      columns += "," + column;
      marks += ",?";
      update += (update.empty() ? "" : ",") + column + "=excluded." + column;
    }
    const auto sql = "INSERT INTO " + kind.table + "(" + columns + ") VALUES(" + marks + ")" +
                     (update.empty() ? " ON CONFLICT DO NOTHING" : " ON CONFLICT(id) DO UPDATE SET " + update);
    return statements_.emplace(key, need(connection_->prepare(sql))).first->second;
  }

  std::unique_ptr<Connection> connection_;
  std::unordered_map<std::string, Statement> statements_;
  std::unique_ptr<Statement> log_;
  std::deque<std::string> scratch_;
};

std::uintmax_t bytesOf(const std::string& path) {
  auto connection = need(Connection::open(path, "", false));
  need(connection->execute("PRAGMA wal_checkpoint(TRUNCATE)"));
  return static_cast<std::uintmax_t>(need(connection->number("PRAGMA page_count"))) *
         static_cast<std::uintmax_t>(need(connection->number("PRAGMA page_size")));
}

/// Puts everything that the centre's log holds into plain tables, so that both start from the same register.
void copyRegister(SqliteStore& store, PlainSqlite& plain) {
  for (const auto& kind : builtinSchema().kinds()) plain.table(kind);
  auto tx = need(store.read());
  plain.begin();
  for (std::int64_t from = 0;;) {
    const auto batches = need(tx->batchesFrom(from, 64));
    if (batches.empty()) break;
    for (const auto& batch : batches)
      for (const auto& entry : batch.batch.entries)
        plain.upsert(need(parseChange(entry.change)), entry.id(), entry.change, false);
    from = batches.back().seq + 1;
  }
  plain.commit();
}

double oursOnce(const std::string& path, const CentreReplica& centre, const std::vector<Batch>& batches,
                const std::vector<Secretary>& secretaries) {
  SqliteOptions options;
  options.path = path;
  options.search = false;
  options.cacheKiB = 64 * 1024;
  auto store = need(SqliteStore::open(options, builtinSchema()));
  return seconds([&] {
    for (std::size_t from = 0; from < batches.size(); from += tabletsACommit) {
      auto tx = need(store->begin());
      for (auto i = from; i < std::min(batches.size(), from + tabletsACommit); ++i) {
        const auto receipt = need(centre.admit(*tx, batches[i], secretaries[i].sender, BenchCounty::morning * 2));
        if (!receipt.verdicts.empty()) throw std::runtime_error("held: " + receipt.verdicts.front().detail);
      }
      need(tx->commit());
    }
  });
}

double plainOnce(const std::string& path, const std::vector<Batch>& batches) {
  PlainSqlite plain(path);
  // Taken apart beforehand: the limit is what SQLite does, not what a parser costs.
  std::vector<std::vector<std::pair<Change, const Entry*>>> parsed;
  for (const auto& batch : batches) {
    auto& one = parsed.emplace_back();
    for (const auto& entry : batch.entries) one.emplace_back(need(parseChange(entry.change)), &entry);
  }
  return seconds([&] {
    for (std::size_t from = 0; from < parsed.size(); from += tabletsACommit) {
      plain.begin();
      for (auto i = from; i < std::min(parsed.size(), from + tabletsACommit); ++i)
        for (const auto& [change, entry] : parsed[i]) plain.upsert(change, entry->id(), entry->change, true);
      plain.commit();
    }
  });
}

std::vector<Batch> round(BenchCounty& county, int day) {
  std::vector<Batch> batches;
  for (auto& secretary : county.secretaries()) batches.push_back(county.day(secretary, day));
  return batches;
}

std::size_t changesIn(const std::vector<Batch>& batches) {
  std::size_t count = 0;
  for (const auto& batch : batches) count += batch.entries.size();
  return count;
}

void copyFresh(const std::string& from, const std::string& to) {
  for (const auto* tail : {"", "-wal", "-shm"}) std::filesystem::remove(to + tail);
  std::filesystem::copy_file(from, to);
}

struct Figures {
  double ours = 0;
  double plain = 0;
  std::uintmax_t oursBytes = 0;  ///< after the import
  std::uintmax_t plainBytes = 0;
};

/// Both on a fresh copy each time, in turn, so that a slow moment of the machine meets both.
Figures measure(TempFolder& folder, BenchCounty& county, const std::vector<Batch>& batches) {
  const auto base = folder.path("centre.db");
  const auto plainBase = folder.path("plain.db");
  {
    PlainSqlite plain(plainBase);
    copyRegister(county.store(), plain);
  }
  Figures figures;
  county.close();
  figures.oursBytes = bytesOf(base);
  figures.plainBytes = bytesOf(plainBase);
  std::vector<double> ours;
  std::vector<double> plain;
  for (int i = 0; i < repeats; ++i) {
    copyFresh(base, folder.path("ours-run.db"));
    ours.push_back(oursOnce(folder.path("ours-run.db"), county.centre(), batches, county.secretaries()));
    copyFresh(plainBase, folder.path("plain-run.db"));
    plain.push_back(plainOnce(folder.path("plain-run.db"), batches));
  }
  figures.ours = median(ours);
  figures.plain = median(plain);
  return figures;
}

void reportRound(const Figures& figures, std::size_t changes) {
  const auto rate = [&](double time) { return static_cast<double>(changes) / time / 1000; };
  line("merge alone, county round",
       text("ours %.3f s (%.0f k changes/s), plain SQLite %.3f s (%.0f k/s): %.0f %%", figures.ours, rate(figures.ours),
            figures.plain, rate(figures.plain), 100 * figures.plain / figures.ours),
       ">= 50 % of plain SQLite", figures.plain / figures.ours >= 0.5, "merge");
  const double ratio = static_cast<double>(figures.oursBytes) / static_cast<double>(figures.plainBytes);
  line("store after import",
       text("ours %.1f MB with the signed log, plain rows %.1f MB: %.2f x",
            static_cast<double>(figures.oursBytes) / 1e6, static_cast<double>(figures.plainBytes) / 1e6, ratio),
       "<= 1.3 x plain rows", ratio <= 1.3, "merge");
}

void reportGrowth(const Figures& small, const Figures& large, std::size_t records) {
  line("the same round in a register ten times as large",
       text("%.3f s against %.3f s, %zu records: %.2f x", large.ours, small.ours, records, large.ours / small.ours),
       "<= 1.3 x", large.ours / small.ours <= 1.3, "merge");
}

/// A year of weekly visits: 52 rounds, everything kept.
void reportYear(TempFolder& folder, BenchCounty& county) {
  const auto plainPath = folder.path("plain-year.db");
  PlainSqlite plain(plainPath);
  copyRegister(county.store(), plain);
  for (int week = 0; week < 52; ++week) {
    const auto batches = round(county, 7 * week + 100);
    auto tx = need(county.store().begin());
    plain.begin();
    for (std::size_t i = 0; i < batches.size(); ++i) {
      (void)need(county.centre().admit(*tx, batches[i], county.secretaries()[i].sender, BenchCounty::morning * 2));
      for (const auto& entry : batches[i].entries)
        plain.upsert(need(parseChange(entry.change)), entry.id(), entry.change, false);
    }
    plain.commit();
    need(tx->commit());
  }
  county.close();
  const auto ours = static_cast<double>(bytesOf(folder.path("centre.db")));
  const auto rows = static_cast<double>(bytesOf(plainPath));
  line("store after a year of weekly rounds",
       text("ours %.0f MB with full history, plain rows %.0f MB: %.2f x", ours / 1e6, rows / 1e6, ours / rows),
       "<= 4 x plain rows", ours / rows <= 4, "merge");
}

void run(bool small) {
  BenchOptions options;
  std::size_t changes = 0;
  Figures figures;
  {
    TempFolder folder;
    BenchCounty county(folder.path("centre.db"), options);
    std::printf("register: %zu records imported, merged and logged in %.1f s\n", county.records(),
                county.importSeconds());
    const auto batches = round(county, 0);
    changes = changesIn(batches);
    figures = measure(folder, county, batches);
    reportRound(figures, changes);
  }
  if (small) return;
  {
    TempFolder folder;
    options.rural = 10 * 107000 - 107000;
    BenchCounty county(folder.path("centre.db"), options);
    const auto batches = round(county, 0);
    const auto records = county.records();
    reportGrowth(figures, measure(folder, county, batches), records);
  }
  TempFolder folder;
  BenchCounty county(folder.path("centre.db"), BenchOptions{});
  reportYear(folder, county);
}

}  // namespace
}  // namespace bf::bench

/// `merge_bench short` leaves out the two long parts: growth and the year.
int main(int argc, char** argv) {
  try {
    bf::bench::run(argc > 1 && std::string_view(argv[1]) == "short");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
